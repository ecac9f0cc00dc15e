"""The rooms of a station."""

from collections.abc import Mapping

from django.db import transaction

from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.network import policies, rules
from yizhan.network.models import Room, Station
from yizhan.network.rules import refusals
from yizhan.network.services.ledger import note
from yizhan.people.models import Actor
from yizhan.people.queries import today

DESCRIBED = frozenset({"name_zh", "name_en", "slug", "floor", "area_m2", "seats", "equipment", "uses"})
WRONG = {
    "network_room_slug_once_a_station": refusals.RoomSlugTaken,
    "network_room_seats_somebody": refusals.SeatsMissing,
    "network_room_uses_known": refusals.UsesUnknown,
    "network_room_equipment_known": refusals.EquipmentUnknown,
}


@transaction.atomic
def add_room(*, actor: Actor, station: Station, fields: Mapping[str, object]) -> Room:
    """Add a room to a station."""
    authorise(policies.can_edit, actor, station)
    station = Station.objects.locked(station.pk)
    room = Room(station=station)
    _write(room, fields)
    note(actor, "add_room", station, details={"room": room.name_zh})
    return room


@transaction.atomic
def edit_room(*, actor: Actor, room: Room, fields: Mapping[str, object]) -> Room:
    """Change what is said of a room in use."""
    authorise(policies.can_edit, actor, room.station)
    station, room = _locked(room)
    _write(room, fields)
    note(actor, "edit_room", station, details={"room": room.name_zh, "fields": sorted(DESCRIBED & fields.keys())})
    return room


@transaction.atomic
def close_room(*, actor: Actor, room: Room, reason: str) -> None:
    """Take a room out of use from today on."""
    authorise(policies.can_edit, actor, room.station)
    station, room = _locked(room)
    reason = rules.require_reason(reason)
    room.closed_on = today()
    room.save(update_fields=["closed_on"])
    note(actor, "close_room", station, reason=reason, details={"room": room.name_zh})


def _locked(room: Room) -> tuple[Station, Room]:
    """The room's station, ours until the end, and the room as it is now; raises when it is out of use."""
    station = Station.objects.locked(room.station_id)
    room = station.rooms.get(pk=room.pk)
    if room.closed_on is not None:
        raise refusals.RoomIsClosed
    return station, room


def _write(room: Room, fields: Mapping[str, object]) -> None:
    for name in DESCRIBED & fields.keys():
        setattr(room, name, fields[name])
    rules.require_name(room.name_zh)
    room.slug = room.slug or f"room-{room.pk.hex[-8:]}"
    with refusing(**WRONG):
        room.save()
