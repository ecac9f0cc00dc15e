"""Checking in and out: by an officer, by a code that was scanned, by the code of the venue."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from yizhan.activities import events, policies
from yizhan.activities.models import Activity, ActivityState, Registration, RegistrationState, Scan, Verdict
from yizhan.activities.rules import codes, refusals, signing
from yizhan.activities.services import telling
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.events import publish
from yizhan.kernel.states import step
from yizhan.people.models import Actor, Person
from yizhan.people.services import record, record_all

State = RegistrationState
EXPECTED = {State.CONFIRMED, State.ABSENT}
HELD = {ActivityState.PUBLISHED, ActivityState.CONCLUDED}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a scanner read: the text or the digits, when by its own clock, and whether it had a connection."""

    text: str
    nonce: UUID
    device: str
    at: datetime
    offline: bool = False


@transaction.atomic
def check_in(*, actor: Actor, registration: Registration) -> Registration:
    """Note that somebody has come, because an officer sees them; who is in already stays in."""
    authorise(policies.can_check_in, actor, registration)
    activity, mine = _locked(registration.activity_id, registration.pk)
    return _admit(actor, activity, mine, at=clock.now())


@transaction.atomic
def check_in_all(*, actor: Actor, activity: Activity, registrations: Collection[Registration]) -> list[Registration]:
    """Note that all of those have come, because an officer sees them; refused altogether when one has no place here.

    Returns those who are in now and were not before.
    """
    authorise(policies.can_run, actor, activity.station)
    activity, at = Activity.objects.locked(activity.pk), clock.now()
    found = list(_registrations().filter(activity=activity, pk__in=[one.pk for one in registrations]).order_by("pk"))
    if len(found) < len(registrations):
        raise refusals.NoPlace
    coming = [one for one in found if one.state != State.ATTENDED]
    for registration in coming:
        _let_in(activity, registration, at=at)
    Registration.objects.filter(pk__in=[one.pk for one in coming]).update(
        state=State.ATTENDED, checked_in_at=at, forgiven_at=None
    )
    record_all(actor=actor, verb="check-in", lines=[(one, {}) for one in coming])
    telling.tell_all([(one, telling.CAME) for one in coming], activity=activity)
    for registration in coming:
        publish(events.Attended(registration_id=registration.pk))
    return coming


@transaction.atomic
def come(*, actor: Actor, registration: Registration) -> Registration:
    """Note that a person has come, who has just read the venue's code."""
    authorise(lambda who, whose: who == whose, actor, registration.person)
    activity, mine = _locked(registration.activity_id, registration.pk)
    return _admit(actor, activity, mine, at=clock.now())


@transaction.atomic
def check_out(*, actor: Actor, registration: Registration) -> Registration:
    """Note that somebody leaves, where hours count; the first time counts."""
    authorise(policies.can_check_out, actor, registration)
    activity, mine = _locked(registration.activity_id, registration.pk)
    at = clock.now()
    codes.require_can_check_out(activity, mine, at=at)
    if mine.checked_out_at is None:
        mine.checked_out_at = at
        mine.save(update_fields=["checked_out_at"])
        record(actor=actor, verb="check-out", subject=mine)
        telling.tell(mine, telling.WENT, activity=activity)
    return mine


@transaction.atomic
def scan(*, actor: Actor, activity: Activity, reading: Reading) -> Scan:
    """Decide about a code that was read at the door, now or earlier without a connection.

    Every scan is kept with its verdict; sending one again gives the same answer and changes nothing.
    """
    authorise(policies.can_run, actor, activity.station)
    activity, now = Activity.objects.locked(activity.pk), clock.now()
    known = Scan.objects.select_related("registration__person").filter(nonce=reading.nonce).first()
    if known:
        return known
    found, minute, verdict = _judge(activity, reading, now=now)
    if found and verdict == Verdict.ADMITTED:
        found = _admit(actor, activity, found, at=min(reading.at, now))
    return Scan.objects.create(
        activity=activity,
        registration=found if found and found.activity_id == activity.pk else None,
        by=actor if isinstance(actor, Person) else None,
        nonce=reading.nonce,
        device=reading.device[:36],
        minute=minute,
        offline=reading.offline,
        verdict=verdict,
        scanned_at=min(reading.at, now),
        received_at=now,
    )


