"""The door: own code, the venue's code through sign-in, the scanner with and without a connection, search by digits."""

import io
import json
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import segno
from django.urls import reverse

from tests.activities.factories import ActivityFactory, RegistrationFactory
from tests.factories import AppointmentFactory, PersonFactory
from yizhan.activities.models import Registration
from yizhan.activities.rules import codes
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-01-12T09:10:30+08:00")


@pytest.fixture(autouse=True)
def during(at):
    at(NOW.isoformat())


@pytest.fixture
def officer(client):
    found = AppointmentFactory(role=Role.HUB).person
    client.force_login(found)
    return found


def door(activity, act="door/"):
    return f"/desk/activities/{activity.pk}/{act}"


def words(response):
    return " ".join(response.content.decode().split())


def state(registration):
    return Registration.objects.get(pk=registration.pk).state


def sent(client, activity, *scans):
    return client.post(door(activity, "scans/"), json.dumps({"scans": scans}), content_type="application/json")


def scan(text, *, at=NOW, offline=False, device="A"):
    millis = int(at.timestamp() * 1000)
    return {"text": text, "nonce": str(uuid4()), "device": device, "at": millis, "offline": offline}


def picture(text):
    file = io.BytesIO()
    segno.make(text, error="m").save(file, kind="png", scale=8)
    file.seek(0)
    file.name = "frame.png"
    return file


def test_the_own_code_is_shown_large_with_its_digits(client):
    mine = RegistrationFactory()
    client.force_login(mine.person)

    shown = words(client.get("/activities/mine/code/", follow=True))

    digits = codes.number(mine.pk, at=NOW)
    assert (f"{digits[:4]} {digits[4:]}" in shown, 'class="qr"' in shown) == (True, True)


def test_without_a_sign_up_there_is_no_code_and_a_next_step(client):
    client.force_login(PersonFactory())

    assert "现在没有要签到的活动" in words(client.get("/activities/mine/code/"))


def test_the_venues_code_is_taken_before_sign_in_and_kept_through_it(client):
    mine = RegistrationFactory()
    here = f"/activities/{mine.activity_id}/here/"
    asked = client.get(f"{here}?code={codes.screen(mine.activity_id, at=NOW)}")
    client.force_login(mine.person)

    client.post(here)

    assert (asked.status_code, asked["Location"], state(mine)) == (302, f"/sign-in/?next={here}", "attended")


def test_the_paper_code_lets_in_while_the_doors_are_open(client, at):
    mine = RegistrationFactory()
    client.force_login(mine.person)
    here = f"/activities/{mine.activity_id}/here/"
    at((mine.activity.starts_at - timedelta(hours=2)).isoformat())
    client.get(f"{here}?code={codes.poster(mine.activity_id)}")
    early = client.post(here, follow=True)

    at(NOW.isoformat())
    client.get(f"{here}?code={codes.poster(mine.activity_id)}")
    client.post(here)

    assert ("签到从" in words(early), state(mine)) == (True, "attended")


def test_an_old_code_of_the_venue_opens_nothing(client):
    mine = RegistrationFactory()
    client.force_login(mine.person)
    here = f"/activities/{mine.activity_id}/here/"
    client.get(f"{here}?code={codes.screen(mine.activity_id, at=NOW - timedelta(minutes=2))}")

    answer = client.post(here, follow=True)

    assert ("这个签到码已经换了" in words(answer), state(mine)) == (True, "confirmed")


def test_the_code_of_one_venue_opens_no_other(client):
    mine, other = RegistrationFactory(), ActivityFactory()
    client.force_login(mine.person)
    client.get(f"/activities/{other.pk}/here/?code={codes.screen(other.pk, at=NOW)}")

    client.post(f"/activities/{mine.activity_id}/here/")

    assert state(mine) == "confirmed"


def test_a_scanner_sends_what_it_read_and_hears_what_became_of_it(client, officer):
    mine, other = RegistrationFactory(), RegistrationFactory()

    answer = sent(client, mine.activity, scan(codes.personal(mine.pk, at=NOW)), scan(codes.personal(other.pk, at=NOW)))

    said = answer.json()
    assert [one["verdict"] for one in said["scans"]] == ["admitted", "other"]
    assert (said["scans"][0]["sentence"], said["came"]) == (f"{mine.person}，1 人，09:10 已签到", 1)


def test_what_is_no_scan_is_refused_whole(client, officer):
    activity = ActivityFactory()

    assert [sent(client, activity, bad).status_code for bad in ({}, scan("x" * 200), {**scan("1"), "nonce": "1"})] == [
        400,
        400,
        400,
    ]


