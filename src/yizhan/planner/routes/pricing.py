"""The best routes of one group when being at a point costs something at some moments of the day.

The price side of column generation. Beside the earliest end, all ends count here: for every set of points and last point, the most
value that a route ending at each moment can have, waiting included (labels as in `subsets`, a row of times instead of one).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.routes.subsets import Table, layers
from yizhan.planner.routes.tour import FAR, Ints, Stop

Floats = NDArray[np.float64]

NOTHING = -1e18
LARGEST = 40_000_000
"""Numbers that a table may hold (8 bytes each)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """Between two layers: the rows that come from `before` by a way of so many steps from the point `start` to `end`."""

    start: int
    end: int
    steps: int
    rows: Ints
    before: Ints


@dataclass(frozen=True, kw_only=True, slots=True)
class Rank:
    """The states of one layer, by last point: state k is the set `sets[k]` that ends at `last[k]`; `of[j]` are the rows ending at j.

    `sources` are the rows of the layer before that each state comes from, and the steps between.
    """

    sets: Ints
    last: Ints
    of: tuple[slice, ...]
    ways: tuple[Way, ...]
    sources: tuple[list[tuple[int, int]], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fee:
    """What being at `point` of the problem at the tick `moment` costs; at any time when it is None."""

    point: int
    moment: int | None
    price: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Priced:
    """A route and its value less what it costs."""

    stops: tuple[Stop, ...]
    value: float


class Pricer:
    """All routes of one group, ready to be priced again and again; times in steps of `step` ticks from the group's start."""

    def __init__(self, table: Table, *, step: int) -> None:
        self.tour = table.tour
        self.step = step
        self.moments = (self.tour.end - self.tour.start) // step + 1
        self.stay = (self.tour.stay // step).tolist()
        self.ranks = _ranks(table, step=step)
        self.allowed = self._allowed()
        home = (self.tour.end - self.tour.start - self.tour.back) // step
        self.late = np.arange(self.moments) > home[:, None]

    @staticmethod
    def fits(table: Table, *, step: int) -> bool:
        """Whether the table of this group is small enough."""
        moments = (table.tour.end - table.tour.start) // step + 1
        return int((table.ready < FAR).sum()) * moments <= LARGEST

    def _allowed(self) -> NDArray[np.bool_]:
        starts = self.tour.start + np.arange(self.moments) * self.step
        return np.array(
            [
                [
                    any(
                        first <= moment <= last
                        for first, last in zip(self.tour.opens[:, j], self.tour.lasts[:, j], strict=True)
                    )
                    for moment in starts.tolist()
                ]
                for j in range(self.tour.size)
            ]
        ).reshape(self.tour.size, self.moments)

    def best(self, fees: Iterable[Fee], *, number: int) -> list[Priced]:
        """The routes of most value less fees, at most one a set, best first."""
        gains = np.where(self.allowed, self.tour.value[:, None] - self._costs(fees), NOTHING)
        values = self._values(gains)
        ends: list[tuple[float, int, int, int]] = []
        for depth, (rank, value) in enumerate(zip(self.ranks, values, strict=True)):
            home = np.where(self.late[rank.last], NOTHING, value)
            best = home.max(axis=1)
            rows = np.argsort(-best, kind="stable")[: 3 * number].tolist()
            ends += [(float(best[row]), depth, row, int(home[row].argmax())) for row in rows]
        ends.sort(key=lambda end: (-end[0], end[1:]))
        chosen: dict[int, Priced] = {}
        for worth, depth, row, moment in ends:
            visited = int(self.ranks[depth].sets[row])
            if len(chosen) < number and worth > NOTHING / 2 and visited not in chosen:
                chosen[visited] = Priced(stops=self._stops(values, depth, row, moment), value=worth)
        return list(chosen.values())

    def worth(self, stops: Iterable[Stop]) -> int:
        """What these visits count, fees left aside."""
        counted = dict(zip(self.tour.points.tolist(), self.tour.value.tolist(), strict=True))
        return sum(counted[point] for point, _ in stops)

    def _costs(self, fees: Iterable[Fee]) -> Floats:
        """By point of the tour and step: what a visit that starts then costs."""
        place = {point: j for j, point in enumerate(self.tour.points.tolist())}
        costs = np.zeros((self.tour.size, self.moments))
        for fee in fees:
            j = place.get(fee.point)
            if j is not None and fee.moment is None:
                costs[j] += fee.price
            elif j is not None and fee.moment is not None:
                last = (fee.moment - self.tour.start) // self.step
                costs[j, max(0, last - self.stay[j] + 1) : max(0, last + 1)] += fee.price
        return costs

    def _values(self, gains: Floats) -> list[Floats]:
        """By layer, state and step: the most value of a route that ends its last visit then."""
        values: list[Floats] = []
        for depth, rank in enumerate(self.ranks):
            there = np.full((len(rank.sets), self.moments), NOTHING)
            if depth == 0:
                for row, j in enumerate(rank.last.tolist()):
                    there[row, int(self.tour.out[j]) // self.step :] = 0.0
            for one in rank.ways:
                came = values[depth - 1][one.before, : self.moments - one.steps]
                there[one.rows, one.steps :] = np.maximum(there[one.rows, one.steps :], came)
            values.append(self._ended(rank, np.maximum.accumulate(there, axis=1), gains))
        return values

    def _ended(self, rank: Rank, there: Floats, gains: Floats) -> Floats:
        ended = np.full(there.shape, NOTHING)
        for j in np.unique(rank.last).tolist():
            rows, stay = rank.of[j], self.stay[j]
            ended[rows, stay:] = there[rows, : self.moments - stay] + gains[j, : self.moments - stay]
        return ended

    def _stops(self, values: Sequence[Floats], depth: int, row: int, moment: int) -> tuple[Stop, ...]:
        stops: list[Stop] = []
        while True:
            rank = self.ranks[depth]
            j = int(rank.last[row])
            start = moment - self.stay[j]
            stops.append((int(self.tour.points[j]), self.tour.start + start * self.step))
            if depth == 0:
                return tuple(reversed(stops))
            row, moment = self._before(rank, values[depth - 1], row, start)
            depth -= 1

    def _before(self, rank: Rank, value: Floats, row: int, start: int) -> tuple[int, int]:
        best, found = NOTHING, (0, 0)
        for before, steps in rank.sources[row]:
            came = value[before, : max(0, start - steps + 1)]
            moment = int(came.argmax()) if len(came) else 0
            if len(came) and came[moment] > best:
                best, found = came[moment], (before, moment)
        return found


def _ranks(table: Table, *, step: int) -> tuple[Rank, ...]:
    size = table.tour.size
    number = np.full(table.ready.shape, -1)
    singles = (
        np.flatnonzero(table.ready[1 << np.arange(size), np.arange(size)] < FAR)
        if size
        else np.zeros(0, dtype=np.int64)
    )
    ranks = [_rank(1 << singles, singles, size=size, ways=())]
    number[ranks[0].sets, ranks[0].last] = np.arange(len(singles))
    for layer in layers(size):
        fine = table.ready[layer.sets, layer.last] < FAR
        order = np.argsort(layer.last[fine], kind="stable")
        sets, before, last = layer.sets[fine][order], layer.before[fine][order], layer.last[fine][order]
        if not len(sets):
            break
        ranks.append(_rank(sets, last, size=size, ways=_ways(table, number, before, last, step=step)))
        number[sets, last] = np.arange(len(sets))
    return tuple(ranks)


def _rank(sets: Ints, last: Ints, *, size: int, ways: tuple[Way, ...]) -> Rank:
    edges = np.searchsorted(last, np.arange(size + 1)).tolist()
    sources: tuple[list[tuple[int, int]], ...] = tuple([] for _ in range(len(sets)))
    for way in ways:
        for row, before in zip(way.rows.tolist(), way.before.tolist(), strict=True):
            sources[row].append((before, way.steps))
    of = tuple(slice(edges[j], edges[j + 1]) for j in range(size))
    return Rank(sets=sets, last=last, of=of, ways=ways, sources=sources)


def _ways(table: Table, number: Ints, before: Ints, last: Ints, *, step: int) -> tuple[Way, ...]:
    size = table.tour.size
    ways = []
    for start in range(size):
        for end in range(size):
            steps = int(table.tour.travel[start, end]) // step
            rows = np.flatnonzero((last == end) & (number[before, start] >= 0))
            if len(rows) and table.tour.start + steps * step < table.tour.end:
                ways.append(Way(start=start, end=end, steps=steps, rows=rows, before=number[before[rows], start]))
    return tuple(ways)
