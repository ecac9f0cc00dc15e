"""Half hours, and the next free ones."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhan.activities.rules import booking as rules

HALF = rules.HALF_HOUR
DAWN = datetime(2026, 12, 1, tzinfo=UTC)


def at(hour, minute=0):
    return DAWN.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("start", "end", "whole"),
    [
        (at(12), at(13), (at(12), at(13))),
        (at(12, 15), at(13, 15), (at(12), at(13, 30))),
        (at(12, 45), at(13, 1), (at(12, 30), at(13, 30))),
    ],
)
def test_a_use_takes_every_half_hour_it_touches(start, end, whole):
    assert rules.half_hours(start, end) == whole


@pytest.mark.parametrize(
    ("start", "end"), [(at(12), at(12)), (at(13), at(12)), (at(12, 15), at(13)), (at(12), at(12, 45))]
)
def test_members_book_by_the_half_hour(start, end):
    with pytest.raises(rules.NotByTheHalfHour):
        rules.require_half_hours(start, end)


def test_openings_that_touch_are_one():
    assert rules.joined([(at(18), at(21)), (at(9), at(18)), (at(22), at(23))]) == [(at(9), at(21)), (at(22), at(23))]


def test_the_next_free_time_keeps_clear_of_bookings_and_of_the_time_to_clear_up():
    found = rules.next_free(
        wanted=(at(10), at(11)), taken=[(at(10), at(12)), (at(13, 30), at(15))], openings=[(at(9), at(17))], buffer=HALF
    )

    assert found == (at(12), at(13))


def test_there_may_be_no_free_time():
    assert rules.next_free(wanted=(at(10), at(12)), taken=[], openings=[(at(9), at(10, 30))]) is None


half_hours = st.integers(0, 47).map(lambda n: DAWN + n * HALF)
lengths = st.integers(1, 6).map(lambda n: n * HALF)
spans = st.lists(st.tuples(half_hours, lengths).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=6)


@given(start=half_hours, length=lengths, taken=spans, openings=spans)
def test_the_next_free_time_is_free_open_and_the_first_such(start, length, taken, openings):
    opened = rules.joined(openings)

    def fits(begin):
        clear = not any(a < begin + length and begin < b for a, b in taken)
        return clear and rules.is_open(begin, begin + length, openings=opened)

    found = rules.next_free(wanted=(start, start + length), taken=taken, openings=opened)

    candidates = [start + n * HALF for n in range(120) if fits(start + n * HALF)]
    assert found == ((candidates[0], candidates[0] + length) if candidates else None)


@given(minutes=st.integers(0, 24 * 60), length=st.integers(1, 300))
def test_whole_half_hours_cover_the_use_and_no_more(minutes, length):
    start = DAWN + timedelta(minutes=minutes)

    whole = rules.half_hours(start, start + timedelta(minutes=length))

    assert whole[0] <= start < whole[0] + HALF
    assert whole[1] - HALF < start + timedelta(minutes=length) <= whole[1]
