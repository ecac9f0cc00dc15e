"""Parts of cases, as the bodies see them that were asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from yizhan.cases.models import Body, Case, Part, PartState
from yizhan.cases.queries.page import PartRow, part_rows
from yizhan.people.models import Actor

RECENT = 20
MOST_COUNTED = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """What a body still has to do, the first due first, and what it did lately."""

    open: Sequence[PartRow]
    over: Sequence[PartRow]


def parts() -> QuerySet[Part]:
    """Every part, with its body and its case."""
    found: QuerySet[Part] = Part.objects.select_related("body", "case__kind", "case__station", "case__building")
    return found


def parts_for(actor: Actor) -> QuerySet[Part]:
    """The parts of the bodies that `actor` answers for."""
    return parts().filter(body__people__person=actor.pk)


def parts_to_do(actor: Actor) -> QuerySet[Part]:
    """Those of them that are still to be done, the first due first, no more than can be told as a number."""
    return parts_for(actor).filter(state__in=PartState.open()).order_by("due_at", "id")[:MOST_COUNTED]


def desk_of(actor: Actor) -> Parts:
    """What the bodies of `actor` were asked."""
    mine = parts_for(actor)
    over = list(mine.exclude(state__in=PartState.open()).order_by("-asked_at", "-id")[:RECENT])
    return Parts(open=part_rows(list(parts_to_do(actor))), over=part_rows(over))


def bodies_for(case: Case) -> QuerySet[Body]:
    """The bodies that may be asked in `case` and that somebody answers for."""
    reach: QuerySet[Body] = Body.objects.reaching(case.station.subdistrict_id)
    return reach.filter(people__isnull=False).distinct().order_by("name_zh", "code")
