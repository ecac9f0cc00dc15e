"""Reads of needs."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from yizhan.catalogue.models import Category, Service
from yizhan.needs import rules
from yizhan.needs.models import Need, NeedState, Requester
from yizhan.network.models import Station
from yizhan.people.models import Person

FEW = 5
CANDIDATES = 300
RELATED = ("category", "service__category", "station", "building")


def needs() -> QuerySet[Need]:
    """Every need, with what it is about and where."""
    found: QuerySet[Need] = Need.objects.select_related(*RELATED).defer("search")
    return found


def wanted(month: date) -> QuerySet[Need]:
    """What a plan for the month that begins on `month` has to serve: accepted, with a service, and people left."""
    waiting = Need.objects.filter(state__in=[NeedState.ACCEPTED, NeedState.PLANNED], service__isnull=False)
    left: QuerySet[Need] = waiting.filter(people__gt=F("promised") + F("served")).for_month(month)
    return left.select_related(*RELATED).defer("search")


def needs_of(person: Person) -> QuerySet[Need]:
    """The needs that `person` has, the newest first."""
    return needs().filter(requesters__person=person).order_by("-raised_at", "-id")


def similar(
    *,
    station: Station,
    category: Category,
    service: Service | None,
    words: str,
    person: Person | None = None,
    besides: UUID | None = None,
) -> Sequence[Need]:
    """At most five waiting needs at the same place that ask for the same: `mine` says whether `person` has it."""
    same = Q(category=category) | Q(service=service) if service else Q(category=category)
    mine = Requester.objects.filter(need=OuterRef("pk"), person=person)
    found = needs().filter(same, station=station, state__in=rules.WAITING)
    found = found.exclude(pk=besides) if besides else found
    rows = list(found.annotate(mine=Exists(mine)).order_by("-raised_at", "-id")[:CANDIDATES])
    alike = {row.pk: rules.likeness(row.words, words) for row in rows}
    asked = [row for row in rows if _same_service(row, service) or alike[row.pk] >= rules.ALIKE]
    return sorted(asked, key=lambda row: (not _same_service(row, service), -alike[row.pk]))[:FEW]


def _same_service(need: Need, service: Service | None) -> bool:
    return service is not None and need.service_id == service.pk


def has(person: Person, need: Need) -> bool:
    """Whether `person` has the need, or what it became by merging or by being split."""
    split = Q(need__split_from=need.pk)
    return Requester.objects.filter(split | Q(need__in={need.pk, root_of(need.pk)}), person=person).exists()


def root_of(pk: UUID) -> UUID:
    """The need that the need `pk` has become by merging, itself when it has not."""
    while (into := Need.objects.filter(pk=pk).values_list("merged_into", flat=True).get()) is not None:
        pk = into
    return pk
