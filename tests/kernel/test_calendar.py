from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import holidays
import pytest

from yizhan.kernel.calendar import (
    CalendarEnds,
    add_working_days,
    add_working_time,
    from_data,
    load,
    postponed,
    working_time,
)

CN = load("cn")
EVERY_DAY = [date(2024, 1, 1) + timedelta(days=n) for n in range((date(2026, 12, 31) - date(2024, 1, 1)).days + 1)]


def shanghai(text):
    return datetime.fromisoformat(f"{text}+08:00")


def test_it_agrees_with_chinesecalendar_on_every_day():
    assert [day for day in EVERY_DAY if CN.is_working_day(day) != chinese_calendar.is_workday(day)] == []


def test_it_agrees_with_holidays_on_every_day():
    china = holidays.country_holidays("CN", years=[2024, 2025, 2026])

    assert [day for day in EVERY_DAY if CN.is_working_day(day) != china.is_working_day(day)] == []


def test_a_holiday_has_its_name_in_both_languages():
    assert CN.day_off(date(2026, 2, 17)) == ("春节", "Spring Festival")
    assert CN.day_off(date(2026, 2, 24)) is None


def test_a_make_up_day_is_worked_as_a_monday():
    assert CN.hours_on(date(2026, 2, 28)) == CN.hours_on(date(2026, 3, 2))


def test_the_year_that_is_not_announced_is_provisional():
    assert [year for year in range(2024, 2028) if CN.is_provisional(year)] == [2027]


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2028, 1, 1)])
def test_a_day_outside_the_data_is_an_error(day):
    with pytest.raises(CalendarEnds):
        CN.is_working_day(day)


def test_working_time_leaves_out_the_lunch_break_the_night_and_the_holiday():
    assert working_time(CN, shanghai("2026-09-30T17:00"), shanghai("2026-10-08T13:30")) == timedelta(hours=4.5)


def test_working_time_is_nothing_backwards():
    assert working_time(CN, shanghai("2026-11-25T17:00"), shanghai("2026-11-25T09:00")) == timedelta()


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-25T11:30", 1, "2026-11-25T13:30"),
        ("2026-11-25T17:00", 1, "2026-11-25T18:00"),
        ("2026-11-25T18:00", 1, "2026-11-26T10:00"),
        ("2026-11-27T17:30", 1, "2026-11-30T09:30"),
        ("2026-11-25T13:30", -1, "2026-11-25T11:30"),
        ("2026-11-25T13:00", -3, "2026-11-25T09:00"),
        ("2026-11-25T22:00", 0, "2026-11-25T22:00"),
    ],
)
def test_working_time_added(start, hours, due):
    assert add_working_time(CN, shanghai(start), timedelta(hours=hours)) == shanghai(due)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-25T10:15", 1, "2026-11-26T10:15"),
        ("2026-11-27T10:15", 1, "2026-11-30T10:15"),
        ("2026-09-30T10:15", 2, "2026-10-09T10:15"),
        ("2026-09-30T10:15", 3, "2026-10-10T10:15"),
        ("2026-11-30T10:15", -1, "2026-11-27T10:15"),
        ("2026-11-28T10:15", 0, "2026-11-28T10:15"),
    ],
)
def test_working_days_added_keep_the_time_of_day(start, days, due):
    assert add_working_days(CN, shanghai(start), days) == shanghai(due)


def test_working_days_added_can_run_to_the_end_of_work():
    assert add_working_days(CN, shanghai("2026-11-27T10:15"), 1, end_of_day=True) == shanghai("2026-11-30T18:00")


def test_a_pause_postpones_by_the_working_time_in_it():
    pauses = [(shanghai("2026-11-25T17:00"), shanghai("2026-11-26T10:00"))]

    assert postponed(CN, shanghai("2026-11-26T17:00"), pauses) == shanghai("2026-11-27T10:00")


def test_an_instant_without_a_zone_is_refused_by_name():
    with pytest.raises(ValueError, match="end has no time zone"):
        working_time(CN, shanghai("2026-11-25T09:00"), datetime(2026, 11, 25, 10))


def test_more_working_time_than_the_data_has_is_an_error():
    with pytest.raises(CalendarEnds):
        add_working_time(CN, shanghai("2027-12-31T09:00"), timedelta(hours=10))


def test_an_instant_outside_the_data_is_an_error():
    with pytest.raises(CalendarEnds):
        working_time(CN, shanghai("2023-12-01T09:00"), shanghai("2024-12-01T09:00"))


def test_the_night_the_clocks_change_has_as_many_hours_as_it_has():
    berlin = from_data(
        {
            "name": "night shift",
            "version": "1",
            "zone": "Europe/Berlin",
            "make_up_days_work_as": 1,
            "week": {"7": [("00:00", "06:00")]},
            "names": {},
            "years": {"2026": {"provisional": False, "make_up": [], "off": {}}},
        }
    )
    spring, autumn = datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)

    assert working_time(berlin, spring - timedelta(hours=6), spring + timedelta(hours=12)) == timedelta(hours=5)
    assert working_time(berlin, autumn - timedelta(hours=6), autumn + timedelta(hours=12)) == timedelta(hours=7)
