"""What is done to people's records, one function a use case."""

import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import models, transaction

from yizhan.kernel import clock, seals
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.kernel.events import publish
from yizhan.kernel.inserts import insert
from yizhan.people import events, policies, queries, rules
from yizhan.people.models import (
    Actor,
    ApiToken,
    Appointment,
    Change,
    Channel,
    Consent,
    ConsentText,
    Person,
    Purpose,
    Role,
)

BATCH = 1000


def record(
    *, actor: Actor | None, verb: str, subject: models.Model, reason: str = "", details: Mapping[str, Any] | None = None
) -> None:
    """Write one line of the ledger; called by the service that makes the change, in its transaction."""
    who = actor if isinstance(actor, Person) else None
    label = subject._meta.label_lower
    insert(
        Change(
            actor=who,
            verb=verb,
            subject=label,
            subject_id=subject.pk,
            reason=reason,
            details=dict(details or {}),
            at=clock.now(),
        )
    )


def record_all(
    *, actor: Actor | None, verb: str, lines: Iterable[tuple[models.Model, Mapping[str, Any]]], reason: str = ""
) -> None:
    """Write a line of the ledger for each of those things, with its details, in one statement."""
    who, at = actor if isinstance(actor, Person) else None, clock.now()
    Change.objects.bulk_create(
        Change(
            actor=who,
            verb=verb,
            subject=subject._meta.label_lower,
            subject_id=subject.pk,
            reason=reason,
            details=dict(details),
            at=at,
        )
        for subject, details in lines
    )


@transaction.atomic
def welcome(*, phone: str) -> Person:
    """The person with `phone` (E.164), made unfinished when new, so that asking for a code tells nobody who is known."""
    new = Person(phone_key=seals.lookup(phone), phone_sealed=seals.seal(phone), created_at=clock.now())
    new.password = make_password(None)
    Person.objects.bulk_create([new], ignore_conflicts=True)
    return Person.objects.with_phone(phone).get()


@transaction.atomic
def join(*, person: Person) -> None:
    """Note that the phone is confirmed and the terms are agreed to: a member from now on; again changes nothing."""
    person = Person.objects.locked(person.pk)
    if person.joined_at is None:
        person.joined_at = clock.now()
        person.save(update_fields=["joined_at"])
        record(actor=person, verb="join", subject=person)
        publish(events.Joined(person_ids=(person.pk,)))


@transaction.atomic
def issue_code(*, phone: str, code: str) -> None:
    """Let the sign-in code be sent."""
    publish(events.CodeIssued(phone=phone, code=code))


@transaction.atomic
def take_try(*, person: Person) -> int:
    """Use up one try before a code is looked at, so that rivals cannot share it; returns how many are left."""
    person = Person.objects.locked(person.pk)
    queries.require_unlocked(person.phone)
    left, _ = queries.tries_of(person.phone)
    taken = (rules.TRIES_PER_PHONE - left + 1, clock.now())
    cache.set(queries.tries_key(person.phone), taken, timeout=rules.LOCKED_FOR.total_seconds())
    return left - 1


def forget_tries(*, person: Person) -> None:
    """Start counting afresh: the right code was given."""
    cache.delete(queries.tries_key(person.phone))


@transaction.atomic
def become_member(*, actor: Actor, person: Person, name: str, language: str, texts: Collection[ConsentText]) -> Person:
    """Finish joining with a name and the consents given; refused unless every required text is among them."""
    authorise(policies.is_self, actor, person)
    person = Person.objects.locked(person.pk)
    needed = {text.purpose for text in queries.open_texts(person) if text.required}
    rules.require_consents(required=needed, given={text.purpose for text in texts})
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])
    for text in texts:
        give_consent(actor=actor, person=person, text=text)
    join(person=person)
    return person


