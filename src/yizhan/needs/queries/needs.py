"""Reads of needs."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from yizhan.catalogue.models import Category, Service
from yizhan.kernel.search import likeness
from yizhan.needs import rules
from yizhan.needs.models import Need, NeedState, Requester, Step
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


def needs_of(person: Person) -> QuerySet[Need, Any]:
    """The needs that `person` has, the newest first, each with `due_at`, by when more is known."""
    last = Step.objects.filter(need=OuterRef("pk"), due_at__isnull=False).order_by("-at", "-id")
    found = needs().filter(requesters__person=person).annotate(due_at=Subquery(last.values("due_at")[:1]))
    return found.order_by("-raised_at", "-id")


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
    alike = {row.pk: likeness(row.words, words) for row in rows}
    asked = [row for row in rows if _same_service(row, service) or alike[row.pk] >= rules.ALIKE]
    return sorted(asked, key=lambda row: (not _same_service(row, service), -alike[row.pk]))[:FEW]


def _same_service(need: Need, service: Service | None) -> bool:
    return service is not None and need.service_id == service.pk


def has(person: Person, need: Need) -> bool:
    """Whether `person` has the need, or what it became by merging or by being split."""
    split = Q(need__split_from=need.pk)
    return Requester.objects.filter(split | Q(need__in={need.pk, root_of(need.pk)}), person=person).exists()


def line_of(pk: UUID) -> list[UUID]:
    """The need `pk` and what it has become by merging, one after the other."""
    line = [pk]
    while (into := Need.objects.filter(pk=line[-1]).values_list("merged_into", flat=True).get()) is not None:
        line.append(into)
    return line


def root_of(pk: UUID) -> UUID:
    """The need that the need `pk` has become by merging, itself when it has not."""
    return line_of(pk)[-1]
