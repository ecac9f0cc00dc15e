"""The one clock, and what a day is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> datetime:
    """The present instant, in UTC; the only place that reads the system clock."""
    return timezone.now()  # noqa: TID251


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """The calendar day of `instant` on the wall clock of `zone`."""
    return instant.astimezone(zone).date()
