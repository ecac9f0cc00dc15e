"""From session counts to days: which provider gives which session of a cell on which day.

For one class of times, providers and stations with the sessions between them are a bipartite multigraph, and by König's
edge-colouring theorem it can be laid on the days whenever nobody has more sessions than days. Only days off, equipment, travel
and daily limits disturb this, so one small assignment program for each class loses almost nothing.
"""

import time
from collections import defaultdict
from collections.abc import Iterable

from yizhan.planner.delivery.board import Board, cell_of
from yizhan.planner.delivery.classes import ClassModel
from yizhan.planner.delivery.grid import Cell, Grid, Visit
from yizhan.planner.delivery.program import Builder, solve_whole
from yizhan.planner.delivery.wishes import HALF, PLACED, WEEK_KEPT, Wishes


def lay_out(grid: Grid, wanted: Wishes, board: Board, *, deadline: float) -> dict[Cell, int]:
    """Put the wanted sessions on the board, day by day; the counts that found no place."""
    left = _left(grid, wanted, board)
    published = {grid.visit(placement) for placement in grid.problem.published}
    order = _busiest_first(grid, wanted)
    for length in (2, 1):
        for turn, k in enumerate(order):
            later = order if length > 1 else order[turn + 1 :]
            cells = {
                cell: count
                for cell, count in left.items()
                if cell[2] == k and count > 0 and grid.length[cell[0]] == length
            }
            if cells:
                assignment = _Assignment(grid, wanted, board, cells, published, later)
                for visit in assignment.solve(seconds=max(0.2, deadline - time.monotonic())):
                    if board.may(visit):
                        board.add(visit)
                        left[cell_of(grid, visit)] -= 1
    _place_rest(left, board)
    return {cell: count for cell, count in left.items() if count > 0}


def counts_held(grid: Grid, model: ClassModel, visits: Iterable[Visit]) -> dict[int, int]:
    """By column of the class model, the sessions that `visits` are."""
    held = dict.fromkeys([*model.sessions.values(), *model.dated.values()], 0)
    for visit in visits:
        cell = cell_of(grid, visit)
        for column in (model.sessions.get(cell), model.dated.get((*cell, int(grid.week[visit[3]])))):
            if column is not None:
                held[column] += 1
    return held


def _left(grid: Grid, wanted: Wishes, board: Board) -> dict[Cell, int]:
    left = dict(wanted.sessions)
    for visit in board.visits:
        cell = cell_of(grid, visit)
        left[cell] = left.get(cell, 0) - 1
    return left


def _busiest_first(grid: Grid, wanted: Wishes) -> list[int]:
    load = dict.fromkeys(range(grid.classes), 0)
    for (_, _, k), count in wanted.sessions.items():
        load[k] += count
    return sorted(load, key=lambda k: (-load[k], k))


def _place_rest(left: dict[Cell, int], board: Board) -> None:
    for (v, s, k), count in sorted(left.items()):
        for _ in range(count):
            visit = board.find(v, s, k)
            if visit is None:
                break
            board.add(visit)
            left[v, s, k] -= 1


