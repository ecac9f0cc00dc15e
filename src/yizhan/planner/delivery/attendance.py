"""Who attends the sessions of a plan: the best attendance, exact, in whole people.

With the sessions given, attendance is a flow of people to cells (Ahuja, Magnanti and Orlin 1993, ch. 1) whose vertices are whole;
only the row of the worst station can split people, and those few are made whole by a small integer program.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

import highspy
import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.grid import Grid, Visit
from yizhan.planner.delivery.objective import objective
from yizhan.planner.delivery.plan import Party, Plan, Session, fingerprint
from yizhan.planner.delivery.program import Builder, Floats, Ints, engine, solve_whole
from yizhan.planner.delivery.wants import Cell

WHOLE = 1e-6
HALF = 0.5
THETA = 1000.0
"""The worst station's coverage is counted in thousandths, to keep the program well scaled."""
ABSENT = 1e3
"""Points that a person below a session's minimum costs: more than anyone's attendance can be worth; twice that in a cell with a pin."""
SECONDS = 5.0
"""The longest that the few split people may take to be made whole."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance:
    """People by (need, station, class of times), people served by need, the worst station's coverage and the points of all this.

    `points` are the gains of serving and of fairness without the discomfort; `hopeless` are sessions that cannot have their
    minimum and are attended by nobody.
    """

    people: dict[tuple[int, int, int], int]
    served: tuple[int, ...]
    worst: float
    points: float
    hopeless: tuple[Visit, ...] = ()


def attend(
    grid: Grid,
    visits: Iterable[Visit],
    *,
    services: Collection[int] | None = None,
    held: Attendance | None = None,
) -> Attendance:
    """The attendance of `visits` with the most points; with `services`, only theirs anew and the others as in `held`."""
    visits = sorted(visits)
    chosen = set(range(len(grid.seats))) if services is None or held is None else set(services)
    kept = _kept(grid, chosen, held)
    left = [visit for visit in visits if visit[1] in chosen]
    dropped: list[Visit] = []
    while True:
        flow = _Flow(grid, left, chosen, kept)
        x = flow.solve()
        missing = flow.missing(x)
        if not missing:
            break
        gone = _hopeless(grid, left, missing)
        dropped += gone
        left = [visit for visit in left if visit not in gone]
    people = {**kept, **flow.people(x)}
    return replace(counted(grid, people), hopeless=tuple(dropped))


def _kept(grid: Grid, chosen: set[int], held: Attendance | None) -> dict[tuple[int, int, int], int]:
    if held is None:
        return {}
    return {key: count for key, count in held.people.items() if grid.need_service[key[0]] not in chosen}


def _hopeless(grid: Grid, visits: Sequence[Visit], missing: dict[Cell, float]) -> set[Visit]:
    """One session of each cell whose minimum is missed, rather not a pinned one."""
    pinned = {grid.visit(pin) for pin in grid.problem.pinned}
    gone: dict[Cell, Visit] = {}
    for visit in sorted(visits, key=lambda visit: (visit in pinned, visit)):
        cell = (visit[1], visit[2], grid.klass(visit[3], visit[4]))
        if cell in missing:
            gone.setdefault(cell, visit)
    return set(gone.values())


def counted(grid: Grid, people: dict[tuple[int, int, int], int]) -> Attendance:
    """The attendance that `people` are, with its points."""
    served, costs = [0] * len(grid.people), 0.0
    for (n, s, k), count in people.items():
        served[n] += count
        costs += grid.weight[n] * (1 - grid.wants.suits[n, s, k]) * count
    worst = worst_coverage(grid, np.array(served))
    points = gains(grid, served) - costs + grid.fairness * worst
    return Attendance(people=people, served=tuple(served), worst=worst, points=points)


def gains(grid: Grid, served: Sequence[int]) -> float:
    """The points for serving so many people of each need, discomfort aside."""
    left = np.array(served, dtype=float)
    points = np.zeros(len(left))
    for piece, sizes in zip(grid.weights.pieces, np.array(grid.pieces, dtype=float).T, strict=True):
        here = np.minimum(sizes, left)
        points += piece.worth * here
        left -= here
    return float(points @ np.array(grid.weight, dtype=float))


def worst_coverage(grid: Grid, served: Floats | Ints) -> float:
    """The least share of a station's weighted demand that is served, 0 to 1."""
    reached = np.bincount(grid.need_station, weights=np.multiply(grid.weight, served), minlength=len(grid.demand))
    some = grid.demand > 0
    return float((reached[some] / grid.demand[some]).min())


@dataclass(kw_only=True)
class _Cells:
    """The sessions by cell, and by cell and week."""

    sessions: Counter[Cell] = field(default_factory=Counter)
    weekly: dict[Cell, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))


