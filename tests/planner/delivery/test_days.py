"""What is laid out on days may stand there, is never more than wanted, and is in the weeks wanted when it can be."""

import math
import time
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.delivery.factories import (
    ALWAYS,
    MONDAY,
    NEXT_MONDAY,
    TUESDAY,
    changed,
    month,
    pin,
    provider,
    station,
)
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.attendance import to_plan
from yizhan.planner.delivery.board import Board, cell_of
from yizhan.planner.delivery.classes import class_model
from yizhan.planner.delivery.days import Wishes, counts_of, lay_out, place
from yizhan.planner.delivery.draft import Draft
from yizhan.planner.delivery.example import generate
from yizhan.planner.delivery.faults import faults
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.problem import Room
from yizhan.planner.delivery.relaxation import Relaxation
from yizhan.planner.delivery.wishes import wanted

USUAL = month()
FEW = settings(deadline=None, max_examples=15)
TALK, CLINIC = 0, 1
A, B, C = 0, 1, 2
EARLY, EARLY_TUESDAY, NOON, NOON_TUESDAY = 0, 1, 2, 3
"""Classes of times of the usual month: two groups of weekdays."""


def laid(problem, sessions, *pins, **others):
    """A board on which `pins` stand, and the placements that were laid out on it."""
    grid = Grid(problem)
    board = Board(grid, map(grid.visit, pins))
    put = lay_out(board, Wishes(sessions=sessions, **others), deadline=time.monotonic() + 5)
    return board, [grid.placement(visit) for visit in put]


def drawn_wishes(data, model):
    """Some sessions in cells that can hold any, some of them in a week, with providers who might give them."""
    cells, flows = list(model.sessions), list(model.flows)
    if not cells:
        return Wishes(sessions={})
    sessions = data.draw(st.dictionaries(st.sampled_from(cells), st.integers(1, 3), max_size=6))
    dated = data.draw(st.dictionaries(st.tuples(st.sampled_from(cells), st.integers(0, 1)), st.just(1), max_size=2))
    given_by = data.draw(st.dictionaries(st.sampled_from(flows), st.sampled_from([0.4, 1.0, 2.0]), max_size=4))
    return Wishes(sessions=sessions, dated={(*cell, week): n for (cell, week), n in dated.items()}, given=given_by)


@FEW
@given(problems(), st.data())
def test_all_that_is_laid_out_may_stand(problem, data):
    grid = Grid(problem)
    board = Board(grid, grid.pinned)
    wishes = drawn_wishes(data, class_model(grid))

    put = lay_out(board, wishes, deadline=time.monotonic() + 5)

    again = Board(grid, grid.pinned)
    for visit in put:
        assert again.may(visit)
        again.add(visit)
    assert again.visits == board.visits
    assert len(board.rooms()) == len(board.visits)


@FEW
@given(problems(), st.data())
def test_never_more_is_laid_out_than_wanted_or_pinned(problem, data):
    grid = Grid(problem)
    board = Board(grid, grid.pinned)
    wishes = drawn_wishes(data, class_model(grid))

    lay_out(board, wishes, deadline=time.monotonic() + 5)

    pinned, _ = counts_of(grid, grid.pinned)
    most = Counter(wishes.sessions) | Counter(pinned)
    held, _ = counts_of(grid, board.visits)
    assert Counter(held) <= most


@FEW
@given(problems(), st.data())
def test_what_is_left_out_finds_no_place_any_more(problem, data):
    grid = Grid(problem)
    board = Board(grid, grid.pinned)
    wishes = drawn_wishes(data, class_model(grid))

    lay_out(board, wishes, deadline=time.monotonic() + 5)

    held, _ = counts_of(grid, board.visits)
    missing = [cell for cell, count in wishes.sessions.items() if held.get(cell, 0) < count]
    assert [board.find(*cell) for cell in missing] == [None] * len(missing)


@FEW
@given(problems(), st.data())
def test_what_is_placed_may_stand_and_is_wanted(problem, data):
    grid = Grid(problem)
    board = Board(grid, grid.pinned)
    wishes = drawn_wishes(data, class_model(grid))

    put = place(board, wishes, seconds=2)

    assert {*put} | {*grid.pinned} == board.visits
    assert Counter(cell_of(grid, visit) for visit in put) <= Counter(wishes.sessions)
    again = Board(grid, grid.pinned)
    for visit in put:
        assert again.may(visit)
        again.add(visit)


