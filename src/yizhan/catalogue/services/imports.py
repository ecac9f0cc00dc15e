"""The catalogue as tables: read from files, all or nothing, and written to files in the same form."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Value

from yizhan.catalogue.models import (
    Category,
    Offer,
    Programme,
    Provider,
    ProviderAbsence,
    ProviderHours,
    Resource,
    Service,
    Standard,
)
from yizhan.catalogue.services import rows
from yizhan.kernel import search, tables
from yizhan.kernel.tables import RowError, Save, Shape, Table
from yizhan.network.models import StationState
from yizhan.network.services import imports as network

KEYS: dict[str, tuple[type[models.Model], str]] = {
    "categories": (Category, "code"),
    "services": (Service, "code"),
    "providers": (Provider, "slug"),
}


def keys(table: str) -> Mapping[str, Any]:
    """What the rows of a table are called, ours or the network's."""
    if table not in KEYS:
        return network.keys(table)
    model, name = KEYS[table]
    return {getattr(row, name): row for row in model._default_manager.all()}


def _save_services(made: Sequence[Any]) -> None:
    columns = [name for name in rows.ServiceRow.base_fields if name != "code"]
    tables.upsert(Service, by=["code"], fields=columns)(made)
    for service in Service.objects.filter(code__in=[row.code for row in made]).select_related("category"):
        words = search.words(
            service.name_zh, service.name_en, service.about_zh, service.category.name_zh, service.category.name_en
        )
        Service.objects.filter(pk=service.pk).update(search=SearchVector(Value(words), config="simple"))


def _saving_sets(model: type[models.Model], row_form: type[Any], sets: Sequence[str]) -> Save:
    """Write rows whose columns `sets` name several other rows each."""
    columns = [name for name in row_form.base_fields if name not in {"slug", *sets}]

    def save(made: Sequence[Any]) -> None:
        tables.upsert(model, by=["slug"], fields=columns)([row for row, _ in made])
        kept: dict[str, Any] = {row.slug: row for row in _named(model, made)}
        for row, related in made:
            for name in sets:
                getattr(kept[row.slug], name).set(related[name])

    return save


def _named(model: type[models.Model], made: Sequence[Any]) -> Iterable[Any]:
    return model._default_manager.filter(slug__in=[row.slug for row, _ in made])


def _making_sets(model: type[models.Model], sets: Sequence[str]) -> Callable[[Mapping[str, Any]], Any]:
    return lambda row: (model(**{k: v for k, v in row.items() if k not in sets}), {name: row[name] for name in sets})


SHAPES: tuple[Shape, ...] = (
    tables.plain("categories", rows.CategoryRow, Category, by=["code"], key="code"),
    Shape(
        name="services",
        form=rows.ServiceRow,
        make=lambda row: Service(**row),
        save=_save_services,
        key="code",
        refers={"category": "categories"},
    ),
    Shape(
        name="standards",
        form=rows.StandardRow,
        make=lambda row: Standard(**row),
        save=tables.insert(Standard),
        clear=tables.of_same(Standard, "service"),
        refers={"service": "services"},
    ),
    Shape(
        name="offers",
        form=rows.OfferRow,
        make=lambda row: Offer(**row),
        save=tables.insert(Offer),
        clear=tables.of_same(Offer, "station"),
        refers={"station": "stations", "service": "services"},
    ),
    Shape(
        name="providers",
        form=rows.ProviderRow,
        make=_making_sets(Provider, ["zones", "services"]),
        save=_saving_sets(Provider, rows.ProviderRow, ["zones", "services"]),
        key="slug",
        refers={"zones": "zones", "services": "services"},
    ),
    Shape(
        name="provider_hours",
        form=rows.ProviderHoursRow,
        make=lambda row: ProviderHours(**row),
        save=tables.insert(ProviderHours),
        clear=tables.of_same(ProviderHours, "provider"),
        refers={"provider": "providers"},
    ),
    Shape(
        name="provider_absences",
        form=rows.ProviderAbsenceRow,
        make=lambda row: ProviderAbsence(**row),
        save=tables.insert(ProviderAbsence),
        clear=tables.of_same(ProviderAbsence, "provider"),
        refers={"provider": "providers"},
    ),
    tables.plain("resources", rows.ResourceRow, Resource, by=["slug"], key="slug", provider="providers"),
    Shape(
        name="programmes",
        form=rows.ProgrammeRow,
        make=_making_sets(Programme, ["services"]),
        save=_saving_sets(Programme, rows.ProgrammeRow, ["services"]),
        key="slug",
        refers={"services": "services"},
    ),
)
MODELS: dict[str, type[models.Model]] = {
    "categories": Category,
    "services": Service,
    "standards": Standard,
    "offers": Offer,
    "providers": Provider,
    "provider_hours": ProviderHours,
    "provider_absences": ProviderAbsence,
    "resources": Resource,
    "programmes": Programme,
}


def import_catalogue(
    found: Mapping[str, Table], *, apply: bool, report: Callable[[str], object] = str
) -> list[RowError]:
    """Write the catalogue's tables, all or nothing, for the operator of this installation; returns every error."""
    return tables.load(found, SHAPES, keys=keys, apply=apply, report=report)


def export_catalogue(folder: Path) -> list[str]:
    """Write the catalogue's tables in the form that import reads; returns the names of the files."""
    names = {**network.KEYS, **KEYS}
    serving = Offer.objects.filter(station__state=StationState.OPEN)
    found: dict[str, type[models.Model] | models.QuerySet[Any]] = {**MODELS, "offers": serving}
    return [
        tables.write(folder, shape.name, shape.columns, tables.cells(shape, found[shape.name], names=names))
        for shape in SHAPES
    ]
