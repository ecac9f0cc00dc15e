"""The solver's plan has no fault, its exact points, and a bound that no plan exceeds; tiny problems are solved to the end."""

import math
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.planner.delivery.brute import best
from tests.planner.delivery.factories import (
    MONDAY,
    NEXT_MONDAY,
    TUESDAY,
    changed,
    month,
    pin,
    provider,
    station,
    weights,
)
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.example import generate
from yizhan.planner.delivery.explain import Reason, explain
from yizhan.planner.delivery.faults import faults
from yizhan.planner.delivery.objective import account, coverage, objective, worst
from yizhan.planner.delivery.plan import fingerprint
from yizhan.planner.delivery.problem import Ban, Need, Travel
from yizhan.planner.delivery.solve import Progress, solve

FEW = settings(deadline=None, max_examples=8)
ENOUGH = 1.0
"""Seconds that are more than enough for a tiny problem."""


def at_once():
    """Stops the solver as soon as it asks."""
    return True


def small(**changes):
    """A Monday on which P can give talks and clinics, at A and B."""
    usual = month()
    by = provider("P", "talk", "clinic", capacity=3, free={MONDAY: (0, 1, 2)})
    needs = changed(usual.needs, "n3", station="A")
    return month(**{"stations": usual.stations[:2], "providers": (by,), "needs": needs} | changes)


SMALL = small()
P = SMALL.providers


def sessions(plan):
    return {session.placement for session in plan.sessions}


def sound(problem, plan):
    """Whether the plan is for the problem, without fault, counted exactly and below its bound."""
    assert plan.problem == fingerprint(problem)
    assert faults(problem, plan) == []
    assert plan.objective == pytest.approx(objective(problem, plan), abs=1e-9)
    assert plan.objective <= plan.bound + 1e-6
    assert math.isfinite(plan.bound)
    return True


@FEW
@given(problems())
def test_however_early_it_ends_the_plan_is_sound_and_the_bound_is_one(problem):
    plan = solve(problem, seconds=ENOUGH, workers=1, stop=at_once)

    assert sound(problem, plan)
    assert plan.objective - 1e-6 <= best(problem) <= plan.bound + 1e-6
    assert {*problem.pinned} <= sessions(plan)
    assert not any(ban.covers(one) for ban in problem.forbidden for one in sessions(plan))


@FEW
@given(problems())
def test_no_session_more_would_have_been_possible(problem):
    plan = solve(problem, seconds=ENOUGH, workers=1, stop=at_once)

    assert [one for one in explain(problem, plan) if one.reason is Reason.POSSIBLE] == []


@settings(deadline=None, max_examples=4)
@given(problems())
def test_the_same_seed_gives_the_same_plan(problem):
    one, other = (solve(problem, seconds=20, workers=1, seed=3, stop=at_once) for _ in range(2))

    assert one == other


def test_a_month_is_the_same_with_the_same_seed():
    one, other = (solve(month(), seconds=20, workers=2, seed=1, stop=at_once) for _ in range(2))

    assert one == other


