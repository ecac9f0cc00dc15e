"""Cuts that say what a whole number of sessions can seat.

For people of the needs A at one cell (Q_A of them in all, `seats` a session, Y sessions) and a whole number t with
0 <= r = Q_A - seats*(t - 1) <= seats, every plan keeps  sum_A u <= Q_A - r*(t - Y): the mixed-integer rounding of the seats
(Nemhauser and Wolsey 1988, II.1.7). With a single need and t = 1 it is u <= q*Y.

For one need and the first a of its people (the pieces worth most) every plan keeps, over the need's cells c,
sum_pieces <= sum_c min(a*Y_c, u_c): where a cell has no session nobody is served there, where it has one, at most a are.
Without it half a session would serve half of every need at the price of the best piece.
"""

from collections import defaultdict

import numpy as np

from yizhan.planner.delivery.classes import ClassModel
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.program import INFINITE, Floats, Ints, Rows

SMALLEST = 0.02
"""A cut that is broken by fewer people than this is not worth a row."""


class Seating:
    """Who can sit in which count of sessions, laid out for fast separation."""

    def __init__(self, grid: Grid, model: ClassModel) -> None:
        people: dict[int, list[tuple[int, int]]] = defaultdict(list)
        seats: dict[int, int] = {}
        for (n, s, k), column in model.people.items():
            v, week = grid.need_service[n], grid.need_week[n]
            counts = [model.sessions[v, s, k]]
            if week >= 0:
                counts.append(model.dated[v, s, k, week])
            for count in counts:
                people[count].append((column, grid.people[n]))
                seats[count] = grid.seats[v]
        nodes = sorted(people)
        self.count = np.array(nodes, dtype=np.int64)
        self.seats = np.array([seats[node] for node in nodes], dtype=float)
        self.node = np.repeat(np.arange(len(nodes)), [len(people[node]) for node in nodes])
        self.column = np.array([column for node in nodes for column, _ in people[node]], dtype=np.int64)
        self.most = np.array([most for node in nodes for _, most in people[node]], dtype=float)

        self._lay_out_pieces(grid, model)

    def _lay_out_pieces(self, grid: Grid, model: ClassModel) -> None:
        """The ways of every need as one flat list, and the beginnings of its pieces with their sizes added up."""
        ways: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for (n, s, k), column in model.people.items():
            ways[n].append((column, model.sessions[grid.need_service[n], s, k]))
        self.way_need = np.repeat(np.arange(len(ways)), [len(way) for way in ways.values()])
        self.way_people = np.array([column for way in ways.values() for column, _ in way], dtype=np.int64)
        self.way_count = np.array([count for way in ways.values() for _, count in way], dtype=np.int64)
        self.way_first = np.searchsorted(self.way_need, np.arange(len(ways) + 1))
        self.steps: list[tuple[Ints, Floats, list[list[int]]]] = []
        for step in range(1, len(grid.weights.pieces)):
            longer = [(i, model.pieces[n][:step]) for i, n in enumerate(ways) if len(model.pieces[n]) > step]
            sizes = [float(sum(model.program.high[pieces])) for _, pieces in longer]
            self.steps.append((np.array([i for i, _ in longer], dtype=np.int64), np.array(sizes), [p for _, p in longer]))

    def broken(self, x: Floats) -> Rows:
        """The rows that `x` breaks."""
        return _rows(self._seats_broken(x) + self._pieces_broken(x))

    def _pieces_broken(self, x: Floats) -> list[tuple[float, list[int], list[float]]]:
        found = []
        served, counts = x[self.way_people], x[self.way_count]
        for needs, sizes, pieces in self.steps:
            size_of = np.zeros(len(self.way_first) - 1)
            size_of[needs] = sizes
            least = np.minimum(size_of[self.way_need] * counts, served)
            most = np.bincount(self.way_need, weights=least, minlength=len(size_of))[needs]
            value = np.array([x[columns].sum() for columns in pieces])
            for i in np.flatnonzero(value > most + SMALLEST):
                ways = slice(self.way_first[needs[i]], self.way_first[needs[i] + 1])
                tied = sizes[i] * counts[ways] < served[ways]
                columns = [*pieces[i], *self.way_count[ways][tied], *self.way_people[ways][~tied]]
                factors = [1.0] * len(pieces[i]) + [-sizes[i]] * int(tied.sum()) + [-1.0] * int((~tied).sum())
                found.append((0.0, columns, factors))
        return found

    def _seats_broken(self, x: Floats) -> list[tuple[float, list[int], list[float]]]:
        """Single needs at cells below one session, sets of needs above."""
        sessions = x[self.count]
        part = sessions - np.floor(sessions + 1e-9)
        split = (part > 1e-4) & (part < 1 - 1e-4)
        low = sessions < 1
        single = split[self.node] & low[self.node] & (self.most < self.seats[self.node])
        single &= x[self.column] > self.most * sessions[self.node] + SMALLEST
        singles = np.flatnonzero(single)
        sets = self._sets(x, sessions, np.flatnonzero(split & ~low))
        return [(0.0, [self.column[i], self.count[self.node[i]]], [1.0, -self.most[i]]) for i in singles] + sets

    def _sets(self, x: Floats, sessions: Floats, nodes: Ints) -> list[tuple[float, list[int], list[float]]]:
        wanted = np.zeros(len(self.count), dtype=bool)
        wanted[nodes] = True
        mine = np.flatnonzero(wanted[self.node])
        found = []
        borders = np.searchsorted(self.node[mine], nodes, side="left"), np.searchsorted(
            self.node[mine], nodes, side="right"
        )
        for node, first, last in zip(nodes, *borders, strict=True):
            members = mine[first:last]
            whole = np.ceil(sessions[node])
            part = sessions[node] - (whole - 1)
            u, q = x[self.column[members]], self.most[members]
            order = np.argsort(-(u / q), kind="stable")
            members, u, q = members[order], u[order], q[order]
            total = np.cumsum(q)
            excess = np.cumsum(u - q * part) - self.seats[node] * (whole - 1) * (1 - part)
            excess[(total <= self.seats[node] * (whole - 1)) | (total > self.seats[node] * whole)] = -1
            if len(excess) and excess.max() > SMALLEST:
                last_in = int(excess.argmax()) + 1
                rest = total[last_in - 1] - self.seats[node] * (whole - 1)
                columns = [*self.column[members[:last_in]], self.count[node]]
                found.append((total[last_in - 1] - rest * whole, columns, [1.0] * last_in + [-rest]))
        return found


def _rows(found: list[tuple[float, list[int], list[float]]]) -> Rows:
    return Rows(
        low=np.full(len(found), -INFINITE),
        high=np.array([high for high, _, _ in found], dtype=float),
        starts=np.cumsum([0] + [len(columns) for _, columns, _ in found]),
        columns=np.array([column for _, columns, _ in found for column in columns], dtype=np.int64),
        factors=np.array([factor for _, _, factors in found for factor in factors], dtype=float),
    )
