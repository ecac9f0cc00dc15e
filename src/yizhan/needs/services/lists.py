"""Publishing the lists of a month."""

from datetime import date

from django.db import transaction

from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.needs import policies
from yizhan.needs.models import ListKind, MonthList
from yizhan.needs.queries.lists import draft
from yizhan.needs.rules import refusals
from yizhan.people.models import Actor, Person
from yizhan.people.services import record


@transaction.atomic
def publish_list(*, actor: Actor, kind: ListKind, month: date) -> MonthList:
    """Publish the list as it is now; it stays as it was published."""
    authorise(policies.can_publish, actor)
    lines = draft(kind, month)
    if not lines:
        raise refusals.ListEmpty
    made = MonthList(kind=kind, month=month, lines=lines, published_at=clock.now())
    made.published_by = actor if isinstance(actor, Person) else None
    with refusing(needs_monthlist_published_once=refusals.ListPublished):
        made.save(force_insert=True)
    record(actor=actor, verb="publish", subject=made, details={"kind": kind, "month": f"{month:%Y-%m}"})
    return made
