"""What the formula makes of the last months."""

from collections import defaultdict
from dataclasses import fields
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q, Sum

from yizhan.activities.models import ActivityState, Registration, RegistrationState
from yizhan.evaluation.models import Formula
from yizhan.evaluation.rules import periods
from yizhan.evaluation.rules.formula import Evidence, Parameters, Weight, weigh

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
