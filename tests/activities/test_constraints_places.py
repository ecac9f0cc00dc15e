"""What the database itself refuses about activities, rooms, albums and calendars."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.activities.factories import ActivityFactory, BookingFactory, RoomRuleFactory
from tests.factories import LONG_AGO, PersonFactory
from yizhan.activities.models import CalendarLink, Likeness, Picture, Series

pytestmark = pytest.mark.django_db
START = LONG_AGO + timedelta(days=7)
HALF = timedelta(minutes=30)


def breaks(name, make):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    assert error.value.__cause__.diag.constraint_name == name


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("activities_activity_state_known", {"state": "lost"}),
        ("activities_activity_allotment_known", {"allotment": "favour"}),
        ("activities_activity_audience_known", {"audience": "friends"}),
        ("activities_activity_has_places", {"capacity": 0}),
        ("activities_activity_gives_no_more_than_it_has", {"capacity": 2, "taken": 3}),
        ("activities_activity_starts_before_end", {"ends_at": START, "closes_at": START - HALF, "cancel_until": START}),
        ("activities_activity_times_in_order", {"closes_at": LONG_AGO}),
        ("activities_activity_places_per_person", {"most_per_person": 11}),
        ("activities_activity_seed_shown_once_drawn", {"seed": "ab"}),
    ],
)
def test_an_activity_is_whole(name, wrong):
    breaks(name, lambda: ActivityFactory(**wrong))


def test_a_series_has_a_title():
    breaks("activities_series_has_a_title", lambda: Series.objects.create(title_zh="", made_at=LONG_AGO))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("activities_booking_state_known", {"state": "lost"}),
        ("activities_booking_starts_before_end", {"ends_at": START, "clear_at": START}),
        ("activities_booking_by_the_half_hour", {"starts_at": START + timedelta(minutes=10)}),
        ("activities_booking_clear_after_its_end", {"clear_at": START}),
    ],
)
def test_a_booking_is_whole(name, wrong):
    breaks(name, lambda: BookingFactory(**wrong))


def test_a_booking_is_for_an_activity_or_for_a_person():
    activity, person = ActivityFactory(), PersonFactory()

    breaks("activities_booking_for_one_cause", lambda: BookingFactory(activity=activity, person=person))


@pytest.mark.parametrize(("state", "shift", "free"), [("held", HALF, False), ("asked", HALF, False), ("held", 2 * HALF, True), ("cancelled", HALF, True)])  # fmt: skip
def test_a_room_is_had_once_at_a_time(state, shift, free):
    room = BookingFactory(state=state).room

    if free:
        assert BookingFactory(room=room, starts_at=START + shift).pk
    else:
        breaks("activities_booking_one_at_a_time", lambda: BookingFactory(room=room, starts_at=START + shift))


def test_the_time_to_clear_up_keeps_others_out():
    room = BookingFactory(clear_at=START + 3 * HALF).room

    breaks("activities_booking_one_at_a_time", lambda: BookingFactory(room=room, starts_at=START + 2 * HALF))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("activities_roomrule_some_hours", {"longest_hours": 0}),
        ("activities_roomrule_some_days", {"days_ahead": 91}),
        ("activities_roomrule_short_buffer", {"buffer_minutes": 121}),
    ],
)
def test_a_rule_of_a_room_is_within_measure(name, wrong):
    breaks(name, lambda: RoomRuleFactory(**wrong))


def picture(**more):
    given = {"activity": ActivityFactory(), "alt_zh": "合影", "width": 800, "height": 600, "at": LONG_AGO}
    return Picture.objects.create(**{**given, **more})


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("activities_picture_has_a_size", {"width": 0}), ("activities_picture_says_what_it_shows", {"alt_zh": ""})],
)
def test_a_picture_has_a_size_and_says_what_it_shows(name, wrong):
    breaks(name, lambda: picture(**wrong))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("activities_likeness_answer_known", {"answer": "maybe", "answered_at": LONG_AGO}),
        ("activities_likeness_answered_at_some_time", {"answer": "agreed"}),
        ("activities_likeness_answered_at_some_time", {"answered_at": LONG_AGO}),
    ],
)
def test_a_likeness_has_an_answer_exactly_when_it_was_answered(name, wrong):
    given = {"picture": picture(), "person": PersonFactory(), "asked_at": LONG_AGO}

    breaks(name, lambda: Likeness.objects.create(**{**given, **wrong}))


def test_a_person_is_in_a_picture_once():
    given = {"picture": picture(), "person": PersonFactory(), "asked_at": LONG_AGO}
    Likeness.objects.create(**given)

    breaks("activities_likeness_once", lambda: Likeness.objects.create(**given))


def test_one_secret_address_of_a_person_stands_and_none_is_used_twice():
    person = PersonFactory()
    CalendarLink.objects.create(person=person, digest="a", made_at=LONG_AGO)

    breaks(
        "activities_calendarlink_one_stands",
        lambda: CalendarLink.objects.create(person=person, digest="b", made_at=LONG_AGO),
    )
    breaks(
        "activities_calendarlink_digest_once",
        lambda: CalendarLink.objects.create(person=PersonFactory(), digest="a", made_at=LONG_AGO),
    )
    breaks(
        "activities_calendarlink_made_before_revoked",
        lambda: CalendarLink.objects.create(
            person=person, digest="c", made_at=LONG_AGO, revoked_at=datetime.fromisoformat("2026-01-01T00:00+08:00")
        ),
    )
