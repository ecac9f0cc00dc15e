"""The clocks of a case, read off its log; the calendar is China's, 9:00 to 12:00 and 13:00 to 18:00."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yizhan.cases.models import Clock
from yizhan.cases.rules import DEFAULTS, Limit
from yizhan.cases.rules.clocks import Happened, Policy, clock
from yizhan.kernel.calendar import CalendarEnds, load

CALENDAR = load("cn")
POLICY = Policy({name: Limit.parse(text) for name, text in DEFAULTS.items()})


def moment(text):
    """An instant of November 2026 in Shanghai: moment("25 10:00")."""
    day, time = text.split()
    return datetime.fromisoformat(f"2026-11-{int(day):02d}T{time}+08:00")


def happened(kind, when, **more):
    return Happened(kind, moment(when), **more)


def read(*events, at="30 10:00", policy=POLICY):
    return clock(events, CALENDAR, policy, moment(at))


def due(readings, name, about=""):
    return [one.due_at for one in readings if one.clock == name and one.about == about][-1]


RAISED = happened("raised", "25 10:00")  # a Wednesday


def test_contact_is_due_at_the_end_of_the_next_working_day_and_resolution_after_five():
    readings = read(RAISED)

    assert [(one.clock, one.due_at) for one in readings] == [
        (Clock.CONTACT, moment("26 18:00")),
        (Clock.RESOLUTION, datetime.fromisoformat("2026-12-02T18:00+08:00")),
    ]


def test_a_make_up_saturday_is_a_working_day_and_a_holiday_none():
    raised = Happened("raised", datetime.fromisoformat("2026-02-13T10:00+08:00"))

    contact, resolution = clock([raised], CALENDAR, POLICY, raised.at)

    assert contact.due_at == datetime.fromisoformat("2026-02-14T18:00+08:00")
    assert resolution.due_at == datetime.fromisoformat("2026-02-27T18:00+08:00")


def test_contact_stops_its_clock():
    contact = read(RAISED, happened("contacted", "25 15:00"))[0]

    assert (contact.stopped_at, contact.late(moment("30 10:00"))) == (moment("25 15:00"), False)


def test_contact_after_its_limit_is_late():
    contact = read(RAISED, happened("contacted", "27 09:00"))[0]

    assert contact.late(moment("27 09:00"))


def test_a_clock_that_runs_on_is_late_from_the_instant_after_it_is_due():
    contact = read(RAISED)[0]

    assert [contact.late(moment("26 18:00")), contact.late(moment("26 18:01"))] == [False, True]


def test_a_pause_moves_resolution_by_its_working_time_and_leaves_contact_alone():
    paused = (happened("paused", "25 11:00"), happened("resumed", "25 14:00"))  # one hour, lunch, one hour

    readings = read(RAISED, *paused)

    assert due(readings, Clock.CONTACT) == moment("26 18:00")
    assert due(readings, Clock.RESOLUTION) == datetime.fromisoformat("2026-12-03T11:00+08:00")


def test_a_pause_that_nobody_ends_counts_no_longer_than_its_end():
    readings = read(RAISED, happened("paused", "25 11:00", until=moment("25 12:00")), at="30 10:00")

    assert due(readings, Clock.RESOLUTION) == datetime.fromisoformat("2026-12-03T10:00+08:00")


def test_a_pause_without_an_end_counts_no_longer_than_the_ceiling():
    policy = Policy({**POLICY.limits, "pause": Limit(1, "d")})

    readings = read(RAISED, happened("paused", "25 18:00"), at="30 10:00", policy=policy)

    assert due(readings, Clock.RESOLUTION) == datetime.fromisoformat("2026-12-03T18:00+08:00")


def test_a_suspension_stops_the_clock_until_its_review():
    readings = read(RAISED, happened("suspended", "25 18:00", until=moment("27 18:00")))

    assert due(readings, Clock.RESOLUTION) == datetime.fromisoformat("2026-12-04T18:00+08:00")


def test_a_pause_before_more_time_is_given_still_counts_and_one_before_an_end_is_set_does_not():
    paused = (happened("paused", "25 17:00"), happened("resumed", "25 18:00"))
    longer = happened("extended", "26 10:00", limit=Limit(15, "d"))
    ended = happened("extended", "26 10:00", until=moment("30 12:00"))

    assert due(read(RAISED, *paused, longer), Clock.RESOLUTION) == datetime.fromisoformat("2026-12-17T10:00+08:00")
    assert due(read(RAISED, *paused, ended), Clock.RESOLUTION) == moment("30 12:00")


def test_each_part_has_a_clock_of_its_own_that_pauses_with_the_case():
    asked = [
        happened("asked", "25 11:00", about="one", limit=Limit(4, "h")),
        happened("asked", "25 11:00", about="two", limit=Limit(1, "d")),
    ]
    done = happened("part_done", "25 14:00", about="one")
    pause = (happened("paused", "25 16:00"), happened("resumed", "25 18:00"))

    readings = read(RAISED, *asked, done, *pause)

    assert due(readings, Clock.PART, "one") == moment("25 16:00")
    assert due(readings, Clock.PART, "two") == moment("27 11:00")


def test_a_whistle_starts_the_clock_of_reporting_in_beside_that_of_the_part():
    whistled = happened("whistled", "25 11:00", about="one", limit=Limit(2, "d"))
    here = happened("reported_in", "25 14:00", about="one")

    readings = [one for one in read(RAISED, whistled, here) if one.about == "one"]

    assert [(one.clock, one.due_at, one.stopped_at) for one in readings] == [
        (Clock.REPORT_IN, moment("25 16:00"), moment("25 14:00")),
        (Clock.PART, moment("27 18:00"), None),
    ]


def test_a_part_that_was_refused_starts_anew_when_it_is_asked_for_again():
    events = [
        happened("asked", "25 11:00", about="one", limit=Limit(4, "h")),
        happened("refused", "25 14:00", about="one"),
        happened("asked", "26 09:00", about="one", limit=Limit(4, "h")),
    ]

    parts = [one for one in read(RAISED, *events) if one.clock == Clock.PART]

    assert [(one.due_at, one.dropped) for one in parts] == [(moment("25 16:00"), True), (moment("26 14:00"), False)]


def test_every_progress_note_starts_the_clock_of_the_next_one():
    forced = happened("forced", "25 11:00", limit=Limit(1, "d"), until=datetime.fromisoformat("2026-12-31T18:00+08:00"))
    told = happened("told", "26 12:00")

    progress = [one for one in read(RAISED, forced, told) if one.clock == Clock.PROGRESS]

    assert [(one.due_at, one.stopped_at) for one in progress] == [
        (moment("26 18:00"), moment("26 12:00")),
        (moment("27 18:00"), None),
    ]


def test_a_note_outside_a_task_force_starts_no_clock():
    assert [one.clock for one in read(RAISED, happened("told", "26 12:00"))] == [Clock.CONTACT, Clock.RESOLUTION]


def test_an_answer_stops_contact_and_resolution_drops_the_parts_and_starts_the_call_back():
    asked = happened("asked", "25 11:00", about="one", limit=Limit(1, "d"))

    readings = read(RAISED, asked, happened("answered", "25 15:00"))

    assert [(one.clock, one.stopped_at, one.dropped) for one in readings] == [
        (Clock.CONTACT, moment("25 15:00"), False),
        (Clock.RESOLUTION, moment("25 15:00"), False),
        (Clock.PART, moment("25 15:00"), True),
        (Clock.CALL_BACK, None, False),
    ]


def test_a_new_round_has_its_own_clock_and_the_first_keeps_its_figures():
    first = [RAISED, happened("answered", "26 10:00")]
    again = [happened("called_back", "27 10:00"), happened("reopened", "27 10:00")]

    before, after = read(*first), read(*first, *again)

    assert after[:2] == before[:2]
    assert (after[-1].clock, after[-1].round, after[-1].due_at) == (
        Clock.RESOLUTION,
        2,
        datetime.fromisoformat("2026-12-02T18:00+08:00"),
    )


def test_an_appeal_has_a_clock_that_its_decision_stops():
    events = [happened("answered", "25 12:00"), happened("called_back", "25 13:00"), happened("closed", "25 13:00")]
    appeal = [happened("appealed", "26 10:00"), happened("appeal_decided", "27 10:00")]

    last = read(RAISED, *events, *appeal)[-1]

    assert (last.clock, last.stopped_at) == (Clock.APPEAL, moment("27 10:00"))


def test_a_withdrawal_drops_every_clock():
    readings = read(RAISED, happened("withdrawn", "25 12:00"))

    assert {(one.stopped_at, one.dropped) for one in readings} == {(moment("25 12:00"), True)}


def test_a_kind_with_a_limit_of_its_own_begins_with_it():
    readings = read(happened("raised", "25 10:00", limit=Limit(15, "d")))

    assert due(readings, Clock.RESOLUTION) == datetime.fromisoformat("2026-12-16T18:00+08:00")


def test_a_due_date_in_a_provisional_year_says_so():
    raised = Happened("raised", datetime.fromisoformat("2026-12-31T10:00+08:00"))

    assert [one.provisional for one in clock([raised], CALENDAR, POLICY, raised.at)] == [
        CALENDAR.is_provisional(2027),
        CALENDAR.is_provisional(2027),
    ]


def test_a_due_date_beyond_the_calendar_is_an_error():
    raised = Happened("raised", datetime.fromisoformat(f"{CALENDAR.last.year}-12-31T10:00+08:00"))

    with pytest.raises(CalendarEnds):
        clock([raised], CALENDAR, POLICY, raised.at)


def test_the_lines_of_a_clock_tell_how_it_came_to_be_due():
    paused = (happened("paused", "25 11:00"), happened("resumed", "25 14:00"))

    resolution = read(RAISED, *paused, happened("answered", "26 10:00"))[1]

    assert [(line.what, line.at, line.worked) for line in resolution.lines] == [
        ("started", moment("25 10:00"), None),
        ("paused", moment("25 11:00"), timedelta(hours=2)),
        ("stopped", moment("26 10:00"), None),
    ]


MINUTES = st.integers(0, 60 * 24 * 20)


@settings(max_examples=60, deadline=None)
@given(st.lists(MINUTES, min_size=4, max_size=12, unique=True).map(sorted))
def test_pauses_only_ever_move_a_due_date_later_and_by_what_was_worked_in_them(minutes):
    start = moment("2 10:00")
    kinds = ["paused", "resumed"] * (len(minutes) // 2)
    policy = Policy({**POLICY.limits, "pause": Limit(200, "d")})
    log = [Happened("raised", start)]
    log += [Happened(kind, start + timedelta(minutes=n)) for kind, n in zip(kinds, minutes, strict=False)]

    plain = clock(log[:1], CALENDAR, policy, start)[1]
    paused = clock(log, CALENDAR, policy, log[-1].at)[1]

    worked = sum((line.worked for line in paused.lines if line.worked), timedelta())
    assert (paused.due_at >= plain.due_at, bool(worked)) in {(True, True), (True, False)}
    assert (paused.due_at > plain.due_at) == bool(worked)


@pytest.mark.parametrize(
    "later",
    [
        happened("extended", "20 10:00", limit=Limit(15, "d")),
        happened("paused", "20 10:00", until=moment("26 10:00")),
        happened("suspended", "20 10:00", until=moment("26 10:00")),
        happened("forced", "20 10:00", limit=Limit(5, "d"), until=moment("30 12:00")),
    ],
    ids=lambda event: event.kind,
)
def test_what_is_granted_after_a_limit_has_passed_moves_it_and_is_late_all_the_same(later):
    resolution = read(happened("raised", "10 10:00"), later, happened("answered", "23 10:00"))[1]

    assert (resolution.due_at > moment("17 18:00"), resolution.judged_at) == (True, moment("17 18:00"))
    assert resolution.late(moment("23 10:00"))


def test_what_is_granted_while_a_limit_runs_is_what_it_is_judged_by():
    resolution = read(happened("raised", "10 10:00"), happened("extended", "17 10:00", limit=Limit(15, "d")))[1]

    assert resolution.judged_at == resolution.due_at
