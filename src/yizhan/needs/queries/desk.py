"""Needs as those who look after stations see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from yizhan.kernel import clock
from yizhan.kernel.search import matching
from yizhan.needs.models import Need, NeedState, PartOfDay, Requester, Step
from yizhan.needs.queries.needs import needs, similar
from yizhan.network.models import Building, Station
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor
from yizhan.ui.templatetags.ui import WEEKDAYS

AGES = (3, 7, 30)
COLUMNS = {"station": "station__slug", "state": "state", "category": "category__code", "channel": "channel"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Dossier:
    """A need with what was done about it, where it came from, what it became, and what is like it."""

    need: Need
    steps: Sequence[Step]
    requesters: Sequence[Requester]
    merged: Sequence[Need]
    into: Sequence[Need]
    similar: Sequence[Need]

    @property
    def times(self) -> str:
        """When it suits those who want it, in words."""
        days = [str(WEEKDAYS[day - 1]) for day in self.need.weekdays]
        return _("、").join(days + [str(PartOfDay(part).label) for part in self.need.parts_of_day])


def stations_of(actor: Actor) -> QuerySet[Station]:
    """The serving stations that `actor` looks after."""
    found: QuerySet[Station] = Station.objects.serving().filter(in_charge_of(actor)).order_by("code")
    return found


def buildings_near(stations: QuerySet[Station]) -> QuerySet[Building]:
    """The buildings of those stations and of their subdistricts, where officers walk."""
    here = Q(stations__in=stations) | Q(subdistrict__in=stations.values("subdistrict"))
    return Building.objects.filter(here).distinct().order_by("name_zh", "slug")


def inbox(actor: Actor, *, wanted: Mapping[str, str]) -> QuerySet[Need]:
    """The needs of the stations that `actor` looks after and that fit, the oldest first."""
    found = needs().filter(in_charge_of(actor, at="station"))
    found = found.filter(**{COLUMNS[name]: wanted[name] for name in COLUMNS if wanted.get(name)})
    if wanted.get("age", "").isdecimal():
        found = found.filter(raised_at__lt=clock.now() - timedelta(days=min(int(wanted["age"]), 3650)))
    if wanted.get("q", "").strip():
        found = found.filter(matching(wanted["q"], literal=("words",)))
    return found.order_by("raised_at", "id")


def state_counts(actor: Actor, *, wanted: Mapping[str, str]) -> dict[str, int]:
    """How many needs are in each state, everything else that is wanted left as it is."""
    found = inbox(actor, wanted={**wanted, "state": ""}).order_by().values_list("state")
    return dict.fromkeys(NeedState.values, 0) | dict(found.annotate(n=Count("pk")))


def open_count(actor: Actor) -> int:
    """How many needs wait to be looked at by `actor`."""
    return inbox(actor, wanted={"state": NeedState.OPEN}).count()


def dossier(need: Need) -> Dossier:
    """Everything that officers know of a need."""
    return Dossier(
        need=need,
        steps=list(need.steps.select_related("by").order_by("-at", "-id")),
        requesters=list(need.requesters.select_related("person", "origin")),
        merged=list(needs().filter(merged_into=need).order_by("raised_at", "id")),
        into=list(needs().filter(split_from=need).order_by("id")),
        similar=similar(
            station=need.station, category=need.category, service=need.service, words=need.words, besides=need.pk
        ),
    )
