"""The lists of a month: as they are now, and as they were published. Fewer than five people are never told apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Sum

from yizhan.catalogue.models import Resource
from yizhan.needs.models import ListKind, MonthList, Project
from yizhan.needs.queries.needs import wanted
from yizhan.needs.queries.surveys import FEWEST
from yizhan.needs.rules import month_after

Line = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One list of a month: its lines, and the publication if there was one."""

    kind: ListKind
    lines: list[Line]
    published: MonthList | None


def sheets(month: date) -> list[Sheet]:
    """The three lists of a month, as published or else as they are now."""
    published = published_in(month)
    return [
        Sheet(
            kind=kind,
            lines=published[kind].lines if kind in published else draft(kind, month),
            published=published.get(kind),
        )
        for kind in ListKind
    ]


def published_in(month: date) -> dict[str, MonthList]:
    """The lists that were published for a month, by kind."""
    return {row.kind: row for row in MonthList.objects.of(month)}


def published_months() -> list[date]:
    """The months for which something was published, the newest first."""
    return list(MonthList.objects.order_by("-month").values_list("month", flat=True).distinct())


def draft(kind: ListKind, month: date) -> list[Line]:
    """The lines of a list as they are now."""
    return DRAFTS[kind](month)


def _needs(month: date) -> list[Line]:
    names = ("station__name_zh", "station__name_en", "service__name_zh", "service__name_en", "service__category__code")
    rows = wanted(month).order_by().values(*names).annotate(n=Sum(F("people") - F("promised") - F("served")))
    return [
        {
            "zh": row["service__name_zh"],
            "en": row["service__name_en"],
            "where_zh": row["station__name_zh"],
            "where_en": row["station__name_en"],
            "category": row["service__category__code"],
            "people": row["n"] if row["n"] >= FEWEST else None,
        }
        for row in rows.order_by("service__category__code", "service__name_zh", "station__name_zh")
    ]


def _resources(month: date) -> list[Line]:
    rows = Resource.objects.select_related("provider").order_by("kind", "name_zh")
    return [
        {
            "zh": row.name_zh,
            "en": row.name_en,
            "where_zh": row.provider.name_zh if row.provider else "",
            "where_en": row.provider.name_en if row.provider else "",
            "kind": row.kind,
            "quantity": row.quantity,
            "unit_zh": row.unit_zh,
            "unit_en": row.unit_en,
        }
        for row in rows
    ]


def _projects(month: date) -> list[Line]:
    rows = Project.objects.during(month, month_after(month)).select_related("claim__need__station", "claim__resource")
    return [
        {
            "zh": row.title,
            "en": "",
            "where_zh": row.claim.need.station.name_zh,
            "where_en": row.claim.need.station.name_en,
            "resource_zh": row.claim.resource.name_zh,
            "resource_en": row.claim.resource.name_en,
            "until": row.ends_on.isoformat(),
            "state": row.state,
        }
        for row in rows
    ]


DRAFTS: Mapping[str, Callable[[date], list[Line]]] = {
    ListKind.NEEDS: _needs,
    ListKind.RESOURCES: _resources,
    ListKind.PROJECTS: _projects,
}