@transaction.atomic
def enrol(*, actor: Actor, names: Mapping[str, str], texts: Collection[ConsentText]) -> list[Person]:
    """Make members of people who agreed at a desk to `texts`, from phone (E.164) to name; known phones are left alone."""
    authorise(policies.can_administer, actor)
    needed = {text.purpose for text in queries.current_texts() if text.required}
    rules.require_consents(required=needed, given={text.purpose for text in texts})
    known = queries.known(names)
    people = _insert_members({phone: name for phone, name in names.items() if phone not in known})
    Consent.objects.bulk_create(
        [
            Consent(person=person, text=text, channel=Channel.DESK, given_at=person.created_at)
            for person in people
            for text in texts
        ],
        batch_size=BATCH,
    )
    publish(events.Joined(person_ids=tuple(person.pk for person in people)))
    return people


def _insert_members(names: Mapping[str, str]) -> list[Person]:
    """Write those people as members from now on, each with a line of the ledger."""
    at, nothing = clock.now(), make_password(None)
    people = [
        Person(
            phone_key=seals.lookup(phone),
            phone_sealed=seals.seal(phone),
            name=name,
            password=nothing,
            created_at=at,
            joined_at=at,
        )
        for phone, name in names.items()
    ]
    Person.objects.bulk_create(people, batch_size=BATCH)
    label = Person._meta.label_lower
    lines = [Change(actor=who, verb="join", subject=label, subject_id=who.pk, at=at) for who in people]
    Change.objects.bulk_create(lines, batch_size=BATCH)
    return people


@transaction.atomic
def update_profile(*, actor: Actor, person: Person, name: str, language: str, scale: int, high_contrast: bool) -> None:
    """Keep how a person wants to be called and shown pages."""
    authorise(policies.is_self, actor, person)
    person = Person.objects.locked(person.pk)
    person.name, person.language, person.scale, person.high_contrast = name, language, scale, high_contrast
    person.save(update_fields=["name", "language", "scale", "high_contrast"])
    record(actor=actor, verb="update", subject=person)


@transaction.atomic
def give_consent(*, actor: Actor, person: Person, text: ConsentText, channel: Channel = Channel.PAGE) -> Consent:
    """Note the consent of `person` to `text`; a consent that stands already is returned as it is."""
    authorise(policies.is_self, actor, person)
    Person.objects.locked(person.pk)
    standing = person.consents.filter(text=text, withdrawn_at=None).first()
    return standing or person.consents.create(text=text, channel=channel, given_at=clock.now())


@transaction.atomic
def withdraw_consent(*, actor: Actor, person: Person, purpose: str) -> None:
    """Withdraw every standing consent of `person` for `purpose`."""
    authorise(policies.is_self, actor, person)
    Person.objects.locked(person.pk)
    person.consents.filter(text__purpose=purpose, withdrawn_at=None).update(withdrawn_at=clock.now())
    publish(events.ConsentWithdrawn(person_id=person.pk, purpose=purpose))
    if purpose == Purpose.SERVICE:
        _end(UserSession.objects.filter(user_id=person.pk))


@transaction.atomic
def end_session(*, actor: Actor, person: Person, session: UserSession) -> None:
    """Sign `person` out of one device."""
    authorise(policies.is_self, actor, person)
    _end(UserSession.objects.filter(user_id=person.pk, pk=session.pk))
    record(actor=actor, verb="end-session", subject=person)


@transaction.atomic
def end_other_sessions(*, actor: Actor, person: Person, keeping: str) -> int:
    """Sign `person` out everywhere but in the session called `keeping`; returns of how many devices."""
    authorise(policies.is_self, actor, person)
    ended = _end(UserSession.objects.filter(user_id=person.pk).exclude(session_key=keeping))
    record(actor=actor, verb="end-session", subject=person, details={"sessions": ended})
    return ended


def _end(sessions: "models.QuerySet[UserSession]") -> int:
    found = list(sessions)
    for session in found:
        session.end()
    return len(found)


@transaction.atomic
def erase(*, actor: Actor, person: Person) -> None:
    """Delete `person` and all that is theirs for good; the ledger stays and forgets who acted."""
    authorise(policies.is_self, actor, person)
    person = Person.objects.locked(person.pk)
    rules.require_no_role(person.roles_held, day=queries.today())
    publish(events.Erased(person_id=person.pk))
    record(actor=None, verb="erase", subject=person)
    forget_tries(person=person)
    _end(UserSession.objects.filter(user_id=person.pk))
    person.delete()


