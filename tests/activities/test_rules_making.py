"""What is filled in, how activities repeat, and what moves along."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhan.activities.models import Activity
from yizhan.activities.rules import making as rules
from yizhan.activities.rules import roster

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
START = datetime.fromisoformat("2026-12-01T12:15+08:00")
HOUR = timedelta(hours=1)


@given(first=st.dates(date(2026, 1, 1), date(2030, 1, 1)), times=st.integers(2, 52))
def test_every_week_is_the_same_weekday_so_many_times(first, times):
    days = rules.weekly(first, times)

    assert (len(days), days[0], {day.weekday() for day in days}) == (times, first, {first.weekday()})
    assert {later - sooner for sooner, later in pairwise(days)} == {timedelta(days=7)}


@pytest.mark.parametrize("times", [1, 53])
def test_a_series_is_neither_one_nor_endless(times):
    with pytest.raises(rules.RepeatsWrong):
        rules.weekly(date(2026, 12, 1), times)


def test_a_repetition_keeps_the_time_of_the_wall_clock_over_a_change_of_the_clocks():
    before = datetime(2026, 10, 20, 12, tzinfo=BERLIN)

    after = rules.on_day({"starts_at": before, "ends_at": before + HOUR}, date(2026, 10, 27), zone=BERLIN)

    assert (after["starts_at"].hour, after["ends_at"].hour) == (12, 13)
    assert after["starts_at"].astimezone(ZoneInfo("UTC")) - before.astimezone(ZoneInfo("UTC")) == timedelta(
        days=7, hours=1
    )


def test_sign_up_opens_alike_for_a_whole_series():
    fields = {"starts_at": START, "opens_at": START - 5 * HOUR, "closes_at": START, "capacity": 3}

    found = rules.on_day(fields, date(2026, 12, 8), zone=SHANGHAI)

    assert (found["opens_at"], found["closes_at"]) == (START - 5 * HOUR, START + timedelta(days=7))


@given(by=st.integers(-72, 24 * 60), length=st.integers(1, 8), closes=st.integers(0, 48), cancel=st.integers(0, 96))
def test_a_move_keeps_every_deadline_as_long_before_the_start(by, length, closes, cancel):
    activity = Activity(
        starts_at=START, ends_at=START + HOUR, closes_at=START - closes * HOUR, cancel_until=START - cancel * HOUR
    )
    start = START + by * HOUR

    found = rules.moved(activity, starts_at=start, ends_at=start + length * HOUR)

    assert (start - found["closes_at"], start - found["cancel_until"]) == (closes * HOUR, cancel * HOUR)


def test_only_what_says_something_else_differs():
    activity = Activity(title_zh="瑜伽", capacity=10, room=None)

    found = rules.differing(activity, {"title_zh": "瑜伽", "capacity": 12, "room": None, "starts_at": None, "taken": 3})

    assert found == {"capacity": 12}


@pytest.mark.parametrize(("cell", "plain"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("小林", "小林"), ("", "")])
def test_no_cell_is_taken_for_a_formula(cell, plain):
    assert roster.plain(cell) == plain
