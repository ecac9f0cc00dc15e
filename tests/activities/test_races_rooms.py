"""Two want one room in the same second: one has it, the other is told when it is free."""

from datetime import datetime, time, timedelta

import pytest

from tests.activities.factories import ActivityFactory, RoomRuleFactory
from tests.factories import AppointmentFactory, HoursFactory, PersonFactory, RoomFactory
from tests.rivals import at_once
from yizhan.activities import services
from yizhan.activities.models import Activity, Booking
from yizhan.people.models import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("noon")]
TEN = datetime.fromisoformat("2026-11-26T10:00+08:00")
HOUR = timedelta(hours=1)


@pytest.fixture
def room():
    room = RoomFactory(seats=20)
    HoursFactory(station=room.station, weekday=4, opens=time(9), closes=time(18))
    RoomRuleFactory(room=room)
    return room


def wish(person, room, start):
    return lambda: services.book(actor=person, room=room, starts_at=start, ends_at=start + HOUR, purpose="读书会")


def test_six_people_want_overlapping_hours(room):
    starts = [TEN, TEN + HOUR / 2] * 3

    ends = at_once(
        *[wish(person, room, start) for person, start in zip(PersonFactory.create_batch(6), starts, strict=True)]
    )

    assert (ends, Booking.objects.count()) == (["RoomTaken"] * 5 + ["done"], 1)


def test_one_person_asks_for_more_rooms_than_one_may_have(room):
    person = PersonFactory()

    ends = at_once(*[wish(person, room, TEN + n * HOUR) for n in range(5)])

    assert (ends, Booking.objects.count()) == (["TooManyBookings"] * 2 + ["done"] * 3, 3)


def test_two_activities_are_published_into_one_room(room):
    officer = AppointmentFactory(role=Role.STATION, place=room.station).person
    drafts = ActivityFactory.create_batch(
        2, station=room.station, room=room, state="draft", starts_at=TEN, about_zh="带上书。"
    )

    ends = at_once(*[lambda one=one: services.publish(actor=officer, activity=one) for one in drafts])

    assert ends == ["RoomTaken", "done"]
    assert sorted(Activity.objects.values_list("state", flat=True)) == ["draft", "published"]


def test_one_activity_is_published_twice(room):
    officer = AppointmentFactory(role=Role.STATION, place=room.station).person
    draft = ActivityFactory(station=room.station, state="draft", starts_at=TEN, about_zh="带上书。")

    ends = at_once(*[lambda: services.publish(actor=officer, activity=draft)] * 2)

    assert ends == ["IllegalMove", "done"]


def test_two_edits_of_the_same_version():
    draft = ActivityFactory(state="draft", starts_at=TEN)
    hub = AppointmentFactory(role=Role.HUB).person

    ends = at_once(
        *[
            lambda title=title: services.edit(actor=hub, activity=draft, version=1, fields={"title_zh": title})
            for title in ("甲", "乙", "丙")
        ]
    )

    assert ends == ["ActivityChanged", "ActivityChanged", "done"]
