"""Moving and cancelling activities that people know of."""

from datetime import datetime

from django.db import transaction

from yizhan.activities import policies
from yizhan.activities.events import ActivityCancelled, ActivityMoved
from yizhan.activities.models import Activity, ActivityState
from yizhan.activities.rules import making as rules
from yizhan.activities.services.booking import give_back, hold_for
from yizhan.activities.services.news import tell_cancelled, tell_moved
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.events import publish as tell
from yizhan.kernel.states import IllegalMove, step
from yizhan.network.models import Room
from yizhan.people.models import Actor
from yizhan.people.services import record


@transaction.atomic
def move(*, actor: Actor, activity: Activity, starts_at: datetime, ends_at: datetime, room: Room | None) -> None:
    """Give a published activity another time or room; everyone who signed up is told."""
    activity = Activity.objects.locked(activity.pk)
    authorise(policies.can_run, actor, activity.station)
    shift(activity, starts_at=starts_at, ends_at=ends_at, room=room, by=actor)


def shift(activity: Activity, *, starts_at: datetime, ends_at: datetime, room: Room | None, by: Actor | None) -> None:
    """Move an activity that is locked, in the caller's transaction."""
    if activity.state != ActivityState.PUBLISHED:
        raise IllegalMove
    rules.require_movable(activity, starts_at=starts_at, at=clock.now())
    changes = rules.differing(activity, {**rules.moved(activity, starts_at=starts_at, ends_at=ends_at), "room": room})
    if not changes:
        raise rules.NothingMoved
    told = {name: [str(getattr(activity, name) or ""), str(value or "")] for name, value in changes.items()}
    for name, value in changes.items():
        setattr(activity, name, value)
    rules.require_order(activity)
    rules.require_room(room, station=activity.station, people=activity.capacity)
    activity.version += 1
    activity.save(update_fields=[*changes, "version"])
    give_back(activity)
    hold_for(activity)
    record(actor=by, verb="move", subject=activity, details=told)
    tell_moved(activity)
    tell(ActivityMoved(activity_id=activity.pk))


@transaction.atomic
def cancel(*, actor: Actor, activity: Activity, reason: str) -> None:
    """Call a published activity off; everyone who signed up is told why, and the room is free again."""
    activity = Activity.objects.locked(activity.pk)
    authorise(policies.can_run, actor, activity.station)
    call_off(activity, reason=reason, by=actor)


def call_off(activity: Activity, *, reason: str, by: Actor | None) -> None:
    """Cancel an activity that is locked, in the caller's transaction."""
    reason = rules.require_reason(reason)
    state = step(rules.MOVES, at=activity.state, to=ActivityState.CANCELLED)
    rules.require_cancellable(activity, at=clock.now())
    activity.state, activity.cancelled_because, activity.version = state, reason, activity.version + 1
    activity.save(update_fields=["state", "cancelled_because", "version"])
    give_back(activity)
    record(actor=by, verb="cancel", subject=activity, reason=reason)
    tell_cancelled(activity)
    tell(ActivityCancelled(activity_id=activity.pk))
