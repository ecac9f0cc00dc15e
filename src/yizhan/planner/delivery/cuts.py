"""Cuts that say what a whole number of sessions can seat.

Rounding of the seats (mixed-integer rounding; Nemhauser and Wolsey 1988, II.1.7): let the needs A ask Q_A people of a cell with
Y sessions of `seats` each. For a whole number t with 0 <= r = Q_A - seats*(t - 1) <= seats every plan keeps
sum_A u <= Q_A - r*(t - Y). With a single need and t = 1 it is u <= q*Y.

Beginnings of needs: let P be the first a people of a need (the pieces worth most), served over its cells c. Every plan keeps
P <= sum_c min(a*Y_c, u_c): where a cell has no session nobody is served there, where it has one, at most a are. Without it half
a session would serve half of every need at the price of the best piece.

Both together: what of P no other cell can have served, P - sum_{c' != c} min(a*Y_c', u_c'), was served in cell c, and is rounded
there like u with a in place of q.

Reaches of needs: the rounding holds as well for several cells, their sessions and people added up. Where a session stands half in
one cell and half in another, no cell by itself shows it, but all the cells that a need can go to do.
"""

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.model import ClassModel
from yizhan.planner.delivery.program import INFINITE, Floats, Ints, Rows
from yizhan.planner.delivery.wants import Cell

SMALLEST = 0.02
"""A cut that is broken by fewer people than this is not worth a row."""
EXACT = 1e-4
SEVERAL = 2
"""In so many cells at least people must be served, for their reach to say more than each cell."""

