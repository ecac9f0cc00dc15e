"""The one clock, and what a day is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

_replayed: ContextVar[datetime | None] = ContextVar("replayed", default=None)


def now() -> datetime:
    """The present instant, in UTC; the only place that reads the system clock."""
    return _replayed.get() or timezone.now()  # noqa: TID251


@contextmanager
def replaying(instant: datetime) -> Iterator[None]:
    """Let this thread act as of `instant`, so that a demo can live through months that are over."""
    before = _replayed.set(instant)
    try:
        yield
    finally:
        _replayed.reset(before)


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """The calendar day of `instant` on the wall clock of `zone`."""
    return instant.astimezone(zone).date()
