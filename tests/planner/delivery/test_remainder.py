"""What the board uses is gone, what others serve counts, and nothing is offered but the services asked for."""

from dataclasses import replace

import numpy as np

from tests.planner.delivery.factories import ALWAYS, SESSIONS, changed, month, provider, station, weights
from yizhan.planner.delivery.attendance import attend
from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.classes import class_model
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.problem import Room
from yizhan.planner.delivery.remainder import remainder

TALK, CLINIC = 0, 1
P, Q = 0, 1
A, B, C = 0, 1, 2
MONDAY, TUESDAY, NEXT_MONDAY = 0, 1, 2


def standing(problem, *sessions):
    """The grid, a board with `sessions` and their attendance."""
    grid = Grid(problem)
    board = Board(grid, [grid.visit(session.placement) for session in sessions])
    return grid, board, attend(grid, board.visits)


def left(*services, problem=None, sessions=SESSIONS):
    _, board, attendance = standing(problem or month(), *sessions)
    return remainder(board, attendance, set(services))


def test_the_slots_of_sessions_are_free_no_more():
    free = left(CLINIC).free

    assert free[P].tolist() == [[False, True, True], [False, False, True], [True, True, True]]
    assert free[Q].tolist() == [[True, True, True], [True, True, True], [True, False, True]]


def test_the_daily_limit_is_less_what_is_given_that_day():
    part = left(CLINIC)

    assert part.daily_left.tolist() == [[2, 1, 3], [3, 3, 2]]


def test_a_day_at_its_limit_is_not_free():
    part = left(CLINIC, problem=month(providers=changed(month().providers, "P", daily=2)))

    assert part.daily_left[P].tolist() == [1, 0, 2]
    assert part.free[P].any(axis=1).tolist() == [True, False, True]


def test_the_rooms_of_sessions_are_taken():
    rooms = left(CLINIC).rooms_free

    assert rooms[A].tolist() == [[0, 1, 1], [1, 1, 1], [1, 1, 1]]
    assert rooms[C].tolist() == [[1, 1, 1], [0, 0, 1], [1, 1, 1]]


def test_of_two_rooms_the_other_is_left():
    rooms = (Room(id="hall", seats=12), Room(id="study", seats=12, equipment=("sink",)))
    stations = (station("A", x=0, rooms=rooms), *month().stations[1:])

    part = left(TALK, problem=month(stations=stations))

    assert np.bitwise_count(part.rooms_free[A]).tolist() == [[1, 2, 2], [2, 2, 2], [2, 2, 2]]


def test_capacity_comfort_and_budget_are_less_what_is_given():
    part = left(CLINIC)

    assert part.capacity == [1, 1]
    assert part.comfortable == [0, 0]
    assert part.budget == [200, None]


def test_the_quota_is_what_is_still_missing_of_the_categories_asked_for():
    stations = changed(month().stations, "A", quota={"party": 3, "health": 1})
    stations = changed(stations, "B", quota={"party": 1})
    problem = month(stations=stations)
    party, health = Grid(problem).category

    assert left(TALK, problem=problem).quota == [{party: 2}, {}, {}]
    assert left(CLINIC, problem=problem).quota == [{health: 1}, {}, {}]
    assert left(TALK, CLINIC, problem=problem).quota == [{party: 2, health: 1}, {}, {}]


def test_other_services_are_neither_offered_nor_wanted():
    part = left(CLINIC)

    assert part.fee == [{CLINIC: 200}, {}]
    assert not part.fits[TALK].any()
    assert part.fits[CLINIC].all()
    assert [bool(wants) for wants in part.wants.of_need] == [False, False, True]
    assert {v for v, _, _ in class_model(part).sessions} == {CLINIC}
    assert {v for v, _, _ in part.wants.at} == {CLINIC}


def test_people_served_elsewhere_count_for_their_station():
    _, board, attendance = standing(month(), *SESSIONS)

    of_talk, of_clinic, of_both = (remainder(board, attendance, chosen).reached for chosen in ({0}, {1}, {0, 1}))

    n1, n2, n3 = attendance.served
    assert (n1, n2, n3) == (10, 4, 6)
    assert of_clinic.tolist() == [n1, 2 * n2, 0]
    assert of_talk.tolist() == [0, 0, n3]
    assert of_both.tolist() == [0, 0, 0]


def test_pins_on_the_board_are_no_pins_of_what_is_left():
    problem = month(pinned=(SESSIONS[0].placement,))

    assert left(CLINIC, problem=problem).pinned == []


def test_published_sessions_still_earn_their_bonus():
    problem = month(published=(SESSIONS[1].placement,), weights=weights(keep=2))
    part = left(CLINIC, problem=problem, sessions=SESSIONS[:1])

    assert list(part.published_at.values()) == [[(P, CLINIC, C, TUESDAY, 0)]]


def test_from_an_empty_board_everything_is_left():
    grid, board, attendance = standing(month())

    part = remainder(board, attendance, {TALK, CLINIC})

    assert (part.free == grid.free).all()
    assert (part.rooms_free == grid.rooms_free).all()
    assert (part.capacity, part.comfortable, part.budget) == (grid.capacity, grid.comfortable, grid.budget)
    assert (part.fee, part.wants.of_need) == (grid.fee, grid.wants.of_need)
    assert (class_model(part).program.cost == class_model(grid).program.cost).all()


def seen(grid):
    """All that `remainder` could change, as plain values."""
    arrays = (grid.free, grid.rooms_free, grid.daily_left, grid.fits, grid.reached)
    others = (grid.capacity, grid.comfortable, grid.budget, grid.quota, grid.fee, grid.wants.of_need, grid.pinned)
    return [array.tolist() for array in arrays], repr(others), dict(grid.wants.at), dict(grid.published_at)


def test_the_grid_itself_stays_as_it_is():
    stations = changed(month().stations, "A", quota={"party": 3})
    busy = provider("R", "talk", capacity=4, budget=900, free=ALWAYS)
    problem = month(stations=stations, providers=(*month().providers, busy), pinned=(SESSIONS[0].placement,))
    grid, board, attendance = standing(replace(problem, published=problem.pinned, weights=weights(keep=1)), *SESSIONS)
    before, visits = seen(grid), set(board.visits)

    part = remainder(board, attendance, {CLINIC})

    assert seen(grid) == before
    assert board.visits == visits
    assert seen(part) != before
