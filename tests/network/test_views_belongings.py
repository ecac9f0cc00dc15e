"""Rooms, hours, days that differ, photographs and the checklist, kept on the page of a station."""

from datetime import date, time
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tests.factories import (
    ChecklistItemFactory,
    HoursFactory,
    OpeningExceptionFactory,
    RoomFactory,
    StationFactory,
)
from yizhan.kernel.identifiers import uuid7
from yizhan.network.models import ChecklistItem, ChecklistMark, Hours, OpeningException, Photo, Room

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
ROOM = {"name_zh": "会谈室", "seats": "8", "uses": ["meeting", "salon"], "equipment": ["screen"]}
PART = {"HX-Request": "true"}


def address(name, *args):
    return reverse(f"network:{name}", args=args)


def jpeg(width=800, height=600):
    file = BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "JPEG")
    return SimpleUploadedFile("hall.jpg", file.getvalue(), "image/jpeg")


def errors(response):
    assert response.status_code == 422
    return list(response.context["form"].errors)


@pytest.fixture
def station():
    return StationFactory()


@pytest.fixture
def desk(client, officer_of, station):
    """The officer of the station, signed in."""
    client.force_login(officer_of(station))
    return client


def test_a_room_is_added_with_an_address_of_its_own(desk, station):
    response = desk.post(address("room-create", station.slug), ROOM)

    room = Room.objects.get()
    assert response.headers["Location"] == f"/desk/stations/{station.slug}/"
    assert (room.name_zh, room.seats, room.uses, room.slug[:5]) == ("会谈室", 8, ["meeting", "salon"], "room-")


@pytest.mark.parametrize(
    ("wrong", "field"), [({"seats": "0"}, "seats"), ({"uses": []}, "uses"), ({"name_zh": ""}, "name_zh"), ({"slug": "a b"}, "slug")]
)  # fmt: skip
def test_a_refused_room_names_the_field_and_keeps_what_was_typed(desk, station, wrong, field):
    response = desk.post(address("room-create", station.slug), ROOM | {"floor": "三楼"} | wrong)

    assert errors(response) == [field]
    assert 'value="三楼"' in response.content.decode()


def test_a_room_is_changed_and_taken_out_of_use(desk, station):
    room = RoomFactory(station=station)

    desk.post(address("room-edit", room.pk), ROOM | {"seats": "20"})
    desk.post(address("room-close", room.pk), {"reason": "改作他用"})

    room.refresh_from_db()
    assert (room.seats, room.closed_on) == (20, date(2026, 11, 25))
    assert errors(desk.post(address("room-edit", room.pk), ROOM)) == ["__all__"]


def test_hours_are_added_and_removed_after_asking(desk, station):
    desk.post(
        address("hours-create", station.slug), {"weekday": 3, "opens": "09:00", "closes": "18:00", "kind": "regular"}
    )
    hours = Hours.objects.get()

    asked = desk.get(address("hours-remove", hours.pk)).content.decode()
    assert "每周三 09:00–18:00 不再开放" in asked
    desk.post(address("hours-remove", hours.pk))

    assert Hours.objects.count() == 0


@pytest.mark.parametrize(("wrong", "field"), [
    ({"closes": "08:00"}, "closes"),
    ({"weekday": "8"}, "weekday"),
    ({"opens": "09:30"}, "opens"),
    ({"opens": ""}, "opens"),
])  # fmt: skip
def test_refused_hours_name_the_field(desk, station, wrong, field):
    HoursFactory(station=station, weekday=3)
    typed = {"weekday": 3, "opens": "18:00", "closes": "20:00", "kind": "extended"}

    assert errors(desk.post(address("hours-create", station.slug), typed | wrong)) == [field]


def test_the_address_may_say_what_the_day_will_be(desk, station):
    form = desk.get(address("exception-create", station.slug), {"kind": "extended", "day": "2026-11-26"}).context[
        "form"
    ]

    assert (form["kind"].value(), form["day"].value()) == ("extended", "2026-11-26")


def test_a_day_that_differs_is_added_shown_and_removed(desk, station):
    HoursFactory(station=station, weekday=4)
    typed = {"day": "2026-11-26", "kind": "extended", "opens": "18:00", "closes": "20:30", "reason_zh": "夜校"}
    desk.post(address("exception-create", station.slug), typed)
    exception = OpeningException.objects.get()

    shown = desk.get(f"/desk/stations/{station.slug}/").content.decode()
    desk.post(address("exception-remove", exception.pk))

    assert (exception.closes, "夜校" in shown, "18:00–20:30" in shown) == (time(20, 30), True, True)
    assert OpeningException.objects.count() == 0


@pytest.mark.parametrize(("wrong", "field"), [
    ({"day": "2026-11-24"}, "day"),
    ({"reason_zh": ""}, "reason_zh"),
    ({"opens": "18:00", "closes": "20:00"}, "opens"),
    ({"kind": ""}, "kind"),
    ({"day": "2026-11-27"}, "day"),
])  # fmt: skip
def test_a_refused_day_names_the_field(desk, station, wrong, field):
    OpeningExceptionFactory(station=station, day=date(2026, 11, 27))
    typed = {"day": "2026-11-26", "kind": "closure", "reason_zh": "检修"}

    assert errors(desk.post(address("exception-create", station.slug), typed | wrong)) == [field]


