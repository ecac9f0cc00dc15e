"""What the formula makes of the last months."""

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from yizhan.activities.models import ActivityState, Registration, RegistrationState
from yizhan.catalogue.models import Service
from yizhan.evaluation.models import Formula
from yizhan.evaluation.rules import periods
from yizhan.evaluation.rules.formula import Evidence, Parameters, Weight, weigh
from yizhan.network.models import Station

Pair = tuple[UUID, UUID]
SETTLED = (RegistrationState.ATTENDED, RegistrationState.ABSENT)


def formula_in_force() -> Parameters:
    """The numbers that the hub wrote last, or the ones the product came with."""
    row = Formula.objects.first()
    if row is None:
        return Parameters()
    return Parameters(**{field.name: getattr(row, field.name) for field in fields(Parameters)})


def weights(*, month: date) -> dict[Pair, Weight]:
    """By service and station, the factor by which needs count in the plan of `month`; whatever is not there counts 1."""
    formula = formula_in_force()
    start, end = periods.window(month, formula.window_months, ZoneInfo(settings.TIME_ZONE))
    found = evidence(start, end)
    everywhere: dict[UUID, Evidence] = defaultdict(Evidence)
    for (service_id, _station_id), here in found.items():
        everywhere[service_id] += here
    return {pair: weigh(here, everywhere[pair[0]], formula) for pair, here in found.items()}


def evidence(start: datetime, end: datetime) -> dict[Pair, Evidence]:
    """By service and station, what came of the activities that began in [start, end) and are concluded."""
    held = Registration.objects.filter(
        activity__state=ActivityState.CONCLUDED,
        activity__starts_at__gte=start,
        activity__starts_at__lt=end,
        activity__service__isnull=False,
        state__in=SETTLED,
    )
    rows = held.order_by().values_list("activity__service", "activity__station")
    counted = rows.annotate(
        people=Count("pk"),
        held=Sum("places"),
        came=Sum("places", filter=Q(state=RegistrationState.ATTENDED), default=0),
        rated=Count("ask__rating"),
        levels=Sum("ask__rating__level", default=0),
    )
    return {
        (service, station): Evidence(people=people, places=held, came=came, answers=rated, levels=levels)
        for service, station, people, held, came, rated, levels in counted
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardRow:
    """A service at a station, and its factor; None when too few people stand behind it to be shown."""

    service: Service
    station: Station
    factor: float | None


def next_month(day: date) -> date:
    """The first day of the month after `day`: the next that is planned."""
    return periods.months_on(day.replace(day=1), 1)


def weight_board(month: date) -> list[BoardRow]:
    """The weights for the plan of `month` as they may be shown, by service, then station."""
    found = weights(month=month)
    services = Service.objects.select_related("category").in_bulk({service for service, _ in found})
    stations = Station.objects.defer("search").in_bulk({station for _, station in found})
    rows = [
        BoardRow(service=services[service], station=stations[station], factor=weight.factor if weight.shown else None)
        for (service, station), weight in found.items()
    ]
    return sorted(rows, key=lambda row: (row.service.category.position, row.service.code, row.station.code))


def formula_history() -> QuerySet[Formula]:
    """Every row of the formula, the newest first, with who wrote it."""
    return Formula.objects.select_related("by")
