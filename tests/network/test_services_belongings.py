"""Rooms, hours, exceptions and the checklist of a station."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import (
    ChecklistItemFactory,
    HoursFactory,
    OpeningExceptionFactory,
    RoomFactory,
    StationFactory,
    SubdistrictFactory,
)
from yizhan.network import services
from yizhan.network.rules import refusals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
TODAY = date(2026, 11, 25)
TALK = {"name_zh": "会谈室", "slug": "talk", "seats": 8, "uses": ["meeting", "consulting"], "equipment": ["screen"]}
MONDAY = {"weekday": 1, "opens": time(9), "closes": time(18), "kind": "regular", "follows_holidays": True}
CLOSURE = {"day": TODAY, "kind": "closure", "opens": None, "closes": None, "reason_zh": "检修", "reason_en": ""}


def test_a_room_with_several_uses_is_added(officer_of, history):
    station = StationFactory()

    services.add_room(actor=officer_of(station), station=station, fields=TALK)

    assert list(station.rooms.values_list("slug", "seats", "uses", "equipment")) == [
        ("talk", 8, ["meeting", "consulting"], ["screen"])
    ]
    assert history(station) == [("add_room", "")]


def test_a_room_without_address_gets_one(hub):
    room = services.add_room(actor=hub, station=StationFactory(), fields={**TALK, "slug": ""})

    assert room.slug == f"room-{room.pk.hex[-8:]}"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"slug": "hall"}, refusals.RoomSlugTaken),
        ({"seats": 0}, refusals.SeatsMissing),
        ({"uses": []}, refusals.UsesUnknown),
        ({"uses": ["sleeping"]}, refusals.UsesUnknown),
        ({"equipment": ["rocket"]}, refusals.EquipmentUnknown),
        ({"name_zh": ""}, refusals.NameMissing),
    ],
)
def test_a_room_that_is_wrong_is_refused(hub, wrong, refusal):
    station = RoomFactory(slug="hall").station

    with pytest.raises(refusal):
        services.add_room(actor=hub, station=station, fields=TALK | wrong)

    assert station.rooms.count() == 1


def test_a_room_is_changed(hub, history):
    room = RoomFactory()

    services.edit_room(actor=hub, room=room, fields={"name_zh": "沙龙室", "uses": ["salon"]})

    room.refresh_from_db()
    assert (room.name_zh, room.uses, history(room.station)) == ("沙龙室", ["salon"], [("edit_room", "")])


def test_a_room_is_taken_out_of_use_once(hub, history):
    room = RoomFactory()

    services.close_room(actor=hub, room=room, reason="漏水")
    with pytest.raises(refusals.RoomIsClosed):
        services.close_room(actor=hub, room=room, reason="漏水")
    with pytest.raises(refusals.RoomIsClosed):
        services.edit_room(actor=hub, room=room, fields=TALK)

    room.refresh_from_db()
    assert (room.closed_on, history(room.station)) == (TODAY, [("close_room", "漏水")])


def test_taking_a_room_out_of_use_needs_a_reason(hub):
    with pytest.raises(refusals.ReasonMissing):
        services.close_room(actor=hub, room=RoomFactory(), reason="")


def test_hours_are_added_and_removed(officer_of, history):
    station = StationFactory()
    officer = officer_of(station)

    hours = services.add_hours(actor=officer, station=station, fields=MONDAY)
    services.remove_hours(actor=officer, hours=hours)

    assert (station.hours.count(), history(station)) == (0, [("remove_hours", ""), ("add_hours", "")])


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"opens": time(17), "closes": time(20)}, refusals.HoursOverlap),
        ({"opens": time(20), "closes": time(20)}, refusals.ClosesBeforeOpens),
        ({"weekday": 8}, refusals.WeekdayUnknown),
    ],
)
def test_hours_that_are_wrong_are_refused(hub, wrong, refusal):
    station = HoursFactory(weekday=1, opens=time(9), closes=time(18)).station

    with pytest.raises(refusal):
        services.add_hours(actor=hub, station=station, fields=MONDAY | wrong)

    assert station.hours.count() == 1


def test_hours_that_touch_do_not_overlap(hub):
    station = HoursFactory(weekday=1, opens=time(9), closes=time(18)).station

    services.add_hours(
        actor=hub, station=station, fields=MONDAY | {"opens": time(18), "closes": time(21), "kind": "extended"}
    )

    assert station.hours.count() == 2


def test_hours_are_removed_once(hub):
    hours = HoursFactory()
    services.remove_hours(actor=hub, hours=hours)

    with pytest.raises(refusals.AlreadyGone):
        services.remove_hours(actor=hub, hours=hours)


def test_an_exception_is_added_and_removed(officer_of, history):
    station = StationFactory()
    officer = officer_of(station)

    exception = services.add_exception(actor=officer, station=station, fields=CLOSURE)
    services.remove_exception(actor=officer, exception=exception)

    assert station.exceptions.count() == 0
    assert history(station) == [("remove_exception", ""), ("add_exception", "检修")]


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({}, refusals.ExceptionTwice),
        ({"day": date(2026, 11, 24)}, refusals.DayPast),
        ({"kind": "extended"}, refusals.TimesDoNotFitKind),
        ({"kind": "closure", "opens": time(9), "closes": time(12)}, refusals.TimesDoNotFitKind),
        ({"reason_zh": ""}, refusals.ReasonMissing),
    ],
)
def test_an_exception_that_is_wrong_is_refused(hub, wrong, refusal):
    station = OpeningExceptionFactory(day=TODAY, kind="closure").station

    with pytest.raises(refusal):
        services.add_exception(actor=hub, station=station, fields=CLOSURE | wrong)

    assert station.exceptions.count() == 1


def test_an_exception_is_removed_once(hub):
    exception = OpeningExceptionFactory()
    services.remove_exception(actor=hub, exception=exception)

    with pytest.raises(refusals.AlreadyGone):
        services.remove_exception(actor=hub, exception=exception)


def test_an_item_is_marked_and_marked_again(officer_of, history):
    station, item = StationFactory(), ChecklistItemFactory()
    officer = officer_of(station)

    services.mark_item(actor=officer, station=station, item=item, met=False, evidence="", seen_on=date(2026, 11, 1))
    services.mark_item(actor=officer, station=station, item=item, met=True, evidence="门口有牌", seen_on=TODAY)

    assert list(station.marks.values_list("met", "evidence", "seen_on", "by")) == [
        (True, "门口有牌", TODAY, officer.pk)
    ]
    assert history(station) == [("mark_item", ""), ("mark_item", "")]


def test_what_is_met_has_evidence_and_was_seen_already(hub):
    station, item = StationFactory(), ChecklistItemFactory()

    with pytest.raises(refusals.EvidenceMissing):
        services.mark_item(actor=hub, station=station, item=item, met=True, evidence=" ", seen_on=TODAY)
    with pytest.raises(refusals.DayInFuture):
        services.mark_item(actor=hub, station=station, item=item, met=False, evidence="", seen_on=date(2026, 11, 26))


def test_the_hub_words_the_checklist(hub, history):
    item = ChecklistItemFactory()

    services.edit_item(actor=hub, item=item, fields={"name_zh": "有温度", "help_zh": "有人应"})

    item.refresh_from_db()
    assert (item.name_zh, item.help_zh, history(item)) == ("有温度", "有人应", [("edit_item", "")])


def test_an_item_keeps_a_name(hub):
    with pytest.raises(refusals.NameMissing):
        services.edit_item(actor=hub, item=ChecklistItemFactory(), fields={"name_zh": ""})


def test_officers_do_not_word_the_checklist(officer_of):
    with pytest.raises(PermissionDenied):
        services.edit_item(actor=officer_of(StationFactory()), item=ChecklistItemFactory(), fields={"name_zh": "有"})


@pytest.mark.parametrize(
    "command",
    [
        lambda actor, station: services.add_room(actor=actor, station=station, fields=TALK),
        lambda actor, station: services.edit_room(actor=actor, room=RoomFactory(station=station), fields=TALK),
        lambda actor, station: services.close_room(actor=actor, room=RoomFactory(station=station), reason="漏水"),
        lambda actor, station: services.add_hours(actor=actor, station=station, fields=MONDAY),
        lambda actor, station: services.remove_hours(actor=actor, hours=HoursFactory(station=station)),
        lambda actor, station: services.add_exception(actor=actor, station=station, fields=CLOSURE),
        lambda actor, station: services.remove_exception(
            actor=actor, exception=OpeningExceptionFactory(station=station)
        ),
        lambda actor, station: services.mark_item(
            actor=actor, station=station, item=ChecklistItemFactory(), met=False, evidence="", seen_on=TODAY
        ),
    ],
)
def test_officers_of_elsewhere_do_not_touch_a_station(officer_of, command):
    for elsewhere in (StationFactory(), SubdistrictFactory()):
        with pytest.raises(PermissionDenied):
            command(officer_of(elsewhere), StationFactory())
