"""What holds for every instant and every amount."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from yizhan.kernel.calendar import add_working_time, load, working_time

CN = load("cn")
MINUTE = timedelta(minutes=1)
minutes = st.integers(min_value=0, max_value=1_000_000)
instants = minutes.map(lambda n: datetime(2024, 6, 1, tzinfo=UTC) + n * MINUTE)
amounts = st.integers(min_value=1, max_value=20_000).map(lambda n: n * MINUTE)


def counted(start, end):
    """Working minutes one by one, the slow way."""
    found, at = 0, start
    while at < end:
        local = at.astimezone(CN.zone)
        found += any(opens <= local.time() < closes for opens, closes in CN.hours_on(local.date()))
        at += MINUTE
    return found * MINUTE


@given(start=instants, length=st.integers(min_value=0, max_value=4000))
def test_working_time_is_what_counting_minute_by_minute_gives(start, length):
    end = start + length * MINUTE

    assert working_time(CN, start, end) == counted(start, end)


@given(start=instants, amount=amounts)
def test_adding_and_measuring_are_inverse(start, amount):
    assert working_time(CN, start, add_working_time(CN, start, amount)) == amount


@given(start=instants, amount=amounts)
def test_going_back_measures_the_same(start, amount):
    assert working_time(CN, add_working_time(CN, start, -amount), start) == amount


@given(a=instants, b=instants, c=instants)
def test_working_time_adds_up(a, b, c):
    first, second, third = sorted((a, b, c))

    assert working_time(CN, first, second) + working_time(CN, second, third) == working_time(CN, first, third)
