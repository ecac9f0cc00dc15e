"""The month's delivery problem, read from the whole network in a number of queries that does not grow with it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Prefetch

from yizhan.activities.queries import taken_rooms
from yizhan.catalogue.models import Provider as ProviderRow
from yizhan.catalogue.models import ProviderAbsence, Standard
from yizhan.catalogue.models import Service as ServiceRow
from yizhan.delivery.models import Delivery, DeliveryState, Quota
from yizhan.delivery.rules import month as rules
from yizhan.evaluation.queries import STEP, Weight, weights
from yizhan.kernel import calendar
from yizhan.needs import queries as needs
from yizhan.needs.models import Need as NeedRow
from yizhan.network.models import Room as RoomRow
from yizhan.network.models import Station as StationRow
from yizhan.network.queries import CALENDAR, opening_days
from yizhan.people.queries import today
from yizhan.planner.delivery.problem import Day, Need, Offer, Problem, Provider, Room, Service, Station, Times

Taken = Mapping[UUID, Sequence[tuple[datetime, datetime]]]
Pair = tuple[UUID, UUID]
Factor = dict[str, str | float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What is planned already in the month: sessions of each provider and station, and when providers are busy."""

    by_provider: Counter[UUID]
    by_station: Counter[tuple[UUID, str]]
    busy: Taken
    rooms: Taken


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A month's problem, and the factors by which evaluation changed weights in it."""

    problem: Problem
    factors: tuple[Factor, ...] = ()


def problem_for(month: date) -> Made:
    """What is offered and what is needed in the month, from tomorrow on when it has begun."""
    day_before = max(month - timedelta(days=1), today())
    days = rules.days_of(month, after=day_before, calendar=calendar.load(CALENDAR))
    given, services, weighed = _given(month), _services(month), weights(month=month)
    stations = _stations(month, days, services=services, given=given)
    known, places = {service.id for service in services}, {station.id for station in stations}
    zones = {station.zone for station in stations}
    return Made(
        problem=Problem(
            days=days,
            slots=rules.SLOTS,
            services=services,
            stations=stations,
            providers=tuple(_providers(month, days, services=known, zones=zones, given=given)),
            needs=tuple(_need(row, weighed) for row in _wanted(month, services=known, stations=places)),
        ),
        factors=tuple(_factor(pair, weight) for pair, weight in sorted(weighed.items()) if weight.factor != 1),
    )


def _factor(pair: Pair, weight: Weight) -> Factor:
    """A weight as the draft keeps it, and which way each of the two moved it; the figures are evaluation's to show."""
    service, station = pair
    moved = {"rating": _way(weight.by_rating), "attendance": _way(weight.by_attendance)}
    return {"service": str(service), "station": str(station), "factor": weight.factor, **moved}


def _way(moved: float) -> int:
    """Which way something moved a weight: 1, 0 or -1; what would not show in the factor is not told."""
    return 0 if abs(moved) < 1 / STEP / 2 else 1 if moved > 0 else -1


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def _period(month: date) -> tuple[datetime, datetime]:
    first, after = (datetime(day.year, day.month, 1, tzinfo=_zone()) for day in (month, rules.month_after(month)))
    return first, after


def _services(month: date) -> tuple[Service, ...]:
    standards = Prefetch("standards", Standard.objects.on(month), to_attr="in_force")
    rows = ServiceRow.objects.filter(retired_on=None).select_related("category").defer("search")
    return tuple(map(_service, rows.prefetch_related(standards).order_by("code")))


def _service(row: ServiceRow) -> Service:
    in_force: list[Standard] = getattr(row, "in_force", [])
    frame = rules.frame_of(in_force[0] if in_force else None)
    return Service(
        id=str(row.pk), category=row.category.code, seats=frame.seats, minimum=frame.minimum, slots=frame.slots
    )


def _stations(month: date, days: Sequence[Day], *, services: Collection[Service], given: Given) -> tuple[Station, ...]:
    rows = list(StationRow.objects.serving().placed().defer("search").exclude(building__lat=None).exclude(zone=None))
    at = rules.plane({str(row.pk): _position(row) for row in rows})
    rooms, quotas = _rooms(month, rows, given=given), _quotas()
    opened = opening_days(rows, [day.date for day in days]) if days else {}
    categories = {service.category for service in services}
    return tuple(
        Station(
            id=str(row.pk),
            district=str(row.zone.district_id) if row.zone else "",
            zone=str(row.zone_id),
            x=at[str(row.pk)][0],
            y=at[str(row.pk)][1],
            rooms=tuple(rooms[row.pk]),
            open={
                day.day: slots
                for day in opened.get(row.pk, ())
                if (slots := rules.covered_slots((one.opens, one.closes) for one in day.intervals))
            },
            quota={
                code: left
                for code in sorted(categories)
                if (left := rules.quota_of(code, quotas.get((row.pk, code))) - given.by_station[row.pk, code]) > 0
            },
        )
        for row in rows
    )


