"""One route for each group out of a pool, so that no point is too full: the linear and the whole program, in HiGHS.

A row says how much the groups at one point at one moment may weigh together: people and the point's capacity; or, of groups that do
not all fit together, one each and how many of them fit (cover rows; Balas 1975). Rows are added when a solution breaks them.
"""

import bisect
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from yizhan.planner.routes.covers import covers, large_ones
from yizhan.planner.routes.pricing import Floats
from yizhan.planner.routes.tour import Network, Stop
from yizhan.planner.routes.watch import Watch

Wholes = NDArray[np.int32]

SLIGHT = 1e-6
HALF = 0.5
SHORTEST = 0.05
"""Seconds that HiGHS gets at least."""
BREACH = 1e-4
"""A row is broken by more."""


@dataclass(frozen=True, slots=True)
class Column:
    """A route of the group numbered `group` and what it counts."""

    group: int
    stops: tuple[Stop, ...]
    value: int


@dataclass(frozen=True, slots=True)
class Row:
    """At `point`, at the tick `moment` (None: in the whole day), the groups' `weights` add up to `room` at most."""

    point: int
    moment: int | None
    weights: tuple[int, ...]
    room: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Relaxed:
    """The linear program's columns, value and prices: of each group's one route and of each row."""

    x: Floats
    value: float
    of_groups: Floats
    of_rows: Floats