def test_what_somebody_else_removed_is_not_found(desk, station):
    exception = OpeningExceptionFactory(station=station)
    exception_id = exception.pk
    exception.delete()

    assert desk.post(address("exception-remove", exception_id)).status_code == 404


def test_a_photograph_is_added_shown_to_anyone_and_removed(desk, client, station):
    desk.post(address("photo-create", station.slug), {"upload": jpeg(), "alt_zh": "前台"})
    photo = Photo.objects.get()

    picture = client.get(address("photo", photo.pk, 640))
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/webp")
    assert picture.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"".join(picture.streaming_content)[8:12] == b"WEBP"
    desk.post(address("photo-remove", photo.pk))

    assert Photo.objects.count() == 0


def test_a_photograph_that_is_not_there_is_not_found(client):
    assert client.get(address("photo", uuid7(), 640)).status_code == 404


@pytest.mark.parametrize(("upload", "field"), [
    (None, "upload"),
    (SimpleUploadedFile("a.jpg", b"no picture"), "upload"),
    (SimpleUploadedFile("a.jpg", b""), "upload"),
])  # fmt: skip
def test_what_is_not_a_picture_is_refused(desk, station, upload, field):
    typed = {"alt_zh": "前台"} | ({"upload": upload} if upload else {})

    response = desk.post(address("photo-create", station.slug), typed)

    assert errors(response) == [field]
    assert 'value="前台"' in response.content.decode()


def test_a_photograph_without_words_is_refused(desk, station):
    assert errors(desk.post(address("photo-create", station.slug), {"upload": jpeg(), "alt_zh": ""})) == ["alt_zh"]


def test_the_checklist_is_marked_with_evidence(desk, station):
    item = ChecklistItemFactory(name_zh="有场所")
    typed = {"met": "on", "evidence": "三楼有固定房间", "seen_on": "2026-11-25"}

    desk.post(address("mark-edit", station.slug, item.code), typed)

    mark = ChecklistMark.objects.get()
    assert (mark.met, mark.evidence, mark.seen_on) == (True, "三楼有固定房间", date(2026, 11, 25))
    assert desk.get(address("mark-edit", station.slug, item.code)).context["form"]["evidence"].value() == mark.evidence


@pytest.mark.parametrize(("wrong", "field"), [({"evidence": " "}, "evidence"), ({"seen_on": "2026-11-26"}, "seen_on")])
def test_a_refused_mark_names_the_field(desk, station, wrong, field):
    item = ChecklistItemFactory()
    typed = {"met": "on", "evidence": "看过", "seen_on": "2026-11-25"}

    assert errors(desk.post(address("mark-edit", station.slug, item.code), typed | wrong)) == [field]


def test_an_unknown_item_is_not_found(desk, station):
    assert desk.get(address("mark-edit", station.slug, "nothing")).status_code == 404


def test_the_hub_words_the_checklist(client, hub):
    item = ChecklistItemFactory(name_zh="有场所", position=1)
    client.force_login(hub)
    typed = {"name_zh": "有固定场所", "name_en": "A room", "help_zh": "门口看得到", "help_en": "", "position": "2"}

    refused = client.post(address("item-edit", item.code), typed | {"name_zh": ""})
    client.post(address("item-edit", item.code), typed)

    assert errors(refused) == ["name_zh"]
    assert ChecklistItem.objects.get().name_zh == "有固定场所"
    assert "有固定场所" in client.get(address("item-list")).content.decode()


def test_an_officer_does_not_word_the_checklist(desk):
    item = ChecklistItemFactory()

    assert desk.get(address("item-list")).status_code == 403
    assert desk.post(address("item-edit", item.code), {}).status_code == 403


def test_nothing_of_another_station_can_be_touched(desk):
    other = StationFactory()
    room, hours, day = RoomFactory(station=other), HoursFactory(station=other), OpeningExceptionFactory(station=other)
    photo = Photo.objects.create(station=other, alt_zh="前台", width=800, height=600, at="2026-11-25T02:00Z")
    item = ChecklistItemFactory()

    addresses = [
        address("room-create", other.slug),
        address("room-edit", room.pk),
        address("room-close", room.pk),
        address("hours-create", other.slug),
        address("hours-remove", hours.pk),
        address("exception-create", other.slug),
        address("exception-remove", day.pk),
        address("photo-create", other.slug),
        address("photo-remove", photo.pk),
        address("mark-edit", other.slug, item.code),
    ]

    assert {desk.post(one, {}).status_code for one in addresses} == {403}


def test_a_sheet_over_the_station_is_swapped_when_refused_and_the_page_is_read_anew_when_done(desk, station):
    over = PART | {"HX-Current-URL": f"http://testserver/desk/stations/{station.slug}/"}

    refused = desk.post(address("room-create", station.slug), {}, headers=over)
    done = desk.post(address("room-create", station.slug), ROOM, headers=over)

    assert (refused.status_code, "<html" in refused.content.decode()) == (422, False)
    assert (done.status_code, done.headers["HX-Refresh"]) == (200, "true")


def test_the_page_of_an_act_goes_back_to_the_station_when_done(desk, station):
    new = address("room-create", station.slug)

    done = desk.post(new, ROOM, headers=PART | {"HX-Current-URL": f"http://testserver{new}"})

    assert done.headers["HX-Redirect"] == f"/desk/stations/{station.slug}/"
