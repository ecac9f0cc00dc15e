"""Reads about people that are worth a name."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import models
from django.db.models import Q

from yizhan.kernel import clock, seals
from yizhan.people import rules
from yizhan.people.models import Actor, ApiToken, Appointment, Change, Consent, ConsentText, Person, Purpose, Role

SECRET_COLUMNS = {"password", "phone_sealed", "phone_key", "digest", "session_key", "data", "colour", "reason_sealed"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Device:
    """A signed-in session of a person, as the person may see and end it."""

    pk: int
    name: str
    ip: str
    since: datetime
    last_seen: datetime
    current: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """What a person has agreed to for one purpose: the current text, and the consent that stands, if any."""

    text: ConsentText
    consent: Consent | None

    @property
    def outdated(self) -> bool:
        """Whether the consent was given to an earlier text."""
        return self.consent is not None and self.consent.text_id != self.text.pk


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


def normal_phone(text: str) -> str:
    """A phone number as somebody types it, in E.164; raises `BadPhone`."""
    return rules.normal_phone(text)


def member_by_phone(text: str) -> Person | None:
    """The member who signs in with that phone number, as somebody types it; raises `BadPhone`."""
    person = person_by_phone(rules.normal_phone(text))
    return person if person and person.joined_at else None


def known(phones: Iterable[str]) -> set[str]:
    """Those of `phones` (E.164) that somebody signs in with."""
    keys = {seals.lookup(phone): phone for phone in phones}
    return {keys[key] for key in Person.objects.filter(phone_key__in=keys).values_list("phone_key", flat=True)}


def people_in(role: Role, scope_ids: Iterable[UUID]) -> models.QuerySet[Appointment]:
    """Today's holders of `role` in those places, with their person."""
    found = Appointment.objects.on(today()).filter(role=role, scope_id__in=list(scope_ids))
    return found.select_related("person").order_by("starts_on", "id")


def current_texts() -> list[ConsentText]:
    """The newest published text for each purpose, the required ones first."""
    newest = ConsentText.objects.filter(published_on__lte=today()).order_by("purpose", "-published_on", "-version")
    order = Purpose.values
    return sorted(newest.distinct("purpose"), key=lambda text: (not text.required, order.index(text.purpose)))


def open_texts(person: Person) -> list[ConsentText]:
    """The current texts that `person` has not agreed to."""
    agreed = set(person.consents.filter(withdrawn_at=None).values_list("text_id", flat=True))
    return [text for text in current_texts() if text.pk not in agreed]


def agreements_of(person: Person) -> list[Agreement]:
    """The current text for every purpose, with the consent of `person` that stands."""
    standing = consents_of(person)
    return [Agreement(text=text, consent=standing.get(text.purpose)) for text in current_texts()]


def consents_of(person: Person) -> dict[str, Consent]:
    """The consent that stands for each purpose, newest text first."""
    standing = person.consents.filter(withdrawn_at=None).select_related("text").order_by("text__published_on")
    return {consent.text.purpose: consent for consent in standing}


def has_consented(person: Person, purpose: Purpose) -> bool:
    """Whether a consent of `person` for `purpose` stands."""
    return person.consents.filter(withdrawn_at=None, text__purpose=purpose).exists()


def consenting(purpose: Purpose) -> "models.QuerySet[Person]":
    """Everybody with a standing consent for `purpose`."""
    standing = Consent.objects.filter(withdrawn_at=None, text__purpose=purpose)
    return Person.objects.filter(pk__in=standing.values("person"))


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
    return Person.objects.filter(joined_at=None, created_at__lt=clock.now() - rules.UNFINISHED_FOR)


def tries_key(phone: str) -> str:
    """Under which the tries of codes for `phone` are counted in the cache."""
    return f"people:tries:{seals.lookup(phone)}"


def tries_of(phone: str) -> tuple[int, datetime]:
    """How many codes may still be tried for `phone` now, and until when the last try counts."""
    wrong, last = cache.get(tries_key(phone)) or (0, clock.now())
    return rules.tries_left(wrong, last=last, at=clock.now()), last + rules.LOCKED_FOR


def require_unlocked(phone: str) -> None:
    """Raise while too many wrong codes keep `phone` from signing in."""
    left, until = tries_of(phone)
    if left <= 0:
        raise rules.PhoneLocked(until)


def has_second_step(actor: Actor) -> bool:
    """Whether `actor` protects the sign-in with more than the phone."""
    return isinstance(actor, Person) and Authenticator.objects.filter(user_id=actor.pk).exists()


def live_sessions(person: Person) -> models.QuerySet[UserSession]:
    """The sessions of `person` that have not run out, the last used first."""
    live = Session.objects.filter(expire_date__gt=clock.now()).values("session_key")
    found: models.QuerySet[UserSession] = UserSession.objects.filter(user_id=person.pk, session_key__in=live)
    return found.order_by("-last_seen_at", "-pk")


def devices_of(person: Person, *, session_key: str | None) -> list[Device]:
    """Where `person` is signed in; the session called `session_key` is the one that asks."""
    return [
        Device(
            pk=session.pk,
            name=rules.device_of(session.user_agent),
            ip=session.ip,
            since=session.created_at,
            last_seen=session.last_seen_at,
            current=session.session_key == session_key,
        )
        for session in live_sessions(person)
    ]


def appointments_found(*, text: str = "", role: str = "") -> list[Appointment]:
    """Roles in force or to come, with their person; `text` is part of a name or the last digits of a phone."""
    day, text = today(), text.strip()
    found = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=day)).select_related("person")
    if role:
        found = found.filter(role=role)
    rows = found.order_by("role", "person__name", "starts_on", "id")
    return [row for row in rows if text.lower() in row.person.name.lower() or _ends_with(row.person, text)]


def _ends_with(person: Person, digits: str) -> bool:
    return digits.isdecimal() and person.phone.endswith(digits)


def own_data(person: Person) -> dict[str, Any]:
    """Everything that any table holds about `person`, as they may take it away; secrets are left out."""
    held: dict[str, Any] = {"phone": person.phone, "person": _plain(Person.objects.filter(pk=person.pk))[0]}
    for link in Person._meta.get_fields(include_hidden=True):
        if isinstance(link, models.ManyToOneRel):
            model, column = link.related_model, link.remote_field.name
            rows = _plain(models.QuerySet(model).filter(**{column: person.pk}).order_by("pk"))
            held[f"{model._meta.label_lower}.{column}"] = rows
    return held


def _plain(rows: models.QuerySet[Any]) -> list[dict[str, Any]]:
    columns = [f.attname for f in rows.model._meta.concrete_fields if f.name not in SECRET_COLUMNS]
    return list(rows.values(*columns))


def appointment(pk: UUID) -> Appointment:
    """One appointment, with its person."""
    return Appointment.objects.select_related("person").get(pk=pk)


def phone_in(text: str) -> str:
    """The phone number that `text` says, in E.164; refused when it says none."""
    return rules.normal_phone(text)
