"""Reads of district, zones, subdistricts, buildings, metro, and where a person works."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest

from yizhan.network import rules
from yizhan.network.models import Building, District, Kind, Metro, Station, StationState, Subdistrict, Workplace, Zone
from yizhan.people.models import Person

LIKENESS = 0.3
BUILDING_NAMES = ("name_zh", "name_en", "address_zh", "address_en")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """A station on the schematic map."""

    slug: str
    name: str
    kind: Kind
    zone: str
    lat: float
    lon: float
    constructed: bool


def district() -> District | None:
    """The district whose network this is."""
    return District.objects.order_by("code").first()


def zones() -> models.QuerySet[Zone]:
    """The zones, in order."""
    return Zone.objects.select_related("district")


def subdistricts() -> models.QuerySet[Subdistrict]:
    """The subdistricts with their zone."""
    return Subdistrict.objects.select_related("zone")


def metro() -> models.QuerySet[Metro]:
    """The metro stations."""
    return Metro.objects.all()


def buildings(*, text: str = "") -> models.QuerySet[Building]:
    """Buildings whose names or addresses hold every word of `text`; the most alike when none does."""
    found = Building.objects.select_related("subdistrict", "zone")
    words = text.split()
    if not words:
        return found
    literal = found.filter(*(_holds(word) for word in words))
    if literal.exists():
        return literal
    likeness = Greatest(*(TrigramWordSimilarity(text, name) for name in BUILDING_NAMES[:2]))
    return found.annotate(likeness=likeness).filter(likeness__gte=LIKENESS).order_by("-likeness", "slug")


def _holds(word: str) -> Q:
    found = Q()
    for name in BUILDING_NAMES:
        found |= Q(**{f"{name}__icontains": word})
    return found


def metres_between(one: Building | None, other: Building | None) -> float | None:
    """How far two buildings are apart; nothing when the position of either is not known."""
    if one is None or other is None or one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return rules.metres(one.lat, one.lon, to_lat=other.lat, to_lon=other.lon)


def dots() -> list[Dot]:
    """The serving stations whose position is known, for the map."""
    found = Station.objects.serving().placed().filter(building__lat__isnull=False).order_by("code")
    return [_dot(station, station.building) for station in found if station.building]


def _dot(station: Station, building: Building) -> Dot:
    return Dot(
        slug=station.slug,
        name=station.name,
        kind=Kind(station.kind),
        zone=station.zone.code if station.zone else "",
        lat=building.lat or 0.0,
        lon=building.lon or 0.0,
        constructed=station.constructed,
    )


def workplace_of(person: Person) -> Building | None:
    """The building that a person said they work in."""
    workplace = Workplace.objects.current(person.pk).select_related("building__subdistrict", "building__zone").first()
    return workplace.building if workplace else None


def station_counts() -> dict[str, int]:
    """How many serving stations each zone has, by its code."""
    open_now = models.Count("stations", filter=Q(stations__state=StationState.OPEN))
    return dict(Zone.objects.annotate(n=open_now).order_by("position").values_list("code", "n"))
