"""What happens to a published plan when something falls out: how long the repair takes, what stays, what is won back."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.planner.plans import Plans, check
from benchmarks.planner.tables import Row, figure, percent, words
from yizhan.planner.delivery.changes import Changes
from yizhan.planner.delivery.example import Size
from yizhan.planner.delivery.plan import Plan, Session
from yizhan.planner.delivery.problem import Ban, Problem
from yizhan.planner.delivery.repair import PublishedPlan, Repaired

EVENTS = range(5)
MANY = 20
SECONDS = 2.0
"""The time limit of a repair."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mended:
    """A repair, the seconds of preparing the published plan for it, and its own."""

    repaired: Repaired
    preparing: float
    repairing: float

    @property
    def seconds(self) -> float:
        """From the news to the mended plan."""
        return self.preparing + self.repairing

    @property
    def kept(self) -> float:
        """The share of the sessions that did not fall out which stayed exactly as they were."""
        return len(self.repaired.kept) / len(self.repaired.problem.published)


def repairs(plans: Plans, size: Size) -> Iterator[Row]:
    """Five random events of each kind, each on the first seed's plan as it was published."""
    yield (
        words("event", 24), "fell out", "mean s", "max s", "prepared mean s", "kept % mean", "kept % min", "moved", "new",
        "points lost", "won back %",
    )  # fmt: skip
    problem, plan = plans.problem(size, plans.seeds[0]), plans.made(size, plans.seeds[0]).result.plan
    for name, event in KINDS.items():
        yield name, *_line([_mended(problem, plan, event(problem, plan, seed)) for seed in EVENTS])


def _mended(problem: Problem, plan: Plan, changes: Changes) -> Mended:
    began = time.perf_counter()
    published = PublishedPlan(problem, plan)
    prepared = time.perf_counter()
    repaired = published.repair(changes, seconds=SECONDS)
    ended = time.perf_counter()
    check(repaired.problem, repaired.plan)
    return Mended(repaired=repaired, preparing=prepared - began, repairing=ended - prepared)


def _line(events: list[Mended]) -> Row:
    found = [one.repaired for one in events]
    lost = sum(one.before - one.after_loss for one in found)
    back = sum(one.plan.objective - one.after_loss for one in found)
    return (
        figure(statistics.mean(len(one.lost) for one in found)),
        figure(statistics.mean(one.seconds for one in events), 2),
        figure(max(one.seconds for one in events), 2),
        figure(statistics.mean(one.repairing for one in events), 3),
        percent(statistics.mean(one.kept for one in events), 2),
        percent(min(one.kept for one in events), 2),
        figure(statistics.mean(len(one.moved) for one in found)),
        figure(statistics.mean(len(one.new) for one in found)),
        figure(lost / len(events)),
        percent(back / lost if lost else 1.0),
    )


def one_session(problem: Problem, plan: Plan, seed: int) -> Changes:
    """A session that cannot be held."""
    return Changes(bans=tuple(_ban(session) for session in _drawn(plan, seed, count=1)))


def many_sessions(problem: Problem, plan: Plan, seed: int) -> Changes:
    """Twenty sessions that cannot be held."""
    return Changes(bans=tuple(_ban(session) for session in _drawn(plan, seed, count=MANY)))


def ill_for_a_week(problem: Problem, plan: Plan, seed: int) -> Changes:
    """The provider of a session away for the week of that session."""
    session = _drawn(plan, seed, count=1)[0]
    week = next(day.week for day in problem.days if day.date == session.day)
    return Changes(bans=tuple(Ban(provider=session.provider, day=day.date) for day in problem.days if day.week == week))


def station_closed(problem: Problem, plan: Plan, seed: int) -> Changes:
    """The station of a session closed on the day of that session."""
    session = _drawn(plan, seed, count=1)[0]
    return Changes(bans=(Ban(station=session.station, day=session.day),))


KINDS: dict[str, Callable[[Problem, Plan, int], Changes]] = {
    "one session lost": one_session,
    "provider ill for a week": ill_for_a_week,
    "station closed for a day": station_closed,
    f"{MANY} sessions lost": many_sessions,
}


def _drawn(plan: Plan, seed: int, *, count: int) -> list[Session]:
    """Sessions of the plan, drawn without repetition."""
    chosen = np.random.default_rng(seed).choice(len(plan.sessions), count, replace=False)
    return [plan.sessions[i] for i in chosen.tolist()]


def _ban(session: Session) -> Ban:
    at = session.placement
    return Ban(provider=at.provider, service=at.service, station=at.station, day=at.day, slot=at.slot)
