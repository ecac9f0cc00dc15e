"""When rungs are reached, and when nobody is told."""

from datetime import datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from yizhan.cases.models import Clock, Rung
from yizhan.cases.rules import escalation as rules
from yizhan.kernel.calendar import load

CALENDAR = load("cn")
DAY = datetime.fromisoformat


@pytest.mark.parametrize(
    ("when", "quiet"),
    [
        ("2026-11-26T08:59+08:00", True),
        ("2026-11-26T09:00+08:00", False),
        ("2026-11-26T12:30+08:00", True),
        ("2026-11-26T17:59+08:00", False),
        ("2026-11-26T18:00+08:00", True),
        ("2026-11-28T10:00+08:00", True),
        ("2026-10-01T10:00+08:00", True),
        ("2026-10-10T10:00+08:00", False),
    ],
)
def test_it_is_quiet_outside_working_hours_of_the_calendar(when, quiet):
    assert rules.is_quiet(DAY(when), CALENDAR) is quiet


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("2026-11-26T10:00+08:00", "2026-11-26T10:00+08:00"),
        ("2026-11-26T07:00+08:00", "2026-11-26T09:00+08:00"),
        ("2026-11-26T12:30+08:00", "2026-11-26T13:00+08:00"),
        ("2026-11-27T20:00+08:00", "2026-11-30T09:00+08:00"),
        ("2026-09-30T20:00+08:00", "2026-10-08T09:00+08:00"),
    ],
)
def test_what_comes_in_quiet_hours_is_told_when_work_begins(when, told):
    assert rules.quiet_until(DAY(when), CALENDAR) == DAY(told)


@pytest.mark.parametrize(
    ("offset", "moment"),
    [
        ("0h", "2026-11-26T18:00+08:00"),
        ("-2h", "2026-11-26T16:00+08:00"),
        ("-1d", "2026-11-25T18:00+08:00"),
        ("4h", "2026-11-27T14:00+08:00"),
        ("2d", "2026-11-30T18:00+08:00"),
    ],
)
def test_a_rung_counts_working_time_from_when_its_clock_is_due(offset, moment):
    assert rules.moment_of(offset, due_at=DAY("2026-11-26T18:00+08:00"), calendar=CALENDAR) == DAY(moment)


@given(
    some.integers(0, 60 * 24 * 300),
    some.integers(0, 60 * 24 * 40),
    some.integers(-20, 20),
    some.sampled_from(["d", "h", "m"]),
)
@example(18 * 60, 60, 0, "d")
def test_no_clock_beyond_the_horizon_has_reached_its_rung(start, away, amount, unit):
    at = DAY("2026-01-05T00:00+08:00") + timedelta(minutes=start)
    due = at + timedelta(minutes=away)
    rung = Rung(clock=Clock.CONTACT, offset=f"{amount}{unit}")

    reached = rules.is_reached(rung, started_at=at - timedelta(days=90), due_at=due, at=at, calendar=CALENDAR)

    assert not reached or due <= rules.horizon(rung.offset, at=at, calendar=CALENDAR)


def test_the_words_say_which_limit_and_whether_it_has_passed():
    due = DAY("2026-11-26T18:00+08:00")

    said = rules.said(Clock.CONTACT, title="漏水", due_at=due, late=True)

    assert (said.zh, said.en) == (
        ("首次联系已超期", "漏水。时限 11月26日 18:00。"),
        ("Late: first contact", "漏水. Due 26 Nov 18:00."),
    )
