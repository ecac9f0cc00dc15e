"""When the doors are open, decided without a database."""

from datetime import date, datetime, time
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from yizhan.kernel import calendar
from yizhan.network import rules
from yizhan.network.models import Hours, HoursKind, OpeningException
from yizhan.network.rules import Doors, Interval, OpeningDay, refusals

CN = calendar.load("cn")
WEDNESDAY = date(2026, 11, 25)
WORKED_SATURDAY = date(2026, 10, 10)
NATIONAL_DAY = date(2026, 10, 1)
HOLIDAY_SATURDAY = date(2026, 10, 3)
MOMENTS = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))


def weekly(weekday, opens, closes, kind="regular", follows_holidays=True):  # noqa: FBT002
    return Hours(weekday=weekday, opens=opens, closes=closes, kind=kind, follows_holidays=follows_holidays)


def exception(kind, opens=None, closes=None, day=WEDNESDAY):
    return OpeningException(day=day, kind=kind, opens=opens, closes=closes, reason_zh="活动", reason_en="Event")


def on(day, hours=(), exceptions=()):
    found = rules.intervals_on(day, hours=hours, exceptions=exceptions, calendar=CN)
    return [(one.opens, one.closes, str(one.kind)) for one in found]


NINE_TO_SIX = weekly(3, time(9), time(18))


def test_open_as_every_week():
    assert on(WEDNESDAY, [NINE_TO_SIX, weekly(4, time(8), time(20))]) == [(time(9), time(18), "regular")]


def test_hours_that_touch_become_one():
    assert on(WEDNESDAY, [weekly(3, time(12), time(18)), weekly(3, time(9), time(12))]) == [
        (time(9), time(18), "regular")
    ]


def test_extended_hours_stay_apart_from_regular_ones():
    hours = [NINE_TO_SIX, weekly(3, time(18), time(21), kind="extended")]

    assert on(WEDNESDAY, hours) == [(time(9), time(18), "regular"), (time(18), time(21), "extended")]


def test_closed_on_a_public_holiday():
    assert on(NATIONAL_DAY, [weekly(4, time(9), time(18))]) == []


def test_closed_on_a_holiday_that_is_a_saturday():
    assert on(HOLIDAY_SATURDAY, [weekly(6, time(9), time(18))]) == []


def test_open_on_a_holiday_when_holidays_do_not_matter():
    hours = [weekly(4, time(10), time(16), follows_holidays=False)]

    assert on(NATIONAL_DAY, hours) == [(time(10), time(16), "regular")]


def test_a_make_up_saturday_is_open_as_on_the_weekday_it_stands_for():
    hours = [weekly(1, time(8), time(17)), weekly(6, time(13), time(16))]

    assert on(WORKED_SATURDAY, hours) == [(time(8), time(17), "regular")]


def test_a_make_up_saturday_keeps_hours_that_do_not_follow_holidays():
    hours = [weekly(1, time(9), time(12)), weekly(6, time(13), time(16), follows_holidays=False)]

    assert on(WORKED_SATURDAY, hours) == [(time(9), time(12), "regular"), (time(13), time(16), "regular")]


def test_an_ordinary_saturday_is_open_as_every_saturday():
    assert on(date(2026, 11, 28), [weekly(6, time(13), time(16))]) == [(time(13), time(16), "regular")]


def test_a_closure_shuts_even_extended_hours():
    special = [exception("closure"), exception("extended", time(19), time(21))]

    assert on(WEDNESDAY, [NINE_TO_SIX], special) == []


def test_a_make_up_exception_replaces_the_weekly_hours():
    assert on(WEDNESDAY, [NINE_TO_SIX], [exception("make_up", time(10), time(15))]) == [(time(10), time(15), "regular")]


def test_an_extension_is_added():
    assert on(WEDNESDAY, [NINE_TO_SIX], [exception("extended", time(19), time(21))]) == [
        (time(9), time(18), "regular"),
        (time(19), time(21), "extended"),
    ]


def test_an_extension_gives_way_where_it_is_open_anyway():
    assert on(WEDNESDAY, [NINE_TO_SIX], [exception("extended", time(8), time(21))]) == [
        (time(8), time(9), "extended"),
        (time(9), time(18), "regular"),
        (time(18), time(21), "extended"),
    ]


def test_the_exception_of_another_day_does_not_matter():
    assert on(WEDNESDAY, [NINE_TO_SIX], [exception("closure", day=date(2026, 11, 26))]) == [
        (time(9), time(18), "regular")
    ]


def test_a_day_says_why_it_differs_and_which_holiday_it_is():
    closed = rules.day_of(WEDNESDAY, hours=[], exceptions=[exception("closure")], calendar=CN)
    holiday = rules.day_of(NATIONAL_DAY, hours=[], exceptions=[], calendar=CN)

    assert (closed.reasons, closed.holiday, closed.caveat) == (("活动",), "", "")
    assert (holiday.reasons, holiday.holiday, holiday.settled) == ((), "国庆节", True)


@pytest.mark.parametrize("day", [date(2027, 3, 3), date(2035, 3, 7)])
def test_hours_are_as_usual_and_said_to_be_unsettled_before_holidays_are_announced(day):
    found = rules.day_of(day, hours=[NINE_TO_SIX], exceptions=[], calendar=CN)

    assert [(one.opens, one.closes) for one in found.intervals] == [(time(9), time(18))]
    assert found.caveat == "假日安排待公布，暂按平日时间。"


