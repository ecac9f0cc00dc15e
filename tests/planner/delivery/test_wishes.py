"""What services would rather hold is worth more than what they hold, and is within what is left to them."""

import math
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.delivery.brute import arrangements
from tests.planner.delivery.factories import MONDAY, NEXT_MONDAY, changed, month, pin, provider, weights
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.classes import class_model
from yizhan.planner.delivery.days import Wishes, counts_of
from yizhan.planner.delivery.draft import Draft
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.improvement import Improvement
from yizhan.planner.delivery.relaxation import Relaxation
from yizhan.planner.delivery.wishes import wanted, wishes

USUAL = month()
FEW = settings(deadline=None, max_examples=10)
TALK, CLINIC = 0, 1
A, B = 0, 1
SERVICES = st.sampled_from([frozenset({0}), frozenset({1}), frozenset({0, 1})])


def looked(problem, services, *pins):
    """What the plan of `pins` leaves to `services`, and what they hold."""
    grid = Grid(problem)
    return Improvement(Draft(grid, map(grid.visit, pins)), seed=0).look(frozenset(services))


def drawn(data, services):
    problem = data.draw(problems())
    return looked(problem, services, *data.draw(st.sampled_from(list(islice(arrangements(problem), 60)))))


def value(part, cells, weekly=None):
    """What the class model of `part` gives for such counts, by cell and by cell and week; minus infinity when they are impossible."""
    relaxation = Relaxation(part, class_model(part, fairness=part.fairness), deep=True)
    model = relaxation.model
    counts = {column: cells.get(cell, 0) for cell, column in model.sessions.items()}
    if weekly is not None:
        counts |= {column: weekly.get(key, 0) for key, column in model.dated.items()}
    return relaxation.value if relaxation.settle(counts, deadline=math.inf) else -math.inf


@FEW
@given(st.data(), SERVICES)
def test_what_is_wished_for_is_worth_more_than_what_is_held(data, services):
    look = drawn(data, services)

    found = wishes(look.part, now=look.now, seconds=5)

    held = value(look.part, *counts_of(look.part, look.now))
    assert found is None or value(look.part, found.sessions) > held


@FEW
@given(st.data(), SERVICES)
def test_wishes_are_within_what_is_left(data, services):
    look = drawn(data, services)
    part, model = look.part, class_model(look.part)

    found = wishes(part, now=look.now, seconds=5) or Wishes(sessions={})

    assert {v for v, _, _ in found.sessions} <= services
    assert all(count <= model.program.high[model.sessions[cell]] for cell, count in found.sessions.items())
    for p, most in enumerate(part.capacity):
        mine = {flow: count for flow, count in found.given.items() if flow[0] == p}
        assert sum(mine.values()) <= most + 1e-5
        if part.budget[p] is not None:
            assert sum(part.fee[p][flow[1]] * count for flow, count in mine.items()) <= part.budget[p] + 1e-2
    assert {flow[1] for flow in found.given} <= services
    assert all(found.sessions.get(key[:3], 0) >= count for key, count in found.dated.items())


def test_a_better_time_is_wished_for():
    look = looked(USUAL, {TALK}, pin("Q", slot=1))

    found = wishes(look.part, now=look.now, seconds=5)

    assert {k // look.part.groups for _, _, k in found.sessions} == {0}
    assert sum(found.sessions.values()) >= 1


def test_the_best_there_is_is_not_to_be_bettered():
    one_talk = month(needs=USUAL.needs[:1], weights=weights(fairness=0))
    look = looked(one_talk, {TALK}, pin("Q"))

    assert wishes(look.part, now=look.now, seconds=5) is None


def test_who_may_hold_nothing_wishes_for_nothing():
    look = looked(month(providers=USUAL.providers[1:]), {CLINIC})

    assert wishes(look.part, now=look.now, seconds=5) is None


def test_what_costs_more_than_it_gains_is_given_up():
    look = looked(month(weights=weights(session=100)), {TALK}, pin("Q"))

    found = wishes(look.part, now=look.now, seconds=5)

    assert found == Wishes(sessions={})


def test_counts_of_a_solution_are_named():
    grid = Grid(USUAL)
    model = class_model(grid)
    x = [0.0] * len(model.program.cost)
    x[model.sessions[TALK, A, 0]] = 1.9999
    x[model.sessions[TALK, B, 0]] = 0.001
    x[model.flows[0, TALK, 0, 1]] = 1.5
    x[model.flows[1, TALK, 0, 1]] = 0.0001

    found = wanted(grid, model, x)

    assert found == Wishes(sessions={(TALK, A, 0): 2}, given={(0, TALK, 0, 1): 1.5})


def test_people_of_a_fixed_week_ask_for_sessions_of_it():
    needs = changed(USUAL.needs, "n1", week=1, people=24)
    model = class_model(grid := Grid(month(needs=needs)))
    x = [0.0] * len(model.program.cost)
    x[model.sessions[TALK, A, 0]] = 3
    for people, sessions in ((11, 2), (10, 1), (20.0000001, 2), (0.2, 0)):
        x[model.people[0, A, 0]] = people

        found = wanted(grid, model, x)

        assert found.dated == ({(TALK, A, 0, 1): sessions} if sessions else {})


def test_people_who_want_a_week_get_a_session_in_it():
    needs = changed(USUAL.needs, "n1", week=1)[:1]
    by = (provider("P", "talk", capacity=1, free={MONDAY: (0,), NEXT_MONDAY: (0,)}),)
    look = looked(month(needs=needs, providers=by), {TALK}, pin())

    found = wishes(look.part, now=look.now, seconds=5)

    assert found.sessions == {(TALK, A, 0): 1}
    assert found.dated == {(TALK, A, 0, 1): 1}
