"""Mending with the seats that are free in sessions that stay."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.delivery.factories import MONDAY, NEXT_MONDAY, TALK_AT_A, TUESDAY, changed, month, planned
from yizhan.planner.delivery.changes import Changes
from yizhan.planner.delivery.mending import Broken, Mended, mend, mended
from yizhan.planner.delivery.openings import Opening, Seated, seats_for
from yizhan.planner.delivery.plan import Party
from yizhan.planner.delivery.problem import Ban

USUAL = month()
TALKS = replace(USUAL, needs=USUAL.needs[:2])
LOST = Ban(station="A", day=MONDAY, slot=0)
MINIMUM = 6


def opening(seats, *, at="A", day=MONDAY, slot=0, service="talk"):
    return Opening(id=f"{at}{day.day}{slot}", service=service, station=at, day=day, slot=slot, seats=seats)


def broken(*openings, problem=TALKS, talk=TALK_AT_A):
    """The talk at A falls out, and there are seats elsewhere."""
    return Broken(problem=problem, plan=planned(problem, talk), changes=Changes(bans=(LOST,)), openings=openings)


def places(found):
    """How many people of each need have places."""
    total = Counter()
    for one in (*found.sessions, *found.seated):
        total.update({party.need: party.people for party in one.parties})
    return total


def test_free_seats_go_where_they_gain_most():
    found = seats_for(TALKS, [opening(5)])

    assert found == (Seated(opening="A20", parties=(Party(need="n1", people=1), Party(need="n2", people=4))),)


@pytest.mark.parametrize(
    "useless",
    [opening(5, at="C"), opening(5, service="clinic"), opening(5, slot=2, at="A")],
    ids=["too far", "another service", "a time that suits nobody"],
)
def test_seats_that_suit_nobody_stay_free(useless):
    problem = replace(TALKS, needs=TALKS.needs[:1])

    assert seats_for(problem, [useless]) == ()


def test_people_of_a_fixed_week_are_seated_in_that_week():
    problem = replace(TALKS, needs=changed(TALKS.needs[:1], "n1", week=1))

    found = seats_for(problem, [opening(3), opening(3, day=NEXT_MONDAY)])

    assert [one.opening for one in found] == ["A90"]


def test_nobody_or_nothing_is_no_seating():
    assert (seats_for(replace(TALKS, needs=()), [opening(5)]), seats_for(TALKS, [])) == ((), ())


def test_without_openings_only_sessions_mend():
    found = mend(broken(), seconds=0.0)

    assert (found.seated, sum(places(found).values())) == ((), 14)


def test_when_all_get_seats_no_session_is_put_in():
    found = mend(broken(opening(10), opening(10, at="B", day=TUESDAY)), seconds=0.0)

    assert (found.sessions, places(found)) == ((), {"n1": 10, "n2": 4})


def test_those_who_get_no_seat_get_a_session():
    found = mend(broken(opening(4)), seconds=0.0)

    assert (places(found), len(found.sessions)) == ({"n1": 10, "n2": 4}, 1)


def test_seats_are_not_filled_first_where_the_rest_would_be_too_few_for_a_session():
    services = changed(TALKS.services, "talk", minimum=MINIMUM)
    problem = replace(TALKS, services=services, needs=TALKS.needs[:1])
    talk = replace(TALK_AT_A, parties=(Party(need="n1", people=10),))

    found = mend(broken(opening(5), problem=problem, talk=talk), seconds=0.0)

    assert (places(found), [one.people for one in found.sessions[0].parties]) == ({"n1": 10}, [10])


def test_a_process_apart_says_the_same():
    case = broken(opening(4))

    assert mended(case, seconds=0.0) == mend(case, seconds=0.0)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from([MONDAY, TUESDAY]), st.integers(1, 12)), max_size=4))
def test_no_seat_is_given_twice_and_nobody_is_seated_twice(drawn):
    openings = [replace(opening(seats, at=at, day=day), id=str(n)) for n, (at, day, seats) in enumerate(drawn)]

    found = mend(broken(*openings), seconds=0.0)

    taken = {one.opening: sum(party.people for party in one.parties) for one in found.seated}
    assert [one.id for one in openings if taken.get(one.id, 0) > one.seats] == []
    assert [need.id for need in TALKS.needs if places(found)[need.id] > need.people] == []
    assert sum(places(found).values()) >= sum(places(Mended(sessions=mend(broken(), seconds=0.0).sessions)).values())