def days_of(*tables):
    return [
        OpeningDay(
            day=date(2026, 11, 25 + n),
            intervals=tuple(Interval(opens=a, closes=b, kind=HoursKind.REGULAR) for a, b in spans),
        )
        for n, spans in enumerate(tables)
    ]


def at(text):
    return datetime.fromisoformat(f"2026-11-25T{text}+08:00")


LUNCH_BREAK = [(time(9), time(12)), (time(13), time(21))]


@pytest.mark.parametrize(
    ("moment", "tables", "words"),
    [
        ("09:00", [LUNCH_BREAK], "营业中 至 12:00"),
        ("11:59", [LUNCH_BREAK], "营业中 至 12:00"),
        ("12:00", [LUNCH_BREAK], "13:00 开门"),
        ("08:00", [LUNCH_BREAK], "09:00 开门"),
        ("20:59", [LUNCH_BREAK], "营业中 至 21:00"),
        ("21:00", [LUNCH_BREAK, LUNCH_BREAK], "明天 09:00 开门"),
        ("21:00", [LUNCH_BREAK, [], [(time(10), time(12))]], "星期五 10:00 开门"),
        ("21:00", [LUNCH_BREAK, [], []], "近日不开放"),
    ],
)
def test_the_door_says_what_to_expect(moment, tables, words):
    with translation.override("zh-hans"):
        assert rules.status_at(at(moment), days_of(*tables)).words == words


def test_open_through_regular_and_extended_hours_until_the_last_closes():
    day = OpeningDay(
        day=WEDNESDAY,
        intervals=(
            Interval(opens=time(9), closes=time(18), kind=HoursKind.REGULAR),
            Interval(opens=time(18), closes=time(21), kind=HoursKind.EXTENDED),
        ),
    )

    status = rules.status_at(at("17:00"), [day])

    assert (status.doors, status.at, status.is_open) == (Doors.OPEN, time(21), True)


def test_closed_when_no_day_is_known():
    status = rules.status_at(at("10:00"), [])

    assert (status.doors, status.day, status.at, status.is_open) == (Doors.CLOSED, None, None, False)


def test_doors_open_before_they_close():
    rules.require_order(time(9), time(10))
    with pytest.raises(refusals.ClosesBeforeOpens):
        rules.require_order(time(9), time(9))


@pytest.mark.parametrize(
    ("kind", "opens", "closes"),
    [("closure", None, None), ("extended", time(19), time(21)), ("make_up", time(9), time(12))],
)
def test_exceptions_whose_times_fit_are_accepted_from_today_on(kind, opens, closes):
    rules.require_exception(kind=kind, opens=opens, closes=closes, day=WEDNESDAY, today=WEDNESDAY)


@pytest.mark.parametrize(
    ("kind", "opens", "closes"),
    [
        ("closure", time(9), time(12)),
        ("closure", None, time(12)),
        ("extended", None, None),
        ("extended", time(19), None),
        ("make_up", None, time(12)),
        ("make_up", time(12), time(12)),
    ],
)
def test_exceptions_whose_times_do_not_fit_are_refused(kind, opens, closes):
    with pytest.raises(refusals.TimesDoNotFitKind):
        rules.require_exception(kind=kind, opens=opens, closes=closes, day=WEDNESDAY, today=WEDNESDAY)


def test_yesterday_cannot_be_arranged():
    with pytest.raises(refusals.DayPast):
        rules.require_exception(kind="closure", opens=None, closes=None, day=date(2026, 11, 24), today=WEDNESDAY)


@st.composite
def intervals(draw):
    first, second = draw(st.lists(MOMENTS, min_size=2, max_size=2, unique=True).map(sorted))
    return Interval(opens=first, closes=second, kind=draw(st.sampled_from(HoursKind)))


def covers(found, moment):
    return any(one.opens <= moment < one.closes for one in found)


@given(st.lists(intervals(), max_size=6), MOMENTS)
def test_intervals_set_apart_cover_the_same_times_once_and_in_order(given_ones, moment):
    found = rules.apart(given_ones)

    assert covers(found, moment) == covers(given_ones, moment)
    assert all(one.opens < one.closes for one in found)
    assert all(one.closes <= after.opens for one, after in pairwise(found))


@given(st.lists(intervals(), max_size=6), MOMENTS)
def test_whenever_it_is_regularly_open_it_is_not_called_extended(given_ones, moment):
    regular = [one for one in given_ones if one.kind == HoursKind.REGULAR]
    found = [one for one in rules.apart(given_ones) if one.kind == HoursKind.EXTENDED]

    assert not (covers(regular, moment) and covers(found, moment))


@given(st.lists(intervals(), max_size=6), MOMENTS)
def test_the_door_is_open_exactly_within_an_interval(given_ones, moment):
    day = OpeningDay(day=WEDNESDAY, intervals=tuple(rules.apart(given_ones)))
    status = rules.status_at(datetime.combine(WEDNESDAY, moment), [day])

    assert status.is_open == covers(given_ones, moment)
    assert status.at is None or status.at > moment
