"""The network as tables: read from files, all or nothing, and written to files in the same form."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.db.models import Model, Q, QuerySet

from yizhan.kernel import clock, tables
from yizhan.kernel.access import authorise
from yizhan.kernel.tables import RowError, Save, Shape, Table, cells, insert, of_same, plain, upsert
from yizhan.network import policies
from yizhan.network.models import (
    Building,
    ChecklistItem,
    District,
    Hours,
    Metro,
    OpeningException,
    Room,
    Station,
    StationState,
    Subdistrict,
    Zone,
)
from yizhan.network.rules import refusals
from yizhan.network.services import rows
from yizhan.network.services.ledger import note
from yizhan.network.services.search import index
from yizhan.people.models import Actor

KEYS: dict[str, tuple[type[Model], str]] = {
    "district": (District, "code"),
    "zones": (Zone, "code"),
    "subdistricts": (Subdistrict, "code"),
    "buildings": (Building, "slug"),
    "stations": (Station, "slug"),
}
PLACED = frozenset({"zone", "subdistrict"})
STATION_COLUMNS = tuple(column for column in rows.StationRow.base_fields if column != "slug")


def keys(table: str) -> Mapping[str, Any]:
    """What the rows of a table are called, and which row each name stands for."""
    model, name = KEYS[table]
    return {getattr(row, name): row for row in QuerySet(model)}


def _station(row: Mapping[str, Any]) -> Station:
    """A station that serves; zone and subdistrict are its building's when not given."""
    building: Building | None = row["building"]
    place = {name: row[name] or (getattr(building, name) if building else None) for name in sorted(PLACED)}
    return Station(**{**row, **place}, state=StationState.OPEN, applied_at=clock.now())


def _save_stations(made: Sequence[Station], *, actor: Actor | None) -> None:
    """Write stations that are new or differ; the rest, and what else is known of them, stay as they are."""
    locked = Station.objects.select_for_update(of=("self",)).order_by("pk").filter(slug__in=[one.slug for one in made])
    before: dict[str, Station] = {station.slug: station for station in locked}
    written = [station for station in made if _differs(station, before.get(station.slug))]
    for station in written:
        station.version = before[station.slug].version + 1 if station.slug in before else 1
    upsert(Station, by=["slug"], fields=[*STATION_COLUMNS, "version"])(written)
    for station in Station.objects.placed().filter(slug__in=[one.slug for one in written]):
        note(actor, "import", station)
        index([station])


def _differs(station: Station, before: Station | None) -> bool:
    """Whether the file says something new; refuses what would pass by admission."""
    if before is None:
        return True
    names = [Station._meta.get_field(column).attname for column in STATION_COLUMNS]
    return any(getattr(station, name) != getattr(before, name) for name in names)


def _saving_place(model: type[Model], *, by: str, form: type[rows.Named], link: str) -> Save:
    """Write places, and make the stations there findable by their new words."""
    write = upsert(model, by=[by], fields=[column for column in form.base_fields if column != by])

    def save(made: Sequence[Any]) -> None:
        write(made)
        index(Station.objects.placed().filter(**{f"{link}__{by}__in": [getattr(place, by) for place in made]}))

    return save
