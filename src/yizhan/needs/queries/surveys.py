"""Reads of surveys; what fewer than five people want is not told."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from yizhan.catalogue.models import Service
from yizhan.needs.models import Survey
from yizhan.network.models import Station
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor, Role
from yizhan.people.queries import holds

FEWEST = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """How often a survey was answered, nothing when less than five times."""

    answers: int | None
    services: list[Service]


def surveys_of(actor: Actor) -> QuerySet[Survey]:
    """The surveys that `actor` may look at: of their stations, and as the hub those of the whole network."""
    mine = Q(station__in=Station.objects.filter(in_charge_of(actor)))
    if holds(actor, Role.HUB, Role.ADMINISTRATOR):
        mine |= Q(station=None)
    found: QuerySet[Survey] = Survey.objects.filter(mine).select_related("station")
    return found


def survey_by_token(token: str) -> QuerySet[Survey]:
    """The survey behind a link, with its station."""
    found: QuerySet[Survey] = Survey.objects.filter(token=token).select_related("station__building")
    return found


def told_of(survey: Survey) -> Told:
    """What officers are told of the answers."""
    count = survey.answers.aggregate(n=Count("pk"))["n"]
    return Told(
        answers=count if count >= FEWEST or not count else None,
        services=list(survey.services.select_related("category").order_by("category__position", "code")),
    )
