"""The rooms of the stations, day by day: which sessions stand in which, and whether one more finds one."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from yizhan.planner.delivery.grid import Grid, Visit

Stay: TypeAlias = tuple[int, int]
"""The slots that a session takes and the rooms that it could have, both as bits."""


def assign(stays: Sequence[Stay]) -> list[int] | None:
    """A room for each of `stays` so that no room has two in one slot, or None: backtracking, fewest choices first."""
    order = sorted(range(len(stays)), key=lambda i: (stays[i][1].bit_count(), -stays[i][0].bit_count()))
    rooms = [0] * len(stays)
    return rooms if _place(stays, order, {}, rooms) else None


def _place(stays: Sequence[Stay], order: Sequence[int], taken: dict[int, int], rooms: list[int]) -> bool:
    if not order:
        return True
    slots, suiting = stays[order[0]]
    while suiting:
        room = suiting & -suiting
        suiting ^= room
        if not taken.get(room, 0) & slots:
            taken[room] = taken.get(room, 0) | slots
            rooms[order[0]] = room.bit_length() - 1
            if _place(stays, order[1:], taken, rooms):
                return True
            taken[room] ^= slots
    return False


class Rooms:
    """The sessions of every station's day, with the days on which one more of a kind finds a room."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.sessions: dict[tuple[int, int], set[Visit]] = defaultdict(set)
        self._free: list[list[list[int]]] = grid.rooms_free.tolist()
        self._fits: list[list[int]] = grid.fits.tolist()
        self._days: list[dict[Stay, int]] = [{} for _ in self._free]
        self._open: dict[tuple[int, Stay], int] = {}

    def part(self) -> None:
        """Stop sharing what changes with the rooms of which these are a copy."""
        self.sessions = defaultdict(set, {key: set(here) for key, here in self.sessions.items()})
        self._days = [dict(days) for days in self._days]

    def add(self, visit: Visit) -> None:
        """Let a session stand, unchecked."""
        self.sessions[visit[2], visit[3]].add(visit)
        self._look_again(visit[2], visit[3])

    def remove(self, visit: Visit) -> None:
        """Take a session away."""
        self.sessions[visit[2], visit[3]].discard(visit)
        self._look_again(visit[2], visit[3])

    def _look_again(self, station: int, day: int) -> None:
        days = self._days[station]
        for kind in days:
            if self._has_place(station, day, kind):
                days[kind] |= 1 << day
            else:
                days[kind] &= ~(1 << day)

    def days(self, station: int, service: int, slot: int) -> int:
        """The days, as bits, on which the station has a room for one more session of `service` from `slot` on."""
        kind = self._kind(station, service, slot)
        known = self._days[station].get(kind)
        if known is None:
            month = range(len(self._free[station]))
            known = sum(1 << day for day in month if self._has_place(station, day, kind))
            self._days[station][kind] = known
        return known

    def open_days(self, station: int, service: int, slot: int) -> int:
        """The days, as bits, on which the station would have a room for `service` from `slot` on if it held nothing."""
        kind = self._kind(station, service, slot)
        known = self._open.get((station, kind))
        if known is None:
            month = range(len(self._free[station]))
            known = sum(1 << day for day in month if self._suiting(station, day, kind))
            self._open[station, kind] = known
        return known

    def _kind(self, station: int, service: int, slot: int) -> Stay:
        return (1 << self.grid.length[service]) - 1 << slot, self._fits[service][station]

    def _suiting(self, station: int, day: int, kind: Stay) -> int:
        slots, rooms = kind
        if slots >> self.grid.slots:
            return 0
        for slot, free in enumerate(self._free[station][day]):
            if slots >> slot & 1:
                rooms &= free
        return rooms

    def _stay(self, visit: Visit) -> Stay:
        _, service, station, day, slot = visit
        kind = self._kind(station, service, slot)
        return kind[0], self._suiting(station, day, kind)

    def _has_place(self, station: int, day: int, kind: Stay) -> bool:
        suiting = self._suiting(station, day, kind)
        here = self.sessions.get((station, day)) if suiting else None
        if not here:
            return bool(suiting)
        stays = [self._stay(visit) for visit in here]
        return self._never_meet(stays, kind[0]) or assign([*stays, (kind[0], suiting)]) is not None

    @staticmethod
    def _never_meet(stays: Sequence[Stay], slots: int) -> bool:
        """Whether nothing else is held in `slots`: then any suiting room is free."""
        return not any(taken & slots for taken, _ in stays)

    def left(self, visit: Visit) -> int:
        """The rooms, as bits, that one more session could have with all others still finding one."""
        slots, suiting = self._stay(visit)
        stays = [self._stay(other) for other in sorted(self.sessions.get((visit[2], visit[3]), ()))]
        rooms = [1 << room for room in range(suiting.bit_length()) if suiting >> room & 1]
        return sum(room for room in rooms if assign([*stays, (slots, room)]) is not None)

    def assigned(self) -> dict[Visit, int]:
        """A room, by index, for every session; raises ValueError when a station's day has too few."""
        found: dict[Visit, int] = {}
        for (station, day), here in sorted(self.sessions.items()):
            order = sorted(here)
            rooms = assign([self._stay(visit) for visit in order])
            if rooms is None:
                raise ValueError(f"station {station} has too few rooms on day {day}")
            found.update(zip(order, rooms, strict=True))
        return found
