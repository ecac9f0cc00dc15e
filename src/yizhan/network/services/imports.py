"""The network as tables: read from files, all or nothing, and written to files in the same form."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Value

from yizhan.kernel import clock, search, tables
from yizhan.kernel.tables import RowError, Shape, Table, cells, insert, of_same, plain, upsert
from yizhan.network.forms import rows
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

KEYS: dict[str, tuple[type[models.Model], str]] = {
    "district": (District, "code"),
    "zones": (Zone, "code"),
    "subdistricts": (Subdistrict, "code"),
    "buildings": (Building, "slug"),
    "stations": (Station, "slug"),
}


def keys(table: str) -> Mapping[str, Any]:
    """What the rows of a table are called, and which row each name stands for."""
    model, name = KEYS[table]
    return {getattr(row, name): row for row in model._default_manager.all()}


def _station(row: Mapping[str, Any]) -> Station:
    building: Building | None = row["building"]
    return Station(
        **row,
        state=StationState.OPEN,
        applied_at=clock.now(),
        zone=building.zone if building else None,
        subdistrict=building.subdistrict if building else None,
    )


def _save_stations(made: Sequence[Any]) -> None:
    fields = [name for name in rows.StationRow.base_fields if name != "slug"] + ["zone", "subdistrict"]
    upsert(Station, by=["slug"], fields=fields)(made)
    slugs = [station.slug for station in made]
    for station in Station.objects.placed().filter(slug__in=slugs):
        index(station)


def index(station: Station) -> None:
    """Make a station findable by its words and those of its place."""
    places = [place for place in (station.building, station.zone, station.subdistrict) if place]
    texts = [station.name_zh, station.name_en, station.about_zh, station.code]
    texts += [text for place in places for text in (place.name_zh, place.name_en)]
    texts += [station.building.address_zh] if station.building else []
    Station.objects.filter(pk=station.pk).update(search=SearchVector(Value(search.words(*texts)), config="simple"))


SHAPES: tuple[Shape, ...] = (
    plain("district", rows.DistrictRow, District, by=["code"], key="code"),
    plain("zones", rows.ZoneRow, Zone, by=["code"], key="code", district="district"),
    plain(
        "subdistricts", rows.SubdistrictRow, Subdistrict, by=["code"], key="code", district="district", zone="zones"
    ),
    plain(
        "buildings", rows.BuildingRow, Building, by=["slug"], key="slug", subdistrict="subdistricts", zone="zones"
    ),
    Shape(
        name="stations",
        form=rows.StationRow,
        make=_station,
        save=_save_stations,
        key="slug",
        refers={"building": "buildings"},
    ),
    plain("rooms", rows.RoomRow, Room, by=["station", "slug"], station="stations"),
    Shape(
        name="hours",
        form=rows.HoursRow,
        make=lambda row: Hours(**row),
        save=insert(Hours),
        clear=of_same(Hours, "station"),
        refers={"station": "stations"},
    ),
    Shape(
        name="exceptions",
        form=rows.ExceptionRow,
        make=lambda row: OpeningException(**row),
        save=insert(OpeningException),
        clear=of_same(OpeningException, "station"),
        refers={"station": "stations"},
    ),
    plain("checklist", rows.ChecklistRow, ChecklistItem, by=["code"], key="code"),
    plain("metro", rows.MetroRow, Metro, by=["name_zh"], key="name_zh"),
)


def import_network(
    found: Mapping[str, Table], *, apply: bool, report: Callable[[str], object] = str
) -> list[RowError]:
    """Write the network's tables, all or nothing, for the operator of this installation; returns every error."""
    return tables.load(found, SHAPES, keys=keys, apply=apply, report=report)


def export_network(folder: Path) -> list[str]:
    """Write the network's tables in the form that import reads; returns the names of the files."""
    models_of = {
        "district": District,
        "zones": Zone,
        "subdistricts": Subdistrict,
        "buildings": Building,
        "stations": Station,
        "rooms": Room,
        "hours": Hours,
        "exceptions": OpeningException,
        "checklist": ChecklistItem,
        "metro": Metro,
    }
    return [tables.write(folder, shape.name, shape.columns, cells(shape, models_of[shape.name], names=KEYS)) for shape in SHAPES]
