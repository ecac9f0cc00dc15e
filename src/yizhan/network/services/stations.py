"""Applying for a station, and keeping what is said of it."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.network import policies, rules
from yizhan.network.models import Station, Subdistrict, Zone
from yizhan.network.rules import refusals
from yizhan.network.services.ledger import note
from yizhan.network.services.search import index
from yizhan.people.models import Actor

WORDS = frozenset(
    {
        "name_zh",
        "name_en",
        "about_zh",
        "about_en",
        "floor",
        "area_m2",
        "operator_zh",
        "operator_en",
        "desk_phone",
    }
)
PLACEMENT = frozenset({"kind", "code", "building", "zone", "subdistrict"})
TAKEN = {
    "network_station_slug_once": refusals.SlugTaken,
    "network_station_code_once": refusals.CodeTaken,
    "network_station_one_hub": refusals.HubAlreadyOpen,
}


@transaction.atomic
def apply(*, actor: Actor, fields: Mapping[str, object]) -> Station:
    """Put a place forward as a station; zone and subdistrict are its building's when not given."""
    station = Station(applied_at=clock.now())
    _set(station, fields, WORDS | PLACEMENT | {"slug"})
    _settle(station)
    for subdistrict_id in _subdistricts(station):
        authorise(policies.can_apply, actor, subdistrict_id)
    rules.require_name(station.name_zh)
    station.code = station.code or rules.provisional_code(station.pk)
    station.slug = station.slug or station.code.lower()
    with refusing(**TAKEN):
        station.save(force_insert=True)
    note(actor, "apply", station)
    index([station])
    return station


@transaction.atomic
def edit_station(*, actor: Actor, station: Station, version: int, fields: Mapping[str, object]) -> Station:
    """Change what is said of a station, as it was when its `version` was shown."""
    authorise(policies.can_edit, actor, station)
    station = Station.objects.locked(station.pk)
    rules.require_version(version, now=station.version)
    changes = _set(station, fields, WORDS | PLACEMENT)
    if not changes:
        return station
    if "building" in changes:
        station.zone, station.subdistrict = _moved(station, changes)
    _require_placement(actor, station, changes)
    rules.require_name(station.name_zh)
    station.version += 1
    with refusing(**TAKEN):
        station.save()
    note(actor, "edit", station, details=changes)
    index([station])
    return station


def _set(station: Station, fields: Mapping[str, object], names: frozenset[str]) -> dict[str, list[str]]:
    """Set those of `names` that are given; what changed, before and after, as text."""
    changes = {}
    for name in sorted(names & fields.keys()):
        before, after = getattr(station, name), fields[name]
        if before != after:
            setattr(station, name, after)
            changes[name] = [_text(before), _text(after)]
    return changes


def _text(value: object) -> str:
    return "" if value is None else str(value)[:200]


def _settle(station: Station) -> None:
    """Take zone and subdistrict from the building where they are not given."""
    if station.building:
        station.zone = station.zone or station.building.zone
        station.subdistrict = station.subdistrict or station.building.subdistrict


def _moved(station: Station, changes: Mapping[str, object]) -> tuple[Zone | None, Subdistrict | None]:
    """Zone and subdistrict after a move: as given with it, else those of the new building."""
    building = station.building
    zone = station.zone if "zone" in changes or building is None else building.zone
    subdistrict = station.subdistrict if "subdistrict" in changes or building is None else building.subdistrict
    return zone, subdistrict


def _subdistricts(station: Station) -> set[UUID | None]:
    """Every subdistrict that has a say: that of the station and that of its building."""
    building = station.building.subdistrict_id if station.building else None
    return {station.subdistrict_id} | ({building} if building else set())


def _require_placement(actor: Actor, station: Station, changes: Mapping[str, object]) -> None:
    if PLACEMENT & changes.keys() and not all(
        policies.can_place(actor, station, subdistrict_id) for subdistrict_id in _subdistricts(station)
    ):
        raise refusals.PlacementIsTheHubs
