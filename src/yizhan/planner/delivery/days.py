"""From session counts to days: which provider gives which session of a cell on which day.

For one class of times, providers and stations with the sessions between them are a bipartite multigraph, and by König's
edge-colouring theorem it can be laid on the days whenever nobody has more sessions than days. Only days off, equipment, travel
and daily limits disturb this, so a small assignment program loses almost nothing.
"""

import math
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from yizhan.planner.delivery.board import Board, bits, cell_of
from yizhan.planner.delivery.grid import Grid, Visit
from yizhan.planner.delivery.model import Dated, Flow
from yizhan.planner.delivery.program import Builder, solve_whole
from yizhan.planner.delivery.wants import Cell

HALF = 0.5
PLACED = 40.0
"""Points of the assignment for a session that finds its day."""
WEEK_KEPT = 25.0
"""Points for a session that finds its day in the week it is wanted in."""
LIKED = 2.0
"""Points for the provider who was to give the session."""
PUBLISHED = 2.0
EXACT = 1e-9
GAP = 2e-4


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """Sessions wanted by cell, of which some in a fixed week, and by provider, service, class and zone who would give how many."""

    sessions: dict[Cell, int]
    dated: dict[Dated, int] = field(default_factory=dict)
    given: dict[Flow, float] = field(default_factory=dict)

    def of(self, cells: Collection[Cell]) -> "Wishes":
        """The part of the wishes that concerns `cells`."""
        kinds = {(v, k) for v, _, k in cells}
        return Wishes(
            sessions={cell: count for cell, count in self.sessions.items() if cell in cells},
            dated={key: count for key, count in self.dated.items() if key[:3] in cells},
            given={flow: count for flow, count in self.given.items() if flow[1:3] in kinds},
        )


def lay_out(board: Board, wanted: Wishes, *, deadline: float) -> list[Visit]:
    """Put all the wanted sessions on the board, long ones first, then the busiest class of times first; those that were put."""
    grid, put = board.grid, list[Visit]()
    held, _ = counts_of(grid, board.visits)
    left = {cell: count - held.get(cell, 0) for cell, count in wanted.sessions.items()}
    wanted = later = replace(wanted, sessions={cell: count for cell, count in left.items() if count > 0})
    for length, klass in _turns(grid, wanted):
        cells = {cell for cell in later.sessions if cell[2] == klass and grid.length[cell[0]] == length}
        later = later.of(later.sessions.keys() - cells)
        put += place(board, wanted.of(cells), seconds=max(0.2, deadline - time.monotonic()), later=later)
    missing = Counter(wanted.sessions)
    missing.subtract(cell_of(grid, visit) for visit in put)
    return put + _place_rest(missing, board)


def _turns(grid: Grid, wanted: Wishes) -> list[tuple[int, int]]:
    """The lengths of sessions and classes of times that are wanted, in the order in which they are laid out."""
    load: Counter[tuple[int, int]] = Counter()
    for (v, _, k), count in wanted.sessions.items():
        load[grid.length[v], k] += count
    return sorted(load, key=lambda turn: (-turn[0], -load[turn], turn[1]))


def place(board: Board, wanted: Wishes, *, seconds: float, later: Wishes | None = None) -> list[Visit]:
    """Put the wanted sessions on the board, as many as find a day, a provider and a room at once; those that were put.

    What providers are to give `later` is held back from them.
    """
    assignment = _Assignment(board, wanted, later or Wishes(sessions={}))
    put = []
    for visit in assignment.solve(seconds=seconds):
        if board.may(visit):
            board.add(visit)
            put.append(visit)
    return put


def _place_rest(left: Mapping[Cell, int], board: Board) -> list[Visit]:
    put = []
    for cell, count in sorted(left.items()):
        for _ in range(count):
            visit = board.find(*cell)
            if visit is None:
                break
            board.add(visit)
            put.append(visit)
    return put


