"""The best attendance of given sessions is the best of all, in whole people, and reaches every session's minimum."""

import math
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.planner.delivery.brute import _Month, arrangements
from tests.planner.delivery.factories import MONDAY, NEXT_MONDAY, TUESDAY, changed, month, pin, weights
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.attendance import attend, spread, to_plan
from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.example import generate
from yizhan.planner.delivery.faults import faults
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.insertion import greedy
from yizhan.planner.delivery.rules import Book

USUAL = month()


def drawn(data):
    """A tiny problem and one of its arrangements."""
    problem = replace(data.draw(problems()), pinned=())
    some = list(islice(arrangements(problem), 150))
    return problem, data.draw(st.sampled_from(some))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_attendance_is_better(data):
    problem, placements = drawn(data)
    grid, exhaustive = Grid(problem), _Month(Book(problem), placements)
    most, _ = exhaustive.attend()

    attendance = attend(grid, [grid.visit(one) for one in placements])

    assert bool(attendance.hopeless) is (most == -math.inf)
    if not attendance.hopeless:
        assert exhaustive.fixed + attendance.points == pytest.approx(most)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_the_plan_has_no_fault_and_the_points_that_were_counted(data):
    problem, placements = drawn(data)
    grid = Grid(problem)
    board = Board(grid, [grid.visit(one) for one in placements])
    attendance = attend(grid, board.visits)
    for visit in attendance.hopeless:
        board.remove(visit)
    fixed = _Month(Book(problem), [grid.placement(visit) for visit in board.visits]).fixed

    plan = to_plan(grid, board, attendance, bound=math.inf)

    assert faults(problem, plan) == []
    assert plan.objective == pytest.approx(fixed + attendance.points)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_service_alone_is_attended_as_with_all_the_others(data):
    problem, placements = drawn(data)
    problem = replace(problem, weights=replace(problem.weights, fairness=0))
    grid = Grid(problem)
    visits = [grid.visit(one) for one in placements]
    every = attend(grid, visits)
    assume(not every.hopeless)
    nobody = attend(grid, [])

    long = attend(grid, visits, services={1}, held=nobody)
    both = attend(grid, visits, services={0}, held=long)

    assert both.points == pytest.approx(every.points)
    assert {n for n, _, _ in long.people} <= set(grid.needs_of[1])


def attended(problem, *pins):
    grid = Grid(problem)
    visits = [grid.visit(one) for one in pins]
    attendance = attend(grid, visits)
    names = [need.id for need in problem.needs]
    found = spread(grid, [visit for visit in visits if visit not in attendance.hopeless], attendance)
    return {grid.placement(visit): {names[n]: some for n, some in there.items()} for visit, there in found.items()}


def test_people_of_a_fixed_week_come_in_it():
    needs = changed(USUAL.needs, "n1", week=1)
    problem = month(needs=needs)

    assert attended(problem, pin(), pin(day=NEXT_MONDAY)) == {pin(): {"n2": 4}, pin(day=NEXT_MONDAY): {"n1": 10}}


def test_sessions_of_a_week_are_about_evenly_full():
    problem = month(needs=changed(USUAL.needs, "n2", people=7)[:2], services=changed(USUAL.services, "talk", seats=12))
    tuesday = replace(problem.days[1], group=0)
    problem = replace(problem, days=(problem.days[0], tuesday, problem.days[2]))

    there = attended(problem, pin(), pin(day=TUESDAY))

    assert [sum(people.values()) for people in there.values()] == [9, 8]


def test_a_session_that_cannot_have_its_minimum_is_hopeless_and_no_other():
    lonely = changed(changed(USUAL.needs, "n3", people=5), "n1", reach=0)
    problem = month(needs=lonely)
    grid = Grid(problem)
    clinics = [grid.visit(pin("P", "clinic", "C", day=day)) for day in (MONDAY, NEXT_MONDAY)]

    attendance = attend(grid, [*clinics, grid.visit(pin("Q"))])

    assert len(attendance.hopeless) == 1
    assert {*attendance.hopeless} < {*clinics}
    assert attendance.served[2] == 5
    assert sum(attendance.served) == 15


def test_a_pinned_session_is_not_the_hopeless_one_of_two():
    kept = pin("P", "clinic", "C", day=MONDAY)
    problem = month(needs=changed(USUAL.needs, "n3", people=5), pinned=(kept,))
    grid = Grid(problem)
    other = grid.visit(replace(kept, day=NEXT_MONDAY))

    assert attend(grid, [grid.visit(kept), other]).hopeless == (other,)


def test_minimum_is_kept_by_people_who_would_rather_not_come():
    reluctant = changed(USUAL.needs, "n3", slots=(0.01, 0, 0), people=3, weight=1)
    few = replace(USUAL.weights, pieces=(replace(USUAL.weights.pieces[2], share=1.0),))
    problem = month(needs=reluctant, weights=few)

    assert attended(problem, pin("P", "clinic", "C")) == {pin("P", "clinic", "C"): {"n3": 3}}


def test_the_worst_station_is_served_before_the_better_paying_one():
    needs = changed(changed(USUAL.needs, "n1", people=8), "n2", people=8, slots=(0.3, 0, 0), weight=1)[:2]
    fair, unfair = (month(needs=needs, weights=weights(fairness=share)) for share in (1.0, 0.0))

    (there,) = attended(fair, pin()).values()
    (plain,) = attended(unfair, pin()).values()

    assert there == {"n1": 5, "n2": 5}
    assert plain["n1"] == 8


def test_an_example_district_is_attended_without_fault():
    problem = generate("S", seed=3)
    grid = Grid(problem)
    board = Board(grid, greedy(grid))

    plan = to_plan(grid, board, attend(grid, board.visits), bound=math.inf)

    assert faults(problem, plan) == []