class _Assignment:
    """The sessions of one class of times, on its days."""

    def __init__(
        self,
        grid: Grid,
        wanted: Wishes,
        board: Board,
        cells: dict[Cell, int],
        published: Iterable[Visit],
        later: list[int],
    ) -> None:
        self.later = later
        self.klass = next(iter(cells))[2]
        self.grid, self.wanted, self.board, self.cells = grid, wanted, board, cells
        self.published = set(published)
        self.build = Builder()
        self.ways: list[Visit] = []

    def solve(self, *, seconds: float) -> list[Visit]:
        """The visits chosen."""
        self._find_ways()
        if not self.ways:
            return []
        self._limit()
        solved = solve_whole(self.build.program(), seconds=seconds, gap=1e-3)
        return (
            [] if solved.x is None else [way for way, chosen in zip(self.ways, solved.x, strict=False) if chosen > HALF]
        )

    def _find_ways(self) -> None:
        grid = self.grid
        for (v, s, k), _ in sorted(self.cells.items()):
            slot, group = divmod(k, grid.groups)
            rooms = grid.suiting_rooms(v, s)[:, slot]
            for p in grid.givers[v, grid.zone[s]]:
                if self._room_for_now(p) <= 0:
                    continue
                liked = 0.5 if self.wanted.suits.get((p, v, k, grid.zone[s])) else 0.0
                starts = grid.free_starts(p, v)[:, slot]
                for day in grid.days_of[group][(starts & (rooms > 0))[grid.days_of[group]]].tolist():
                    visit = (p, v, s, day, slot)
                    if self.board.may(visit):
                        kept = 2.0 if visit in self.published else 0.0
                        spread = 0.01 * ((p * 7 + day) % 13) / 13
                        self.build.column(PLACED + liked + kept + spread, high=1, whole=True)
                        self.ways.append(visit)

    def _limit(self) -> None:
        by_provider: dict[int, list[int]] = defaultdict(list)
        by_provider_day: dict[tuple[int, int], list[int]] = defaultdict(list)
        by_room_day: dict[tuple[int, int], list[int]] = defaultdict(list)
        by_cell: dict[Cell, list[int]] = defaultdict(list)
        for column, visit in enumerate(self.ways):
            p, _, s, day, _ = visit
            by_provider[p].append(column)
            by_provider_day[p, day].append(column)
            by_room_day[s, day].append(column)
            by_cell[cell_of(self.grid, visit)].append(column)
        for cell, columns in by_cell.items():
            self._at_most(columns, self.cells[cell])
            self._in_weeks(cell, columns)
        for columns in by_provider_day.values():
            self._at_most(columns, 1)
        for p, columns in by_provider.items():
            self._at_most(columns, self._room_for_now(p))
            self._within_budget(p, columns)
        for (s, day), columns in by_room_day.items():
            self._rooms(s, day, columns)

    def _room_for_now(self, p: int) -> int:
        """The sessions that the provider can give now and still give what is wanted of it in later classes."""
        later = sum(self.wanted.given.get((p, k), 0) for k in self.later)
        most = self.grid.capacity[p] - self.board.load[p]
        return max(most - later, min(most, self.wanted.given.get((p, self.klass), 0)))

    def _at_most(self, columns: list[int], most: int) -> None:
        if len(columns) > most:
            self.build.row([(column, 1.0) for column in columns], high=most)

    def _within_budget(self, p: int, columns: list[int]) -> None:
        budget = self.grid.budget[p]
        if budget is not None:
            fees = [(column, self.grid.fee[p][self.ways[column][1]]) for column in columns]
            later = sum(self.wanted.fees.get((p, k), 0.0) for k in self.later)
            most = budget - self.board.fees[p]
            self.build.row(fees, high=max(0.0, most - later, min(most, self.wanted.fees.get((p, self.klass), 0.0))))

    def _in_weeks(self, cell: Cell, columns: list[int]) -> None:
        for week in range(self.grid.weeks):
            wanted = self.wanted.dated.get((*cell, week), 0)
            if wanted:
                inside = [column for column in columns if self.grid.week[self.ways[column][3]] == week]
                met = self.build.column(WEEK_KEPT, high=wanted)
                self.build.row([(column, 1.0) for column in inside] + [(met, -1.0)], low=0)

    def _rooms(self, s: int, day: int, columns: list[int]) -> None:
        """Hall's condition on the rooms that are still free for a whole session."""
        rooms = [self.board.rooms_left(self.ways[column]) for column in columns]
        for inside in range(1, 1 << len(self.grid.problem.stations[s].rooms)):
            held = [column for column, fits in zip(columns, rooms, strict=True) if not fits & ~inside]
            self._at_most(held, inside.bit_count())