class Packing:
    """The pool of routes and the rows found so far, loaded in HiGHS, which starts each time from its last basis."""

    def __init__(self, net: Network) -> None:
        self.net = net
        self.people = tuple(group.people for group in net.problem.groups)
        self.columns: list[Column] = []
        self.rows: list[Row] = []
        self.number: dict[Column, int] = {}
        self.known: set[Row] = set()
        self.rows_at: dict[int, list[int]] = defaultdict(list)
        self.columns_at: dict[int, list[int]] = defaultdict(list)
        self.engine = _engine()
        self.engine.changeObjectiveSense(highspy.ObjSense.kMaximize)
        for _ in self.people:
            self.engine.addRow(-highspy.kHighsInf, 1.0, 0, _whole([]), _real([]))
        for i, point in enumerate(net.problem.points):
            if point.groups is not None:
                self._add_row(Row(i, None, (1,) * len(self.people), point.groups))

    def add(self, column: Column) -> bool:
        """Put a route into the pool; False when it is there already."""
        if column in self.number:
            return False
        index, factors = self._entries(column)
        self.engine.addCol(float(column.value), 0.0, highspy.kHighsInf, len(index), index, factors)
        self.number[column] = len(self.columns)
        for point, _ in column.stops:
            self.columns_at[point].append(len(self.columns))
        self.columns.append(column)
        return True

    def _entries(self, column: Column) -> tuple[Wholes, Floats]:
        """The rows that a route is in, its group's first, and what it weighs in them."""
        used = [
            (len(self.people) + k, weight)
            for point, start in column.stops
            for k in self.rows_at[point]
            if (weight := self._weight(column.group, start, self.rows[k]))
        ]
        return _whole([column.group] + [k for k, _ in used]), _real([1.0] + [weight for _, weight in used])

    def costs(self, column: Column, prices: Sequence[float]) -> float:
        """What the room that a route takes costs at these prices of the rows."""
        return sum(
            prices[k] * self._weight(column.group, start, self.rows[k])
            for point, start in column.stops
            for k in self.rows_at[point]
            if k < len(prices)
        )

    def add_rows(self, rows: Iterable[Row]) -> bool:
        """Put rows into the program; False when all of them are there already."""
        new = [row for row in dict.fromkeys(rows) if row not in self.known]
        for row in new:
            self._add_row(row)
        return bool(new)

    def _add_row(self, row: Row) -> None:
        used = [
            (k, weight)
            for k in self.columns_at[row.point]
            if (weight := self._weight(self.columns[k].group, dict(self.columns[k].stops)[row.point], row))
        ]
        index, factors = _whole([k for k, _ in used]), _real([weight for _, weight in used])
        self.engine.addRow(-highspy.kHighsInf, float(row.room), len(index), index, factors)
        self.known.add(row)
        self.rows_at[row.point].append(len(self.rows))
        self.rows.append(row)

    def _weight(self, group: int, start: int, row: Row) -> int:
        """What a visit of this group to the row's point weighs in the row when it starts at this tick."""
        there = row.moment is None or start <= row.moment < start + int(self.net.stay[row.point])
        return row.weights[group] if there else 0

    def relaxed(self) -> Relaxed:
        """The linear program's optimum."""
        self.engine.run()
        solution = self.engine.getSolution()
        prices = np.maximum(np.array(solution.row_dual), 0.0)
        return Relaxed(
            x=np.array(solution.col_value),
            value=float(self.engine.getInfo().objective_function_value),
            of_groups=prices[: len(self.people)],
            of_rows=prices[len(self.people) :],
        )

    def whole(self, pool: Sequence[int], *, start: Iterable[Column], watch: Watch) -> list[int]:
        """The best routes out of `pool` (numbers of columns) that break no row found so far, as far as the watch allows.

        `start` is a plan to begin with, of which only routes in the pool matter; empty when nothing is found.
        """
        engine = _engine()
        engine.changeObjectiveSense(highspy.ObjSense.kMaximize)
        rooms = [1] * len(self.people) + [row.room for row in self.rows]
        engine.addRows(
            len(rooms),
            _real([-highspy.kHighsInf] * len(rooms)),
            _real(rooms),
            0,
            _whole([0] * len(rooms)),
            _whole([]),
            _real([]),
        )
        begun = set(start)
        for k in pool:
            column = self.columns[k]
            index, factors = self._entries(column)
            engine.addCol(float(column.value), 0.0, 1.0, len(index), index, factors)
        numbers = _whole(range(len(pool)))
        engine.changeColsIntegrality(len(pool), numbers, np.full(len(pool), highspy.HighsVarType.kInteger))
        solution = highspy.HighsSolution()
        solution.col_value = [float(self.columns[k] in begun) for k in pool]
        engine.setSolution(solution)
        engine.setOptionValue("time_limit", max(SHORTEST, watch.left))
        engine.cbMipInterrupt += lambda event: event.interrupt(watch.over)
        engine.setOptionValue("mip_rel_gap", SLIGHT)
        engine.run()
        if engine.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return []
        return [k for k, share in zip(pool, engine.getSolution().col_value, strict=True) if share > HALF]

    def limit(self, column: int, *, low: float, high: float | None) -> None:
        """Bind the share of a column in the linear program; None is no upper limit."""
        self.engine.changeColBounds(column, low, highspy.kHighsInf if high is None else high)

    def broken(self, x: Floats) -> list[Row]:
        """The rows that the shares `x` of the columns break."""
        return [
            row
            for point, mine in self._visits(np.flatnonzero(x > SLIGHT).tolist()).items()
            for moment in self._fullest(point, mine)
            for row in self._broken_at(point, moment, mine, x)
        ]

    def complete(self, pool: Iterable[int]) -> None:
        """Put in every row that whole routes of the pool can break."""
        self.add_rows(
            Row(point, moment, self.people, self.net.problem.points[point].capacity or 0)
            for point, mine in self._visits(pool).items()
            for moment in self._fullest(point, mine)
        )

    def _visits(self, pool: Iterable[int]) -> dict[int, dict[int, int]]:
        """The points that can be too full; for each, the routes of the pool that come there, and when their visits start."""
        visits: dict[int, dict[int, int]] = defaultdict(dict)
        for k in pool:
            for point, start in self.columns[k].stops:
                if self.net.problem.points[point].capacity is not None:
                    visits[point][k] = start
        return visits

    def _fullest(self, point: int, visits: dict[int, int]) -> list[int]:
        """The moments between a start and the next end: who is there at any moment is there at one of these."""
        starts = sorted(set(visits.values()))
        stay = int(self.net.stay[point])
        ends = [start + stay for start in starts]
        following = [*starts[1:], math.inf]
        return (
            [
                moment
                for moment, after in zip(starts, following, strict=True)
                if ends[bisect.bisect_right(ends, moment)] <= after
            ]
            if stay
            else []
        )

    def _broken_at(self, point: int, moment: int, visits: dict[int, int], x: Floats) -> Iterator[Row]:
        capacity = self.net.problem.points[point].capacity or 0
        there: dict[int, float] = defaultdict(float)
        for k, start in visits.items():
            if start <= moment < start + int(self.net.stay[point]):
                there[self.columns[k].group] += float(x[k])
        if sum(self.people[group] for group in there) <= capacity:
            return
        if sum(self.people[group] * share for group, share in there.items()) > capacity + BREACH:
            yield Row(point, moment, self.people, capacity)
        for members, most in (*large_ones(there, self.people, capacity), *covers(there, self.people, capacity)):
            if sum(there.get(group, 0.0) for group in members) > most + BREACH:
                weights = tuple(int(group in members) for group in range(len(self.people)))
                yield Row(point, moment, weights, most)


def _engine() -> highspy.Highs:
    engine = highspy.Highs()
    for option, setting in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        engine.setOptionValue(option, setting)
    return engine


def _whole(numbers: Iterable[int]) -> Wholes:
    return np.fromiter(numbers, dtype=np.int32)


def _real(numbers: Iterable[float]) -> Floats:
    return np.fromiter(numbers, dtype=np.float64)