def test_an_example_district_is_laid_out_almost_whole_and_without_fault():
    problem = generate("S", seed=1)
    grid = Grid(problem)
    relaxation = Relaxation(grid, class_model(grid), deep=False)
    relaxation.solve(deadline=math.inf)
    wishes = wanted(grid, relaxation.model, relaxation.x)
    board = Board(grid)

    put = lay_out(board, wishes, deadline=time.monotonic() + 20)

    draft = Draft(grid, board.visits)
    assert len(put) > 0.9 * sum(wishes.sessions.values())
    assert faults(problem, to_plan(grid, draft.board, draft.attendance, bound=math.inf)) == []


def test_a_pin_is_one_of_the_sessions_wanted():
    cell = (TALK, A, EARLY)

    assert laid(USUAL, {cell: 1}, pin())[1] == []
    board, put = laid(USUAL, {cell: 2}, pin())
    assert len(put) == 1
    assert board.grid.visit(pin()) in board.visits
    assert put[0].day == NEXT_MONDAY


def test_a_session_is_held_in_the_week_it_is_wanted_in():
    cell = (TALK, A, EARLY)

    for week, day in enumerate((MONDAY, NEXT_MONDAY)):
        (one,) = laid(USUAL, {cell: 1}, dated={(*cell, week): 1})[1]
        assert one.day == day


def test_a_session_that_finds_no_day_in_its_week_is_held_in_another():
    busy = (provider("P", "talk", capacity=3, free={MONDAY: (0,)}),)
    cell = (TALK, A, EARLY)

    (one,) = laid(month(providers=busy), {cell: 1}, dated={(*cell, 1): 1})[1]

    assert one.day == MONDAY


def test_the_provider_who_was_to_give_a_session_gives_it():
    cell, flows = (TALK, A, EARLY), {"P": (0, TALK, EARLY, 1), "Q": (1, TALK, EARLY, 1)}
    assert Grid(USUAL).zone[A] == 1

    for name, flow in flows.items():
        (one,) = laid(USUAL, {cell: 1}, given={flow: 1.0})[1]
        assert one.provider == name


def test_a_published_session_stays_where_it_was():
    published = month(published=(pin("Q", day=NEXT_MONDAY),), weights=replace(USUAL.weights, keep=1))

    assert laid(published, {(TALK, A, EARLY): 1})[1] == [pin("Q", day=NEXT_MONDAY)]


def only(**changes):
    """A month in which P alone gives talks and clinics, everywhere and always."""
    usual = {"zones": ("south", "north"), "capacity": 9, "free": ALWAYS}
    return month(providers=(provider("P", "talk", "clinic", **(usual | changes)),))


def test_no_more_is_given_than_the_budget_pays():
    wishes = {(TALK, A, EARLY): 2, (TALK, B, EARLY_TUESDAY): 1}

    assert len(laid(only(budget=450), wishes)[1]) == 2
    assert len(laid(only(budget=600), wishes)[1]) == 3


def test_no_more_is_given_than_the_capacity():
    wishes = {(TALK, A, EARLY): 2, (TALK, B, EARLY_TUESDAY): 1}

    assert len(laid(only(capacity=2), wishes)[1]) == 2


def test_no_more_is_given_on_a_day_than_the_daily_limit():
    monday = {MONDAY: (0, 1, 2)}
    wishes = {(CLINIC, A, EARLY): 1, (TALK, A, 4): 1}

    assert [one.service for one in laid(only(free=monday, daily=2), wishes)[1]] == ["clinic"]
    assert [one.service for one in laid(only(free=monday, daily=3), wishes)[1]] == ["clinic", "talk"]


def test_a_provider_is_in_time_at_the_next_station():
    monday = {MONDAY: (0, 1)}
    near, far = ({(TALK, A, EARLY): 1, (TALK, there, NOON): 1} for there in (B, C))

    assert len(laid(only(free=monday), near)[1]) == 2
    assert len(laid(only(free=monday), far)[1]) == 1


def test_a_provider_is_at_one_place_at_a_time():
    wishes = {(CLINIC, A, EARLY): 1, (TALK, B, NOON): 1}

    assert len(laid(only(free={MONDAY: (0, 1, 2)}), wishes)[1]) == 1
    assert len({one.day for one in laid(only(), wishes)[1]}) == 2