def _position(row: StationRow) -> tuple[float, float]:
    building = row.building
    return (building.lat or 0.0, building.lon or 0.0) if building else (0.0, 0.0)


def _quotas() -> dict[tuple[UUID, str], int]:
    rows = Quota.objects.values_list("station_id", "category__code", "sessions")
    return {(station, code): sessions for station, code, sessions in rows}


def _rooms(month: date, stations: Sequence[StationRow], *, given: Given) -> dict[UUID, list[Room]]:
    found = RoomRow.objects.filter(station__in=stations, closed_on=None).order_by("station", "-seats", "slug")
    rows, rooms = list(found), defaultdict[UUID, list[Room]](list)
    taken = taken_rooms([row.pk for row in rows], *_period(month))
    for row in rows:
        periods = (*taken.get(row.pk, ()), *given.rooms.get(row.pk, ()))
        room = Room(id=str(row.pk), seats=row.seats, equipment=tuple(row.equipment), taken=_slots_of(periods))
        rooms[row.station_id].append(room)
    return rooms


def _slots_of(periods: Iterable[tuple[datetime, datetime]]) -> Times:
    slots = defaultdict[date, set[int]](set)
    for start, end in periods:
        begins, ends = start.astimezone(_zone()), end.astimezone(_zone())
        for n in range((ends.date() - begins.date()).days + 1):
            day = begins.date() + timedelta(days=n)
            slots[day] |= {*rules.touched_slots(begins, ends, day=day)}
    return {day: tuple(sorted(some)) for day, some in sorted(slots.items()) if some}


def _given(month: date) -> Given:
    rows = Delivery.objects.filter(month=month).exclude(state=DeliveryState.CANCELLED)
    by_provider, by_station = Counter[UUID](), Counter[tuple[UUID, str]]()
    busy, rooms = (defaultdict[UUID, list[tuple[datetime, datetime]]](list) for _ in range(2))
    columns = ("provider_id", "station_id", "service__category__code", "room_id", "starts_at", "ends_at")
    for provider, station, category, room, start, end in rows.values_list(*columns):
        by_station[station, category] += 1
        if provider:
            by_provider[provider] += 1
            busy[provider].append((start, end))
        if room:
            rooms[room].append((start, end))
    return Given(by_provider=by_provider, by_station=by_station, busy=busy, rooms=rooms)


def _providers(
    month: date, days: Sequence[Day], *, services: Collection[str], zones: Collection[str], given: Given
) -> Iterable[Provider]:
    absences = ProviderAbsence.objects.filter(starts_on__lt=rules.month_after(month), ends_on__gt=month)
    rows = ProviderRow.objects.prefetch_related("services", "zones", "hours", Prefetch("absences", absences))
    for row in rows.order_by("slug"):
        yield Provider(
            id=str(row.pk),
            offers=tuple(Offer(service=str(one.pk)) for one in row.services.all() if str(one.pk) in services),
            zones=tuple(str(zone.pk) for zone in row.zones.all() if str(zone.pk) in zones),
            capacity=max(0, row.monthly_capacity - given.by_provider[row.pk]),
            free=_free(row, days, busy=_slots_of(given.busy.get(row.pk, ()))),
        )


def _free(row: ProviderRow, days: Sequence[Day], *, busy: Times) -> Times:
    absences, hours = list(row.absences.all()), list(row.hours.all())
    free = {}
    for day in days:
        if any(one.starts_on <= day.date < one.ends_on for one in absences):
            continue
        spans = [(one.starts, one.ends) for one in hours if one.weekday == day.date.isoweekday()]
        slots = tuple(slot for slot in rules.covered_slots(spans) if slot not in busy.get(day.date, ()))
        if slots:
            free[day.date] = slots
    return free


def _wanted(month: date, *, services: Collection[str], stations: Collection[str]) -> list[NeedRow]:
    rows = needs.wanted(month).order_by("pk")
    return [row for row in rows if str(row.service_id) in services and str(row.station_id) in stations]


def _need(row: NeedRow, weighed: Mapping[Pair, Weight]) -> Need:
    said = weighed.get((row.service_id, row.station_id)) if row.service_id else None
    return Need(
        id=str(row.pk),
        service=str(row.service_id),
        station=str(row.station_id),
        people=row.left,
        slots=rules.slots_wanted(row.parts_of_day),
        weight=rules.weight_of(row.urgency, said.factor if said else 1.0),
        reach=row.reach_m / 1000,
        group=rules.group_wanted(row.weekdays),
    )
