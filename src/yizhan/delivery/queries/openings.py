"""At which other times a delivery could be held by the same provider in the same room."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from yizhan.activities.queries import taken_rooms
from yizhan.catalogue.models import ProviderAbsence, ProviderHours
from yizhan.delivery.models import Delivery
from yizhan.delivery.queries.candidates import WAY
from yizhan.delivery.rules import dispatching as rules
from yizhan.delivery.rules.dispatching import Period
from yizhan.kernel import clock
from yizhan.network.queries import weeks

DAY, WEEK = timedelta(days=1), 7


def of(delivery: Delivery) -> list[datetime]:
    """The half hours within a week before and after, from tomorrow on, at which the session would break nothing."""
    days = _days(delivery)
    if not days or delivery.provider_id is None:
        return []
    return rules.free_starts(
        minutes=delivery.ends_at - delivery.starts_at,
        open_=list(_open(delivery, days)),
        comes=list(_comes(delivery, days)),
        taken=list(_taken(delivery, days)),
        after=clock.now(),
    )


def _days(delivery: Delivery) -> list[date]:
    tomorrow = timezone.localdate(clock.now()) + DAY
    middle = timezone.localdate(delivery.starts_at)
    first, last = max(tomorrow, middle - rules.AROUND), middle + rules.AROUND
    return [first + n * DAY for n in range((last - first).days + 1)]


def _instant(day: date, clock_time: time) -> datetime:
    return datetime.combine(day, clock_time, tzinfo=ZoneInfo(settings.TIME_ZONE))


def _open(delivery: Delivery, days: list[date]) -> Iterator[Period]:
    """When the station is open."""
    for first in days[::WEEK]:
        for day in weeks([delivery.station], first=first)[delivery.station_id]:
            for span in day.intervals if day.day in days else ():
                yield _instant(day.day, span.opens), _instant(day.day, span.closes)


def _comes(delivery: Delivery, days: list[date]) -> Iterator[Period]:
    """When the provider comes."""
    hours = list(ProviderHours.objects.filter(provider=delivery.provider_id))
    away = list(ProviderAbsence.objects.filter(provider=delivery.provider_id, ends_on__gt=days[0]))
    for day in days:
        if not any(absence.starts_on <= day < absence.ends_on for absence in away):
            for row in hours:
                if row.weekday == day.isoweekday():
                    yield _instant(day, row.starts), _instant(day, row.ends)


def _taken(delivery: Delivery, days: list[date]) -> Iterator[Period]:
    """When the provider is elsewhere, the way included, and when the room is used."""
    first, last = _instant(days[0], time.min), _instant(days[-1], time.min) + DAY
    others = Delivery.objects.filter(starts_at__lt=last, ends_at__gt=first).exclude(pk=delivery.pk)
    for other in others.holding().filter(provider=delivery.provider_id):
        way = timedelta() if other.station_id == delivery.station_id else WAY
        yield other.starts_at - way, other.ends_at + way
    if delivery.room_id:
        yield from _spans(others.standing().filter(room=delivery.room_id))
        yield from taken_rooms([delivery.room_id], first, last).get(delivery.room_id, [])


def _spans(rows: Iterable[Delivery]) -> Iterator[Period]:
    for row in rows:
        yield row.starts_at, row.ends_at
