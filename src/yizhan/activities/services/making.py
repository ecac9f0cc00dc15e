"""Making, editing and publishing activities."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from yizhan.activities import policies
from yizhan.activities.events import ActivityPublished
from yizhan.activities.models import Activity, ActivityState, Allotment, Series
from yizhan.activities.rules import making as rules
from yizhan.activities.services.booking import hold_for
from yizhan.activities.services.lottery import commit_seed
from yizhan.activities.services.places import pass_on
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.kernel.events import publish as tell
from yizhan.kernel.states import IllegalMove, step
from yizhan.people.models import Actor, Person
from yizhan.people.services import record

WRONG = {
    "activities_activity_gives_no_more_than_it_has": rules.FewerThanTaken,
    "activities_activity_has_places": rules.PlacesMissing,
    "activities_activity_places_per_person": rules.PlacesPerPersonWrong,
}


@transaction.atomic
def make(*, actor: Actor, fields: Mapping[str, Any]) -> Activity:
    """Write down an activity as a draft; what is left out is filled in."""
    authorise(policies.can_run, actor, fields["station"])
    activity = draft(fields, by=actor)
    record(actor=actor, verb="make", subject=activity)
    return activity


def draft(fields: Mapping[str, Any], *, by: Actor | None, series: Series | None = None) -> Activity:
    """A new draft of what `fields` say, in the caller's transaction."""
    at = clock.now()
    activity = Activity(made_at=at, made_by=by if isinstance(by, Person) else None, series=series)
    for name, value in rules.completed(fields, at=at).items():
        setattr(activity, name, value)
    rules.require_whole(activity)
    rules.require_ahead(activity.starts_at, at=at)
    rules.require_room(activity.room, station=activity.station, people=activity.capacity)
    with refusing(**WRONG):
        activity.save(force_insert=True)
    return activity


@transaction.atomic
def edit(*, actor: Actor, activity: Activity, version: int, fields: Mapping[str, Any]) -> Activity:
    """Change what is said of an activity, as it was when its `version` was shown."""
    activity = Activity.objects.locked(activity.pk)
    authorise(policies.can_run, actor, activity.station)
    rules.require_version(version, now=activity.version)
    write(activity, rules.differing(activity, fields), by=actor)
    return activity


def write(activity: Activity, changes: Mapping[str, Any], *, by: Actor) -> None:
    """Write `changes` to an activity that is locked, and note them in the ledger."""
    if not changes:
        return
    authorise(policies.can_run, by, changes.get("station", activity.station))
    rules.require_editable(activity, changes)
    told = {name: [_text(getattr(activity, name)), _text(value)] for name, value in changes.items()}
    for name, value in changes.items():
        setattr(activity, name, value)
    rules.require_whole(activity)
    rules.require_room(activity.room, station=activity.station, people=activity.capacity)
    activity.version += 1
    with refusing(**WRONG):
        activity.save(update_fields=[*changes, "version"])
    record(actor=by, verb="edit", subject=activity, details=told)
    if "capacity" in changes:
        pass_on(activity, at=clock.now())


def _text(value: object) -> str:
    return "" if value is None else str(value)[:200]


@transaction.atomic
def publish(*, actor: Actor, activity: Activity) -> None:
    """Let members see an activity and sign up; its room is booked, or nothing happens at all."""
    activity = Activity.objects.locked(activity.pk)
    authorise(policies.can_run, actor, activity.station)
    bring_out(activity, by=actor)


def bring_out(activity: Activity, *, by: Actor | None) -> None:
    """Publish a draft that is locked, in the caller's transaction."""
    state = step(rules.MOVES, at=activity.state, to=ActivityState.PUBLISHED)
    rules.require_publishable(activity, at=clock.now())
    activity.state, activity.version = state, activity.version + 1
    sealed = commit_seed(activity) if activity.allotment == Allotment.LOTTERY else []
    activity.save(update_fields=["state", "version", *sealed])
    hold_for(activity)
    record(actor=by, verb="publish", subject=activity)
    tell(ActivityPublished(activity_id=activity.pk))


@transaction.atomic
def discard(*, actor: Actor, activity: Activity) -> None:
    """Throw away a draft; what was published can only be cancelled."""
    activity = Activity.objects.locked(activity.pk)
    authorise(policies.can_run, actor, activity.station)
    if activity.state != ActivityState.DRAFT:
        raise IllegalMove
    record(actor=actor, verb="discard", subject=activity, details={"title": activity.title_zh})
    activity.delete()
