"""Calendars of activities, stations and people."""

from datetime import datetime, timedelta

import pytest
from icalendar import Calendar

from tests.activities.factories import ActivityFactory, RegistrationFactory
from tests.factories import PersonFactory
from yizhan.activities import services
from yizhan.activities.models import CalendarLink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
START = datetime.fromisoformat("2026-12-01T12:15+08:00")


def events_at(client, address):
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_an_activity_can_be_put_into_a_calendar(client, station, room):
    activity = ActivityFactory(
        station=station, room=room, starts_at=START, title_zh="问律师", about_zh="带合同", version=3
    )

    (event,) = events_at(client, f"/activities/{activity.pk}/calendar.ics")

    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (f"{activity.pk}@yizhan", 2, "CONFIRMED")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (START, START + timedelta(hours=1))
    assert event["DTSTART"].to_ical() == b"20261201T041500Z"
    assert (str(event["SUMMARY"]), str(event["URL"])[-47:]) == ("问律师", f"/activities/{activity.pk}/"[-47:])
    assert str(event["LOCATION"]).startswith(f"{station.name_zh}, {room.name_zh}")


def test_a_move_keeps_the_identifier_and_raises_the_sequence(client, officer, station):
    activity = ActivityFactory(station=station, starts_at=START)
    address = f"/activities/{activity.pk}/calendar.ics"
    (before,) = events_at(client, address)

    services.move(actor=officer, activity=activity, starts_at=START + timedelta(days=1), ends_at=START + timedelta(days=1, hours=1), room=None)  # fmt: skip

    (after,) = events_at(client, address)
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], before["SEQUENCE"] + 1)
    assert after.decoded("DTSTART") == START + timedelta(days=1)


def test_a_station_has_a_calendar_in_which_cancelled_ones_say_so(client, station):
    ActivityFactory(station=station, starts_at=START)
    ActivityFactory(
        station=station,
        starts_at=START + timedelta(days=1),
        state="cancelled",
        cancelled_because="讲师生病",
        title_zh="瑜伽",
    )
    ActivityFactory(station=station, starts_at=START, state="draft")
    ActivityFactory(starts_at=START)

    first, second = events_at(client, f"/stations/{station.slug}/calendar.ics")

    assert [first["STATUS"], second["STATUS"]] == ["CONFIRMED", "CANCELLED"]
    assert (str(second["SUMMARY"]), "讲师生病" in second["DESCRIPTION"]) == ("已取消：瑜伽", True)


def test_who_has_the_calendar_already_gets_no_second_copy(client, station):
    activity = ActivityFactory(station=station, starts_at=START)
    address = f"/stations/{station.slug}/calendar.ics"
    tag = client.get(address).headers["ETag"]

    same = client.get(address, headers={"If-None-Match": tag})
    activity.title_zh = "新的题目"
    activity.save()
    changed = client.get(address, headers={"If-None-Match": tag})

    assert (same.status_code, same.content, changed.status_code) == (304, b"", 200)


def test_my_calendar_is_behind_a_secret_address(client, member):
    mine = RegistrationFactory(person=member, activity__starts_at=START)
    RegistrationFactory(
        person=member,
        activity__starts_at=START + timedelta(hours=2),
        state="waiting",
        queued_at=START - timedelta(days=20),
    )
    RegistrationFactory(person=member, activity__starts_at=START, state="cancelled")
    RegistrationFactory(activity=mine.activity)

    secret = services.make_calendar_link(actor=member)

    sure, waiting = events_at(client, f"/calendars/{secret}.ics")
    assert (sure["UID"], sure["STATUS"], waiting["STATUS"]) == (f"{mine.activity.pk}@yizhan", "CONFIRMED", "TENTATIVE")
    assert secret not in str(CalendarLink.objects.values_list("digest"))


def test_a_new_address_replaces_the_old_one_and_a_revoked_one_opens_nothing(client, member):
    old = services.make_calendar_link(actor=member)
    new = services.make_calendar_link(actor=member)

    assert [client.get(f"/calendars/{secret}.ics").status_code for secret in (old, new)] == [404, 200]
    services.revoke_calendar_link(actor=member)
    services.revoke_calendar_link(actor=member)
    assert client.get(f"/calendars/{new}.ics").status_code == 404
    assert client.get("/calendars/forged.ics").status_code == 404


def test_the_page_shows_the_address_once(client, member):
    client.force_login(member)

    made = client.post("/me/calendar/").content.decode()
    again = client.get("/me/calendar/").content.decode()
    client.post("/me/calendar/", {"revoke": "1"})

    assert ("/calendars/" in made, "/calendars/" in again) == (True, False)
    assert CalendarLink.objects.filter(revoked_at=None).count() == 0


def test_a_calendar_speaks_the_language_of_its_owner(client):
    person = PersonFactory(language="en")
    RegistrationFactory(person=person, activity__starts_at=START, activity__title_en="Ask a lawyer")

    (event,) = events_at(client, f"/calendars/{services.make_calendar_link(actor=person)}.ics")

    assert str(event["SUMMARY"]) == "Ask a lawyer"


@pytest.mark.parametrize("count", [1, 3])
def test_a_calendar_costs_the_same_for_many(client, station, django_assert_num_queries, count):
    ActivityFactory.create_batch(count, station=station, starts_at=START)

    with django_assert_num_queries(2):
        assert len(events_at(client, f"/stations/{station.slug}/calendar.ics")) == count
