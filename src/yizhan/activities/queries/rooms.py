"""Reads of rooms: when they are open, what is booked, and what is free."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from yizhan.activities.models import Booking, BookingState, RoomRule
from yizhan.activities.rules import booking as rules
from yizhan.kernel import clock
from yizhan.network import queries as network
from yizhan.network.models import Room, Station
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor, Person
from yizhan.ui import parts
from yizhan.ui.templatetags.ui import calendar_day, day_words, weekday

Period = tuple[datetime, datetime]
LOOK_AHEAD_WEEKS = 2
DAYS = 7
DAY_FROM, DAY_UNTIL = 9, 21


def taken_rooms(room_ids: Iterable[UUID], start: datetime, end: datetime) -> dict[UUID, list[Period]]:
    """When those rooms are not to be had during [start, end), the time for clearing up included."""
    found: dict[UUID, list[Period]] = defaultdict(list)
    bookings = Booking.objects.filter(room_id__in=list(room_ids)).touching(start, end)
    for room_id, starts_at, clear_at in bookings.order_by("starts_at").values_list("room_id", "starts_at", "clear_at"):
        found[room_id].append((starts_at, clear_at))
    return dict(found)


def openings(station: Station, *, first: date, weeks: int = 1) -> list[Period]:
    """When the doors of a station are open, from `first` for so many weeks."""
    zone, spans = ZoneInfo(settings.TIME_ZONE), []
    for n in range(weeks):
        for day in network.week(station, first=first + timedelta(weeks=n)):
            for span in day.intervals:
                start, end = (datetime.combine(day.day, hour, zone) for hour in (span.opens, span.closes))
                spans.append((start, end))
    return rules.joined(spans)


def day_of(moment: datetime) -> date:
    """The day of an instant where the network is."""
    return clock.day_of(moment, ZoneInfo(settings.TIME_ZONE))


def ahead_of(person: Person) -> "QuerySet[Booking]":
    """What a person has booked and not used yet, the next first."""
    found: QuerySet[Booking] = Booking.objects.standing().filter(person=person, ends_at__gt=clock.now())
    return found.select_related("room__station").order_by("starts_at", "id")


def bookings_of(person: Person) -> "QuerySet[Booking]":
    """What a person ever booked or asked for, the last first."""
    found: QuerySet[Booking] = Booking.objects.filter(person=person, activity=None)
    return found.select_related("room__station").order_by("-starts_at", "-id")


def bookings_at(actor: Actor) -> "QuerySet[Booking]":
    """What members booked or asked for at the stations that `actor` looks after, from now on: what waits first."""
    mine = in_charge_of(actor, at="room__station")
    found: QuerySet[Booking] = Booking.objects.standing().filter(mine, activity=None, ends_at__gt=clock.now())
    return found.select_related("room__station", "person").order_by("state", "starts_at", "id")


def asked_bookings(actor: Actor) -> "QuerySet[Booking]":
    """What members asked for at the stations that `actor` looks after, and nobody answered."""
    found: QuerySet[Booking] = Booking.objects.filter(
        in_charge_of(actor, at="room__station"), state=BookingState.ASKED, ends_at__gt=clock.now()
    )
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomWeek:
    """A room with its rule and its next days in half hours, and when it can still be had on each."""

    room: Room
    rule: RoomRule | None
    days: tuple[parts.RoomDay, ...]


def room_week(room: Room, *, first: date) -> RoomWeek:
    """A room from `first` for seven days, in a fixed number of queries."""
    zone = ZoneInfo(settings.TIME_ZONE)
    start = datetime.combine(first, time(DAY_FROM), zone)
    opened = openings(room.station, first=first)
    taken = taken_rooms([room.pk], start, start + timedelta(weeks=1)).get(room.pk, [])
    days = (start + timedelta(days=n) for n in range(DAYS))
    return RoomWeek(
        room=room,
        rule=rule_of(room.pk),
        days=tuple(_day(day, opened=opened, taken=taken) for day in days),
    )


def _day(first: datetime, *, opened: list[Period], taken: list[Period]) -> parts.RoomDay:
    last = first.replace(hour=DAY_UNTIL)

    def within(spans: list[Period]) -> list[Period]:
        return [(start, end) for start, end in spans if start < last and first < end]

    near = day_words(first)
    return parts.room_day(
        name=weekday(first) if calendar_day(first) in near else near,
        note=calendar_day(first),
        opens=within(opened),
        taken=within(taken),
        first=first,
        last=last,
    )


def free_starts(room: Room, day: date) -> list[datetime]:
    """The half hours of `day` from which the room is still free."""
    zone = ZoneInfo(settings.TIME_ZONE)
    start, end = (datetime.combine(day + timedelta(days=n), time.min, zone) for n in (0, 1))
    opened = [(opens, closes) for opens, closes in openings(room.station, first=day) if opens < end]
    taken = taken_rooms([room.pk], start, end).get(room.pk, [])
    return [moment for moment in rules.half_hours_of(opened, taken=taken) if moment > clock.now()]


def rule_of(room_id: UUID) -> RoomRule | None:
    """The rule of a room, if it has one."""
    return RoomRule.objects.filter(room_id=room_id).first()


def next_free(room: Room, wanted: Period) -> Period | None:
    """The next time, not before the wanted one, when the room is free for as long."""
    first = wanted[0].astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    until = wanted[0] + timedelta(weeks=LOOK_AHEAD_WEEKS)
    rule = rule_of(room.pk)
    return rules.next_free(
        wanted=wanted,
        taken=taken_rooms([room.pk], wanted[0], until).get(room.pk, []),
        openings=openings(room.station, first=first, weeks=LOOK_AHEAD_WEEKS),
        buffer=rules.clear_at(rule, ends_at=wanted[1]) - wanted[1],
    )


def ruled_rooms(actor: Actor) -> "QuerySet[Room]":
    """The rooms in use at the stations that `actor` looks after, with their rule."""
    found = Room.objects.filter(in_charge_of(actor, at="station"), closed_on=None)
    return found.select_related("station", "rule").order_by("station__code", "-seats", "slug")
