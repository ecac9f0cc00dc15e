"""A draft always knows the exact points of the plan it is."""

import math
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.planner.delivery.brute import arrangements
from tests.planner.delivery.factories import MONDAY, NEXT_MONDAY, TUESDAY, changed, month, pin, weights
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.attendance import to_plan
from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.draft import Draft, charges
from yizhan.planner.delivery.faults import faults
from yizhan.planner.delivery.grid import Grid

USUAL = month()
FEW = settings(deadline=None, max_examples=12)
TALK, CLINIC = 0, 1


def drawn(data):
    """A draft of one of the arrangements of a tiny problem."""
    problem = data.draw(problems())
    grid = Grid(problem)
    placements = data.draw(st.sampled_from(list(islice(arrangements(problem), 60))))
    return Draft(grid, map(grid.visit, placements))


def draft_of(problem, *pins):
    grid = Grid(problem)
    return Draft(grid, map(grid.visit, pins))


def plan_of(draft):
    return to_plan(draft.grid, draft.board, draft.attendance, bound=math.inf)


@FEW
@given(st.data())
def test_the_points_are_the_objective_of_the_plan(data):
    draft = drawn(data)

    assert draft.points == pytest.approx(plan_of(draft).objective)


@FEW
@given(st.data())
def test_what_is_exchanged_and_brought_back_is_worth_the_same(data):
    draft = drawn(data)
    assume(draft.board.visits)
    before, visits = draft.points, set(draft.board.visits)
    off = data.draw(st.lists(st.sampled_from(sorted(visits)), min_size=1, unique=True))
    services = {visit[1] for visit in off}

    draft.exchange(off=off, on=())
    draft.seat(services)
    without, dropped = draft.points, visits - set(off) - draft.board.visits
    assert without == pytest.approx(plan_of(draft).objective)

    draft.exchange(off=(), on=[*off, *dropped])
    draft.seat({0, 1})
    assert draft.board.visits == visits
    assert draft.points == pytest.approx(before)


@FEW
@given(st.data())
def test_filling_never_loses_points_and_keeps_every_rule(data):
    draft = drawn(data)
    before, count = draft.points, len(draft.board.visits)

    added = draft.fill()

    assert added is (len(draft.board.visits) > count)
    assert draft.points >= before - 1e-6
    assert draft.points == pytest.approx(plan_of(draft).objective)
    if draft.board.visits >= {*draft.grid.pinned}:
        assert faults(draft.grid.problem, plan_of(draft)) == []


def test_what_pays_is_added_once():
    draft = draft_of(USUAL)

    assert draft.fill()
    assert draft.points > 0
    assert not draft.fill()


def test_where_nothing_pays_nothing_is_added():
    draft = draft_of(month(weights=weights(session=100)))

    assert not draft.fill()
    assert draft.board.visits == set()


def test_a_session_without_its_minimum_is_dropped():
    draft = draft_of(month(needs=changed(USUAL.needs, "n3", people=2)), pin("P", "clinic", "C"), pin("Q"))

    assert {visit[1] for visit in draft.board.visits} == {TALK}
    assert draft.attendance.hopeless == ()


def test_pinned_sessions_may_not_be_moved():
    draft = draft_of(month(pinned=(pin(),)), pin(), pin("Q", at="B", slot=1), pin("P", "clinic", "C", day=TUESDAY))

    assert draft.visits_of({TALK}) == [draft.grid.visit(pin("Q", at="B", slot=1))]
    assert len(draft.visits_of({TALK, CLINIC})) == 2


def test_other_services_keep_their_seats():
    draft = draft_of(USUAL, pin("P", "clinic", "C", day=TUESDAY), pin("Q"))
    clinic = {key: people for key, people in draft.attendance.people.items() if key[0] == 2}

    draft.exchange(off=[draft.grid.visit(pin("Q"))], on=[draft.grid.visit(pin("Q", at="B", slot=1))])
    draft.seat({TALK})

    assert {key: people for key, people in draft.attendance.people.items() if key[0] == 2} == clinic
    assert draft.points == pytest.approx(plan_of(draft).objective)


def charged(problem, *pins):
    grid = Grid(problem)
    return charges(Board(grid, map(grid.visit, pins)))


def test_every_session_costs():
    assert charged(USUAL) == 0
    assert charged(USUAL, pin(), pin("P", at="B", day=TUESDAY)) == 2 * 3


def test_sessions_above_the_comfortable_load_cost_more():
    dear = month(weights=weights(session=0, overload=1.5))
    talks = [pin("Q", day=day) for day in (MONDAY, TUESDAY)]

    assert charged(dear, *talks[:1]) == 0
    assert charged(dear, *talks) == 1.5


def test_every_missing_session_of_a_quota_costs():
    stations = changed(USUAL.stations, "A", quota={"party": 2, "health": 1})
    short = month(stations=stations, weights=weights(session=0, shortage=60, overload=0))

    assert charged(short) == 3 * 60
    assert charged(short, pin()) == 2 * 60
    assert charged(short, pin(), pin(day=TUESDAY), pin(day=NEXT_MONDAY)) == 60


def test_published_sessions_that_stay_earn_a_bonus():
    kept = month(published=(pin(), pin("Q")), weights=weights(session=0, keep=2))

    assert charged(kept, pin()) == -2
    assert charged(kept, pin(), pin("Q", at="B")) == -2
    assert charged(replace(kept, weights=weights(session=0, keep=0)), pin()) == 0
