"""The providers' days: when each is free, engaged, on the way or at the daily limit; and the sessions that are banned."""

from collections import defaultdict
from itertools import pairwise

import numpy as np

from yizhan.planner.delivery.grid import Grid, Visit
from yizhan.planner.delivery.problem import Ban

EXACT = 1e-9


class Diaries:
    """The sessions of every provider's day; days are bits."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.sessions: dict[tuple[int, int], set[Visit]] = defaultdict(set)
        weights = 1 << np.arange(grid.free.shape[1], dtype=object)
        self._free = [[int(weights[free].sum()) for free in days.T] for days in grid.free]
        self._busy = [[0] * grid.slots for _ in self._free]
        self._full = [[0, 0, -1 if daily == 1 else 0] for daily in grid.daily]
        self._engaged = [0] * len(self._free)
        self._begin = [slot.start for slot in grid.problem.slots]
        self._end = [slot.end for slot in grid.problem.slots]
        self._near = {gap: (grid.minutes <= gap + EXACT).tolist() for gap in self._gaps()}

    def _gaps(self) -> set[int]:
        slots = self.grid.slots
        return {self._begin[then] - self._end[slot] for slot in range(slots) for then in range(slot + 1, slots)}

    def part(self) -> None:
        """Stop sharing what changes with the diaries of which these are a copy."""
        self.sessions = defaultdict(set, {key: set(here) for key, here in self.sessions.items()})
        self._busy, self._full = [list(days) for days in self._busy], [list(days) for days in self._full]
        self._engaged = list(self._engaged)

    def add(self, visit: Visit) -> None:
        """Enter a session, unchecked."""
        self.sessions[visit[0], visit[3]].add(visit)
        self._look_again(visit[0], visit[3])

    def remove(self, visit: Visit) -> None:
        """Strike a session out."""
        self.sessions[visit[0], visit[3]].discard(visit)
        self._look_again(visit[0], visit[3])

    def _look_again(self, provider: int, day: int) -> None:
        here, bit = self.sessions[provider, day], 1 << day
        busy = {slot for visit in here for slot in self.slots(visit)}
        for slot, days in enumerate(self._busy[provider]):
            self._busy[provider][slot] = days | bit if slot in busy else days & ~bit
        left = self.grid.daily[provider] - len(busy)
        for length in (1, 2):
            days = self._full[provider][length]
            self._full[provider][length] = days | bit if left < length else days & ~bit
        self._engaged[provider] = self._engaged[provider] | bit if here else self._engaged[provider] & ~bit

    def slots(self, visit: Visit) -> range:
        """The slots that a session takes."""
        return range(visit[4], visit[4] + self.grid.length[visit[1]])

    def used(self, provider: int, day: int) -> int:
        """How many slots of a day the provider's sessions take."""
        return sum(self.grid.length[visit[1]] for visit in self.sessions.get((provider, day), ()))

    def engaged_days(self, provider: int) -> int:
        """The days with a session."""
        return self._engaged[provider]

    def free_starts(self, provider: int, slot: int, length: int) -> int:
        """The days on which the provider is at disposal from `slot` on, for `length` slots."""
        free = self._free[provider]
        if length == 1:
            return free[slot]
        return free[slot] & free[slot + 1] if slot + 1 < self.grid.slots else 0

    def starts(self, provider: int, slot: int, length: int) -> int:
        """The days on which one more session finds its slots and the daily limit free; ways aside."""
        busy, full = self._busy[provider], self._full[provider]
        if length == 1:
            return self._free[provider][slot] & ~(busy[slot] | full[1])
        free = self.free_starts(provider, slot, length)
        return free and free & ~(busy[slot] | busy[slot + 1] | full[2])

    def arrives(self, visit: Visit) -> bool:
        """Whether the ways from the session before and to the session after, on that day, leave time enough."""
        provider, _, _, day, _ = visit
        if not self._engaged[provider] >> day & 1:
            return True
        order = sorted((*self.sessions[provider, day], visit), key=lambda one: one[4])
        return all(self.in_time(one, then) for one, then in pairwise(order) if visit in {one, then})

    def in_time(self, one: Visit, then: Visit) -> bool:
        """Whether a provider who gives `one` is at the later session `then` in time."""
        last = one[4] + self.grid.length[one[1]] - 1
        if then[4] <= last:
            return False
        return bool(self._near[self._begin[then[4]] - self._end[last]][one[2]][then[2]])


class Bans:
    """The days, as bits, that the problem's bans take from a session; a ban covers the slot in which a session starts."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._days: dict[tuple[int | None, int | None, int | None], list[int]] = {}
        for ban in grid.problem.forbidden:
            self._add(ban)

    def __bool__(self) -> bool:
        return bool(self._days)

    def _add(self, ban: Ban) -> None:
        grid = self.grid
        key = (
            None if ban.provider is None else grid.provider_at[ban.provider],
            None if ban.service is None else grid.service_at[ban.service],
            None if ban.station is None else grid.station_at[ban.station],
        )
        days = (1 << len(grid.problem.days)) - 1 if ban.day is None else 1 << grid.day_at[ban.day]
        by_slot = self._days.setdefault(key, [0] * grid.slots)
        for slot in range(grid.slots) if ban.slot is None else (ban.slot,):
            by_slot[slot] |= days

    def days(self, provider: int, service: int, station: int, slot: int) -> int:
        """The days on which no session of that kind may start in `slot`."""
        if not self._days:
            return 0
        found = 0
        for p in (provider, None):
            for v in (service, None):
                for s in (station, None):
                    if (p, v, s) in self._days:
                        found |= self._days[p, v, s][slot]
        return found
