"""Secret addresses of people's own calendars."""

import secrets

from django.db import transaction

from yizhan.activities import policies
from yizhan.activities.models import CalendarLink
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.people.models import Actor, Person
from yizhan.people.queries import digest
from yizhan.people.services import record

SECRET_BYTES = 32


@transaction.atomic
def make_calendar_link(*, actor: Actor) -> str:
    """A new secret for the actor's calendar, returned once; the one before opens nothing any more."""
    person = _person(actor)
    _revoke(person)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = CalendarLink.objects.create(person=person, digest=digest(secret), made_at=clock.now())
    record(actor=person, verb="create", subject=link)
    return secret


@transaction.atomic
def revoke_calendar_link(*, actor: Actor) -> None:
    """Let the actor's secret address open nothing any more; again changes nothing."""
    _revoke(_person(actor))


def _person(actor: Actor) -> Person:
    """The actor, locked, so that only one address can stand."""
    authorise(policies.can_have_calendar, actor)
    assert isinstance(actor, Person)  # noqa: S101 - for the type checker
    return Person.objects.locked(actor.pk)


def _revoke(person: Person) -> None:
    for link in person.calendar_links.filter(revoked_at=None):
        link.revoked_at = clock.now()
        link.save(update_fields=["revoked_at"])
        record(actor=person, verb="revoke", subject=link)
