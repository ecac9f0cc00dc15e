"""Example problems of every size: a synthetic district or city with the sizes and habits of the network, by seed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.problem import Day, Need, Offer, Problem, Provider, Room, Service, Slot, Station, Times

Size: TypeAlias = Literal["S", "M", "D", "C4", "C"]
Floats: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True)
class Extent:
    """How large an example is: a number of districts, and what each of them has."""

    districts: int = 1
    stations: int
    zones: int
    providers: int
    needs: int


EXTENTS: dict[Size, Extent] = {
    "S": Extent(stations=10, zones=2, providers=18, needs=420),
    "M": Extent(stations=30, zones=3, providers=52, needs=1270),
    "D": Extent(stations=71, zones=6, providers=120, needs=3000),
    "C4": Extent(districts=4, stations=75, zones=6, providers=125, needs=3125),
    "C": Extent(districts=16, stations=75, zones=6, providers=125, needs=3125),
}

CATEGORIES = ("party", "gov", "life", "legal", "health", "culture")
EQUIPMENT = ("projector", "sound", "mirrors", "water")
SLOTS = tuple(Slot(start=start, end=end) for start, end in ((600, 690), (720, 795), (840, 930), (1110, 1200)))
SERVICES = 35
NO_EQUIPMENT = 0.6
TWO_SLOTS = 0.15
WITH_MINIMUM = 0.25
WITH_BUDGET = 1 / 3
ROOM_EQUIPPED = 0.75
TAKEN = 0.06
NO_MORNING, NO_EVENING = 0.1, 0.2
WHOLE_DISTRICT = 0.5
FIXED_WEEK = 0.08
ROAMING = 0.12
ONE_CATEGORY = 0.85
FREE_BY_SLOT = (0.5, 0.45, 0.55, 0.4)
DAY_OFF = 0.06
LIKINGS = np.array([[0, 1, 0.5, 0], [0, 0.4, 0, 1], [0, 1, 0, 1], [1, 0, 1, 0], [0.8, 1, 0.8, 1]])
"""Preferences by slot of five kinds of people: lunch, evening, lunch or evening, working hours, any time."""
LIKING_SHARES = (0.34, 0.30, 0.12, 0.09, 0.15)
EVEN_WEEKDAYS = (0, 2, 4)
SATURDAY = 5


def working_days(
    month: tuple[int, int], *, holidays: Collection[date] = (), make_up: Collection[date] = ()
) -> tuple[Day, ...]:
    """Monday to Friday of a (year, month) without `holidays`, with the `make_up` days; Tuesday and Thursday are group 1.

    Raises ValueError when no day is left.
    """
    day, found = date(*month, 1), []
    while (day.year, day.month) == month:
        if (day.weekday() < SATURDAY and day not in holidays) or day in make_up:
            found.append(day)
        day += timedelta(days=1)
    if not found:
        raise ValueError(f"no working day is left in {month[0]}-{month[1]:02d}")
    monday = found[0] - timedelta(days=found[0].weekday())
    return tuple(Day(date=day, week=(day - monday).days // 7, group=_group(day)) for day in found)


def generate(
    size: Size,
    *,
    seed: int = 1,
    month: tuple[int, int] = (2026, 3),
    holidays: Collection[date] = (),
    make_up: Collection[date] = (),
) -> Problem:
    """A synthetic problem: the same arguments give the same problem."""
    rng, extent = np.random.default_rng(seed), EXTENTS[size]
    days = working_days(month, holidays=holidays, make_up=make_up)
    services = _services(rng)
    popularity = _shares((1.0 + rng.permutation(SERVICES)) ** -0.8)
    sites = _sites(rng, extent=extent)
    return Problem(
        days=days,
        slots=SLOTS,
        services=services,
        stations=tuple(_station(rng, i, sites=sites, services=services, days=days) for i in range(len(sites.x))),
        providers=tuple(
            _provider(rng, i, extent=extent, services=services, popularity=popularity, days=days)
            for i in range(extent.districts * extent.providers)
        ),
        needs=_needs(rng, extent=extent, sites=sites, popularity=popularity, weeks=sorted({day.week for day in days})),
    )


def _group(day: date) -> int:
    return 0 if day.weekday() in EVEN_WEEKDAYS or day.weekday() >= SATURDAY else 1


def _shares(amounts: NDArray[np.floating[Any]]) -> Floats:
    return np.asarray(amounts / amounts.sum(), dtype=np.float64)


def _name(letter: str, index: int, *, count: int, digits: int = 3) -> str:
    return f"{letter}{index + 1:0{max(digits, len(str(count)))}d}"


def _service_name(index: int) -> str:
    return _name("V", index, count=SERVICES, digits=2)


def _zone_name(zone: int, *, extent: Extent) -> str:
    return f"D{zone // extent.zones + 1}-Z{zone % extent.zones + 1}"


def _services(rng: np.random.Generator) -> tuple[Service, ...]:
    seats = rng.choice([12, 15, 20, 25, 30, 40], SERVICES, p=[0.15, 0.15, 0.25, 0.2, 0.15, 0.1])
    equipped = rng.random(SERVICES) >= NO_EQUIPMENT
    equipment = rng.integers(0, len(EQUIPMENT), SERVICES)
    double = rng.choice(SERVICES, round(TWO_SLOTS * SERVICES), replace=False)
    bounded = rng.choice(SERVICES, round(WITH_MINIMUM * SERVICES), replace=False)
    minimum = rng.integers(4, 9, SERVICES)
    return tuple(
        Service(
            id=_service_name(v),
            category=CATEGORIES[v % len(CATEGORIES)],
            seats=int(seats[v]),
            minimum=int(minimum[v]) if v in bounded else 0,
            slots=2 if v in double else 1,
            equipment=(EQUIPMENT[equipment[v]],) if equipped[v] else (),
        )
        for v in range(SERVICES)
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sites:
    """Where the stations are and how many members each has; arrays by station, names of zones and districts."""

    x: Floats
    y: Floats
    members: Floats
    zone: tuple[str, ...]
    district: NDArray[np.int64]


def _sites(rng: np.random.Generator, *, extent: Extent) -> _Sites:
    """Districts of 6 by 9 km in a square; stations scatter around the centres of zones, more of them in the south."""
    side = int(np.ceil(np.sqrt(extent.districts)))
    count, zones = extent.stations, extent.zones
    density = _shares(np.linspace(1.6, 0.6, zones))
    parts, members, zone = [], [], []
    for d in range(extent.districts):
        corner = np.array([(d % side) * 6.0, (d // side) * 9.0])
        centres = np.column_stack(
            [rng.uniform(0.5, 4.0, zones), np.linspace(0.8, 8.2, zones) + rng.normal(0, 0.2, zones)]
        )
        mine = rng.choice(zones, count, p=density)
        mine[:zones] = np.arange(zones)
        mine.sort()
        parts.append(corner + centres[mine] + rng.normal(0, 0.45, (count, 2)))
        members.append(rng.lognormal(0, 0.8, count) * np.where(mine < zones / 3, 1.5, 1.0))
        zone += [_zone_name(d * zones + int(z), extent=extent) for z in mine]
    places = np.concatenate(parts)
    return _Sites(
        x=places[:, 0].round(3),
        y=places[:, 1].round(3),
        members=np.concatenate(members),
        zone=tuple(zone),
        district=np.repeat(np.arange(extent.districts), count),
    )


def _station(
    rng: np.random.Generator, index: int, *, sites: _Sites, services: tuple[Service, ...], days: tuple[Day, ...]
) -> Station:
    hours = np.ones((len(days), len(SLOTS)), dtype=bool)
    hours[:, 3] = rng.random() >= NO_EVENING
    hours[:, 0] = rng.random() >= NO_MORNING
    rooms = tuple(
        Room(
            id=f"R{r + 1}",
            seats=int(rng.choice([15, 20, 30, 40], p=[0.15, 0.25, 0.3, 0.3])),
            equipment=tuple(np.array(EQUIPMENT)[rng.random(len(EQUIPMENT)) < ROOM_EQUIPPED].tolist()),
            taken=_times(days, hours & (rng.random(hours.shape) < TAKEN)),
        )
        for r in range(int(rng.choice([1, 2, 3], p=[0.6, 0.3, 0.1])))
    )
    return Station(
        id=_name("S", index, count=len(sites.x)),
        district=f"D{sites.district[index] + 1}",
        zone=sites.zone[index],
        x=float(sites.x[index]),
        y=float(sites.y[index]),
        rooms=rooms,
        open=_times(days, hours),
        quota=_quota(rooms, services=services),
    )


def _times(days: tuple[Day, ...], mask: Mask) -> Times:
    return {day.date: tuple(np.flatnonzero(row).tolist()) for day, row in zip(days, mask, strict=True) if row.any()}


def _quota(rooms: tuple[Room, ...], *, services: tuple[Service, ...]) -> dict[str, int]:
    held = {
        of.category
        for of in services
        for room in rooms
        if room.seats >= of.seats and {*of.equipment} <= {*room.equipment}
    }
    return {category: 2 if category == "party" else 1 for category in CATEGORIES if category in held}


def _provider(
    rng: np.random.Generator,
    index: int,
    *,
    extent: Extent,
    services: tuple[Service, ...],
    popularity: Floats,
    days: tuple[Day, ...],
) -> Provider:
    district, within = divmod(index, extent.providers)
    first = within if within < SERVICES else int(rng.choice(SERVICES, p=_shares(popularity**0.55)))
    fees = rng.integers(6, 31, 4) * 50
    given = _offered(rng, first, services=services)
    capacity = int(rng.choice([4, 8, 12, 16, 22], p=[0.15, 0.25, 0.3, 0.2, 0.1]))
    offers = tuple(Offer(service=_service_name(v), fee=float(fee)) for v, fee in zip(given, fees, strict=False))
    tight = rng.uniform(0.7, 1.0) * capacity * float(np.mean([offer.fee for offer in offers]))
    week = rng.random((5, len(SLOTS))) < np.array(FREE_BY_SLOT)
    there = rng.random((len(days), 1)) >= DAY_OFF
    return Provider(
        id=_name("P", index, count=extent.districts * extent.providers),
        offers=offers,
        zones=tuple(_zone_name(zone, extent=extent) for zone in _zones(rng, district, extent=extent)),
        capacity=capacity,
        free=_times(days, week[[day.date.weekday() % 5 for day in days]] & there),
        budget=round(tight, -1) if rng.random() < WITH_BUDGET else None,
    )


def _offered(rng: np.random.Generator, first: int, *, services: tuple[Service, ...]) -> list[int]:
    """The services of a provider: `first` and up to three more, mostly of its category."""
    one = rng.random() < ONE_CATEGORY
    category = services[first].category
    pool = [v for v in range(SERVICES) if v != first and (not one or services[v].category == category)]
    more = int(rng.choice([0, 1, 2, 3], p=[0.2, 0.35, 0.3, 0.15]))
    return [first, *rng.choice(pool, min(more, len(pool)), replace=False).tolist()]


def _zones(rng: np.random.Generator, district: int, *, extent: Extent) -> list[int]:
    """The zones of a provider: all of its district or some side by side, and all of a neighbour's when it roams."""
    centre, width = int(rng.integers(0, extent.zones)), int(rng.integers(1, 3))
    whole = rng.random() < WHOLE_DISTRICT
    mine = [z for z in range(extent.zones) if whole or abs(z - centre) <= width]
    zones = [district * extent.zones + z for z in mine]
    beside = [d for d in (district - 1, district + 1) if 0 <= d < extent.districts]
    if beside and rng.random() < ROAMING:
        other = int(rng.choice(beside))
        zones += range(other * extent.zones, (other + 1) * extent.zones)
    return sorted(zones)


