"""The reference of the solver's tests is right where that can be counted by hand."""

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.planner.delivery.brute import arrangements, best, best_plan, candidates
from tests.planner.delivery.factories import MONDAY, month, pin, planned, weights
from tests.planner.delivery.tiny import problems


def small(**changes):
    """One talk on one day for `n1` at A and `n2` at B."""
    usual = month()
    free = {MONDAY: (0,)}
    by = replace(usual.providers[1], free=free, capacity=1)
    return month(providers=(by,), needs=usual.needs[:2], **changes)


def test_candidates_are_the_sessions_that_could_be_held_alone():
    assert candidates(small()) == [pin("Q", at="A"), pin("Q", at="B")]


def test_arrangements_keep_the_provider_in_one_place():
    assert list(arrangements(small())) == [(), (pin("Q", at="A"),), (pin("Q", at="B"),)]


def test_the_best_plan_is_the_one_that_is_best_on_paper():
    plan = best_plan(small())

    (session,) = plan.sessions
    assert session.placement == pin("Q", at="B")
    assert {party.need: party.people for party in session.parties} == {"n1": 6, "n2": 4}
    served = (5 * 1.2 + 1) + 2 * (2 * 1.2 + 1 + 0.7)
    comfort = 6 * 0.5 / 3
    assert plan.objective == pytest.approx(served - comfort + 0.05 * 18 * 0.6 - 3 - 1.5)


def test_a_pin_is_in_every_arrangement():
    plan = best_plan(small(pinned=(pin("Q", at="A"),)))

    assert [session.placement for session in plan.sessions] == [pin("Q", at="A")]


def test_pins_that_clash_have_no_plan():
    assert best(small(pinned=(pin("Q", at="A"), pin("Q", at="B")))) == -math.inf


def test_a_session_that_costs_more_than_it_serves_is_not_held():
    assert best(small(weights=weights(session=1000))) == 0


@given(problem=problems(), choice=st.data())
@settings(max_examples=60, deadline=None)
def test_no_party_can_leave_the_best_plan_to_its_gain(problem, choice):
    plan = best_plan(problem)
    minimum = {service.id: service.minimum for service in problem.services}
    crowded = [at for at in plan.sessions if at.people > minimum[at.service]]
    assume(crowded)
    session = choice.draw(st.sampled_from(crowded))
    first, *others = session.parties
    stay = (replace(first, people=first.people - 1),) if first.people > 1 else ()
    fewer = replace(session, parties=(*stay, *others))

    other = planned(problem, *(fewer if at is session else at for at in plan.sessions))

    assert other.objective <= plan.objective + 1e-9
