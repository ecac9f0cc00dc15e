"""The stability screen: what named roles may see, and nobody else."""

from uuid import UUID

from django.db.models import Count, QuerySet

from yizhan.enterprises.models import Assessment, Colour, Enterprise
from yizhan.network.models import Station
from yizhan.people.models import Actor, Role
from yizhan.people.queries import holds, places_of, today


def judged_at(actor: Actor) -> QuerySet[Station]:
    """The stations whose enterprises `actor` may judge: all for the hub, their own for officers, none for others."""
    if holds(actor, Role.HUB):
        return Station.objects.all()
    mine = Station.objects.filter(pk__in=places_of(actor, Role.STATION))
    return mine | Station.objects.filter(subdistrict__in=places_of(actor, Role.SUBDISTRICT))


def current(actor: Actor) -> QuerySet[Assessment]:
    """The assessments in force of the enterprises that `actor` may judge, the least stable first."""
    found: QuerySet[Assessment] = Assessment.objects.in_force(today())
    mine = found.filter(enterprise__station__in=judged_at(actor), enterprise__left_on=None)
    related = mine.select_related("enterprise__building", "enterprise__station", "by")
    return related.order_by("-colour", "expires_on", "id")


def unjudged(actor: Actor) -> QuerySet[Enterprise]:
    """The enterprises that `actor` may judge and that have no assessment in force."""
    here: QuerySet[Enterprise] = Enterprise.objects.here().select_related("building")
    judged = Assessment.objects.in_force(today()).values("enterprise")
    return here.filter(station__in=judged_at(actor)).exclude(pk__in=judged).order_by("name_zh", "id")


def assessments_of(enterprise: Enterprise) -> QuerySet[Assessment]:
    """Every assessment of an enterprise, newest first."""
    return enterprise.assessments.select_related("by").order_by("-at", "-id")


def assessment(pk: UUID) -> Assessment:
    """One assessment with its enterprise and who made it, for what follows from it."""
    found: Assessment = Assessment.objects.select_related("enterprise__station", "enterprise__building", "by").get(
        pk=pk
    )
    return found


def counts(actor: Actor) -> list[tuple[int, str, int]]:
    """Each colour with its words and how many enterprises have it now."""
    found = dict(current(actor).order_by().values_list("colour").annotate(n=Count("pk")))
    return [(colour.value, str(colour.label), found.get(colour.value, 0)) for colour in Colour]