@transaction.atomic
def appoint(
    *, actor: Actor, person: Person, role: Role, scope_id: UUID | None, starts_on: date, ends_on: date | None = None
) -> Appointment:
    """Give `person` a role in one place during [starts_on, ends_on)."""
    authorise(policies.can_appoint, actor, role)
    scope = rules.scope_of(role)
    Person.objects.locked(person.pk)
    with refusing(
        people_appointment_scope_names_its_place=rules.RoleNeedsPlace,
        people_appointment_once_at_a_time=rules.AlreadyAppointed,
        people_appointment_starts_before_end=rules.EndsBeforeStart,
    ):
        appointment = person.appointments.create(
            role=role, scope=scope, scope_id=scope_id, starts_on=starts_on, ends_on=ends_on
        )
    record(actor=actor, verb="appoint", subject=appointment)
    publish(events.Appointed(appointment_id=appointment.pk))
    return appointment


@transaction.atomic
def appoint_by_phone(
    *, actor: Actor, phone: str, role: Role, scope_id: UUID | None, starts_on: date, ends_on: date | None = None
) -> Appointment:
    """Give a role to the member who signs in with `phone`; refused for somebody who never did."""
    authorise(policies.can_appoint, actor, role)
    person = queries.member_by_phone(phone)
    if person is None:
        raise rules.UnknownPhone
    return appoint(actor=actor, person=person, role=role, scope_id=scope_id, starts_on=starts_on, ends_on=ends_on)


@transaction.atomic
def end_appointment(*, actor: Actor, appointment: Appointment, reason: str) -> None:
    """End a role today; one that began today or later is taken back altogether."""
    authorise(policies.can_appoint, actor, Role(appointment.role))
    rules.require_reason(reason)
    Person.objects.locked(appointment.person_id)
    appointment.refresh_from_db()
    day = queries.today()
    if appointment.ends_on is not None and appointment.ends_on <= day:
        raise rules.AppointmentEnded
    record(actor=actor, verb="end", subject=appointment, reason=reason)
    if appointment.starts_on >= day:
        appointment.delete()
        return
    appointment.ends_on = day
    appointment.save(update_fields=["ends_on"])


@transaction.atomic
def create_token(*, person: Person, name: str, scopes: list[str], days: int) -> tuple[ApiToken, str]:
    """Make a key to the API for `person`; the secret is returned once and only its hash is kept."""
    authorise(policies.can_hold_token, person)
    rules.require_api_scopes(scopes, days=days)
    secret, at = "yz_" + secrets.token_urlsafe(32), clock.now()
    token = person.api_tokens.create(
        name=name, digest=queries.digest(secret), scopes=scopes, created_at=at, expires_at=at + timedelta(days=days)
    )
    record(actor=None, verb="create", subject=token, details={"scopes": scopes})
    return token, secret


@transaction.atomic
def forget_unfinished() -> int:
    """Delete people who asked for a code and never came back; returns how many."""
    return len([person.delete() for person in queries.unfinished().select_for_update()])


@transaction.atomic
def forget_ended_sessions() -> int:
    """Delete what is kept of sessions that ended or ran out, addresses and devices included; returns how many."""
    Session.objects.filter(expire_date__lte=clock.now()).delete()
    ended: int = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()[0]
    return ended


@transaction.atomic
def publish_texts(rows: Iterable[Mapping[str, str]]) -> None:
    """Add versions of the consent texts; one that is published already is never changed."""
    ConsentText.objects.bulk_create(
        [ConsentText(**{**row, "required": row["required"] == "yes"}) for row in rows], ignore_conflicts=True
    )


@transaction.atomic
def found(*, person: Person) -> Appointment:
    """Make `person` the first administrator of an installation that has none; refused where there is one."""
    Person.objects.locked(person.pk)
    rules.require_no_administrator(Appointment.objects.filter(role=Role.ADMINISTRATOR).exists())
    appointment = person.appointments.create(role=Role.ADMINISTRATOR, scope="network", starts_on=queries.today())
    record(actor=None, verb="found", subject=appointment)
    return appointment
