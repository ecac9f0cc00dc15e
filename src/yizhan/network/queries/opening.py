"""Reads of when stations are open, for any number of stations at the same cost."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from yizhan.kernel import calendar, clock
from yizhan.network import rules
from yizhan.network.models import Hours, OpeningException, Station

CALENDAR = "cn"


def local_now() -> datetime:
    """The present on the network's wall clock."""
    return clock.now().astimezone(ZoneInfo(settings.TIME_ZONE))


def weeks(stations: Iterable[Station], *, first: date) -> dict[UUID, tuple[rules.OpeningDay, ...]]:
    """The seven days from `first` of each station, read in two queries."""
    return opening_days(stations, [first + timedelta(days=n) for n in range(rules.DAYS_SHOWN)])


def opening_days(stations: Iterable[Station], days: Sequence[date]) -> dict[UUID, tuple[rules.OpeningDay, ...]]:
    """How each station is open on each of `days`, which stand in order, read in two queries."""
    ids = [station.pk for station in stations]
    hours, exceptions = _hours_of(ids), _exceptions_of(ids, first=days[0], last=days[-1])
    working = calendar.load(CALENDAR)
    return {
        pk: tuple(rules.day_of(day, hours=hours[pk], exceptions=exceptions[pk], calendar=working) for day in days)
        for pk in ids
    }


def _hours_of(ids: list[UUID]) -> dict[UUID, list[Hours]]:
    found = defaultdict(list)
    for row in Hours.objects.filter(station_id__in=ids):
        found[row.station_id].append(row)
    return found


def _exceptions_of(ids: list[UUID], *, first: date, last: date) -> dict[UUID, list[OpeningException]]:
    found = defaultdict(list)
    for row in OpeningException.objects.filter(station_id__in=ids, day__range=(first, last)):
        found[row.station_id].append(row)
    return found


def week(station: Station, *, first: date) -> tuple[rules.OpeningDay, ...]:
    """The seven days from `first` of one station."""
    return weeks([station], first=first)[station.pk]


def statuses(stations: Iterable[Station], *, at: datetime) -> dict[UUID, rules.OpenStatus]:
    """Whether each station is open at `at` on the wall clock, and if not, when."""
    return {pk: rules.status_at(at, days) for pk, days in weeks(stations, first=at.date()).items()}


def open_among(stations: Iterable[Station], *, at: datetime) -> list[Station]:
    """Those of the stations that are open at `at`, in the order given."""
    found = list(stations)
    known = statuses(found, at=at)
    return [station for station in found if known[station.pk].is_open]
