"""Activities that repeat."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from yizhan.activities import policies
from yizhan.activities.models import Activity, ActivityState, Series
from yizhan.activities.queries import activities as queries
from yizhan.activities.rules import making as rules
from yizhan.activities.services.making import bring_out, draft, write
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.people.models import Actor, Person
from yizhan.people.services import record


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


@transaction.atomic
def make_series(*, actor: Actor, fields: Mapping[str, Any], days: Sequence[date]) -> list[Activity]:
    """Write down the same activity on each of `days`, as drafts of one series."""
    authorise(policies.can_run, actor, fields["station"])
    days = rules.require_days(days)
    whole = rules.completed(fields, at=clock.now())
    rules.require_title(whole)
    series = Series.objects.create(
        title_zh=whole["title_zh"],
        title_en=whole.get("title_en", ""),
        made_by=actor if isinstance(actor, Person) else None,
        made_at=clock.now(),
    )
    made = [draft(rules.on_day(whole, day, zone=_zone()), by=actor, series=series) for day in days]
    record(actor=actor, verb="make", subject=series, details={"activities": len(made)})
    return made


@transaction.atomic
def edit_following(*, actor: Actor, activity: Activity, version: int, fields: Mapping[str, Any]) -> int:
    """Change this activity of a series and those to come in the same way; returns how many changed."""
    live = list(_locked(activity))
    first = next((one for one in live if one.pk == activity.pk), None)
    if first is None:
        raise rules.ActivityOver
    authorise(policies.can_run, actor, first.station)
    rules.require_version(version, now=first.version)
    changes, day = rules.differing(first, fields), clock.day_of(first.starts_at, _zone())
    for one in live:
        by = clock.day_of(one.starts_at, _zone()) - day
        write(one, rules.differing(one, rules.shifted(changes, by, zone=_zone())), by=actor)
    return len(live)


@transaction.atomic
def publish_following(*, actor: Actor, activity: Activity) -> int:
    """Publish this draft of a series and those to come, all or none; returns how many."""
    drafts = [one for one in _locked(activity) if one.state == ActivityState.DRAFT]
    for one in drafts:
        authorise(policies.can_run, actor, one.station)
        bring_out(one, by=actor)
    return len(drafts)


def _locked(activity: Activity) -> "Sequence[Activity]":
    """This activity and those to come of its series that are not over, ours until the end, taken by their keys."""
    found = queries.following(activity).filter(state__in=rules.LIVE).select_for_update(of=("self",))
    return list(found.order_by("pk"))
