"""Reads for those who run activities."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from yizhan.activities.models import Activity, ActivityState
from yizhan.activities.models.activities import ActivityQuerySet
from yizhan.activities.rules.deeds import DEEDS
from yizhan.kernel import clock
from yizhan.network.models import Room, Station, StationState
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor
from yizhan.people.queries import changes_of
from yizhan.ui import parts

LINES = 20
WHEN = ("coming", "draft", "over", "all")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What somebody at the desk looks for; station and category are a slug and a code."""

    when: str = "coming"
    text: str = ""
    station: str = ""
    category: str = ""


def stations_of(actor: Actor) -> "QuerySet[Station]":
    """The serving stations where `actor` may make activities."""
    found: QuerySet[Station] = Station.objects.filter(in_charge_of(actor), state=StationState.OPEN)
    return found.defer("search").order_by("code")


def rooms_of(actor: Actor) -> "list[Room]":
    """The rooms in use at those stations, by station."""
    rooms = Room.objects.filter(station__in=stations_of(actor), closed_on=None).select_related("station")
    return list(rooms.order_by("station__code", "-seats", "slug"))


def run_by(actor: Actor) -> ActivityQuerySet:
    """The activities at the stations that `actor` looks after, drafts too."""
    found: ActivityQuerySet = Activity.objects.filter(in_charge_of(actor, at="station"))
    return found.select_related("station", "category", "room", "series", "service", "provider", "programme")


def desk_list(actor: Actor, wanted: Wanted) -> ActivityQuerySet:
    """Those of them that fit: the next first, what is over last first."""
    at = clock.now()
    found = run_by(actor).filter(
        **{
            name: value
            for name, value in {"station__slug": wanted.station, "category__code": wanted.category}.items()
            if value
        }
    )
    for word in wanted.text.split():
        found = found.filter(Q(title_zh__icontains=word) | Q(title_en__icontains=word))
    match wanted.when:
        case "draft":
            return found.filter(state=ActivityState.DRAFT).order_by("starts_at", "id")
        case "over":
            ended = Q(ends_at__lte=at) | Q(state=ActivityState.CANCELLED)
            return found.filter(ended).exclude(state=ActivityState.DRAFT).order_by("-starts_at", "-id")
        case "all":
            return found.order_by("-starts_at", "-id")
    return found.to_come(at)


def history_of(activity: Activity) -> list[parts.Happening]:
    """What was done to an activity, newest first."""
    return [
        parts.Happening(
            at=change.at, title=DEEDS.get(change.verb, change.verb), who=str(change.actor or ""), note=change.reason
        )
        for change in changes_of(activity)[:LINES]
    ]


def rest_of_series(activity: Activity) -> list[Activity]:
    """The other activities of the same series, in order."""
    if activity.series_id is None:
        return []
    return list(
        Activity.objects.filter(series_id=activity.series_id).exclude(pk=activity.pk).order_by("starts_at", "id")
    )


def as_new(activity: Activity, *, by: timedelta) -> dict[str, object]:
    """What the form for a new activity says when it is copied from `activity`, so much later."""
    same = ("title_zh", "title_en", "about_zh", "about_en", "capacity", "allotment", "audience", "most_per_person")
    more = ("most_per_enterprise", "children_welcome", "counts_hours", "offer_minutes")
    keys: dict[str, UUID | None] = {
        name: getattr(activity, f"{name}_id")
        for name in ("station", "room", "category", "service", "programme", "provider")
    }
    times = {"starts_at": activity.starts_at + by, "ends_at": activity.ends_at + by}
    return {**{name: getattr(activity, name) for name in same + more}, **keys, **times}
