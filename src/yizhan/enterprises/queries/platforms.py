"""Platforms with those who take part, teams with their people."""

from django.db.models import Count, Prefetch, Q, QuerySet

from yizhan.enterprises.models import Participation, Platform, Team, Teammate
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor


def platforms(actor: Actor) -> QuerySet[Platform]:
    """The platforms, each with how many of the enterprises that `actor` looks after take part, as `count`."""
    mine = in_charge_of(actor, at="participations__enterprise__station")
    mine &= Q(participations__enterprise__left_on=None)
    return Platform.objects.annotate(count=Count("participations", filter=mine)).order_by("position", "code")


def parts_of(platform: Platform, actor: Actor) -> QuerySet[Participation]:
    """The enterprises of `actor` that take part in a platform, by name."""
    mine = in_charge_of(actor, at="enterprise__station")
    found = platform.participations.filter(mine, enterprise__left_on=None)
    return found.select_related("enterprise__building").order_by("enterprise__name_zh", "id")


def teams() -> QuerySet[Team]:
    """The teams with their people."""
    people = Teammate.objects.select_related("person").order_by("since", "id")
    return Team.objects.prefetch_related(Prefetch("teammates", people)).order_by("position", "code")
