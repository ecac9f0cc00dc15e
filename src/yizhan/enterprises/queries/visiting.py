"""What the page of a visit is filled from."""

from contextlib import suppress
from uuid import UUID

from django.db.models import QuerySet

from yizhan.enterprises.models import Contact, Enterprise, Visit
from yizhan.enterprises.queries.desk import SHOWN, looked_after
from yizhan.people.models import Actor


def to_visit(actor: Actor) -> QuerySet[Enterprise]:
    """The enterprises that `actor` may visit, building by building."""
    return looked_after(actor).filter(left_on=None).order_by("building__name_zh", "building_id", "name_zh", "id")


def chosen(actor: Actor, pk: str) -> Enterprise | None:
    """The enterprise that the address names, when `actor` may visit it."""
    with suppress(ValueError):
        return to_visit(actor).filter(pk=UUID(pk)).first()
    return None


def contacts_of(enterprise: Enterprise | None) -> QuerySet[Contact]:
    """Those who speak for that enterprise; nobody while it is not chosen."""
    return Contact.objects.filter(enterprise=enterprise) if enterprise else Contact.objects.none()


def own_visits(enterprise: Enterprise) -> QuerySet[Visit]:
    """The visits to an enterprise as its contacts may know them: when, by whom, what they said was heard."""
    found = enterprise.visits.select_related("by").prefetch_related("findings").defer("words")
    return found.order_by("-on", "-id")[:SHOWN]
