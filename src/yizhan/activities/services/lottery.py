"""Lotteries: a seed committed to before, a draw that anyone can recompute after."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from yizhan.activities import policies
from yizhan.activities.models import Activity, ActivityState, Allotment, Registration, RegistrationState
from yizhan.activities.rules import lottery, refusals, signing
from yizhan.activities.services import places, telling
from yizhan.kernel import clock, seals
from yizhan.kernel.access import authorise
from yizhan.kernel.states import step
from yizhan.people.models import Actor
from yizhan.people.services import record


def commit_seed(activity: Activity) -> list[str]:
    """Draw the secret seed of a lottery and publish its hash; returns the fields that the publishing service must save."""
    seed = secrets.token_hex(lottery.SEED_BYTES)
    activity.seed_hash, activity.seed_sealed = lottery.hash_of(seed), seals.seal(seed)
    return ["seed_hash", "seed_sealed"]


def draw(*, actor: Actor, activity: Activity) -> Activity:
    """Draw now, sign-up being over."""
    authorise(policies.can_run, actor, activity.station)
    return _draw(actor, activity.pk)


def draw_due(*, activity_id: UUID) -> Activity:
    """Draw because sign-up is over; called by the clock."""
    return _draw(None, activity_id)


@transaction.atomic
def _draw(actor: Actor | None, activity_id: UUID) -> Activity:
    activity, at = Activity.objects.locked(activity_id), clock.now()
    _require_drawable(activity)
    if at < activity.closes_at:
        raise refusals.NotDrawnYet(activity.closes_at)
    seed = seals.unseal(activity.seed_sealed or b"")
    registrations = {one.pk: one for one in _in_the_draw(activity)}
    entries = lottery.entries((one.pk, one.places, one.enterprise_key) for one in registrations.values())
    terms = {"places": activity.left, "per_firm": activity.most_per_enterprise}
    drawn = lottery.draw(seed, entries, places=activity.left, per_firm=activity.most_per_enterprise)
    for entry in drawn.winners:
        _win(activity, registrations[entry.id])
    for rank, entry in enumerate(drawn.waiting):
        _wait(activity, registrations[entry.id], queued_at=at + timedelta(microseconds=rank))
    activity.seed, activity.drawn_at = seed, at
    activity.save(update_fields=["seed", "drawn_at"])
    kept = [(str(entry.id), entry.places, entry.firm) for entry in entries]
    record(actor=actor, verb="draw", subject=activity, details={"seed": seed, "entries": kept, **terms})
    activity.refresh_from_db(fields=["taken"])
    return activity


def _in_the_draw(activity: Activity) -> QuerySet[Registration]:
    mine = activity.registrations.filter(state=RegistrationState.DRAWING).select_related("person")
    return mine.select_for_update(of=("self",)).order_by("id")


def _require_drawable(activity: Activity) -> None:
    if activity.allotment != Allotment.LOTTERY:
        raise refusals.NoLottery
    if activity.drawn_at:
        raise refusals.AlreadyDrawn
    if activity.state != ActivityState.PUBLISHED:
        raise refusals.ActivityOver


def _win(activity: Activity, registration: Registration) -> None:
    registration.state = step(signing.MOVES, at=registration.state, to=RegistrationState.CONFIRMED)
    registration.save(update_fields=["state"])
    places.take(activity, registration)
    telling.tell(registration, telling.WON, activity=activity)


def _wait(activity: Activity, registration: Registration, *, queued_at: datetime) -> None:
    registration.state = step(signing.MOVES, at=registration.state, to=RegistrationState.WAITING)
    registration.queued_at = queued_at
    registration.save(update_fields=["state", "queued_at"])
    telling.tell(registration, telling.LOST, activity=activity)
