"""Reads of activities: what is to come, and where."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When

from yizhan.activities.models import Activity
from yizhan.activities.models.activities import ActivityQuerySet
from yizhan.kernel import clock
from yizhan.network.models import Station

SEARCHED = ("title_zh", "title_en", "about_zh", "about_en", "station__name_zh", "station__name_en")


def coming(
    *,
    station: str = "",
    category: str = "",
    day: date | None = None,
    text: str = "",
    zone: str = "",
    free_only: bool = False,
) -> ActivityQuerySet:
    """What members can still come to, the next first; station is a slug, category and zone are codes."""
    wanted = {"station__slug": station, "category__code": category, "station__zone__code": zone}
    found: ActivityQuerySet = Activity.objects.shown().to_come(clock.now())
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    for word in text.split():
        found = found.filter(_holds(word))
    if day:
        start, end = bounds_of(day)
        found = found.filter(starts_at__gte=start, starts_at__lt=end)
    return found.filter(taken__lt=F("capacity")) if free_only else found


def _holds(word: str) -> Q:
    found = Q()
    for name in SEARCHED:
        found |= Q(**{f"{name}__icontains": word})
    return found


def bounds_of(day: date) -> tuple[datetime, datetime]:
    """The instants [start, end) of a day where the network is."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return datetime.combine(day, time.min, zone), datetime.combine(day + timedelta(days=1), time.min, zone)


def coming_near(station_ids: Iterable[UUID], *, limit: int) -> list[Activity]:
    """The next activities, those at these stations first."""
    here = Case(When(station_id__in=list(station_ids), then=0), default=1)
    return list(coming().order_by(here, "starts_at", "id")[:limit])


def coming_at(station_id: UUID, *, limit: int) -> list[Activity]:
    """The next activities at one station."""
    return list(coming().filter(station_id=station_id)[:limit])


def stations_with_something() -> "models.QuerySet[Station]":
    """The stations at which something is to come."""
    ahead = Activity.objects.to_come(clock.now()).order_by()
    found: models.QuerySet[Station] = Station.objects.filter(pk__in=ahead.values("station")).defer("search")
    return found.order_by("code")


def one_activity(pk: UUID) -> ActivityQuerySet:
    """The activity that members see under that number, if it is not a draft."""
    found: ActivityQuerySet = Activity.objects.shown().filter(pk=pk)
    return found.select_related("station__building", "category", "service", "room", "programme", "provider")


def following(activity: Activity) -> ActivityQuerySet:
    """The activities of the same series from this one on, in order; this one alone when it has no series."""
    same = Q(series_id=activity.series_id) if activity.series_id else Q(pk=activity.pk)
    found: ActivityQuerySet = Activity.objects.filter(same, starts_at__gte=activity.starts_at)
    return found.order_by("starts_at", "id")