def _needs(
    rng: np.random.Generator, *, extent: Extent, sites: _Sites, popularity: Floats, weeks: list[int]
) -> tuple[Need, ...]:
    count = extent.districts * extent.needs
    bounds = [d * extent.stations for d in range(extent.districts + 1)]
    station = np.concatenate(
        [rng.choice(np.arange(a, b), extent.needs, p=_shares(sites.members[a:b])) for a, b in pairwise(bounds)]
    )
    taste = popularity * (0.4 + rng.dirichlet(np.full(SERVICES, 1.5), len(sites.x)) * SERVICES)
    wanted = np.cumsum(taste / taste.sum(axis=1, keepdims=True), axis=1)[station, :-1]
    service = (wanted < rng.random((count, 1))).sum(axis=1)
    people = np.clip(np.round(rng.lognormal(1.95, 0.8, count)), 1, 70)
    weight = rng.choice([1, 2, 3], count, p=[0.7, 0.2, 0.1])
    reach = rng.choice([0.3, 0.6, 0.9], count, p=[0.35, 0.4, 0.25])
    liking = np.round(LIKINGS[rng.choice(len(LIKINGS), count, p=LIKING_SHARES)], 2)
    group = rng.choice([-1, 0, 1], count, p=[0.6, 0.2, 0.2])
    week = np.where(rng.random(count) < FIXED_WEEK, rng.choice(weeks, count), -1)
    return tuple(
        Need(
            id=_name("N", n, count=count),
            service=_service_name(int(service[n])),
            station=_name("S", int(station[n]), count=len(sites.x)),
            people=int(people[n]),
            slots=tuple(liking[n].tolist()),
            weight=int(weight[n]),
            reach=float(reach[n]),
            group=None if group[n] < 0 else int(group[n]),
            week=None if week[n] < 0 else int(week[n]),
        )
        for n in range(count)
    )
