"""The network as tables: read from files, all or nothing, and written to files in the same form."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import Form

from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import Refused
from yizhan.kernel.tables import RowError, Shape, Table, cells, load, rows_of, write
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
from yizhan.network.services.rooms import WRONG
from yizhan.network.services.stations import TAKEN
from yizhan.network.services.written import Belongings, save_places, save_rooms, save_stations
from yizhan.people.models import Actor

KEYS: dict[str, tuple[type[Model], str]] = {
    "district": (District, "code"),
    "zones": (Zone, "code"),
    "subdistricts": (Subdistrict, "code"),
    "buildings": (Building, "slug"),
    "stations": (Station, "slug"),
    "checklist": (ChecklistItem, "code"),
}
HOURS_WRONG = {
    "network_hours_no_overlap": refusals.HoursOverlap,
    "network_hours_opens_before_closes": refusals.ClosesBeforeOpens,
    "network_hours_weekday_known": refusals.WeekdayUnknown,
}
EXCEPTION_WRONG = {
    "network_openingexception_once_a_day": refusals.ExceptionTwice,
    "network_openingexception_times_fit_kind": refusals.TimesDoNotFitKind,
}


def keys(table: str) -> Mapping[str, Any]:
    """What the rows of a table are called, and which row each name stands for."""
    model, name = KEYS[table]
    return {getattr(row, name): row for row in rows_of(model)}


def shapes(actor: Actor | None) -> tuple[Shape, ...]:
    """How the network's tables are read and written, in the order in which they refer to one another."""
    return (*_places(), *_stations(actor))


def _places() -> tuple[Shape, ...]:
    return (
        _named("district", rows.DistrictRow, District, by="code"),
        _named("zones", rows.ZoneRow, Zone, by="code", link="zone", district="district"),
        _named(
            "subdistricts",
            rows.SubdistrictRow,
            Subdistrict,
            by="code",
            link="subdistrict",
            district="district",
            zone="zones",
        ),
        _named(
            "buildings",
            rows.BuildingRow,
            Building,
            by="slug",
            link="building",
            subdistrict="subdistricts",
            zone="zones",
        ),
        _named("checklist", rows.ChecklistRow, ChecklistItem, by="code"),
        _named("metro", rows.MetroRow, Metro, by="name_zh"),
    )


def _named(name: str, form: type[Form], model: type[Model], *, by: str, link: str = "", **refers: str) -> Shape:
    save = partial(save_places, model=model, by=by, columns=_but(form, by), link=link)
    return Shape(name=name, form=form, make=partial(_make, model), save=save, key=by, refers=refers)


def _make(model: type[Model], row: Mapping[str, Any]) -> Model:
    return model(**row)


def _stations(actor: Actor | None) -> tuple[Shape, ...]:
    return (
        Shape(
            name="stations",
            form=rows.StationRow,
            make=_station,
            save=partial(save_stations, actor=actor, columns=_but(rows.StationRow, "slug")),
            key="slug",
            optional=frozenset({"zone", "subdistrict"}),
            refers={"building": "buildings", "zone": "zones", "subdistrict": "subdistricts"},
            refusals=TAKEN,
        ),
        Shape(
            name="rooms",
            form=rows.RoomRow,
            make=partial(_make, Room),
            save=partial(save_rooms, actor=actor, columns=_but(rows.RoomRow, "station", "slug")),
            once=("station", "slug"),
            refers={"station": "stations"},
            refusals=WRONG,
        ),
        *_times(actor),
    )


def _times(actor: Actor | None) -> tuple[Shape, ...]:
    hours, exceptions = ("station", "weekday", "opens"), ("station", "day", "kind")
    return (
        _belonging("hours", rows.HoursRow, Hours, actor, once=hours, wrong=HOURS_WRONG),
        _belonging("exceptions", rows.ExceptionRow, OpeningException, actor, once=exceptions, wrong=EXCEPTION_WRONG),
    )


def _but(form: type[Form], *keys: str) -> list[str]:
    """The columns of a table without those by which its rows are known."""
    return [column for column in form.base_fields if column not in keys]


def _station(row: Mapping[str, Any]) -> Station:
    """A station that serves; zone and subdistrict are its building's when not given."""
    building: Building | None = row["building"]
    zone = row["zone"] or (building.zone if building else None)
    subdistrict = row["subdistrict"] or (building.subdistrict if building else None)
    return Station(**{**row, "zone": zone, "subdistrict": subdistrict}, state=StationState.OPEN, applied_at=clock.now())


def _belonging(
    name: str,
    form: type[Form],
    model: type[Hours | OpeningException],
    actor: Actor | None,
    *,
    once: tuple[str, ...],
    wrong: Mapping[str, type[Refused]],
) -> Shape:
    belongings = Belongings(model=model, columns=tuple(form.base_fields), actor=actor)
    return Shape(
        name=name,
        form=form,
        make=partial(_make, model),
        clear=belongings.clear,
        save=belongings.save,
        once=once,
        refers={"station": "stations"},
        refusals=wrong,
    )


SHAPES: tuple[Shape, ...] = shapes(None)


def import_network(
    *, actor: Actor | None, tables: Mapping[str, Table], apply: bool, report: Callable[[str], object] = str
) -> list[RowError]:
    """Write the network's tables, all or nothing; without an actor it is the operator of this installation."""
    if actor is not None:
        authorise(policies.can_import, actor)
    return load(tables, shapes(actor), keys=keys, apply=apply, report=report)


def export_network(folder: Path) -> list[str]:
    """Write the serving network's tables in the form that import reads; returns the names of the files."""
    serving = Station.objects.serving()
    found: dict[str, type[Model] | QuerySet[Any]] = {
        "district": District,
        "zones": Zone,
        "subdistricts": Subdistrict,
        "buildings": Building,
        "checklist": ChecklistItem,
        "metro": Metro,
        "stations": serving,
        "rooms": Room.objects.filter(station__in=serving, closed_on=None),
        "hours": Hours.objects.filter(station__in=serving),
        "exceptions": OpeningException.objects.filter(station__in=serving),
    }
    return [write(folder, shape.name, shape.columns, cells(shape, found[shape.name], names=KEYS)) for shape in SHAPES]
