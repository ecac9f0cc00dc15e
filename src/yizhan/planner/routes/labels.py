"""The best route of one group among up to some hundreds of points: labels, kept in ever wider beams until none is dropped.

A label is a route so far: where it ends, when, what it has collected and which points it has seen. Labels grow visit by visit. One is
left out if it cannot beat the best route (by the completion bound of `relaxation`), or if another at the same point, having seen the
same of the points that can still be reached, is no later and no poorer (Righini and Salani 2009). Only the most promising are kept,
as many as the beam is wide; the highest bound of a dropped one bounds what was missed, so every beam proves something, and one
that drops none proves the optimum (complete anytime beam search; Zhang 1998).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.routes.relaxation import Relaxation, plain, priced
from yizhan.planner.routes.tour import FAR, Found, Ints, Tour
from yizhan.planner.routes.watch import Watch

NARROWEST = 100
WIDER = 4
ROUGH = 8
"""Labels kept for the closer look, for each that stays."""
CELLS = 2_000_000
"""Labels times points looked at in one piece."""
ROOM = 400_000_000
"""Labels times points that a beam may hold."""
PRICING = 0.35
"""The share of the time for the prices."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """Routes so far: last point, tick at which they are ready to leave it, value, points seen, and the label they grew from."""

    at: Ints
    ready: Ints
    value: Ints
    seen: NDArray[np.bool_]
    grown_from: Ints

    def __len__(self) -> int:
        return len(self.at)

    def taken(self, which: Ints | NDArray[np.bool_] | slice) -> "Labels":
        """Some of them."""
        return Labels(
            at=self.at[which], ready=self.ready[which], value=self.value[which], seen=self.seen[which],
            grown_from=self.grown_from[which],
        )  # fmt: skip


def route(tour: Tour, *, watch: Watch) -> Found:
    """The best route of `tour` that the time allows; its bound equals its value when it is proven best."""
    if not tour.size:
        return Found()
    relaxed = plain(tour)
    best = _Beam(relaxed, Found(bound=relaxed.bound), width=NARROWEST, watch=watch.patient()).found()
    if best.value < best.bound:
        once = np.ones(int(tour.points.max()) + 1, dtype=np.int64)
        prices = priced([relaxed], times=[1], limits=once, worth=best.value, watch=watch.part(PRICING))
        relaxed = prices.relaxations[0]
        best = Found(order=best.order, value=best.value, bound=min(best.bound, prices.bound))
    width = NARROWEST * WIDER
    while best.value < best.bound and ROUGH * width * tour.size <= ROOM and not watch.over:
        watch.report("routes", worth=best.value, bound=best.bound)
        best = _Beam(relaxed, best, width=width, watch=watch).found()
        width *= WIDER
    return best


def quick(tour: Tour, *, watch: Watch) -> Found:
    """A good route of `tour` in one narrow beam, and the bound that it proves."""
    if not tour.size:
        return Found()
    relaxed = plain(tour)
    return _Beam(relaxed, Found(bound=relaxed.bound), width=NARROWEST, watch=watch.patient()).found()


class _Beam:
    """One search of one width."""

    def __init__(self, relaxed: Relaxation, best: Found, *, width: int, watch: Watch) -> None:
        self.relaxed, self.tour, self.width, self.watch = relaxed, relaxed.tour, width, watch
        self.best = best
        self.missed = 0
        self.layers: list[tuple[Ints, Ints]] = []
        self.prices = relaxed.prices.astype(np.float64)
        self.last = relaxed.tour.lasts.max(axis=0)

    def found(self) -> Found:
        """The better of the best before and the best of this beam, with what is proven."""
        labels = self._first()
        while len(labels):
            self.layers.append((labels.at, labels.grown_from))
            self._look(labels)
            labels = self._next(labels)
            if self.watch.over:
                return self.best
        bound = min(self.best.bound, max(self.missed, self.best.value))
        return Found(order=self.best.order, value=self.best.value, bound=bound)

    def _first(self) -> Labels:
        starts = self.tour.soonest(self.tour.start + self.tour.out, slice(None))
        at = np.flatnonzero(starts < FAR)
        seen = np.zeros((len(at), self.tour.size), dtype=bool)
        seen[np.arange(len(at)), at] = True
        value = self.tour.value[at]
        return Labels(
            at=at, ready=starts[at] + self.tour.stay[at], value=value, seen=seen, grown_from=np.full(len(at), -1)
        )

    def _look(self, labels: Labels) -> None:
        """Remember the best of these routes that is home in time, if it beats the best so far."""
        home = labels.ready + self.tour.back[labels.at] <= self.tour.end
        values = np.where(home, labels.value, -1)
        label = int(values.argmax())
        if values[label] > self.best.value:
            self.best = Found(order=self._order(label), value=int(values[label]), bound=self.best.bound)

    def _order(self, label: int) -> tuple[int, ...]:
        order = []
        for at, grown_from in reversed(self.layers):
            order.append(int(at[label]))
            label = int(grown_from[label])
        return tuple(reversed(order))

    def _next(self, labels: Labels) -> Labels:
        """These labels one visit on, at most as many as the beam is wide."""
        grown = self._grown(labels)
        reach, unpaid = self._reach(grown)
        bounds = self._bound(grown.at, grown.ready, grown.value, unpaid)
        keep = np.flatnonzero(bounds > self.best.value)
        keep = keep[_undominated(grown.taken(keep), (grown.seen & reach)[keep])]
        return grown.taken(self._narrowed(keep, bounds[keep], self.width))

    def _grown(self, labels: Labels) -> Labels:
        """All that these labels can grow into, without those that a bound at first sight rules out."""
        pieces = [piece for mine in _pieces(len(labels), self.tour.size) for piece in self._piece(labels, mine)]
        if not pieces:
            return labels.taken(slice(0, 0))
        rows, at, ready, value, bounds = (np.concatenate(part) for part in zip(*pieces, strict=True))
        keep = self._narrowed(np.arange(len(rows)), bounds, ROUGH * self.width)
        rows, at = rows[keep], at[keep]
        seen = labels.seen[rows]
        seen[np.arange(len(rows)), at] = True
        return Labels(at=at, ready=ready[keep], value=value[keep], seen=seen, grown_from=rows)

    def _piece(self, labels: Labels, mine: slice) -> Iterator[tuple[Ints, Ints, Ints, Ints, Ints]]:
        if self.watch.over:
            return
        arrival = labels.ready[mine, None] + self.tour.travel[labels.at[mine]]
        rows, at = np.nonzero((arrival <= self.last) & ~labels.seen[mine])
        ready = self.tour.soonest(arrival[rows, at], at) + self.tour.stay[at]
        unpaid = self.relaxed.prices.sum() - (labels.seen[mine] @ self.prices).astype(np.int64)
        unpaid = unpaid[rows] - self.relaxed.prices[at]
        rows += mine.start
        value = labels.value[rows] + self.tour.value[at]
        bounds = self._bound(at, ready, value, unpaid)
        keep = bounds > self.best.value
        yield rows[keep], at[keep], ready[keep], value[keep], bounds[keep]

    def _reach(self, labels: Labels) -> tuple[NDArray[np.bool_], Ints]:
        """Whether each label can still reach each point, and the prices of those that it can reach and has not seen."""
        reach = np.zeros(labels.seen.shape, dtype=bool)
        unpaid = np.zeros(len(labels), dtype=np.int64)
        for mine in _pieces(len(labels), self.tour.size):
            reach[mine] = labels.ready[mine, None] + self.tour.travel[labels.at[mine]] <= self.last
            unpaid[mine] = (reach[mine] & ~labels.seen[mine]) @ self.prices
        return reach, unpaid

    def _bound(self, at: Ints, ready: Ints, value: Ints, unpaid: Ints) -> Ints:
        """What routes that begin like this can be worth at most; -1 if they cannot be home in time."""
        rest = self.relaxed.rest(at, ready)
        return np.where(rest < 0, -1, value + self.relaxed.scale.value(np.maximum(rest, 0) + unpaid))

    def _narrowed(self, keep: Ints, bounds: Ints, width: int) -> Ints:
        if len(keep) <= width:
            return keep
        order = np.argsort(-bounds, kind="stable")
        self.missed = max(self.missed, int(bounds[order[width]]))
        return keep[order[:width]]


def _pieces(count: int, size: int) -> Iterator[slice]:
    """So many labels in pieces that keep the memory small."""
    step = max(1, CELLS // size)
    for begin in range(0, count, step):
        yield slice(begin, begin + step)


def _undominated(labels: Labels, matters: NDArray[np.bool_]) -> Ints:
    """The labels that no other beats: at the same point, with the same of `matters` seen, no later and of no less value."""
    packed = np.packbits(matters, axis=1)
    words = np.zeros((len(labels), -(-packed.shape[1] // 8) * 8), dtype=np.uint8)
    words[:, : packed.shape[1]] = packed
    kinds = np.column_stack([labels.at.astype(np.uint64), words.view(np.uint64)])
    order = np.lexsort((-labels.value, labels.ready, *kinds.T))
    kinds, values = kinds[order], labels.value[order]
    same = (kinds[1:] == kinds[:-1]).all(axis=1)
    group = np.concatenate([[0], np.cumsum(~same)]) if len(order) else order
    lifted = values + group * (int(values.max(initial=0)) + 1)
    beaten = np.zeros(len(order), dtype=bool)
    beaten[1:] = same & (lifted[1:] <= np.maximum.accumulate(lifted)[:-1])
    return order[~beaten]