Cut: TypeAlias = tuple[dict[int, float], float]
"""The factors by column, and the most they may add up to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Beginnings:
    """For every need its first pieces: their columns and how many people they are."""

    columns: list[list[int]]
    sizes: Floats


class Seating:
    """Who can sit in which count of sessions, laid out flat: a way is a need at a cell."""

    def __init__(self, grid: Grid, model: ClassModel) -> None:
        self._lay_out_ways(grid, model)
        self._lay_out_counts(grid, model)
        self.beginnings = [self._beginning(grid, model, step) for step in range(1, len(grid.weights.pieces))]

    def _lay_out_ways(self, grid: Grid, model: ClassModel) -> None:
        ways: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for (n, s, k), column in model.people.items():
            ways[n].append((column, model.sessions[grid.need_service[n], s, k]))
        self.needs = list(ways)
        self.way_need = np.repeat(np.arange(len(ways)), [len(way) for way in ways.values()])
        self.way_people = np.array([column for way in ways.values() for column, _ in way], dtype=np.int64)
        self.way_count = np.array([count for way in ways.values() for _, count in way], dtype=np.int64)
        self.way_first = np.searchsorted(self.way_need, np.arange(len(ways) + 1))
        self.way_of = {int(column): way for way, column in enumerate(self.way_people)}

    def _lay_out_counts(self, grid: Grid, model: ClassModel) -> None:
        people: dict[int, list[tuple[int, int]]] = defaultdict(list)
        seats: dict[int, int] = {}
        for (n, s, k), column in model.people.items():
            v, week = grid.need_service[n], grid.need_week[n]
            counts = [model.sessions[v, s, k]] + ([model.dated[v, s, k, week]] if week >= 0 else [])
            for count in counts:
                people[count].append((column, grid.people[n]))
                seats[count] = grid.seats[v]
        self.count = np.array(sorted(people), dtype=np.int64)
        self.monthly = np.isin(self.count, list(model.sessions.values()))
        self.seats = np.array([seats[count] for count in self.count], dtype=float)
        self.first = np.cumsum([0] + [len(people[count]) for count in self.count])
        self.node = np.repeat(np.arange(len(self.count)), np.diff(self.first))
        self.column = np.array([column for count in self.count for column, _ in people[count]], dtype=np.int64)
        self.most = np.array([most for count in self.count for _, most in people[count]], dtype=float)
        self.way = np.array([self.way_of[int(column)] for column in self.column], dtype=np.int64)

    def _beginning(self, grid: Grid, model: ClassModel, step: int) -> Beginnings:
        columns = [model.pieces[n][:step] for n in self.needs]
        return Beginnings(
            columns=columns, sizes=np.array([float(model.program.high[pieces].sum()) for pieces in columns])
        )

    def broken(self, x: Floats) -> Rows:
        """The rows that `x` breaks."""
        sessions = x[self.count]
        part = sessions - np.floor(sessions + EXACT / 2)
        split = (part > EXACT) & (part < 1 - EXACT)
        above = np.flatnonzero(split & (sessions > 1))
        found = self._single(x, sessions, split & (sessions < 1))
        for node in above.astype(np.int64):
            ways = slice(self.first[node], self.first[node + 1])
            chosen, high, rest = _rounded(self.seats[node], sessions[node], x[self.column[ways]], self.most[ways])
            if len(chosen):
                terms = dict.fromkeys(self.column[ways][chosen].tolist(), 1.0)
                found.append((terms | {int(self.count[node]): -rest}, high))
        for beginnings in self.beginnings:
            found += self._of_beginnings(x, beginnings, above[self.monthly[above]], sessions)
        return rows_of(found)

    def _single(self, x: Floats, sessions: Floats, low: NDArray[np.bool_]) -> list[Cut]:
        """Single needs at cells below one session."""
        ties = low[self.node] & (self.most < self.seats[self.node])
        ties &= x[self.column] > self.most * sessions[self.node] + SMALLEST
        return [
            ({int(self.column[i]): 1.0, int(self.count[self.node[i]]): -float(self.most[i])}, 0.0)
            for i in np.flatnonzero(ties)
        ]

    def _of_beginnings(self, x: Floats, of: Beginnings, nodes: Ints, sessions: Floats) -> list[Cut]:
        sizes, served = of.sizes[self.way_need], x[self.way_people]
        least = np.minimum(sizes * x[self.way_count], served)
        tied = sizes * x[self.way_count] < served
        elsewhere = np.bincount(self.way_need, weights=least, minlength=len(of.sizes)).astype(np.float64)
        value = np.array([x[columns].sum() for columns in of.columns], dtype=np.float64)
        found = [(self._terms(of, int(n), tied, -1), 0.0) for n in np.flatnonzero(value > elsewhere + SMALLEST)]
        own = (value - elsewhere)[self.way_need] + least
        for node in nodes.astype(np.int64):
            ways = self.way[self.first[node] : self.first[node + 1]]
            chosen, high, rest = _rounded(self.seats[node], sessions[node], own[ways], sizes[ways])
            if len(chosen):
                terms: dict[int, float] = defaultdict(float)
                for way in ways[chosen].tolist():
                    for column, factor in self._terms(of, int(self.way_need[way]), tied, way).items():
                        terms[column] += factor
                terms[int(self.count[node])] -= rest
                found.append((dict(terms), high))
        return found

    def _terms(self, of: Beginnings, need: int, tied: NDArray[np.bool_], without: int) -> dict[int, float]:
        """The beginning of a need less what its cells, all but the way `without`, can have served of it."""
        terms = dict.fromkeys(of.columns[need], 1.0)
        for way in range(self.way_first[need], self.way_first[need + 1]):
            if way != without:
                column = self.way_count[way] if tied[way] else self.way_people[way]
                terms[int(column)] = -float(of.sizes[need]) if tied[way] else -1.0
        return terms


class Reaches:
    """The cells that a need can go to, several at once, with everybody who can go to one of them."""

    def __init__(self, grid: Grid, model: ClassModel) -> None:
        reach: dict[int, list[Cell]] = defaultdict(list)
        guests: dict[Cell, list[tuple[int, int]]] = defaultdict(list)
        for (n, s, k), column in model.people.items():
            cell = (grid.need_service[n], s, k)
            reach[n].append(cell)
            guests[cell].append((n, column))
        self.seats, self.size = grid.seats, np.array(grid.people, dtype=float)
        self.reaches = sorted({tuple(sorted(cells)) for cells in reach.values() if len(cells) > 1})
        self.counts = [np.array([model.sessions[cell] for cell in cells]) for cells in self.reaches]
        self.guests = {cell: np.array(there, dtype=np.int64) for cell, there in guests.items()}

    def broken(self, x: Floats) -> Rows:
        """The rows that `x` breaks."""
        found = [self._of(cells, counts, x) for cells, counts in zip(self.reaches, self.counts, strict=True)]
        return rows_of([cut for cut in found if cut is not None])

    def _of(self, cells: tuple[Cell, ...], counts: Ints, x: Floats) -> Cut | None:
        held = x[counts]
        sessions = float(held.sum())
        if abs(sessions - round(sessions)) < EXACT or np.count_nonzero(held > EXACT) < SEVERAL:
            return None
        guests, columns = np.concatenate([self.guests[cell] for cell in cells]).T
        needs, place = np.unique(guests, return_inverse=True)
        people = np.bincount(place, weights=x[columns]).astype(np.float64)
        chosen, high, rest = _rounded(self.seats[cells[0][0]], sessions, people, self.size[needs])
        if not len(chosen):
            return None
        served = columns[np.isin(place, chosen)]
        return dict.fromkeys(served.tolist(), 1.0) | dict.fromkeys(counts.tolist(), -rest), high


def _rounded(seats: float, sessions: float, u: Floats, q: Floats) -> tuple[Ints, float, float]:
    """The set of needs whose rounding is broken most (none when no set's is), the limit of its row and r.

    `u` of the `q` people of each need attend `sessions` of `seats` each.
    """
    whole = math.ceil(sessions)
    part = sessions - (whole - 1)
    order = np.argsort(-(u / q), kind="stable")
    total = np.cumsum(q[order])
    excess = np.cumsum((u - q * part)[order]) - seats * (whole - 1) * (1 - part)
    excess[(total <= seats * (whole - 1)) | (total > seats * whole)] = -1
    if not len(excess) or excess.max() <= SMALLEST:
        return np.zeros(0, dtype=np.int64), 0.0, 0.0
    last = int(excess.argmax())
    rest = float(total[last] - seats * (whole - 1))
    return order[: last + 1], float(total[last] - rest * whole), rest


def rows_of(found: list[Cut]) -> Rows:
    """The cuts as rows."""
    return Rows(
        low=np.full(len(found), -INFINITE),
        high=np.array([high for _, high in found], dtype=float),
        starts=np.cumsum([0] + [len(terms) for terms, _ in found]),
        columns=np.array([column for terms, _ in found for column in terms], dtype=np.int64),
        factors=np.array([factor for terms, _ in found for factor in terms.values()], dtype=float),
    )
