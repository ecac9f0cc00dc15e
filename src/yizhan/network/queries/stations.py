"""Reads of stations and of what belongs to them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Greatest
from django.utils.functional import Promise

from yizhan.kernel.search import matching
from yizhan.network import rules
from yizhan.network.models import (
    Assessment,
    AssessmentKind,
    Building,
    ChecklistItem,
    ChecklistMark,
    Hours,
    Kind,
    OpeningException,
    Photo,
    Room,
    Station,
    StationState,
)
from yizhan.network.models.stations import StationQuerySet
from yizhan.network.queries.opening import local_now, week
from yizhan.network.queries.places import LIKENESS, metres_between
from yizhan.network.rules.deeds import DEEDS
from yizhan.people.models import Appointment, Person, Role
from yizhan.people.queries import changes_of, people_in


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """A serving station and how far it is."""

    station: Station
    metres: float


@dataclass(frozen=True, kw_only=True, slots=True)
class StationPage:
    """What is said of one station: its rooms, its week, its people and its photographs."""

    station: Station
    rooms: tuple[Room, ...]
    week: tuple[rules.OpeningDay, ...]
    status: rules.OpenStatus
    officers: tuple[Person, ...]
    photos: tuple[Photo, ...]

    @property
    def today(self) -> rules.OpeningDay:
        return self.week[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """An item of the checklist, with what was found at a station, or nothing yet."""

    item: ChecklistItem
    mark: ChecklistMark | None

    @property
    def met(self) -> bool:
        return self.mark is not None and self.mark.met


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """One line of a station's history."""

    at: datetime
    who: str
    deed: str | Promise
    reason: str
    details: Mapping[str, Any]


def serving() -> StationQuerySet:
    """The stations that members see, with their place."""
    return _stations().serving()


def stations(
    *,
    text: str = "",
    zone: str = "",
    subdistrict: str = "",
    kind: str = "",
    state: str = StationState.OPEN,
    among: Collection[UUID] | models.QuerySet[Any, UUID] | None = None,
) -> StationQuerySet:
    """The stations in `state` (any when empty) that fit, with their place; zone and subdistrict are codes."""
    wanted: dict[str, object] = {"zone__code": zone, "subdistrict__code": subdistrict, "kind": kind, "state": state}
    found = _stations().filter(**{name: value for name, value in wanted.items() if value})
    if among is not None:
        found = found.filter(pk__in=among)
    return _named(found, text.strip()) if text.strip() else found


def _stations() -> StationQuerySet:
    found: StationQuerySet = Station.objects.placed().defer("search")
    return found


def _named(found: StationQuerySet, text: str) -> StationQuerySet:
    exact = found.filter(matching(text, literal=("name_zh", "name_en", "code")))
    if exact.exists():
        return exact
    likeness = Greatest(TrigramWordSimilarity(text, "name_zh"), TrigramWordSimilarity(text, "name_en"))
    return found.annotate(likeness=likeness).filter(likeness__gte=LIKENESS).order_by("-likeness", "code")


def near(*, lat: float, lon: float, limit: int) -> list[Near]:
    """The serving stations nearest to a position; those without a position are left out."""
    here = Building(lat=lat, lon=lon)
    measured = ((station, metres_between(here, station.building)) for station in serving())
    found = [Near(station=station, metres=metres) for station, metres in measured if metres is not None]
    return sorted(found, key=lambda row: (row.metres, row.station.code))[:limit]


def nearest(building: Building | None, *, limit: int) -> list[Station]:
    """The serving stations nearest to `building`; the hub and the first by code when its position is not known."""
    if building is None or building.lat is None or building.lon is None:
        return sorted(serving(), key=lambda station: (station.kind != Kind.HUB, station.code))[:limit]
    return [row.station for row in near(lat=building.lat, lon=building.lon, limit=limit)]


def station_page(slug: str) -> StationPage | None:
    """What members are told of the serving station `slug`; nothing when there is none."""
    station = serving().filter(slug=slug).first()
    return describe(station) if station else None


def describe(station: Station) -> StationPage:
    """What is said of `station`, in a fixed number of queries."""
    now = local_now()
    days = week(station, first=now.date())
    return StationPage(
        station=station,
        rooms=tuple(rooms_of(station)),
        week=days,
        status=rules.status_at(now, days),
        officers=tuple(appointment.person for appointment in officers_of(station)),
        photos=tuple(station.photos.all()),
    )


def rooms_of(station: Station) -> models.QuerySet[Room]:
    """The rooms in use, the largest first."""
    return station.rooms.filter(closed_on=None).order_by("-seats", "slug")


def officers_of(station: Station) -> models.QuerySet[Appointment]:
    """Who runs a station today."""
    return people_in(Role.STATION, [station.pk])


def hours_of(station: Station) -> models.QuerySet[Hours]:
    """The weekly hours of a station."""
    return station.hours.order_by("weekday", "opens")


def exceptions_of(station: Station) -> models.QuerySet[OpeningException]:
    """The exceptions of a station from today on."""
    return station.exceptions.filter(day__gte=local_now().date()).order_by("day", "opens")


def assessments_of(station: Station) -> models.QuerySet[Assessment]:
    """The visits and reviews of a station, newest first, with who did them."""
    return station.assessments.select_related("by")


def checklist_of(station: Station) -> list[Checked]:
    """Every item of the checklist with the mark of `station`, or none."""
    marks = {mark.item_id: mark for mark in station.marks.select_related("by")}
    return [Checked(item=item, mark=marks.get(item.pk)) for item in ChecklistItem.objects.all()]


def history_of(station: Station, *, limit: int = 50) -> list[Happening]:
    """What was done to a station, newest first."""
    return [
        Happening(
            at=change.at,
            who=str(change.actor or ""),
            deed=DEEDS.get(change.verb, change.verb),
            reason=change.reason,
            details=change.details,
        )
        for change in changes_of(station)[:limit]
    ]


def covers_of(stations: Iterable[Station]) -> dict[UUID, Photo]:
    """The first photograph of each station that has one."""
    ids = [station.pk for station in stations]
    first = Photo.objects.filter(station_id__in=ids).order_by("station_id", "at", "id").distinct("station_id")
    return {photo.station_id: photo for photo in first}


def state_counts() -> dict[str, int]:
    """How many stations are in each state."""
    rows = Station.objects.order_by().values_list("state").annotate(n=models.Count("pk"))
    return dict.fromkeys(StationState.values, 0) | dict(rows)


def due_for_review(*, year: int) -> StationQuerySet:
    """The serving stations without a review in `year`."""
    reviews = Assessment.objects.filter(station=OuterRef("pk"), kind=AssessmentKind.REVIEW, on__year=year)
    return serving().filter(~Exists(reviews))
