"""What follows when an activity is over, and the nightly comparison of counters with rows."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from yizhan.activities import events, policies
from yizhan.activities.models import Activity, ActivityState, Registration, RegistrationState
from yizhan.activities.rules import refusals, signing
from yizhan.activities.services import places, telling
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.events import publish
from yizhan.kernel.states import step
from yizhan.people.models import Actor
from yizhan.people.services import record

State = RegistrationState
ENDS = {
    State.CONFIRMED: (State.ABSENT, telling.MISSED),
    State.OFFERED: (State.EXPIRED, telling.EXPIRED),
    State.WAITING: (State.NOT_DRAWN, telling.CLOSED),
    State.DRAWING: (State.NOT_DRAWN, telling.CLOSED),
}


@transaction.atomic
def conclude(*, activity_id: UUID) -> None:
    """Settle who came once an activity is over; a second time, or too early, changes nothing."""
    activity = Activity.objects.locked(activity_id)
    if activity.state != ActivityState.PUBLISHED or clock.now() < activity.ends_at:
        return
    unsettled = activity.registrations.filter(state__in=list(ENDS))
    _settle(activity, list(unsettled.select_for_update(of=("self",))))
    activity.state = ActivityState.CONCLUDED
    activity.save(update_fields=["state"])
    record(actor=None, verb="conclude", subject=activity)
    publish(events.ActivityConcluded(activity_id=activity.pk))


def _settle(activity: Activity, registrations: Sequence[Registration]) -> None:
    """Bring everybody's sign-up to its end, and tell them."""
    ends = [(registration, *ENDS[State(registration.state)]) for registration in registrations]
    for registration, to, _words in ends:
        if registration.state == State.OFFERED:
            places.give_back(activity, registration)
        registration.state = step(signing.MOVES, at=registration.state, to=to)
        registration.offered_until = None
    for to in {to for _registration, to, _words in ends}:
        ended = [registration.pk for registration in registrations if registration.state == to]
        Registration.objects.filter(pk__in=ended).update(state=to, offered_until=None)
    telling.tell_all([(registration, words) for registration, _to, words in ends], activity=activity)


@transaction.atomic
def forgive(*, actor: Actor, registration: Registration, reason: str) -> None:
    """Take an absence off somebody who had a good reason."""
    activity = registration.activity
    authorise(policies.can_run, actor, activity.station)
    if not reason.strip():
        raise refusals.ReasonNeeded
    Activity.objects.locked(activity.pk)
    mine = Registration.objects.select_related("person").locked(registration.pk)
    if mine.state != State.ABSENT or mine.forgiven_at:
        raise refusals.NothingToForgive
    mine.forgiven_at = clock.now()
    mine.save(update_fields=["forgiven_at"])
    record(actor=actor, verb="forgive", subject=mine, reason=reason)
    telling.tell(mine, telling.FORGIVEN, activity=activity)


@transaction.atomic
def reconcile(*, activity_id: UUID) -> int:
    """Set the counter to what the rows say; returns the difference, which the ledger keeps."""
    activity = Activity.objects.locked(activity_id)
    held = activity.registrations.filter(state__in=State.holding())
    difference = (held.aggregate(sum=Sum("places"))["sum"] or 0) - activity.taken
    for share in activity.shares.select_for_update():
        taken = held.filter(enterprise_key=share.enterprise_key).aggregate(sum=Sum("places"))["sum"] or 0
        if taken != share.taken:
            record(actor=None, verb="reconcile", subject=share, details={"was": share.taken, "is": taken})
            share.taken, share.most = taken, max(share.most, taken)
            share.save(update_fields=["taken", "most"])
    if difference:
        record(actor=None, verb="reconcile", subject=activity, details={"was": activity.taken, "by": difference})
        activity.taken += difference
        activity.save(update_fields=["taken"])
    places.pass_on(activity, at=clock.now())
    return difference
