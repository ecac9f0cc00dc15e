"""Why people are left over: for every need with people unserved, what stands in the way, counted over every way to serve them.

A way is a session more: a station within reach, a time that suits, a provider and a day; or a free seat in a session that
is held. Every way is blocked by the first rule of a chain, from what can never be to what is merely not worth it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.attendance import Attendance, counted, spread
from yizhan.planner.delivery.board import EXACT, Board, cell_of
from yizhan.planner.delivery.grid import Grid, Visit
from yizhan.planner.delivery.insertion import PAYS, Waiting
from yizhan.planner.delivery.plan import Plan
from yizhan.planner.delivery.problem import Problem
from yizhan.planner.delivery.wants import Cell


class Reason(StrEnum):
    """What stands in a way, the first that applies in this order; `POSSIBLE` says that the plan could still be improved."""

    NO_ROOM = "no_room"
    NO_TIME = "no_time"
    NO_PROVIDER = "no_provider"
    CLOSED = "closed"
    NOT_FREE = "not_free"
    FORBIDDEN = "forbidden"
    CAPACITY = "capacity"
    BUDGET = "budget"
    ENGAGED = "engaged"
    ROOMS_TAKEN = "rooms_taken"
    TOO_FEW = "too_few"
    NOT_WORTH = "not_worth"
    UNSUITED = "unsuited"
    POSSIBLE = "possible"


WORDS = {
    Reason.NO_ROOM: "no room with the size and equipment is within reach",
    Reason.NO_TIME: "no time and place that is near enough suits at all",
    Reason.NO_PROVIDER: "nobody offers the service there",
    Reason.CLOSED: "the stations are closed, or their rooms booked by others, at the times that suit",
    Reason.NOT_FREE: "the providers are not free at the times that suit",
    Reason.FORBIDDEN: "the sessions that would do are forbidden",
    Reason.CAPACITY: "the providers give all the sessions that they can in the month",
    Reason.BUDGET: "the providers' budget is spent",
    Reason.ENGAGED: "the providers have other sessions, a full day or too long a way at the times that suit",
    Reason.ROOMS_TAKEN: "the rooms are taken by other sessions at the times that suit",
    Reason.TOO_FEW: "too few people are left for the least attendance",
    Reason.NOT_WORTH: "a session for the people left would gain less than it costs",
    Reason.UNSUITED: "seats are free, but only at times and places that suit too little",
    Reason.POSSIBLE: "a session more, or a free seat, is possible and would pay",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Unmet:
    """People of a need whom the plan leaves unserved, why, and how many ways to serve them each reason blocks first."""

    need: str
    people: int
    reason: Reason
    ways: dict[Reason, int]

    @property
    def words(self) -> str:
        """The reason in words."""
        return WORDS[self.reason]


CODES = list(Reason)
NUMBER = {reason: i for i, reason in enumerate(CODES)}
Codes = NDArray[np.int8]


def explain(problem: Problem, plan: Plan) -> tuple[Unmet, ...]:
    """The needs with people unserved, in the problem's order, each with its reason."""
    grid = Grid(problem)
    return explained(
        Board(grid, (grid.visit(session.placement) for session in plan.sessions)), attendance_of(grid, plan)
    )


def explained(board: Board, attendance: Attendance) -> tuple[Unmet, ...]:
    """The same for a plan in numbers."""
    grid, waiting = board.grid, Waiting(board.grid, attendance.served)
    needs = [n for n, people in enumerate(waiting.left) if people]
    ways, seats = _Ways(board, waiting), _Seats(board, attendance)
    return tuple(
        _unmet(grid, n, people=waiting.left[n], ways=ways.of(n) + seats.of(n, points=waiting.next_worth(n)))
        for n in needs
    )


def attendance_of(grid: Grid, plan: Plan) -> Attendance:
    """Who attends `plan`, in numbers."""
    at = {need.id: n for n, need in enumerate(grid.problem.needs)}
    people: Counter[tuple[int, int, int]] = Counter()
    for session in plan.sessions:
        _, _, s, day, slot = grid.visit(session.placement)
        for party in session.parties:
            people[at[party.need], s, grid.klass(day, slot)] += party.people
    return counted(grid, dict(people))


def _unmet(grid: Grid, n: int, *, people: int, ways: Counter[Reason]) -> Unmet:
    ordered = dict(sorted(ways.items(), key=_rank))
    return Unmet(need=grid.problem.needs[n].id, people=people, reason=_main(ways), ways=ordered)


def _rank(item: tuple[Reason, int]) -> int:
    return NUMBER[item[0]]