class _Flow:
    """The linear program of who attends, for some services, with everyone else held."""

    def __init__(
        self, grid: Grid, visits: Sequence[Visit], services: set[int], kept: dict[tuple[int, int, int], int]
    ) -> None:
        self.grid = grid
        self.build = Builder()
        self.column_of: dict[tuple[int, int, int], int] = {}
        self.absent: dict[Cell, list[int]] = defaultdict(list)
        self.cells = _Cells()
        for _, v, s, day, slot in visits:
            cell = (v, s, grid.klass(day, slot))
            self.cells.sessions[cell] += 1
            self.cells.weekly[cell][int(grid.week[day])] += 1
        pins = map(grid.visit, grid.problem.pinned)
        self.pinned = {(v, s, grid.klass(day, slot)) for _, v, s, day, slot in pins}
        self.seated: dict[Cell, list[int]] = defaultdict(list)
        self.dated: dict[tuple[Cell, int], list[int]] = defaultdict(list)
        self.pieces: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for v in sorted(services):
            for n in grid.needs_of[v]:
                self._need(n, v)
        self._seats()
        self._fairness(kept)
        self.program = self.build.program()

    def _need(self, n: int, v: int) -> None:
        grid, mine, week = self.grid, [], self.grid.need_week[n]
        sessions, weekly, people, weight = self.cells.sessions, self.cells.weekly, grid.people[n], grid.weight[n]
        for s, k, suits in grid.wants.ways[n]:
            cell = (v, s, k)
            if cell not in sessions or (week >= 0 and week not in weekly[cell]):
                continue
            column = self.build.column(-weight * (1.0 - suits), high=people, whole=True)
            self.column_of[n, s, k] = column
            self.seated[cell].append(column)
            mine.append(column)
            if week >= 0:
                self.dated[cell, week].append(column)
        if mine:
            self._worth_of(n, mine)

    def _worth_of(self, n: int, mine: list[int]) -> None:
        grid, weight = self.grid, self.grid.weight[n]
        pieces = [
            self.build.column(weight * piece.worth, high=size)
            for piece, size in zip(grid.weights.pieces, grid.pieces[n], strict=True)
            if size
        ]
        self.build.row([(column, 1.0) for column in mine] + [(piece, -1.0) for piece in pieces], low=0, high=0)
        self.pieces[grid.need_station[n]] += [(piece, THETA * weight) for piece in pieces]

    def _seats(self) -> None:
        for cell, count in self.cells.sessions.items():
            columns = self.seated.get(cell, [])
            if columns:
                self.build.row([(column, 1.0) for column in columns], high=self.grid.seats[cell[0]] * count)
            if self.grid.minimum[cell[0]]:
                self._minimum(cell, columns)
        for (cell, week), columns in self.dated.items():
            count = self.cells.weekly[cell][week]
            if count < self.cells.sessions[cell]:
                self.build.row([(column, 1.0) for column in columns], high=self.grid.seats[cell[0]] * count)

    def _minimum(self, cell: Cell, columns: list[int]) -> None:
        """Every session has its minimum: people of a fixed week count for that week, the others for any that lacks some."""
        least, weekly = self.grid.minimum[cell[0]], self.cells.weekly[cell]
        weeks = [week for week in weekly if (cell, week) in self.dated]
        if len(weekly) == 1 or not weeks:
            self._at_least([(column, 1.0) for column in columns], least * self.cells.sessions[cell], cell)
            return
        dated = {column for week in weeks for column in self.dated[cell, week]}
        fillers = []
        for week in weekly:
            filler = self.build.column(high=least * weekly[week])
            mine = [(column, 1.0) for column in self.dated.get((cell, week), [])]
            self._at_least([*mine, (filler, 1.0)], least * weekly[week], cell)
            fillers.append((filler, -1.0))
        free = [(column, 1.0) for column in columns if column not in dated]
        self.build.row([*free, *fillers], low=0)

    def _at_least(self, terms: list[tuple[int, float]], least: int, cell: Cell) -> None:
        dear = ABSENT * (1 + (cell in self.pinned))
        absent = self.build.column(-dear * max(self.grid.weight), high=least)
        self.absent[cell].append(absent)
        self.build.row([*terms, (absent, 1.0)], low=least)

    def _fairness(self, kept: dict[tuple[int, int, int], int]) -> None:
        grid = self.grid
        reached = np.zeros(len(grid.demand))
        for (n, _, _), count in kept.items():
            reached[grid.need_station[n]] += grid.weight[n] * count
        some = [int(s) for s in np.flatnonzero(grid.demand)]
        most = min((THETA * reached[s] / grid.demand[s] for s in some if s not in self.pieces), default=THETA)
        self.theta = self.build.column(grid.fairness / THETA, high=most)
        for s in some:
            if s in self.pieces:
                row = [(self.theta, -float(grid.demand[s])), *self.pieces[s]]
                self.build.row(row, low=-THETA * reached[s])

    def solve(self) -> Floats:
        """The columns, people whole."""
        highs = engine(self.program, relaxed=True)
        highs.setOptionValue("solver", "simplex")
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError("attendance has a solution, if only of nobody")
        x = np.array(highs.getSolution().col_value)
        people = self.program.whole
        split = people & (abs(x - np.round(x)) > WHOLE)
        x[people & ~split] = np.round(x[people & ~split])
        return self._made_whole(x, split) if split.any() else x

    def _made_whole(self, x: Floats, split: NDArray[np.bool_]) -> Floats:
        """The needs with split people anew, in whole people, all others as they are."""
        needs = {n for (n, _, _), column in self.column_of.items() if split[column]}
        free = ~self.program.whole
        free[[column for (n, _, _), column in self.column_of.items() if n in needs]] = True
        part = self.program.restricted(free, x)
        solved = solve_whole(part, seconds=SECONDS, gap=1e-6)
        if solved.x is None:
            raise RuntimeError("split people can be made whole")
        x = x.copy()
        x[free] = solved.x
        x[self.program.whole] = np.round(x[self.program.whole])
        return x

    def missing(self, x: Floats) -> dict[Cell, float]:
        """The cells with a session that lacks people for its minimum, and how many lack."""
        lacks = {cell: float(x[columns].sum()) for cell, columns in self.absent.items()}
        return {cell: lack for cell, lack in lacks.items() if lack > WHOLE}

    def people(self, x: Floats) -> dict[tuple[int, int, int], int]:
        """People by need, station and class, where there are any."""
        return {key: round(x[column]) for key, column in self.column_of.items() if x[column] > HALF}


