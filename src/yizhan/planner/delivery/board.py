"""The sessions of a plan under way, and whether one more may stand among them: every hard rule but attendance.

Days are bits of whole numbers, so that one operation answers for the whole month.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from enum import StrEnum

from yizhan.planner.delivery.diaries import Bans, Diaries
from yizhan.planner.delivery.grid import Grid, Visit
from yizhan.planner.delivery.rooms import Rooms
from yizhan.planner.delivery.wants import Cell

EXACT = 1e-9
"""How far yuan may be beyond the budget, relative to it."""


class Blocked(StrEnum):
    """The first rule, in this order, that does not let a session stand."""

    NO_ROOM = "no_room"
    NOT_OFFERED = "not_offered"
    CLOSED = "closed"
    NOT_FREE = "not_free"
    FORBIDDEN = "forbidden"
    CAPACITY = "capacity"
    BUDGET = "budget"
    ENGAGED = "engaged"
    ROOMS_TAKEN = "rooms_taken"


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, ascending."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Board:
    """Sessions by provider and by station, and the days on which each can still give or hold one more."""

    def __init__(self, grid: Grid, visits: Iterable[Visit] = ()) -> None:
        self.grid = grid
        self.visits: set[Visit] = set()
        self.load = [0] * len(grid.capacity)
        self.fees = [0.0] * len(grid.capacity)
        self.held: dict[tuple[int, int], int] = defaultdict(int)
        self.days_of_group = [_mask(days) for days in grid.days_of]
        self.days_of_week = [_mask([d for d, w in enumerate(grid.week) if w == week]) for week in range(grid.weeks)]
        self.bans = Bans(grid)
        self.diaries = Diaries(grid)
        self.places = Rooms(grid)
        for visit in visits:
            self.add(visit)

    def copied(self, grid: Grid) -> "Board":
        """A board of its own with the same sessions, for a `grid` that differs in nothing but its bans."""
        other = copy(self)
        other.grid, other.bans = grid, Bans(grid)
        other.visits, other.load, other.fees = set(self.visits), list(self.load), list(self.fees)
        other.held = defaultdict(int, self.held)
        other.diaries, other.places = copy(self.diaries), copy(self.places)
        other.diaries.part()
        other.places.part()
        return other

    def add(self, visit: Visit) -> None:
        """Put a session on the board, unchecked; raises ValueError when it is there already."""
        if visit in self.visits:
            raise ValueError(f"{visit} is on the board already")
        self.visits.add(visit)
        self._count(visit, 1)
        self.diaries.add(visit)
        self.places.add(visit)

    def remove(self, visit: Visit) -> None:
        """Take a session off the board; raises KeyError when it is not there."""
        self.visits.remove(visit)
        self._count(visit, -1)
        self.diaries.remove(visit)
        self.places.remove(visit)

    def _count(self, visit: Visit, step: int) -> None:
        p, v, s, _, _ = visit
        self.load[p] += step
        self.fees[p] += step * self.grid.fee[p].get(v, 0.0)
        self.held[s, self.grid.category[v]] += step

    def may(self, visit: Visit) -> bool:
        """Whether the session can be added without breaking a rule."""
        p, v, s, day, slot = visit
        return bool(self._open_days(p, v, s, slot) >> day & 1) and self.diaries.arrives(visit)

    def days(self, provider: int, service: int, station: int, slot: int) -> int:
        """The days, as bits, on which `provider` may start one more session of `service` at `station` in `slot`."""
        open_days = self._open_days(provider, service, station, slot)
        for day in bits(open_days & self.diaries.engaged_days(provider)):
            if not self.diaries.arrives((provider, service, station, day, slot)):
                open_days &= ~(1 << day)
        return open_days

    def _open_days(self, p: int, v: int, s: int, slot: int) -> int:
        grid = self.grid
        if v not in grid.fee[p] or grid.zone[s] not in grid.zones_of[p] or self.limit(p, v):
            return 0
        days = self.diaries.starts(p, slot, grid.length[v])
        return days and days & self.places.days(s, v, slot) & ~self.bans.days(p, v, s, slot)

    def limit(self, provider: int, service: int) -> Blocked | None:
        """The limit of the month that keeps `provider` from one more session of `service`, wherever and whenever."""
        if self.load[provider] >= self.grid.capacity[provider]:
            return Blocked.CAPACITY
        budget = self.grid.budget[provider]
        if budget is not None and self.fees[provider] + self.grid.fee[provider][service] > budget + EXACT * max(
            1.0, budget
        ):
            return Blocked.BUDGET
        return None

    def overloads(self, provider: int) -> bool:
        """Whether one more session of `provider` is above its comfortable load."""
        return self.load[provider] >= self.grid.comfortable[provider]

    def missing(self, station: int, category: int) -> int:
        """How many sessions of its quota of `category` the station still lacks."""
        return max(0, self.grid.quota[station].get(category, 0) - self.held[station, category])

    def find(
        self, service: int, station: int, klass: int, *, week: int | None = None, provider: int | None = None
    ) -> Visit | None:
        """A session of the cell that may be added: a published one when possible, otherwise by the least loaded provider."""
        grid = self.grid
        slot, group = divmod(klass, grid.groups)
        days = self.days_of_group[group] if week is None else self.days_of_group[group] & self.days_of_week[week]
        if not days & self.places.days(station, service, slot):
            return None
        for visit in grid.published_at.get((service, station, klass), ()):
            if days >> visit[3] & 1 and provider in {None, visit[0]} and _worth_keeping(self, visit):
                return visit
        givers = grid.givers.get((service, grid.zone[station]), []) if provider is None else [provider]
        for p in sorted(givers, key=lambda p: (self.overloads(p), self.load[p] / max(1, grid.capacity[p]), p)):
            for day in bits(self._open_days(p, service, station, slot) & days):
                if self.diaries.arrives((p, service, station, day, slot)):
                    return p, service, station, day, slot
        return None

    def why_not(self, visit: Visit) -> Blocked | None:
        """The first rule that does not let the session be added, or None when it may be."""
        p, v, s, day, slot = visit
        grid = self.grid
        if not grid.fits[v, s]:
            return Blocked.NO_ROOM
        if v not in grid.fee[p] or grid.zone[s] not in grid.zones_of[p]:
            return Blocked.NOT_OFFERED
        if not self.places.open_days(s, v, slot) >> day & 1:
            return Blocked.CLOSED
        if not self.diaries.free_starts(p, slot, grid.length[v]) >> day & 1:
            return Blocked.NOT_FREE
        if self.bans.days(p, v, s, slot) >> day & 1:
            return Blocked.FORBIDDEN
        return self.limit(p, v) or self._why_not_that_day(visit)

    def _why_not_that_day(self, visit: Visit) -> Blocked | None:
        p, v, s, day, slot = visit
        if not self.diaries.starts(p, slot, self.grid.length[v]) >> day & 1 or not self.diaries.arrives(visit):
            return Blocked.ENGAGED
        return None if self.places.days(s, v, slot) >> day & 1 else Blocked.ROOMS_TAKEN

    def rooms(self) -> dict[Visit, int]:
        """A room of its station, by index, for every session; raises ValueError when there are too few."""
        return self.places.assigned()

    def rooms_left(self, visit: Visit) -> int:
        """The rooms, as bits, that the session could have with all others still finding one."""
        return self.places.left(visit)


def cell_of(grid: Grid, visit: Visit) -> Cell:
    """The cell that a session belongs to."""
    _, v, s, day, slot = visit
    return v, s, grid.klass(day, slot)


def _worth_keeping(board: Board, visit: Visit) -> bool:
    weights = board.grid.weights
    return (weights.keep >= weights.overload or not board.overloads(visit[0])) and board.may(visit)


def _mask(numbers: Iterable[int]) -> int:
    return sum(1 << int(number) for number in numbers)
