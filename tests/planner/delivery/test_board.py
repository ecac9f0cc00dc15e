"""The board lets a session stand exactly when no rule forbids it."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.delivery.brute import _possible
from tests.planner.delivery.factories import ALWAYS, NEXT_MONDAY, TUESDAY, changed, month, pin, provider
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.board import Blocked, Board, cell_of
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.problem import Ban, Room
from yizhan.planner.delivery.rooms import assign
from yizhan.planner.delivery.rules import Book, rooms_for


def everywhere(problem):
    """Every session that can be named, allowed or not."""
    grid = Grid(problem)
    counts = (len(grid.capacity), len(grid.seats), len(grid.zone), len(problem.days), grid.slots)
    return list(product(*map(range, counts)))


def board(problem, *pins):
    grid = Grid(problem)
    return Board(grid, [grid.visit(one) for one in pins])


def why(problem, one, *, beside=()):
    there = board(problem, *beside)
    return there.why_not(there.grid.visit(one))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_session_may_stand_exactly_when_the_rules_allow_it(data):
    problem = data.draw(problems())
    book, grid = Book(problem), Grid(problem)
    there = Board(grid)
    order = data.draw(st.permutations(everywhere(problem)))

    for visit in order[:150]:
        placements = [grid.placement(one) for one in (*there.visits, visit)]
        allowed = visit not in there.visits and _possible(book, placements)

        assert there.may(visit) is allowed
        assert (there.why_not(visit) is None) is allowed
        assert bool(there.days(*visit[:3], visit[4]) >> visit[3] & 1) is allowed
        assert bool(there.rooms_left(visit)) or not allowed
        if allowed:
            there.add(visit)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_what_is_taken_off_leaves_no_trace(data):
    problem = data.draw(problems())
    grid = Grid(problem)
    there, fresh, sessions = Board(grid), Board(grid), everywhere(problem)
    for visit in data.draw(st.permutations(sessions))[:60]:
        if there.may(visit):
            there.add(visit)
    for visit in sorted(there.visits):
        there.remove(visit)

    assert (there.load, there.fees, there.visits) == (fresh.load, fresh.fees, set())
    assert [there.may(visit) for visit in sessions] == [fresh.may(visit) for visit in sessions]


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_session_is_found_whenever_the_cell_has_one(data):
    problem = data.draw(problems())
    grid = Grid(problem)
    there, sessions = Board(grid), everywhere(problem)
    for visit in data.draw(st.permutations(sessions))[:20]:
        if there.may(visit):
            there.add(visit)
    allowed = {visit for visit in sessions if there.may(visit)}

    for visit in sessions:
        cell, week = cell_of(grid, visit), int(grid.week[visit[3]])
        mine = {one for one in allowed if cell_of(grid, one) == cell}
        dated = {one for one in mine if grid.week[one[3]] == week}
        assert there.find(*cell) in (mine or {None})
        assert there.find(*cell, week=week) in (dated or {None})
        assert there.find(*cell, provider=visit[0]) in ({one for one in mine if one[0] == visit[0]} or {None})


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_rooms_hold_their_sessions_and_no_two_at_once(data):
    problem = data.draw(problems())
    book, grid = Book(problem), Grid(problem)
    there = Board(grid)
    for visit in data.draw(st.permutations(everywhere(problem))):
        if there.may(visit):
            there.add(visit)

    rooms = there.rooms()

    assert rooms.keys() == there.visits
    for visit, room in rooms.items():
        station = problem.stations[visit[2]]
        assert station.rooms[room].id in {one.id for one in rooms_for(book, grid.placement(visit))}
    taken = [
        (visit[2], room, visit[3], slot)
        for visit, room in rooms.items()
        for slot in range(visit[4], visit[4] + grid.length[visit[1]])
    ]
    assert len(taken) == len({*taken})


USUAL = month()
CLOSED = changed(USUAL.stations, "A", open={TUESDAY: (0, 1, 2)})
SMALL = changed(USUAL.stations, "A", rooms=(Room(id="hall", seats=5),))
ELSEWHERE = changed(USUAL.providers, "Q", zones=("north",))
AWAY = changed(USUAL.providers, "P", free={TUESDAY: (0, 1, 2)})
POOR = changed(USUAL.providers, "P", budget=300)
FULL = changed(USUAL.providers, "P", capacity=1)


@pytest.mark.parametrize(
    ("problem", "one", "beside", "reason"),
    [
        (USUAL, pin(), (), None),
        (month(stations=SMALL), pin(), (), Blocked.NO_ROOM),
        (USUAL, pin("Q", "clinic"), (), Blocked.NOT_OFFERED),
        (month(providers=ELSEWHERE), pin("Q"), (), Blocked.NOT_OFFERED),
        (month(stations=CLOSED), pin(), (), Blocked.CLOSED),
        (USUAL, pin("P", "clinic", slot=2), (), Blocked.CLOSED),
        (month(providers=AWAY), pin(), (), Blocked.NOT_FREE),
        (month(forbidden=(Ban(service="talk", slot=0),)), pin(), (), Blocked.FORBIDDEN),
        (month(providers=FULL), pin(), (pin(day=TUESDAY),), Blocked.CAPACITY),
        (month(providers=POOR), pin(), (pin(day=TUESDAY),), Blocked.BUDGET),
        (USUAL, pin(), (pin(at="B"),), Blocked.ENGAGED),
        (USUAL, pin(slot=1), (pin(at="C"),), Blocked.ENGAGED),
        (month(providers=changed(USUAL.providers, "P", daily=1)), pin(slot=2), (pin(),), Blocked.ENGAGED),
        (USUAL, pin(), (pin("Q"),), Blocked.ROOMS_TAKEN),
    ],
)
def test_the_first_rule_that_does_not_let_a_session_stand_is_named(problem, one, beside, reason):
    assert why(problem, one, beside=beside) is reason


def test_the_least_loaded_provider_is_found():
    there = board(USUAL, pin("P", day=TUESDAY))

    assert there.find(0, 0, 0) == there.grid.visit(pin("Q"))


def test_a_provider_below_the_comfortable_load_comes_first():
    busy = (provider("P", "talk", capacity=10), provider("Q", "talk", capacity=1))
    there = board(month(providers=busy), pin("P", day=TUESDAY), pin("P", day=NEXT_MONDAY))

    assert there.find(0, 0, 0) == there.grid.visit(pin("P"))


def test_a_published_session_comes_first():
    kept = pin("P", day=NEXT_MONDAY)
    there = board(month(published=(kept,), weights=month().weights.__class__(keep=2)), pin("P", day=TUESDAY))

    assert there.find(0, 0, 0) == there.grid.visit(kept)


def test_the_quota_that_is_missing_falls_with_every_session():
    stations = changed(USUAL.stations, "A", quota={"party": 2})
    there = board(month(stations=stations), pin())

    assert [there.missing(0, category) for category in range(2)] == [0, 1]


def test_a_session_stands_once():
    there = board(USUAL, pin())

    with pytest.raises(ValueError, match="on the board already"):
        there.add(there.grid.visit(pin()))


def test_too_many_sessions_for_the_rooms_have_none():
    there = board(USUAL, pin(), pin("Q"))

    with pytest.raises(ValueError, match="too few rooms"):
        there.rooms()


def test_a_long_session_keeps_its_room():
    either, both = 0b11, 0b11
    assert assign([(0b01, 0b01), (0b10, 0b10), (both, either)]) is None
    assert assign([(0b01, 0b01), (0b10, 0b01), (both, either)]) == [0, 0, 1]


def test_everything_is_free_on_an_empty_board():
    there = board(USUAL)

    assert there.days(1, 0, 0, 0) == sum(1 << day for day in range(len(ALWAYS)))


def test_a_copy_shares_nothing_that_changes():
    one = board(month(), pin())
    visit = one.grid.visit(pin())
    days = one.days(0, 0, 0, 0)

    other = one.copied(one.grid)
    other.remove(visit)

    assert one.visits == {visit}
    assert other.visits == set()
    assert one.days(0, 0, 0, 0) == days
    assert other.days(0, 0, 0, 0) == Board(one.grid).days(0, 0, 0, 0)
    assert (one.load[0], other.load[0]) == (1, 0)