def _judge(activity: Activity, reading: Reading, *, now: datetime) -> tuple[Registration | None, int | None, Verdict]:
    """Whose code it is, of which minute, and what becomes of it; a scanner's clock is believed only up to now."""
    at = reading.at if reading.offline and reading.at <= now + codes.SKEW else now
    if reading.text.isdecimal():
        return _judge_number(activity, reading, at=at)
    said = codes.read(reading.text)
    if said is None or not said.genuine:
        return None, None, Verdict.FORGED
    found = _registrations().filter(pk=said.registration_id).first()
    if found is None:
        return None, said.minute, Verdict.NOT_EXPECTED
    if found.activity_id != activity.pk:
        return None, said.minute, Verdict.OTHER_ACTIVITY
    if not codes.is_current(said.minute, at=at):
        return found, said.minute, Verdict.EXPIRED
    return found, said.minute, _verdict_about(activity, found, reading, minute=said.minute, at=at)


def _judge_number(
    activity: Activity, reading: Reading, *, at: datetime
) -> tuple[Registration | None, int | None, Verdict]:
    expected = _registrations().filter(activity=activity, state__in=[*EXPECTED, State.ATTENDED])
    found = next((one for one in expected if codes.fits_number(one.pk, reading.text, at=at)), None)
    if found is None:
        return None, None, Verdict.EXPIRED
    minute = codes.window(at, seconds=codes.MINUTE)
    return found, minute, _verdict_about(activity, found, reading, minute=minute, at=at)


def _verdict_about(activity: Activity, found: Registration, reading: Reading, *, minute: int, at: datetime) -> Verdict:
    if found.state == State.ATTENDED:
        return Verdict.COPIED if _was_copied(found, reading, minute=minute) else Verdict.ALREADY
    if found.state not in EXPECTED or activity.state not in HELD:
        return Verdict.NOT_EXPECTED
    return Verdict.ADMITTED if codes.doors_are_open(activity, at=at) else Verdict.SHUT


def _was_copied(found: Registration, reading: Reading, *, minute: int) -> bool:
    """Whether another scanner let somebody in with the code of the same minutes while one of the two was alone."""
    others = found.scans.filter(verdict=Verdict.ADMITTED, minute__range=(minute - 1, minute + 1))
    return any(reading.offline or other.offline for other in others.exclude(device=reading.device))


def _admit(actor: Actor, activity: Activity, registration: Registration, *, at: datetime) -> Registration:
    if registration.state == State.ATTENDED:
        return registration
    _let_in(activity, registration, at=at)
    registration.save(update_fields=["state", "checked_in_at", "forgiven_at"])
    record(actor=actor, verb="check-in", subject=registration)
    telling.tell(registration, telling.CAME, activity=activity)
    publish(events.Attended(registration_id=registration.pk))
    return registration


def _let_in(activity: Activity, registration: Registration, *, at: datetime) -> None:
    """Let somebody in at `at`, or refuse it; the caller keeps the row."""
    if registration.state not in EXPECTED or activity.state not in HELD:
        raise refusals.NoPlace
    if not codes.is_corrected(activity, registration, at=clock.now()):
        codes.require_doors_open(activity, at=at)
    registration.state = step(signing.MOVES, at=registration.state, to=State.ATTENDED)
    registration.checked_in_at, registration.forgiven_at = at, None


def _registrations() -> QuerySet[Registration]:
    return Registration.objects.select_related("person").select_for_update(of=("self",))


def _locked(activity_id: UUID, pk: UUID) -> tuple[Activity, Registration]:
    """The activity first, as in every command of this context."""
    activity = Activity.objects.locked(activity_id)
    return activity, _registrations().get(pk=pk)
