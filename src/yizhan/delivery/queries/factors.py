"""What evaluation changed in a draft: by which factor needs count, where, and why, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from yizhan.catalogue.models import Service
from yizhan.delivery.models import Draft
from yizhan.delivery.rules import wording
from yizhan.evaluation.queries import formula_in_force
from yizhan.network.models import Station


@dataclass(frozen=True, kw_only=True, slots=True)
class Influence:
    """At how many services of stations needs count for more, at how many for less, and whether the formula is on now."""

    more: int
    less: int
    on: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldFactor:
    """By which factor the needs for a service at a station count, and why."""

    service: Service
    station: Station
    factor: float
    reasons: tuple[str | Promise, ...]

    @property
    def per_cent(self) -> int:
        """How many per cent more they count, or fewer when it is negative."""
        return round(100 * (self.factor - 1))

    @property
    def size(self) -> int:
        """How many per cent more or fewer."""
        return abs(self.per_cent)


def influence_of(draft: Draft) -> Influence:
    """What the factors of a draft come to."""
    more = sum(row["factor"] > 1 for row in draft.factors)
    return Influence(more=more, less=len(draft.factors) - more, on=formula_in_force().on)


def factors_of(draft: Draft) -> list[ToldFactor]:
    """The factors of a draft with names, the strongest first; a service or station that is gone is left out."""
    services = Service.objects.select_related("category").in_bulk({row["service"] for row in draft.factors})
    stations = Station.objects.defer("search").in_bulk({row["station"] for row in draft.factors})
    by_service = {str(pk): row for pk, row in services.items()}
    by_station = {str(pk): row for pk, row in stations.items()}
    told = [
        ToldFactor(
            service=by_service[row["service"]],
            station=by_station[row["station"]],
            factor=row["factor"],
            reasons=tuple(_reasons(row)),
        )
        for row in draft.factors
        if row["service"] in by_service and row["station"] in by_station
    ]
    return sorted(told, key=lambda one: (-abs(one.per_cent), one.service.code, one.station.code))


def _reasons(row: dict[str, Any]) -> Iterator[str | Promise]:
    for name, words in wording.PULLS.items():
        pull = row.get(name, 0)
        if pull:
            yield words[pull > 0]