def _main(ways: Counter[Reason]) -> Reason:
    """The reason furthest along the chain when a session could be held or is, else what blocks most of the ways at times that suit."""
    for reason in (Reason.POSSIBLE, Reason.UNSUITED, Reason.NOT_WORTH, Reason.TOO_FEW):
        if ways[reason]:
            return reason
    at_good_times = {reason: count for reason, count in ways.items() if reason not in {Reason.CLOSED, Reason.NOT_FREE}}
    choices = at_good_times or ways
    return max(choices, key=lambda reason: (choices[reason], NUMBER[reason]))


class _Ways:
    """Every way to serve the people who wait, with what blocks it first."""

    def __init__(self, board: Board, waiting: Waiting) -> None:
        self.board, self.waiting, self.grid = board, waiting, board.grid
        self.bit = np.arange(len(self.grid.problem.days))
        self.month = _Month(board)
        self._tables: dict[tuple[int, int], NDArray[np.int64]] = {}

    def of(self, n: int) -> Counter[Reason]:
        """The ways of one need by reason."""
        grid, v, week = self.grid, self.grid.need_service[n], self.grid.need_week[n]
        found: Counter[Reason] = Counter()
        by_station: dict[int, list[int]] = defaultdict(list)
        for s, k, _ in grid.wants.ways[n]:
            by_station[s].append(k)
        for s, classes in by_station.items():
            table = self._table(v, s)
            counts = table[classes].sum(axis=(0, 1)) if week < 0 else table[classes, week].sum(axis=0)
            for code in np.flatnonzero(counts).tolist():
                found[CODES[code]] += int(counts[code])
        return found or Counter({self._never(n): 1})

    def _never(self, n: int) -> Reason:
        """Why there is no way at all."""
        grid, v = self.grid, self.grid.need_service[n]
        reach = grid.problem.needs[n].reach
        near = [s for s, km in grid.near[grid.need_station[n]] if km <= reach]
        return Reason.NO_TIME if any(grid.fits[v, s] for s in near) else Reason.NO_ROOM

    def _table(self, v: int, s: int) -> NDArray[np.int64]:
        """How many ways each reason blocks at one station, by class of times, week and reason."""
        if (v, s) not in self._tables:
            self._tables[v, s] = self._count(v, s)
        return self._tables[v, s]

    def _count(self, v: int, s: int) -> NDArray[np.int64]:
        grid = self.grid
        shape = (grid.classes, grid.weeks, len(CODES))
        providers = np.array(grid.givers.get((v, grid.zone[s]), []), dtype=np.int64)
        if not len(providers):
            none = np.zeros(shape, dtype=np.int64)
            none[:, :, NUMBER[Reason.NO_PROVIDER]] = 1
            return none
        codes = self.month.codes(v, s, providers)
        self._judge(v, s, providers, codes)
        klass = np.arange(grid.slots)[None] * grid.groups + grid.group[:, None]
        place = (klass * grid.weeks + grid.week[:, None]) * len(CODES)
        return np.bincount((place[None] + codes).ravel(), minlength=np.prod(shape)).reshape(shape)

    def _judge(self, v: int, s: int, providers: NDArray[np.int64], codes: Codes) -> None:
        """Tell apart what is possible: by the gain of the cell in that week against what the provider costs."""
        grid, weights = self.grid, self.grid.weights
        opened = np.argwhere(codes == NUMBER[Reason.POSSIBLE])
        gains: dict[tuple[int, int], float | None] = {}
        help_quota = weights.shortage * (self.board.missing(s, grid.category[v]) > 0)
        for i, day, slot in opened.tolist():
            k, week = grid.klass(day, slot), int(grid.week[day])
            if (k, week) not in gains:
                gains[k, week] = self._gain((v, s, k), week)
            gain = gains[k, week]
            if gain is None:
                codes[i, day, slot] = NUMBER[Reason.TOO_FEW]
                continue
            cost = weights.session + weights.overload * self.board.overloads(int(providers[i])) - help_quota
            if gain - cost <= PAYS:
                codes[i, day, slot] = NUMBER[Reason.NOT_WORTH]

    def _gain(self, cell: Cell, week: int) -> float | None:
        gain = self.waiting.gain(cell, week=week)
        return None if gain is None else gain.points


