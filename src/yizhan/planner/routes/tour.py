"""One group's possibilities as arrays of whole ticks, the form all solvers work on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.routes.problem import Group, Point, Problem, way

Ints = NDArray[np.int64]
Span = tuple[int, int]
Stop = tuple[int, int]
"""A visit: the number of the point, and the tick at which it starts."""

TICKS = 100
"""Ticks a minute."""
FAR = 1 << 40
"""A tick that never comes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """The points of a problem in ticks: ways between them, stays and the spans in which each is open, disjoint and in order."""

    problem: Problem
    number: dict[str, int]
    travel: Ints
    stay: Ints
    open: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tour:
    """What one group can do among its own `size` points, numbered here from 0; times in ticks.

    `points` are their numbers in the problem, `travel[i, j]` the way from i to j, `out` and `back` those from the group's start and
    to its end. A visit of j can start from `opens[w, j]` to `lasts[w, j]`, for every w; `value` is what it counts.
    """

    points: Ints
    travel: Ints
    out: Ints
    back: Ints
    opens: Ints
    lasts: Ints
    stay: Ints
    value: Ints
    start: int
    end: int

    @property
    def size(self) -> int:
        """How many points the group could visit."""
        return len(self.points)

    def soonest(self, arrival: Ints, at: Ints | slice) -> Ints:
        """The ticks at which visits of the points `at` can start after these arrivals; FAR when none can."""
        start = np.full(arrival.shape, FAR)
        for opens, lasts in zip(self.opens[::-1], self.lasts[::-1], strict=True):
            late = np.maximum(arrival, opens[at])
            start = np.where(late <= lasts[at], late, start)
        return start

    def latest(self, until: Ints) -> Ints:
        """The last ticks, at most `until`, at which visits of the points (last axis) can start; -FAR when none can."""
        start = np.full(until.shape, -FAR)
        for opens, lasts in zip(self.opens, self.lasts, strict=True):
            start = np.where(until >= opens, np.minimum(until, lasts), start)
        return start

    def stops(self, order: Sequence[int]) -> tuple[Stop, ...]:
        """The visits in this order, each as early as can be; raises ValueError when one cannot be."""
        ready, way_there = self.start, self.out
        stops = []
        for j in order:
            start = int(self.soonest(np.array([ready + way_there[j]]), np.array([j]))[0])
            if start == FAR:
                raise ValueError(f"no time for point {j}")
            stops.append((int(self.points[j]), start))
            ready, way_there = start + int(self.stay[j]), self.travel[j]
        return tuple(stops)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The best route found, its points in order and what it counts, and the bound that no route of the tour exceeds."""

    order: tuple[int, ...] = ()
    value: int = 0
    bound: int = 0


def network(problem: Problem) -> Network:
    """The points of `problem` in ticks."""
    size = range(len(problem.points))
    travel = np.array([[way(problem, i, j) for j in size] for i in size])
    return Network(
        problem=problem,
        number={point.id: i for i, point in enumerate(problem.points)},
        travel=np.rint(travel * TICKS).astype(np.int64),
        stay=np.array([ticks(point.stay) for point in problem.points]),
        open=tuple(_spans(point) for point in problem.points),
    )


def ticks(minutes: float) -> int:
    """Whole ticks of so many minutes."""
    return round(minutes * TICKS)


def tour(
    net: Network,
    group: Group,
    *,
    bonus: int,
    free: Callable[[int], Iterable[Span]] | None = None,
    values: Ints | None = None,
) -> Tour:
    """What `group` can do.

    A must-see point counts `bonus` more than its worth; `free` gives the spans in which a point can take the group (when it is open,
    if not given); `values`, by point of the problem, stand in for what the points count.
    """
    counted = counts(net, group, bonus=bonus) if values is None else values
    room = [net.problem.points[i].capacity for i in range(len(counted))]
    able = [i for i in np.flatnonzero(counted > 0).tolist() if (room[i] or group.people) >= group.people]
    start, end = ticks(group.start), ticks(group.end)
    spans = {i: _starts(net.open[i] if free is None else free(i), stay=int(net.stay[i])) for i in able}
    points = np.array([i for i in able if spans[i]], dtype=np.int64)
    between = net.travel[np.ix_(points, points)]
    out, back = _ends(net, group, points)
    raw = Tour(
        points=points, travel=between, out=out, back=back, stay=net.stay[points], value=counted[points], start=start, end=end,
        opens=_table([spans[i] for i in points.tolist()], 0, FAR), lasts=_table([spans[i] for i in points.tolist()], 1, -FAR),
    )  # fmt: skip
    return _within_hours(raw)


def counts(net: Network, group: Group, *, bonus: int) -> Ints:
    """What each point of the problem counts for `group`: its worth, and `bonus` for a must."""
    values = np.zeros(len(net.problem.points), dtype=np.int64)
    for name, worth in group.worth.items():
        values[net.number[name]] = worth
    for name in group.must:
        values[net.number[name]] += bonus
    return values


def _spans(point: Point) -> tuple[Span, ...]:
    spans: list[Span] = []
    for opening, closing in sorted((ticks(window.open), ticks(window.close)) for window in point.windows):
        if spans and opening <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], closing)
        else:
            spans.append((opening, closing))
    return tuple(spans)


def _starts(spans: Iterable[Span], *, stay: int) -> list[Span]:
    return [(opening, closing - stay) for opening, closing in spans if closing - stay >= opening]


def _table(spans: list[list[Span]], side: int, empty: int) -> Ints:
    width = max((len(mine) for mine in spans), default=1)
    rows = [[mine[w][side] if w < len(mine) else empty for mine in spans] for w in range(width)]
    return np.array(rows, dtype=np.int64)


def _ends(net: Network, group: Group, points: Ints) -> tuple[Ints, Ints]:
    out = np.full(len(points), ticks(net.problem.travel.first))
    back = np.zeros(len(points), dtype=np.int64)
    if group.origin is not None:
        out = net.travel[net.number[group.origin], points]
    if group.destination is not None:
        back = net.travel[points, net.number[group.destination]]
    return out, back


def _within_hours(raw: Tour) -> Tour:
    """Without the starts that no way through other points, however short, could reach or leave in time."""
    first = raw.start + _through(raw.out, raw.stay[:, None] + raw.travel)
    last = raw.end - _through(raw.back + raw.stay, (raw.stay[:, None] + raw.travel).T)
    opens, lasts = np.maximum(raw.opens, first), np.minimum(raw.lasts, last)
    shut = opens > lasts
    opens[shut], lasts[shut] = FAR, -FAR
    kept = np.flatnonzero(~shut.all(axis=0))
    return Tour(
        points=raw.points[kept], travel=raw.travel[np.ix_(kept, kept)], out=raw.out[kept], back=raw.back[kept],
        opens=opens[:, kept], lasts=lasts[:, kept], stay=raw.stay[kept], value=raw.value[kept], start=raw.start, end=raw.end,
    )  # fmt: skip


def _through(direct: Ints, step: Ints) -> Ints:
    """The shortest times to each point, directly or through others (Bellman 1958); `step[i, j]` is that from i to j."""
    while len(direct):
        shorter = np.minimum(direct, (direct[:, None] + step).min(axis=0))
        if (shorter == direct).all():
            break
        direct = shorter
    return direct
