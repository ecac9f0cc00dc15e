"""A better plan from a good one: some services taken off and put back in the best way, all others standing where they are.

Large neighbourhood search (Shaw 1998) on the plan itself: what is judged is always a plan with days, rooms and people.
"""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from yizhan.planner.delivery.days import Wishes, place
from yizhan.planner.delivery.draft import Draft
from yizhan.planner.delivery.grid import Grid, Visit
from yizhan.planner.delivery.remainder import remainder
from yizhan.planner.delivery.wishes import wishes

GAIN = 1e-6
PLACING = 2.0
"""The longest that placing a service's sessions on days may take, in seconds."""

Services: TypeAlias = frozenset[int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """Some services, the sessions they hold, and the month as it is left to them."""

    services: Services
    now: tuple[Visit, ...]
    part: Grid

    def wishes(
        self, *, seconds: float, deadline: float = math.inf, stop: Callable[[], bool] | None = None
    ) -> Wishes | None:
        """What the services would rather hold, or None; changes nothing, so that several can look at once.

        It may take so many `seconds` from when it begins, but not longer than the `deadline` of the monotonic clock.
        """
        seconds = min(seconds, deadline - time.monotonic())
        return wishes(self.part, now=self.now, seconds=seconds, stop=stop) if seconds > 0 else None


class Improvement:
    """The plan under way and which services are looked at next."""

    def __init__(self, draft: Draft, *, seed: int) -> None:
        self.draft, self.grid = draft, draft.grid
        self.random = np.random.default_rng(seed)

    def rounds(self) -> Iterator[list[Services]]:
        """For ever: every service alone, then each with another that has providers in common with it, then every category."""
        category = np.array(self.grid.category)
        services = [frozenset({v}) for v in range(len(category))]
        together = [frozenset(np.flatnonzero(category == one).tolist()) for one in np.unique(category)]
        while True:
            for groups in (services, self._pairs(), together):
                if groups:
                    yield self._shuffled(groups)

    def _pairs(self) -> list[Services]:
        """Each service that shares providers, with one of those it shares them with, the rather the more they are."""
        offers = np.zeros((len(self.grid.fee), len(self.grid.seats)))
        for p, fees in enumerate(self.grid.fee):
            offers[p, list(fees)] = 1
        common = offers.T @ offers
        np.fill_diagonal(common, 0)
        return [
            frozenset({v, int(self.random.choice(len(common), p=common[v] / common[v].sum()))})
            for v in np.flatnonzero(common.sum(axis=1)).tolist()
        ]

    def _shuffled(self, groups: list[Services]) -> list[Services]:
        return [groups[i] for i in self.random.permutation(len(groups))]

    def look(self, services: Services) -> Look:
        """What the rest of the plan, as it stands, leaves to `services`."""
        draft = self.draft
        now, rooms = draft.visits_of(services), draft.board.rooms()
        draft.exchange(off=now, on=())
        part = remainder(draft.board, draft.attendance, services, rooms=rooms)
        draft.exchange(off=(), on=now)
        return Look(services=services, now=tuple(now), part=part)

    def take(self, services: Services, wanted: Wishes) -> bool:
        """Put `wanted` in place of what `services` hold; whether the plan gained, else it is as before."""
        draft = self.draft
        before, people, visits = draft.points, draft.attendance, set(draft.board.visits)
        draft.exchange(off=draft.visits_of(services), on=())
        place(draft.board, wanted, seconds=PLACING)
        draft.seat(services)
        draft.fill(services)
        draft.give_way(services, seconds=PLACING)
        if draft.points > before + GAIN:
            return True
        now = set(draft.board.visits)
        draft.exchange(off=now - visits, on=visits - now)
        draft.attendance = people
        return False
