"""Reads of quotas."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from yizhan.catalogue.models import Category
from yizhan.delivery.models import Quota
from yizhan.delivery.rules import month as rules
from yizhan.network.models import Station


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotaTable:
    """Every serving station with its regular sessions of every category, whether set by the hub or usual."""

    stations: Sequence[Station]
    categories: Sequence[Category]
    sessions: dict[tuple[UUID, UUID], int]


def quotas() -> dict[tuple[UUID, UUID], int]:
    """The regular sessions that the hub has set, by (station, category)."""
    rows = Quota.objects.values_list("station_id", "category_id", "sessions")
    return {(station, category): sessions for station, category, sessions in rows}


def quota_table(*, zone: str = "") -> QuotaTable:
    """The quotas of all serving stations, or of those in one zone."""
    stations = Station.objects.serving().placed().defer("search").order_by("zone__position", "code")
    if zone:
        stations = stations.filter(zone__code=zone)
    found, categories, held = list(stations), list(Category.objects.all()), quotas()
    return QuotaTable(
        stations=found,
        categories=categories,
        sessions={
            (station.pk, category.pk): rules.quota_of(category.code, held.get((station.pk, category.pk)))
            for station in found
            for category in categories
        },
    )
