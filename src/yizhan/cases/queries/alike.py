"""Cases that are perhaps one problem: at the same place, in about the same words."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from yizhan.cases.models import Case, Kind, Reporter
from yizhan.cases.queries.cases import cases
from yizhan.kernel.search import likeness
from yizhan.network.models import Building, Station
from yizhan.people.models import Person

FEW = 5
CANDIDATES = 300
ALIKE, ALIKE_HERE = 0.3, 0.2


def similar(
    *,
    station: Station,
    words: str,
    building: Building | None = None,
    kind: Kind | None = None,
    person: Person | None = None,
    besides: UUID | None = None,
) -> Sequence[Case]:
    """At most five cases of the station that are worked on and say about the same, those of the same building first.

    `mine` says whether `person` reported it; a kind is one more reason to think so, never a condition.
    """
    reported = Reporter.objects.filter(case=OuterRef("pk"), person=person)
    found: QuerySet[Case, Any] = cases().filter(station=station, series=None).exclude(state__in=["closed", "answered"])
    found = found.exclude(pk=besides) if besides else found
    rows = list(found.annotate(mine=Exists(reported)).order_by("-raised_at", "-id")[:CANDIDATES])
    ranked = [(_rank(row, words, building=building, kind=kind), row) for row in rows]
    asked = [(rank, row) for rank, row in ranked if rank[1] >= (ALIKE_HERE if rank[0] else ALIKE)]
    return [row for _rank, row in sorted(asked, key=lambda one: one[0], reverse=True)][:FEW]


def _rank(case: Case, words: str, *, building: Building | None, kind: Kind | None) -> tuple[bool, float, bool]:
    here = building is not None and case.building_id == building.pk
    return (here, likeness(case.words, words), kind is not None and case.kind_id == kind.pk)
