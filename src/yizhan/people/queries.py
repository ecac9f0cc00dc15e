"""Reads about people that are worth a name."""

import hashlib
from collections.abc import Iterable
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q

from yizhan.kernel import clock
from yizhan.people import rules
from yizhan.people.models import Actor, ApiToken, Appointment, Change, Consent, ConsentText, Person, Purpose, Role


def today() -> date:
    """The present day where the network is."""
    return clock.day_of(clock.now(), ZoneInfo(settings.TIME_ZONE))


def roles_of(actor: Actor) -> tuple[Appointment, ...]:
    """The roles that `actor` holds today; none for a visitor."""
    if not isinstance(actor, Person) or not actor.is_active:
        return ()
    day = today()
    return tuple(appointment for appointment in actor.roles_held if appointment.in_force(day))


def holds(actor: Actor, *roles: Role, scope_id: UUID | None = None) -> bool:
    """Whether `actor` holds one of `roles` today; within the place `scope_id` when it is given."""
    return any(a.role in roles and scope_id in {None, a.scope_id} for a in roles_of(actor))


def places_of(actor: Actor, role: Role) -> frozenset[UUID]:
    """The identifiers of the places in which `actor` holds `role` today."""
    return frozenset(a.scope_id for a in roles_of(actor) if a.role == role and a.scope_id)


def person_by_phone(phone: str) -> Person | None:
    """The person who signs in with `phone` (E.164), if anyone does."""
    return Person.objects.with_phone(phone).first()


def people_in(role: Role, scope_ids: Iterable[UUID]) -> models.QuerySet[Appointment]:
    """Today's holders of `role` in those places, with their person."""
    found = Appointment.objects.on(today()).filter(role=role, scope_id__in=list(scope_ids))
    return found.select_related("person").order_by("starts_on", "id")


def current_texts() -> list[ConsentText]:
    """The newest published text for each purpose."""
    newest = ConsentText.objects.filter(published_on__lte=today()).order_by("purpose", "-published_on", "-version")
    return list(newest.distinct("purpose"))


def consents_of(person: Person) -> dict[str, Consent]:
    """The consent that stands for each purpose, newest text first."""
    standing = person.consents.filter(withdrawn_at=None).select_related("text").order_by("text__published_on")
    return {consent.text.purpose: consent for consent in standing}


def has_consented(person: Person, purpose: Purpose) -> bool:
    """Whether a consent of `person` for `purpose` stands."""
    return person.consents.filter(withdrawn_at=None, text__purpose=purpose).exists()


def changes_of(subject: models.Model) -> models.QuerySet[Change]:
    """The ledger of one thing, newest first, with who did it."""
    label = subject._meta.label_lower
    return Change.objects.filter(subject=label, subject_id=subject.pk).select_related("actor")


def digest(secret: str) -> str:
    """What is kept of a token's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_by_secret(secret: str) -> ApiToken | None:
    """The token of `secret`, with its person, while it stands."""
    token = ApiToken.objects.select_related("person").filter(digest=digest(secret), person__is_active=True).first()
    if token and rules.token_stands(expires_at=token.expires_at, revoked_at=token.revoked_at, at=clock.now()):
        return token
    return None


def unfinished() -> models.QuerySet[Person]:
    """People who asked for a code and never came back within a day."""
    return Person.objects.filter(Q(joined_at=None), created_at__lt=clock.now() - rules.UNFINISHED_FOR)


def appointment(pk: UUID) -> Appointment:
    """One appointment, with its person."""
    return Appointment.objects.select_related("person").get(pk=pk)