def test_scans_kept_while_there_was_no_connection_are_reconciled_oldest_first(client, officer, at):
    mine = RegistrationFactory()
    text, later = codes.personal(mine.pk, at=NOW), NOW + timedelta(seconds=20)
    at((NOW + timedelta(minutes=30)).isoformat())

    said = sent(client, mine.activity, scan(text, at=later, offline=True, device="B"), scan(text, offline=True)).json()

    assert [one["verdict"] for one in said["scans"]] == ["admitted", "copied"]
    assert Registration.objects.get(pk=mine.pk).checked_in_at == NOW


def test_the_list_that_a_scanner_carries_shows_nobody(client, officer):
    mine = RegistrationFactory()

    shown = words(client.get(door(mine.activity, "scan/")))

    assert codes.hidden(mine.activity_id, mine.pk) in shown
    assert [str(mine.person) in shown, str(mine.pk) in shown, mine.pk.hex in shown] == [False, False, False]


def test_without_a_script_digits_are_typed_and_pictures_sent(client, officer):
    first = RegistrationFactory()
    second = RegistrationFactory(activity=first.activity)

    typed = client.post(door(first.activity, "scan/"), {"text": codes.number(first.pk, at=NOW)})
    shot = client.post(door(first.activity, "scan/"), {"frame": picture(codes.personal(second.pk, at=NOW))})

    assert ("已签到" in words(typed), state(first), shot.status_code, state(second)) == (
        True,
        "attended",
        200,
        "attended",
    )


def test_a_picture_without_a_code_is_refused_in_place(client, officer):
    activity = ActivityFactory()
    file = io.BytesIO(b"no picture at all")
    file.name = "frame.png"

    answer = client.post(door(activity, "scan/"), {"frame": file})

    assert (answer.status_code, "没有找到二维码" in words(answer)) == (422, True)


def test_a_frame_is_read_for_a_browser_that_cannot(client, officer):
    activity = ActivityFactory()

    assert client.post(door(activity, "frame/"), {"frame": picture("YZ1.ABC")}).json() == {"text": "YZ1.ABC"}


def test_the_scanner_opens_without_a_connection_within_its_own_addresses_only(client, officer):
    answer = client.get("/desk/activities/scanner.js")

    assert (answer["Content-Type"], answer["Service-Worker-Allowed"]) == ("text/javascript", "/desk/activities/")
    assert "worker-src 'self'" in client.get(door(ActivityFactory()))["Content-Security-Policy"]


def test_people_are_found_by_the_last_digits_of_the_phone_and_checked_in(client, officer):
    mine = RegistrationFactory(person__phone="+8613900001234")
    RegistrationFactory(activity=mine.activity, person__phone="+8613900005678")

    found = words(client.get(f"{door(mine.activity)}?q=1234"))
    client.post(reverse("activities:registration-check-in", args=[mine.pk]), {"q": "1234"})

    assert (found.count("<h3>"), str(mine.person) in found, state(mine)) == (1, True, "attended")


@pytest.mark.parametrize("digits", ["9999", "12", "abcd"])
def test_digits_of_nobody_say_so(client, officer, digits):
    mine = RegistrationFactory(person__phone="+8613900001234")

    assert "没有这个尾号的报名" in words(client.get(f"{door(mine.activity)}?q={digits}"))


def test_the_screen_of_the_venue_shows_a_code_that_opens(client, officer):
    activity = ActivityFactory()

    shown = client.get(door(activity, "venue/"))

    assert shown.context["address"].endswith(f"/here/?code={codes.screen(activity.pk, at=NOW)}")


def test_an_absence_is_forgiven_with_a_reason_only(client, officer):
    mine = RegistrationFactory(state="absent")
    address = reverse("activities:registration-forgive", args=[mine.pk])

    refused, done = client.post(address, {"reason": ""}), client.post(address, {"reason": "住院"})

    assert (refused.status_code, done.status_code) == (422, 302)
    assert Registration.objects.get(pk=mine.pk).forgiven_at == NOW


def test_a_lottery_is_not_drawn_before_sign_up_closes(client, officer):
    activity = ActivityFactory(allotment="lottery", closes_at=NOW + timedelta(minutes=5))

    answer = client.post(door(activity, "draw/"))

    assert (answer.status_code, "截止后才能抽签" in words(answer)) == (422, True)


@pytest.mark.parametrize("act", ["door/", "scan/", "venue/", "draw/"])
def test_officers_of_other_stations_do_not_stand_at_this_door(client, act):
    activity = ActivityFactory()
    other = AppointmentFactory(role=Role.STATION, place=ActivityFactory().station)
    client.force_login(other.person)

    assert client.get(door(activity, act)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_door_costs_the_same_for_many(client, officer, count, django_assert_num_queries):
    activity = ActivityFactory()
    for n in range(count):
        RegistrationFactory(activity=activity, person__phone=f"+86139{n:04d}1234")
    client.get(f"{door(activity)}?q=1234")

    with django_assert_num_queries(9):
        client.get(f"{door(activity)}?q=1234")