class _Seats:
    """The seats that are free in the sessions held, by cell and week."""

    def __init__(self, board: Board, attendance: Attendance) -> None:
        self.grid = grid = board.grid
        self.free: dict[Cell, set[int]] = defaultdict(set)
        for visit, parties in spread(grid, board.visits, attendance).items():
            if sum(parties.values()) < grid.seats[visit[1]]:
                self.free[cell_of(grid, visit)].add(int(grid.week[visit[3]]))

    def of(self, n: int, *, points: float) -> Counter[Reason]:
        """The cells with free seats for one need: for a person more `points` are gained, less the discomfort."""
        grid, v, week = self.grid, self.grid.need_service[n], self.grid.need_week[n]
        found: Counter[Reason] = Counter()
        for s, k, suits in grid.wants.ways[n]:
            weeks = self.free.get((v, s, k))
            if weeks and (week < 0 or week in weeks):
                pays = grid.weight[n] * (points + suits - 1.0) > PAYS
                found[Reason.POSSIBLE if pays else Reason.UNSUITED] += 1
        return found


class _Month:
    """The state of the month as arrays over providers, days and slots."""

    def __init__(self, board: Board) -> None:
        self.board, self.grid = board, board.grid
        grid = board.grid
        self.capacity = np.array(board.load) >= np.array(grid.capacity)
        shape = grid.free.shape
        self.busy = np.zeros(shape, dtype=bool)
        for p, v, _, day, slot in board.visits:
            self.busy[p, day, slot : slot + grid.length[v]] = True
        self.left = np.array(grid.daily)[:, None] - self.busy.sum(axis=2)
        self.before = np.full((*shape, 2), -1)
        self.after = np.full((*shape, 2), -1)
        for visit in sorted(board.visits, key=lambda visit: visit[4]):
            self._enter(visit)
        for visit in sorted(board.visits, key=lambda visit: -visit[4]):
            p, _, s, day, slot = visit
            self.after[p, day, :slot] = s, grid.problem.slots[slot].start

    def _enter(self, visit: Visit) -> None:
        p, v, s, day, slot = visit
        last = slot + self.grid.length[v] - 1
        self.before[p, day, last + 1 :] = s, self.grid.problem.slots[last].end

    def codes(self, v: int, s: int, providers: NDArray[np.int64]) -> Codes:
        """What blocks a session of `v` at `s` first, by provider, day and first slot; what nothing blocks is POSSIBLE."""
        grid, shape = self.grid, (len(providers), *self.grid.free.shape[1:])
        codes = np.full(shape, NUMBER[Reason.POSSIBLE], dtype=np.int8)
        place = self.board.places
        days = np.arange(shape[1])
        has_room = np.array([[place.days(s, v, slot) >> int(day) & 1 for slot in range(grid.slots)] for day in days])
        codes[:, has_room == 0] = NUMBER[Reason.ROOMS_TAKEN]
        codes[self._engaged(v, s, providers)] = NUMBER[Reason.ENGAGED]
        for i, p in enumerate(providers.tolist()):
            limit = self.board.limit(p, v)
            if limit is not None:
                codes[i] = NUMBER[Reason(limit.value)]
        self._forbid(v, s, providers, codes)
        free = grid.free[providers]
        codes[~(free if grid.length[v] == 1 else _both(free))] = NUMBER[Reason.NOT_FREE]
        codes[:, grid.suiting_rooms(v, s) == 0] = NUMBER[Reason.CLOSED]
        return codes

    def _engaged(self, v: int, s: int, providers: NDArray[np.int64]) -> NDArray[np.bool_]:
        grid, length = self.grid, self.grid.length[v]
        begin = np.array([slot.start for slot in grid.problem.slots])
        end = np.array([slot.end for slot in grid.problem.slots])
        busy = self.busy[providers]
        last = np.minimum(np.arange(grid.slots) + length - 1, grid.slots - 1)
        engaged = busy | busy[:, :, last] | (self.left[providers] < length)[:, :, None]
        before, after = self.before[providers], self.after[providers][:, :, last]
        late = (before[..., 0] >= 0) & (grid.minutes[before[..., 0], s] > begin - before[..., 1] + EXACT)
        early = (after[..., 0] >= 0) & (grid.minutes[s, after[..., 0]] > after[..., 1] - end[last] + EXACT)
        return np.asarray(engaged | late | early)

    def _forbid(self, v: int, s: int, providers: NDArray[np.int64], codes: Codes) -> None:
        bans, days = self.board.bans, range(codes.shape[1])
        if not bans:
            return
        for i, p in enumerate(providers.tolist()):
            for slot in range(codes.shape[2]):
                banned = bans.days(p, v, s, slot)
                if banned:
                    codes[i, [day for day in days if banned >> day & 1], slot] = NUMBER[Reason.FORBIDDEN]


def _both(free: NDArray[np.bool_]) -> NDArray[np.bool_]:
    both = np.zeros_like(free)
    both[:, :, :-1] = free[:, :, :-1] & free[:, :, 1:]
    return both
