"""The month as the planner sees it."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhan.catalogue.models import Standard
from yizhan.delivery.rules import month as rules
from yizhan.kernel import calendar

CN = calendar.load("cn")
DECEMBER = date(2026, 12, 1)


def test_the_month_after_december_is_january():
    assert rules.month_after(date(2026, 12, 31)) == date(2027, 1, 1)


def test_days_have_their_week_and_their_group():
    days = rules.days_of(DECEMBER, after=date(2026, 11, 30), calendar=CN)

    assert [(day.date.day, day.week, day.group) for day in days[:5]] == [
        (1, 0, 1),
        (2, 0, 0),
        (3, 0, 1),
        (4, 0, 0),
        (7, 1, 0),
    ]


def test_holidays_are_left_out_and_make_up_days_are_worked():
    october = rules.days_of(date(2026, 10, 1), after=date(2026, 9, 30), calendar=CN)

    days = {day.date for day in october}
    assert date(2026, 10, 1) not in days
    assert {day for day in CN.make_up if day.month == 10 and day.year == 2026} <= days


@pytest.mark.parametrize(("weekdays", "group"), [([], None), ([1, 3], 0), ([2], 1), ([1, 2], None)])
def test_weekdays_that_suit_are_a_group_when_they_are_of_one(weekdays, group):
    assert rules.group_wanted(weekdays) == group


@pytest.mark.parametrize(("parts", "slots"), [([], (0.8, 0.8, 0.8, 0.8)), (["noon", "evening"], (0.2, 1.0, 0.2, 1.0))])
def test_parts_of_the_day_say_how_well_slots_suit(parts, slots):
    assert rules.slots_wanted(parts) == slots


@pytest.mark.parametrize(
    ("standard", "frame"),
    [
        (None, (20, 0, 1, 60)),
        (Standard(minutes=120, min_people=6, max_people=20, needs_booking=True), (20, 6, 2, 120)),
        (Standard(minutes=30, min_people=1, max_people=1, needs_booking=True), (3, 0, 1, 90)),
        (Standard(minutes=20, needs_booking=False), (4, 0, 1, 90)),
        (Standard(minutes=180, needs_booking=True), (20, 0, 2, 180)),
        (Standard(minutes=180, needs_booking=False), (1, 0, 1, 90)),
    ],
)
def test_a_service_is_held_as_its_standard_says(standard, frame):
    found = rules.frame_of(standard)

    assert (found.seats, found.minimum, found.slots, found.minutes) == frame


@pytest.mark.parametrize(("code", "sessions", "quota"), [("FL", None, 1), ("DQ", None, 2), ("DQ", 0, 0), ("FL", 5, 5)])
def test_a_quota_is_what_was_set_or_what_is_usual(code, sessions, quota):
    assert rules.quota_of(code, sessions) == quota


@pytest.mark.parametrize(
    ("spans", "slots"),
    [
        ([(time(9), time(21))], (0, 1, 2, 3)),
        ([(time(9), time(12, 30)), (time(12, 30), time(13))], (0, 1)),
        ([(time(12, 15), time(18))], (2,)),
        ([], ()),
    ],
)
def test_slots_that_lie_within_the_hours(spans, slots):
    assert rules.covered_slots(spans) == slots


@pytest.mark.parametrize(
    ("start", "end", "slots"),
    [("09:00", "10:00", ()), ("09:00", "10:30", (0,)), ("11:30", "12:00", ()), ("11:00", "14:30", (0, 1, 2))],
)
def test_slots_that_a_booking_meets(start, end, slots):
    first, last = (datetime.fromisoformat(f"2026-12-01T{clock}") for clock in (start, end))

    assert rules.touched_slots(first, last, day=DECEMBER) == slots


@given(st.integers(1, 240), st.integers(0, 3))
def test_a_session_lies_within_its_slots_and_begins_and_ends_by_the_half_hour(minutes, slot):
    frame = rules.frame_of(Standard(minutes=minutes, min_people=2, max_people=9, needs_booking=True))
    if slot + frame.slots > len(rules.SLOTS):
        return

    start, end = rules.span_of(DECEMBER, slot, frame)

    assert start.minute % 30 == end.minute % 30 == 0
    last = datetime(2026, 12, 1) + timedelta(minutes=rules.SLOTS[slot + frame.slots - 1].end)
    assert start < end <= last


def test_the_plane_keeps_distances():
    at = rules.plane({"a": (31.23, 121.45), "b": (31.24, 121.45)})

    assert round(at["b"][1] - at["a"][1], 2) == 1.11
    assert rules.plane({}) == {}


def test_urgency_and_evaluation_make_the_weight():
    assert rules.weight_of(3, 0.5) == 1.5
