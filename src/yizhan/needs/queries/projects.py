"""Reads of claims and projects."""

from django.db.models import Q, QuerySet

from yizhan.catalogue.models import Resource
from yizhan.kernel.search import matching
from yizhan.needs.models import Claim, Need, Project
from yizhan.needs.queries.needs import wanted
from yizhan.needs.rules import month_after
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor, Role
from yizhan.people.queries import holds, places_of, today

RELATED = ("need__station", "need__service__category", "need__category", "resource__provider", "made_by", "answered_by")


def resources_of(actor: Actor) -> QuerySet[Resource]:
    """The resources that `actor` speaks for: all as the hub, those of their provider otherwise."""
    found = Resource.objects.select_related("provider").order_by("kind", "name_zh")
    if holds(actor, Role.HUB, Role.ADMINISTRATOR):
        return found
    return found.filter(provider__in=places_of(actor, Role.PROVIDER))


def claimable() -> QuerySet[Need]:
    """The needs that may be claimed: accepted, with people left, by the end of the next month."""
    return wanted(month_after(today())).order_by("raised_at", "id")


def claimable_like(words: str) -> QuerySet[Need]:
    """Those of them that hold all `words`, their service's or their station's name included."""
    literal = ("words", "service__name_zh", "station__name_zh")
    return claimable().filter(matching(words, literal=literal)) if words.strip() else claimable()


def claims_of(actor: Actor) -> QuerySet[Claim]:
    """The claims that `actor` is on a side of, the newest first."""
    sides = _sides(actor, need="need", resource="resource")
    found: QuerySet[Claim] = Claim.objects.filter(sides).select_related(*RELATED, "project")
    return found.order_by("-made_at", "-id")


def projects_of(actor: Actor) -> QuerySet[Project]:
    """The projects that `actor` is on a side of, those that end first at the top."""
    sides = _sides(actor, need="claim__need", resource="claim__resource")
    related = [f"claim__{name}" for name in RELATED]
    found: QuerySet[Project] = Project.objects.select_related(*related, "owner").order_by("ends_on", "id")
    return found.filter(sides | Q(owner=actor.pk)) if sides else found


def _sides(actor: Actor, *, need: str, resource: str) -> Q:
    if holds(actor, Role.HUB, Role.ADMINISTRATOR):
        return Q()
    mine = in_charge_of(actor, at=f"{need}__station")
    return mine | Q(**{f"{resource}__provider__in": places_of(actor, Role.PROVIDER)})