def test_no_more_is_held_at_a_time_than_there_are_rooms():
    monday = {MONDAY: (0,)}
    both = tuple(provider(name, "talk", capacity=3, free=monday) for name in "PQ")
    rooms = (Room(id="hall", seats=12), Room(id="study", seats=12))
    two_rooms = (station("A", x=0, rooms=rooms), *USUAL.stations[1:])
    wishes = {(TALK, A, EARLY): 2}

    assert len(laid(month(providers=both), wishes)[1]) == 1
    assert len(laid(month(providers=both, stations=two_rooms), wishes)[1]) == 2


def test_a_room_with_what_a_service_needs_is_left_to_it():
    monday = {MONDAY: (0, 1)}
    both = (provider("P", "talk", capacity=3, free=monday), provider("Q", "clinic", capacity=3, free=monday))
    rooms = (Room(id="hall", seats=12, equipment=("sink",)), Room(id="study", seats=12))
    problem = month(providers=both, stations=(station("A", x=0, rooms=rooms), *USUAL.stations[1:]))
    bigger = {(TALK, A, EARLY): 1, (CLINIC, A, EARLY): 1}

    board, put = laid(problem, bigger)

    assert {one.service for one in put} == {"talk", "clinic"}
    assert {visit[1]: room for visit, room in board.rooms().items()} == {TALK: 1, CLINIC: 0}


def test_what_a_provider_is_to_give_later_is_held_back():
    grid = Grid(only(capacity=1))
    now = Wishes(sessions={(TALK, A, EARLY): 1})
    later = Wishes(sessions={(CLINIC, A, EARLY): 1}, given={(0, CLINIC, EARLY, 1): 1.0})

    assert place(Board(grid), now, seconds=2, later=later) == []
    assert len(place(Board(grid), now, seconds=2)) == 1


def test_fees_of_what_a_provider_is_to_give_later_are_held_back():
    grid = Grid(only(budget=300))
    now = Wishes(sessions={(TALK, A, EARLY): 1})
    later = Wishes(sessions={(CLINIC, A, EARLY): 1}, given={(0, CLINIC, EARLY, 1): 1.0})

    assert place(Board(grid), now, seconds=2, later=later) == []
    assert len(place(Board(grid), now, seconds=2)) == 1


def test_what_nobody_gives_is_left_out():
    assert laid(month(providers=USUAL.providers[1:]), {(CLINIC, C, EARLY): 1})[1] == []
    assert laid(USUAL, {})[1] == []
    assert laid(USUAL, {(TALK, A, EARLY): 0})[1] == []


def test_wishes_of_some_cells():
    one, other = (TALK, A, EARLY), (CLINIC, A, EARLY)
    wishes = Wishes(
        sessions={one: 2, other: 1},
        dated={(*one, 0): 1, (*other, 1): 1},
        given={(0, TALK, EARLY, 1): 1.0, (0, CLINIC, EARLY, 1): 0.5, (0, TALK, NOON, 1): 1.0},
    )

    assert wishes.of([one]) == Wishes(sessions={one: 2}, dated={(*one, 0): 1}, given={(0, TALK, EARLY, 1): 1.0})


def test_sessions_are_counted_by_cell_and_by_week():
    grid = Grid(USUAL)
    pins = (pin(), pin("Q", day=NEXT_MONDAY), pin("P", "clinic", "C", day=TUESDAY, slot=1))

    cells, weekly = counts_of(grid, map(grid.visit, pins))

    assert cells == {(TALK, A, EARLY): 2, (CLINIC, C, NOON_TUESDAY): 1}
    assert weekly == {(TALK, A, EARLY, 0): 1, (TALK, A, EARLY, 1): 1, (CLINIC, C, NOON_TUESDAY, 0): 1}


def test_nothing_is_counted_without_sessions():
    assert counts_of(Grid(USUAL), []) == ({}, {})


def test_needs_of_a_fixed_week_come_to_sessions_of_it():
    problem = month(needs=changed(USUAL.needs, "n1", week=1)[:1])
    cell = (TALK, A, EARLY)

    board, _ = laid(problem, {cell: 1}, dated={(*cell, 1): 1})

    assert Draft(board.grid, board.visits).attendance.served[0] == 10