class _Assignment:
    """The wanted sessions, each in every way it could stand on the board."""

    def __init__(self, board: Board, wanted: Wishes, later: Wishes) -> None:
        self.board, self.grid, self.wanted = board, board.grid, wanted
        self.now, self.later = _dues(board.grid, wanted), _dues(board.grid, later)
        self.build = Builder()
        self.ways: list[Visit] = []

    def solve(self, *, seconds: float) -> list[Visit]:
        """The visits chosen."""
        self._find_ways()
        if not self.ways:
            return []
        self._limit()
        solved = solve_whole(self.build.program(), seconds=seconds, gap=GAP)
        if solved.x is None:
            return []
        return [way for way, chosen in zip(self.ways, solved.x, strict=False) if chosen > HALF]

    def _find_ways(self) -> None:
        grid = self.grid
        for (v, s, k), count in sorted(self.wanted.sessions.items()):
            slot, group = divmod(k, grid.groups)
            published = set(grid.published_at.get((v, s, k), ()))
            for p in grid.givers.get((v, grid.zone[s]), []) if count else ():
                liked = LIKED * (self.wanted.given.get((p, v, k, grid.zone[s]), 0.0) > HALF)
                for day in bits(self.board.days(p, v, s, slot) & self.board.days_of_group[group]):
                    visit = (p, v, s, day, slot)
                    kept = (PUBLISHED + grid.weights.keep) * (visit in published)
                    spread = 0.01 * ((p * 7 + day) % 13) / 13
                    self.build.column(PLACED + liked + kept + spread, high=1, whole=True)
                    self.ways.append(visit)

    def _limit(self) -> None:
        by_cell: dict[Cell, list[int]] = defaultdict(list)
        by_provider: dict[int, list[int]] = defaultdict(list)
        by_diary: dict[tuple[int, int], list[int]] = defaultdict(list)
        by_room: dict[tuple[int, int], list[int]] = defaultdict(list)
        for column, visit in enumerate(self.ways):
            by_cell[cell_of(self.grid, visit)].append(column)
            by_provider[visit[0]].append(column)
            by_diary[visit[0], visit[3]].append(column)
            by_room[visit[2], visit[3]].append(column)
        for cell, columns in by_cell.items():
            self._at_most(columns, self.wanted.sessions[cell])
            self._in_weeks(cell, columns)
        for p, columns in by_provider.items():
            self._in_the_month(p, columns)
        for (p, day), columns in by_diary.items():
            self._on_the_day(p, day, columns)
        for (s, _), columns in by_room.items():
            self._rooms(s, columns)

    def _at_most(self, columns: Collection[int], most: int) -> None:
        if len(columns) > most:
            self.build.row([(column, 1.0) for column in columns], high=most)

    def _in_weeks(self, cell: Cell, columns: Iterable[int]) -> None:
        for week in range(self.grid.weeks):
            wanted = self.wanted.dated.get((*cell, week), 0)
            if wanted:
                inside = [column for column in columns if self.grid.week[self.ways[column][3]] == week]
                met = self.build.column(WEEK_KEPT, high=wanted)
                self.build.row([(column, 1.0) for column in inside] + [(met, -1.0)], low=0)

    def _in_the_month(self, p: int, columns: list[int]) -> None:
        grid, load = self.grid, self.board.load[p]
        (sessions, fees), (sessions_later, fees_later) = self.now[p], self.later[p]
        left = grid.capacity[p] - load
        self._at_most(columns, max(left - math.ceil(sessions_later - HALF), min(left, round(sessions))))
        comfortable = max(0, grid.comfortable[p] - load)
        if len(columns) > comfortable:
            over = self.build.column(-grid.weights.overload)
            self.build.row([*((column, 1.0) for column in columns), (over, -1.0)], high=comfortable)
        budget = grid.budget[p]
        if budget is not None:
            money = max(0.0, budget - self.board.fees[p]) + EXACT * max(1.0, budget)
            paid = [(column, grid.fee[p][self.ways[column][1]]) for column in columns]
            self.build.row(paid, high=max(money - fees_later, min(money, fees)))

    def _on_the_day(self, p: int, day: int, columns: list[int]) -> None:
        """Once in a slot, within the daily limit, and in time at the next station."""
        grid = self.grid
        by_slot: dict[int, list[int]] = defaultdict(list)
        for column in columns:
            for slot in self.board.diaries.slots(self.ways[column]):
                by_slot[slot].append(column)
        for there in by_slot.values():
            self._at_most(there, 1)
        left = grid.daily[p] - self.board.diaries.used(p, day)
        if sum(max(1, grid.length[self.ways[column][1]]) for column in columns) > left and len(by_slot) > left:
            self.build.row([(column, float(grid.length[self.ways[column][1]])) for column in columns], high=left)
        for column in columns:
            for late in self._too_late(column, columns).values():
                self._at_most([column, *late], 1)

    def _too_late(self, column: int, columns: Iterable[int]) -> dict[int, list[int]]:
        """The later sessions, by first slot, that the provider cannot reach in time after this one."""
        found: dict[int, list[int]] = defaultdict(list)
        one = self.ways[column]
        for other in columns:
            then = self.ways[other]
            if then[4] > self.board.diaries.slots(one)[-1] and not self.board.diaries.in_time(one, then):
                found[then[4]].append(other)
        return found

    def _rooms(self, s: int, columns: list[int]) -> None:
        """Hall's condition, in every slot, on the rooms that are still free for a whole session."""
        rooms = {column: self.board.rooms_left(self.ways[column]) for column in columns}
        for slot in range(self.grid.slots):
            here = [column for column in columns if slot in self.board.diaries.slots(self.ways[column])]
            for inside in range(1, 1 << len(self.grid.problem.stations[s].rooms)) if len(here) > 1 else ():
                self._at_most([column for column in here if not rooms[column] & ~inside], inside.bit_count())


def _dues(grid: Grid, wanted: Wishes) -> dict[int, tuple[float, float]]:
    """How many sessions each provider is to give, and for what fees."""
    sessions: dict[int, float] = defaultdict(float)
    fees: dict[int, float] = defaultdict(float)
    for (p, v, _, _), count in wanted.given.items():
        sessions[p] += count
        fees[p] += count * grid.fee[p][v]
    return defaultdict(lambda: (0.0, 0.0), {p: (sessions[p], fees[p]) for p in sessions})


def counts_of(grid: Grid, visits: Iterable[Visit]) -> tuple[dict[Cell, int], dict[Dated, int]]:
    """How many sessions `visits` are by cell, and by cell and week."""
    cells: dict[Cell, int] = defaultdict(int)
    weekly: dict[Dated, int] = defaultdict(int)
    for visit in visits:
        cell = cell_of(grid, visit)
        cells[cell] += 1
        weekly[*cell, int(grid.week[visit[3]])] += 1
    return dict(cells), dict(weekly)
