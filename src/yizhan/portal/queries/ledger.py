"""The ledger in words: who did what to which thing, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yizhan.network.models import ChecklistItem, Station
from yizhan.people.models import ApiToken, Appointment, Change, Person
from yizhan.portal.queries.deeds import THINGS, deed

Words = str | Promise
TOLD = ("room", "evidence", "shows", "day")


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """What a line is about, by name, and the page about it, if there is one."""

    name: Words
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of the ledger, in words."""

    at: datetime
    who: Words
    deed: Words
    subject: Words
    thing: Thing
    thing_id: UUID
    reason: str
    particulars: str


def lines(
    *, limit: int, subject: str = "", thing: UUID | None = None, cursor: UUID | None = None
) -> tuple[list[Line], UUID | None]:
    """At most `limit` lines before the line `cursor`, newest first, and the cursor to older ones."""
    found = Change.objects.select_related("actor")
    if subject:
        found = found.filter(subject=subject)
    if thing:
        found = found.filter(subject_id=thing)
    last = Change.objects.filter(pk=cursor).first() if cursor else None
    if last:
        found = found.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    rows = list(found[: limit + 1])
    return _told(rows[:limit]), rows[limit - 1].pk if len(rows) > limit else None


def _told(rows: list[Change]) -> list[Line]:
    things = _things(rows)
    return [
        Line(
            at=row.at,
            who=str(row.actor) if row.actor else _("系统"),
            deed=deed(row.verb, row.subject),
            subject=THINGS.get(row.subject, row.subject),
            thing=things.get(row.subject_id, Thing(name="")),
            thing_id=row.subject_id,
            reason=row.reason,
            particulars=_particulars(row),
        )
        for row in rows
    ]


def _things(rows: Iterable[Change]) -> dict[UUID, Thing]:
    """The things that the lines are about, in one query a kind."""
    ids = {row.subject_id for row in rows}
    found = {
        station.pk: Thing(name=station.name, url=reverse("network:station-detail", args=[station.slug]))
        for station in Station.objects.filter(pk__in=ids).only("slug", "name_zh", "name_en")
    }
    found |= {item.pk: Thing(name=item.name) for item in ChecklistItem.objects.filter(pk__in=ids)}
    found |= {person.pk: Thing(name=str(person)) for person in Person.objects.filter(pk__in=ids)}
    found |= {token.pk: Thing(name=token.name) for token in ApiToken.objects.filter(pk__in=ids)}
    held = Appointment.objects.filter(pk__in=ids).select_related("person")
    return found | {one.pk: Thing(name=f"{one.person} · {one.get_role_display()}") for one in held}


def _particulars(row: Change) -> str:
    """What the line tells beside its reason: the fields that an edit changed, or the room, evidence or day."""
    if row.subject == "network.station" and row.verb == "edit":
        return _("、").join(_label(name) for name in row.details)
    return " · ".join(str(row.details[name]) for name in TOLD if row.details.get(name))


def _label(name: str) -> str:
    try:
        return str(getattr(Station._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name
