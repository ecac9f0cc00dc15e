"""Keeping the kinds, and the bodies that stations may ask."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from yizhan.cases import policies
from yizhan.cases.models import Body, BodyPerson, Kind
from yizhan.cases.rules import keeping, refusals
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.people.models import Actor, Person
from yizhan.people.queries import person_by_phone
from yizhan.people.services import record


@transaction.atomic
def publish_kind(*, actor: Actor, after: Kind, said: Mapping[str, Any]) -> Kind:
    """Publish the version that follows the one in force: it says what is `said`, and the same otherwise."""
    authorise(policies.can_keep, actor)
    last = Kind.objects.locked(after.pk)
    if last.retired_at is not None:
        raise refusals.KindMovedOn
    return put_in_force(Kind(**keeping.following(last, said)), actor=actor)


@transaction.atomic
def put_in_force(kind: Kind, *, actor: Actor | None) -> Kind:
    """Let `kind` be the version in force of its code, unless the one that is says the same; the caller has authorised."""
    keeping.require_kind(kind)
    last = Kind.objects.select_for_update().filter(code=kind.code).order_by("-version").first()
    changed, at = keeping.differing(kind, last), clock.now()
    if last is not None:
        if not changed and last.retired_at is None:
            return last
        kind.version = last.version + 1
        last.retired_at = last.retired_at or at
        last.save(update_fields=["retired_at"])
    kind.published_at = at
    kind.save(force_insert=True)
    record(actor=actor, verb="publish", subject=kind, details={"version": kind.version})
    return kind


@transaction.atomic
def keep_body(*, actor: Actor, fields: Mapping[str, Any]) -> Body:
    """Write down a body, or what changed about it, by its code."""
    authorise(policies.can_keep, actor)
    plain = {name: value for name, value in fields.items() if name != "code"}
    body, _ = Body.objects.update_or_create(code=fields["code"], defaults=plain)
    record(actor=actor, verb="keep", subject=body)
    return body


@transaction.atomic
def keep_body_people(*, actor: Actor, body: Body, people: Collection[Person]) -> None:
    """Say who answers for a body from now on."""
    authorise(policies.can_keep, actor)
    body = Body.objects.locked(body.pk)
    body.people.exclude(person__in=people).delete()
    BodyPerson.objects.bulk_create(
        [BodyPerson(body=body, person=person, since=clock.now()) for person in people], ignore_conflicts=True
    )
    record(actor=actor, verb="appoint", subject=body, details={"people": len(people)})


def add_delegate(*, actor: Actor, body: Body, phone: str) -> Person:
    """Have the member with that phone number answer for a body too."""
    person = person_by_phone(phone)
    if person is None or person.joined_at is None:
        raise refusals.PhoneUnknown
    keep_body_people(actor=actor, body=body, people=[*_people_of(body), person])
    return person


def remove_delegate(*, actor: Actor, body: Body, person_id: UUID) -> None:
    """Let somebody no longer answer for a body."""
    keep_body_people(actor=actor, body=body, people=[one for one in _people_of(body) if one.pk != person_id])


def _people_of(body: Body) -> list[Person]:
    return list(Person.objects.filter(bodies__body=body))
