"""Reads of rooms: when they are open, what is booked, and what is free."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from yizhan.activities.models import Booking, RoomRule
from yizhan.activities.rules import booking as rules
from yizhan.network import queries as network
from yizhan.network.models import Room, Station

Period = tuple[datetime, datetime]
LOOK_AHEAD_WEEKS = 2


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
                start, end = (datetime.combine(day.day, time, zone) for time in (span.opens, span.closes))
                spans.append((start, end))
    return rules.joined(spans)


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
