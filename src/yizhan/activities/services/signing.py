"""Signing up, leaving, accepting the place that came free."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yizhan.activities import policies, queries
from yizhan.activities.models import Activity, ActivityState, Companion, Question, Registration, RegistrationState
from yizhan.activities.rules import questions, refusals, signing
from yizhan.activities.services import places, telling
from yizhan.activities.services.answers import keep_answers
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.kernel.inserts import insert
from yizhan.kernel.states import step
from yizhan.people.models import Actor, Person
from yizhan.people.services import record

State = RegistrationState


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What somebody asks for when signing up."""

    places: int = 1
    companions: Sequence[signing.Guest] = ()
    enterprise: str = ""
    answers: Mapping[UUID, str] = field(default_factory=dict)
    ticked: frozenset[UUID] = frozenset()


def sign_up(
    *,
    actor: Actor,
    activity: Activity,
    places: int = 1,
    answers: Mapping[UUID, str] | None = None,
    ticked: frozenset[UUID] = frozenset(),
    companions: Sequence[tuple[str, bool]] = (),
    enterprise: str = "",
) -> Registration:
    """Give the actor a place, a place in the draw or one in line; refused as the rules of the activity say."""
    person = _person(actor)
    seen = queries.prospect(activity.pk, person)
    if seen is None:
        raise refusals.ActivityOver
    guests = tuple(signing.Guest(*companion) for companion in companions)
    wish = Wish(places=places, companions=guests, enterprise=enterprise, answers=answers or {}, ticked=ticked)
    return take_part(actor=actor, seen=seen, wish=wish)


def take_part(*, actor: Actor, seen: queries.Prospect, wish: Wish) -> Registration:
    """Sign up for an activity that was read just now; what a rival changes meanwhile, the constraints notice."""
    person, activity, at = _person(actor), seen.activity, clock.now()
    authorise(policies.can_sign_up, actor, person)
    _require_allowed(seen, wish, at=at)
    given = questions.fitting(seen.questions, wish.answers, ticked=wish.ticked)
    state = signing.first_state(activity, places=wish.places)
    while True:
        try:
            return _enter(activity, person, wish, given, state=state, at=at)
        except signing.Turned as turned:  # each turn means that somebody else got on
            state = turned.to


def _person(actor: Actor) -> Person:
    authorise(lambda who: isinstance(who, Person), actor)
    assert isinstance(actor, Person)  # noqa: S101 - for the type checker
    return actor


def _require_allowed(seen: queries.Prospect, wish: Wish, *, at: datetime) -> None:
    signing.require_open(seen.activity, at=at)
    if seen.signed_up:
        raise refusals.AlreadySignedUp
    signing.require_eligible(seen.activity, works_here=seen.works_here, invited=seen.invited)
    signing.require_reliable(seen.activity, seen.absences, at=at)
    signing.require_party(seen.activity, places=wish.places, guests=wish.companions, enterprise=wish.enterprise)


def _enter(
    activity: Activity,
    person: Person,
    wish: Wish,
    given: Sequence[tuple[Question, str]],
    *,
    state: RegistrationState,
    at: datetime,
) -> Registration:
    """Write everything, and only then touch the row of the activity that everybody wants."""
    with refusing(activities_registration_once=refusals.AlreadySignedUp):
        registration = insert(_registration(activity, person, wish, state=state, at=at))
        if wish.companions:
            Companion.objects.bulk_create(Companion(registration=registration, **g._asdict()) for g in wish.companions)
        keep_answers(registration, given)
        record(actor=person, verb="sign-up", subject=registration, details={"state": state, "places": wish.places})
        telling.tell(registration, telling.ENTERED[state], activity=activity)
        _settle(activity, registration)
    return registration


def _registration(
    activity: Activity, person: Person, wish: Wish, *, state: RegistrationState, at: datetime
) -> Registration:
    return Registration(
        activity=activity,
        person=person,
        state=state,
        places=wish.places,
        enterprise=wish.enterprise,
        enterprise_key=signing.normal_enterprise(wish.enterprise),
        registered_at=at,
        queued_at=at if state == State.WAITING else None,
    )


def _settle(activity: Activity, registration: Registration) -> None:
    """Hold against the activity's row what was hoped when it was read; raise `Turned` when a rival was quicker."""
    if registration.state == State.CONFIRMED:
        if not places.take(activity, registration):
            raise signing.Turned(State.WAITING)
        return
    activity = Activity.objects.held_still(activity.pk)
    if activity.state != ActivityState.PUBLISHED:
        raise refusals.ActivityCancelled
    if activity.drawn_at:
        raise refusals.SignUpClosed(activity.closes_at)
    if registration.state == State.WAITING and registration.places <= activity.left:
        raise signing.Turned(State.CONFIRMED)


@transaction.atomic
def withdraw(*, actor: Actor, registration: Registration) -> None:
    """Give the place back; whoever is next in line is offered it in the same moment."""
    authorise(policies.can_change_registration, actor, registration)
    activity, registration, at = _locked(registration)
    signing.require_can_leave(activity, state=registration.state, at=at)
    held = registration.state in State.holding()
    _move(registration, to=State.CANCELLED, cancelled_at=at)
    record(actor=actor, verb="withdraw", subject=registration)
    telling.tell(registration, telling.LEFT, activity=activity)
    if held:
        places.give_back(activity, registration)
        places.pass_on(activity, at=at)


@transaction.atomic
def accept_offer(*, actor: Actor, registration: Registration) -> Registration:
    """Confirm the place that is kept; somebody who waits may also take one that nobody can be offered any more."""
    authorise(policies.can_change_registration, actor, registration)
    activity, registration, at = _locked(registration)
    if activity.state != ActivityState.PUBLISHED:
        raise refusals.ActivityCancelled
    if registration.state == State.WAITING:
        if at >= activity.ends_at or not places.take(activity, registration):
            raise refusals.Full
    elif registration.state != State.OFFERED or at >= (registration.offered_until or at):
        raise refusals.OfferGone
    _move(registration, to=State.CONFIRMED)
    record(actor=actor, verb="accept-offer", subject=registration)
    telling.tell(registration, telling.ENTERED[State.CONFIRMED], activity=activity)
    return registration


@transaction.atomic
def expire_offers(*, activity_id: UUID) -> int:
    """Take back what was offered and not confirmed in time, and pass it on; returns how many offers ran out."""
    activity, at = Activity.objects.locked(activity_id), clock.now()
    over = activity.registrations.filter(state=State.OFFERED, offered_until__lte=at).select_related("person")
    found = list(over.select_for_update(of=("self",)))
    for registration in found:
        _move(registration, to=State.EXPIRED)
        record(actor=None, verb="expire-offer", subject=registration)
        telling.tell(registration, telling.EXPIRED, activity=activity)
        places.give_back(activity, registration)
    places.pass_on(activity, at=at)
    return len(found)


def _locked(registration: Registration) -> tuple[Activity, Registration, datetime]:
    """The activity first, then the registration, as every command but signing up locks them."""
    activity = Activity.objects.locked(registration.activity_id)
    mine = Registration.objects.select_related("person").locked(registration.pk)
    return activity, mine, clock.now()


def _move(registration: Registration, *, to: RegistrationState, cancelled_at: datetime | None = None) -> None:
    registration.state = step(signing.MOVES, at=registration.state, to=to)
    registration.offered_until, registration.cancelled_at = None, cancelled_at
    registration.save(update_fields=["state", "offered_until", "cancelled_at"])
