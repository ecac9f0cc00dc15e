"""Rooms are found exactly when there are enough of them."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.delivery.factories import MONDAY, TUESDAY, month, pin, station
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.problem import Room
from yizhan.planner.delivery.rooms import Rooms, assign

FEW = settings(deadline=None, max_examples=10)
EARLY, NOON, LATE = 0b001, 0b010, 0b100
TALK, CLINIC = range(2)
A = 0


def tried(stays, rooms=3):
    """Whether some choice of a room for each of `stays` has no two in one slot: by trying all."""
    for chosen in product(range(rooms), repeat=len(stays)):
        fits = all(suiting >> room & 1 for room, (_, suiting) in zip(chosen, stays, strict=True))
        if fits and apart(stays, chosen):
            return True
    return False


def apart(stays, chosen):
    taken = [
        (room, slot) for room, (slots, _) in zip(chosen, stays, strict=True) for slot in range(3) if slots >> slot & 1
    ]
    return len(taken) == len({*taken})


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(st.sampled_from([1, 2, 4, 3, 6]), st.integers(0, 7)), max_size=6))
def test_rooms_are_assigned_exactly_when_some_choice_works(stays):
    found = assign(stays)

    assert (found is not None) is tried(stays)
    if found is not None:
        assert all(suiting >> room & 1 for room, (_, suiting) in zip(found, stays, strict=True))
        assert apart(stays, found)


def test_nobody_needs_no_room():
    assert assign([]) == []


def test_one_that_could_have_either_leaves_the_only_room_to_another():
    assert assign([(EARLY, 0b11), (EARLY, 0b01)]) == [1, 0]


def two_rooms(**taken):
    """A station with a hall that has a sink and a plain study; `taken` by room."""
    hall = Room(id="hall", seats=12, equipment=("sink",), taken=taken.get("hall", {}))
    study = Room(id="study", seats=12, taken=taken.get("study", {}))
    usual = month()
    return month(stations=(station("A", x=0, rooms=(hall, study)), *usual.stations[1:]))


def rooms(problem, *pins):
    there = Rooms(Grid(problem))
    for one in pins:
        there.add(there.grid.visit(one))
    return there


def test_a_room_is_left_as_long_as_there_is_one():
    there = rooms(two_rooms())
    before = there.days(A, TALK, 0)

    there.add(there.grid.visit(pin("P")))
    with_one = there.days(A, TALK, 0)
    there.add(there.grid.visit(pin("Q")))
    with_two = there.days(A, TALK, 0)
    there.remove(there.grid.visit(pin("P")))

    assert (before, with_one, with_two, there.days(A, TALK, 0)) == (0b111, 0b111, 0b110, 0b111)
    assert there.open_days(A, TALK, 0) == 0b111


def test_a_session_with_equipment_moves_the_others():
    there = rooms(two_rooms(), pin("P"))

    assert there.days(A, CLINIC, 0) == 0b111
    assert there.left(there.grid.visit(pin("P", "clinic"))) == 0b01
    there.add(there.grid.visit(pin("P", "clinic")))
    assert there.assigned() == {there.grid.visit(pin("P")): 1, there.grid.visit(pin("P", "clinic")): 0}


def test_a_long_session_wants_one_room_for_both_slots():
    problem = two_rooms(hall={MONDAY: (1,)}, study={TUESDAY: (0,)})

    there = rooms(problem)

    assert there.open_days(A, CLINIC, 0) == 0b110
    assert there.open_days(A, CLINIC, 2) == 0
    assert there.days(A, CLINIC, 2) == 0
    assert there.days(A, TALK, 1) == 0b111


def test_the_rooms_left_are_those_that_leave_one_for_every_other():
    there = rooms(two_rooms(), pin("P", "clinic"))

    assert there.left(there.grid.visit(pin("Q"))) == 0b10
    assert there.left(there.grid.visit(pin("Q", slot=2))) == 0b11
    assert there.left(there.grid.visit(pin("Q", day=TUESDAY))) == 0b11
    assert there.left(there.grid.visit(pin("Q", "clinic"))) == 0


def test_too_few_rooms_are_an_error():
    there = rooms(month(), pin("P"), pin("Q"))

    with pytest.raises(ValueError, match="station 0 has too few rooms on day 0"):
        there.assigned()


@FEW
@given(problems(), st.data())
def test_the_days_known_stay_right_while_sessions_come_and_go(problem, data):
    grid = Grid(problem)
    there = Rooms(grid)
    every = list(
        product(range(1), range(len(grid.seats)), range(len(grid.zone)), range(len(problem.days)), range(grid.slots))
    )
    order = data.draw(st.permutations(every))

    for visit in order[:12]:
        _, v, s, day, slot = visit
        if there.days(s, v, slot) >> day & 1:
            there.add(visit)
        elif there.sessions[s, day]:
            there.remove(min(there.sessions[s, day]))
        fresh = Rooms(grid)
        for one in (one for here in there.sessions.values() for one in here):
            fresh.add(one)
        for _, v2, s2, _, slot2 in every:
            assert there.days(s2, v2, slot2) == fresh.days(s2, v2, slot2)
            assert there.days(s2, v2, slot2) & ~there.open_days(s2, v2, slot2) == 0
    assert there.assigned().keys() == {one for here in there.sessions.values() for one in here}
