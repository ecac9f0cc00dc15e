"""Enterprises as a table, brought in a file or taken away in one; platforms and teams as reference data."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from yizhan.enterprises import policies, rules
from yizhan.enterprises.models import Enterprise, Platform, Team
from yizhan.enterprises.queries import desk
from yizhan.enterprises.services.batches import BATCH, note_all
from yizhan.enterprises.services.profiles import require_profile
from yizhan.enterprises.services.rows import EnterpriseRow, ListedRow
from yizhan.kernel import tables
from yizhan.kernel.access import authorise
from yizhan.kernel.tables import RowError, Shape
from yizhan.people.models import Actor
from yizhan.people.services import record_all

DAYS = 90
OPTIONAL = frozenset({"name_en", "floor", "visit_days", "came_on", "lease_ends_on"})
CHANGEABLE = ("name_en", "industry", "size", "floor", "station", "visit_days", "came_on", "lease_ends_on")
SHAPES: tuple[Shape, ...] = (
    tables.plain("platforms", ListedRow, Platform, by=["code"], key="code"),
    tables.plain("teams", ListedRow, Team, by=["code"], key="code"),
)


def export_listed(folder: Path) -> list[str]:
    """Write platforms and teams in the form that import reads; returns the names of the files."""
    models = {"platforms": Platform, "teams": Team}
    return [
        tables.write(folder, shape.name, shape.columns, tables.cells(shape, models[shape.name], names={}))
        for shape in SHAPES
    ]


def import_enterprises(*, actor: Actor, path: Path, apply: bool) -> tuple[int, list[RowError]]:
    """Write the enterprises in a file when `apply` and nothing is wrong; how many rows there are, and every error.

    One that is in its building already is changed, another is noted.
    """
    authorise(policies.can_see_desk, actor)
    shape = _shape(actor)
    found, errors = tables.read(path, [shape])
    rows = len(found[shape.name].rows) if shape.name in found else 0
    errors = errors + tables.load(found, [shape], keys=partial(_keys, actor), apply=apply and not errors)
    return rows, errors


def _shape(actor: Actor) -> Shape:
    return Shape(
        name="enterprises",
        form=EnterpriseRow,
        make=_make,
        save=partial(_save, actor),
        once=("building", "name_zh"),
        optional=OPTIONAL,
        refers={"station": "stations", "building": "buildings"},
    )


def _keys(actor: Actor, table: str) -> Mapping[str, Any]:
    """What rows are called: the stations that the actor looks after by code, the buildings near them by address name."""
    stations = desk.stations_of(actor)
    if table == "stations":
        return {station.code: station for station in stations}
    return {building.slug: building for building in desk.buildings_near(stations)}


def _make(row: Mapping[str, Any]) -> dict[str, Any]:
    """An enterprise as the service takes it; refused when a rule says no."""
    days = row.get("visit_days") or DAYS
    rules.require_profile(name_zh=row["name_zh"], visit_days=days)
    rules.require_place(building=row["building"], station=row["station"], point=None)
    return {**row, "visit_days": days}


@transaction.atomic
def _save(actor: Actor, rows: Sequence[Mapping[str, Any]]) -> None:
    had = {
        (one.building_id, one.name_zh): one
        for one in Enterprise.objects.here().placed().filter(building__in={row["building"] for row in rows})
    }
    known = [(had.get((row["building"].pk, row["name_zh"])), row) for row in rows]
    note_all(actor=actor, rows=[row for enterprise, row in known if enterprise is None])
    _change(actor, [(enterprise, row) for enterprise, row in known if enterprise is not None])


def _change(actor: Actor, known: Sequence[tuple[Enterprise, Mapping[str, Any]]]) -> None:
    """Change what is known of enterprises that are here already, those for whom the file says something else."""
    changed: dict[UUID, Enterprise] = {}
    for enterprise, row in known:
        authorise(policies.can_serve, actor, enterprise)
        fresh = {name: row[name] for name in CHANGEABLE if name in row and getattr(enterprise, name) != row[name]}
        for name, value in fresh.items():
            setattr(enterprise, name, value)
        if fresh:
            require_profile(enterprise)
            changed[enterprise.pk] = enterprise
    _move_next_visits(list(changed.values()))
    Enterprise.objects.bulk_update(changed.values(), [*CHANGEABLE, "visit_by"], batch_size=BATCH)
    record_all(actor=actor, verb="edit", lines=[(one, {"import": True}) for one in changed.values()])


def _move_next_visits(enterprises: Sequence[Enterprise]) -> None:
    last = dict(desk.last_visits(enterprises))
    for one in enterprises:
        one.visit_by = rules.visit_by(last=last.get(one.pk) or one.noted_on, days=one.visit_days)


@transaction.atomic
def export_enterprises(*, actor: Actor, wanted: Mapping[str, str]) -> tuple[list[str], list[list[object]]]:
    """The columns and rows of the enterprises that fit, as import reads them: no colour, no contact. It is noted."""
    authorise(policies.can_see_desk, actor)
    columns = list(EnterpriseRow.base_fields)
    found = list(desk.found(actor, wanted=wanted))
    record_all(actor=actor, verb="export", lines=[(one, {}) for one in found])
    return columns, [[_cell(one, column) for column in columns] for one in found]


def _cell(enterprise: Enterprise, column: str) -> object:
    named = {"station": enterprise.station.code, "building": enterprise.building.slug}
    value: object = named.get(column) or getattr(enterprise, column)
    return "" if value is None else value
