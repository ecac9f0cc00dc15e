"""Needs as a table: read from a file, all or nothing, each row told what is wrong with it."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from yizhan.catalogue.models import Category, Service
from yizhan.kernel.access import authorise
from yizhan.kernel.tables import RowError, Shape, load, read
from yizhan.needs import policies, rules
from yizhan.needs.models import Channel
from yizhan.needs.queries.desk import stations_of
from yizhan.needs.services.batches import enter_all
from yizhan.needs.services.rows import PARTS, NeedRow
from yizhan.people.models import Actor
from yizhan.people.queries import today


def import_needs(*, actor: Actor, path: Path, apply: bool) -> tuple[int, list[RowError]]:
    """Write the needs in a file when `apply` and nothing is wrong; how many rows there are, and every error."""
    authorise(policies.can_see_desk, actor)
    shape = _shape(actor)
    found, errors = read(path, [shape])
    rows = len(found["needs"].rows) if "needs" in found else 0
    errors = errors + load(found, [shape], keys=partial(_keys, actor), apply=apply and not errors)
    return rows, errors


def _shape(actor: Actor) -> Shape:
    return Shape(
        name="needs",
        form=NeedRow,
        make=_make,
        save=partial(_save, actor),
        optional=frozenset({"service", "month", "parts_of_day", "weekdays"}),
        refers={"station": "stations", "category": "categories", "service": "services"},
    )


def _keys(actor: Actor, table: str) -> Mapping[str, Any]:
    """What rows are called: stations that the actor looks after, categories and services by their codes."""
    if table == "stations":
        return {station.code: station for station in stations_of(actor).select_related("building")}
    if table == "categories":
        return {category.code: category for category in Category.objects.all()}
    return {service.code: service for service in Service.objects.filter(retired_on=None).select_related("category")}


def _make(row: Mapping[str, Any]) -> dict[str, Any]:
    """A need as the service takes it; refused when a rule says no."""
    wish = {**row, "service": row.get("service"), "building": row["station"].building}
    wish["parts_of_day"] = [PARTS[word].value for word in row.get("parts_of_day") or []]
    wish["weekdays"] = [int(day) for day in row.get("weekdays") or []]
    told = ("words", "people", "station", "category", "service")
    rules.require_wish(**{name: wish[name] for name in told})
    rules.require_month(wish["month"], today=today())
    return wish


def _save(actor: Actor, wishes: Sequence[Any]) -> None:
    enter_all(actor=actor, wishes=wishes, channel=Channel.IMPORT)
