"""Whole months and years: the only periods about which anything is ever shown."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPEN_FOR = timedelta(days=7)
SETTLED_AFTER = timedelta(days=10)
MONTHS = 12


def months_on(month: date, count: int) -> date:
    """The first day of the month `count` months later, or earlier when negative."""
    years, rest = divmod(month.month - 1 + count, MONTHS)
    return date(month.year + years, rest + 1, 1)


def span(first: date, end: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants between which the days [first, end) lie on the wall clock of `zone`."""
    return datetime.combine(first, time.min, tzinfo=zone), datetime.combine(end, time.min, tzinfo=zone)


def window(month: date, months: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The `months` months before the month that begins on `month`, as instants."""
    return span(months_on(month, -months), month, zone)


def settled(month: date, day: date) -> bool:
    """Whether on `day` nobody can rate what happened in `month` any more, as far as it was asked about in time."""
    return day >= months_on(month, 1) + SETTLED_AFTER


def settled_months(first: date, day: date) -> list[date]:
    """The months from that of `first` on that are settled on `day`."""
    found, month = [], first.replace(day=1)
    while settled(month, day):
        found.append(month)
        month = months_on(month, 1)
    return found
