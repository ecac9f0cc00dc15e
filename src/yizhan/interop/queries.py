"""Reads of interop: public cases as requests, kinds as services, and whether a key stands."""

import hashlib
from datetime import datetime, timedelta

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

from yizhan.cases.models import Case, Clock, Kind, State, Timer
from yizhan.interop.models import Key, Submission
from yizhan.interop.rules import CLOSED, Posted, Wanted
from yizhan.network.models import Building, Station
from yizhan.network.models import Kind as StationKind
from yizhan.network.queries import buildings, near, nearest, serving

HOUR = timedelta(hours=1)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def key_of(secret: str) -> Key | None:
    """The key of a secret, while it stands."""
    found: Key | None = Key.objects.standing().filter(digest=digest(secret)).first()
    return found


def keys() -> "QuerySet[Key]":
    """Every key there was, with how much was posted by it."""
    found: QuerySet[Key] = Key.objects.select_related("issued_by").annotate(posted=Count("submissions"))
    return found


def posted_within_the_hour(key: Key, at: datetime) -> int:
    """How many cases a key posted in the hour before `at`."""
    return Submission.objects.filter(key=key, at__gt=at - HOUR).count()


def submission_of(token: str) -> Submission | None:
    """What was posted under a token."""
    return Submission.objects.select_related("case").filter(digest=digest(token)).first()


def services() -> "QuerySet[Kind]":
    """The kinds that anyone may bring and whose cases may be public."""
    found: QuerySet[Kind] = Kind.objects.offered().filter(may_be_public=True).exclude(acts__has_key="raise")
    return found


def changed_at() -> datetime | None:
    """When the services last changed."""
    found: datetime | None = services().aggregate(last=Max("published_at"))["last"]
    return found


def requests() -> "QuerySet[Case]":
    """The cases that are public, the newest first, with when an answer is expected."""
    due = Timer.objects.filter(case=OuterRef("pk"), clock=Clock.RESOLUTION).order_by("-round").values("due_at")[:1]
    found: QuerySet[Case] = Case.objects.public().select_related("kind", "station__building", "building")
    return found.defer("search", "words").annotate(expected_at=Subquery(due)).order_by("-raised_at", "-id")


def requests_for(wanted: Wanted) -> "list[Case]":
    """One page of the public cases that are asked for."""
    found = requests()
    if wanted.ids:
        return list(found.filter(code__in=wanted.ids))
    if wanted.services:
        found = found.filter(kind__code__in=wanted.services)
    if wanted.start:
        found = found.filter(raised_at__gte=wanted.start)
    if wanted.end:
        found = found.filter(raised_at__lt=wanted.end)
    if len(set(wanted.statuses)) == 1:
        closed = wanted.statuses[0] == CLOSED
        found = found.filter(state=State.CLOSED) if closed else found.exclude(state=State.CLOSED)
    first = (wanted.page - 1) * wanted.size
    return list(found[first : first + wanted.size])


def building_of(posted: Posted) -> Building | None:
    """The building that a posted place is in: by its name in our address, or by the words of its address."""
    if posted.address_id:
        return buildings().filter(slug=posted.address_id).first()
    return buildings(text=posted.place).first() if posted.place else None


def station_for(posted: Posted, building: Building | None) -> Station | None:
    """The serving station that receives what was posted: the nearest one, the hub when nothing says where it is."""
    if building is not None:
        return next(iter(nearest(building, limit=1)), None)
    if posted.lat is not None and posted.lon is not None:
        return next((row.station for row in near(lat=posted.lat, lon=posted.lon, limit=1)), None)
    return serving().filter(kind=StationKind.HUB).first() or serving().first()