FEW_PEOPLE = replace(SMALL.needs[2], people=2)
RULES = {
    "a long session takes both slots": (
        small(),
        small(services=changed(SMALL.services, "clinic", slots=1)),
    ),
    "a session has its least attendance": (
        small(needs=(FEW_PEOPLE,), weights=weights(session=0.5)),
        small(needs=(FEW_PEOPLE,), weights=weights(session=0.5), services=changed(SMALL.services, "clinic", minimum=0)),
    ),
    "fees keep the budget": (small(providers=changed(P, "P", budget=399)), SMALL),
    "rooms that others have taken are not free": (
        small(
            stations=tuple(
                replace(one, rooms=(replace(one.rooms[0], taken={MONDAY: (0, 1)}),)) for one in SMALL.stations
            )
        ),
        SMALL,
    ),
    "a month has its capacity": (small(providers=changed(P, "P", capacity=1)), SMALL),
    "a day has its limit": (small(providers=changed(P, "P", daily=2)), SMALL),
    "ways take their time": (small(travel=Travel(base=40, within=25)), SMALL),
    "stations are open": (
        small(stations=tuple(replace(one, open={MONDAY: (1, 2)}) for one in SMALL.stations)),
        SMALL,
    ),
    "people come in their week": (small(needs=changed(SMALL.needs, "n1", week=1)), SMALL),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_costs_what_it_must_and_no_more(rule):
    problem, without = RULES[rule]

    plan = solve(problem, seconds=ENOUGH, workers=1)

    assert sound(problem, plan)
    assert plan.objective == pytest.approx(best(problem))
    assert best(problem) < best(without) - 0.1


def test_what_is_pinned_stays_however_bad():
    bad = pin(at="B", slot=1)
    problem = small(pinned=(bad,))

    plan = solve(problem, seconds=ENOUGH, workers=1)

    assert sound(problem, plan)
    assert bad in sessions(plan)
    assert bad not in sessions(solve(SMALL, seconds=ENOUGH, workers=1))
    assert plan.objective == pytest.approx(best(problem))


def test_what_is_forbidden_is_not_held():
    good = min(sessions(solve(SMALL, seconds=ENOUGH, workers=1)), key=lambda one: one.slot)
    ban = Ban(service=good.service, station=good.station, slot=good.slot)
    problem = small(forbidden=(ban,))

    plan = solve(problem, seconds=ENOUGH, workers=1)

    assert sound(problem, plan)
    assert not any(ban.covers(one) for one in sessions(plan))
    assert plan.objective == pytest.approx(best(problem))


@pytest.mark.parametrize(("keep", "stays"), [(50, True), (0, False)])
def test_what_was_published_stays_when_that_is_worth_it(keep, stays):
    told = pin(at="B", slot=1)
    problem = small(published=(told,), weights=weights(keep=keep))

    plan = solve(problem, seconds=ENOUGH, workers=1)

    assert sound(problem, plan)
    assert (told in sessions(plan)) is stays
    assert account(problem, plan).kept == keep * stays
    assert plan.objective == pytest.approx(best(problem))


def test_published_sessions_of_a_whole_plan_stay():
    published = tuple(
        pin(by, at=at, day=day, slot=slot)
        for by, at, day, slot in (("P", "A", TUESDAY, 1), ("Q", "B", NEXT_MONDAY, 1), ("P", "C", NEXT_MONDAY, 0))
    )
    problem = month(published=published, weights=weights(keep=100))

    plan = solve(problem, seconds=ENOUGH, workers=1)

    assert sound(problem, plan)
    assert {*published} <= sessions(plan)


@pytest.mark.parametrize(("first", "share"), [(False, 0.6), (True, 0.7)])
def test_fairness_first_raises_the_worst_station(first, share):
    by = provider("P", "talk", capacity=1, free={MONDAY: (0,)})
    needs = month().needs[:2]
    problem = small(providers=(by,), needs=needs, weights=weights(fairness=0, fairness_first=first))

    plan = solve(problem, seconds=ENOUGH, workers=1)

    assert sound(problem, plan)
    assert worst(coverage(problem, plan)) == pytest.approx(share)
    assert plan.bound >= best(problem) - 1e-6


def test_quota_sessions_are_held_for_nobody():
    quiet = (Need(id="n", service="talk", station="A", people=1, slots=(0.01, 0, 0), reach=0),)
    problem = small(needs=quiet, stations=(station("A", x=0), station("B", x=0.5, quota={"party": 2, "health": 1})))

    plan = solve(problem, seconds=ENOUGH, workers=1)

    assert sound(problem, plan)
    assert plan.objective == pytest.approx(best(problem))
    assert [one.station for one in plan.sessions] == ["B", "B"]


def test_a_month_in_which_nothing_can_be_held_has_an_empty_plan():
    away = (provider("P", "talk", capacity=3, free={}),)
    problem = small(providers=away, stations=(station("A", x=0, quota={"party": 1}), station("B", x=0.5)))

    plan = solve(problem, seconds=ENOUGH, workers=1)

    assert sound(problem, plan)
    assert (plan.sessions, plan.objective) == ((), -60)


def test_a_proven_plan_ends_the_search():
    began = time.process_time()

    plan = solve(SMALL, seconds=8, workers=2)

    assert plan.objective == pytest.approx(plan.bound, abs=1e-3)
    assert time.process_time() - began < 4


def test_it_ends_when_it_is_told_to():
    problem = generate("S", seed=1)
    told, began = [], time.process_time()

    plan = solve(problem, seconds=30, workers=2, progress=told.append, stop=at_once)

    assert time.process_time() - began < 10
    assert sound(problem, plan)
    assert told[-1].bound == pytest.approx(plan.bound)


def test_progress_is_told():
    told: list[Progress] = []

    plan = solve(generate("S", seed=1), seconds=1.0, workers=2, progress=told.append)

    objectives = [one.objective for one in told if one.objective is not None]
    bounds = [one.bound for one in told if one.bound is not None]
    seconds = [one.seconds for one in told]
    assert all(one.phase for one in told)
    assert len({one.phase for one in told}) > 2
    assert objectives == sorted(objectives)
    assert bounds == sorted(bounds, reverse=True)
    assert seconds == sorted(seconds)
    assert (objectives[-1], bounds[-1]) == pytest.approx((plan.objective, plan.bound))


@pytest.mark.parametrize("size", ["S", "M"])
def test_a_time_too_short_for_a_first_plan_gives_one_and_its_bound(size):
    problem = generate(size, seed=1)

    plan = solve(problem, seconds=0.01, workers=1)

    assert sound(problem, plan)
    assert plan.sessions