def to_plan(grid: Grid, board: Board, attendance: Attendance, *, bound: float) -> Plan:
    """The plan of the board's sessions in their rooms with the people of `attendance`, its points exact; raises ValueError
    when sessions of one station are too many for its rooms."""
    rooms, parties = board.rooms(), spread(grid, board.visits, attendance)
    sessions = []
    for visit in sorted(board.visits, key=lambda visit: (visit[3], visit[4], visit[2], visit[0], visit[1])):
        at, station = grid.placement(visit), grid.problem.stations[visit[2]]
        sessions.append(
            Session(
                provider=at.provider,
                service=at.service,
                station=at.station,
                room=station.rooms[rooms[visit]].id,
                day=at.day,
                slot=at.slot,
                parties=tuple(
                    Party(need=grid.problem.needs[n].id, people=people) for n, people in sorted(parties[visit].items())
                ),
            )
        )
    plan = Plan(problem=fingerprint(grid.problem), sessions=tuple(sessions), objective=0.0, bound=bound)
    return replace(plan, objective=objective(grid.problem, plan))


def spread(grid: Grid, visits: Iterable[Visit], attendance: Attendance) -> dict[Visit, dict[int, int]]:
    """The people by need of every session: minimum and seats kept, fixed weeks kept, sessions of a week about evenly full."""
    sessions: dict[Cell, dict[int, list[Visit]]] = defaultdict(lambda: defaultdict(list))
    for visit in sorted(visits):
        cell = (visit[1], visit[2], grid.klass(visit[3], visit[4]))
        sessions[cell][int(grid.week[visit[3]])].append(visit)
    guests: dict[Cell, list[tuple[int, int]]] = defaultdict(list)
    for (n, s, k), people in sorted(attendance.people.items()):
        guests[grid.need_service[n], s, k].append((n, people))
    found: dict[Visit, dict[int, int]] = {}
    for cell, weeks in sessions.items():
        for week, crowd in _by_week(grid, cell, weeks, guests[cell]).items():
            found.update(_share_out(weeks[week], crowd))
    return found


def _by_week(
    grid: Grid, cell: Cell, weeks: dict[int, list[Visit]], guests: list[tuple[int, int]]
) -> dict[int, list[tuple[int, int]]]:
    """Who comes in which week: people of a fixed week in theirs, the others where the minimum lacks, then where seats are."""
    seats, least = grid.seats[cell[0]], grid.minimum[cell[0]]
    crowds = {week: [guest for guest in guests if grid.need_week[guest[0]] == week] for week in weeks}
    queue = [guest for guest in guests if grid.need_week[guest[0]] < 0]
    for places in (least, seats):
        for week, visits in weeks.items():
            there = sum(people for _, people in crowds[week])
            taken, queue = _take(queue, max(0, places * len(visits) - there))
            crowds[week] += taken
    return crowds


def _take(queue: list[tuple[int, int]], wanted: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The first `wanted` people of the queue, and the rest of it."""
    taken, rest = [], []
    for n, people in queue:
        some = min(people, wanted)
        wanted -= some
        taken += [(n, some)] if some else []
        rest += [(n, people - some)] if people > some else []
    return taken, rest


def _share_out(visits: list[Visit], crowd: list[tuple[int, int]]) -> dict[Visit, dict[int, int]]:
    found: dict[Visit, dict[int, int]] = {}
    for i, visit in enumerate(visits):
        there = sum(people for _, people in crowd)
        taken, crowd = _take(crowd, -(-there // (len(visits) - i)))
        found[visit] = {}
        for n, people in taken:
            found[visit][n] = found[visit].get(n, 0) + people
    return found
