"""How much working time is left until something is due, or has passed since."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from yizhan.kernel.calendar import Calendar, working_time

SOON = timedelta(hours=4)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """Whole working days, hours and minutes until something is due; since then when it is late."""

    days: int
    hours: int
    minutes: int
    late: bool
    soon: bool


def day_length(calendar: Calendar) -> timedelta:
    """How much is worked on the longest day of an ordinary week."""
    lengths = [sum((_between(*span) for span in spans), timedelta()) for spans in calendar.week.values()]
    return max(lengths)


def _between(opens: time, closes: time) -> timedelta:
    return datetime.combine(date.min, closes) - datetime.combine(date.min, opens)


def left_until(due_at: datetime, *, at: datetime, calendar: Calendar) -> Left:
    """The working time between `at` and `due_at`, on `calendar`; raises `CalendarEnds` where that has no data."""
    late = due_at <= at
    amount = working_time(calendar, due_at, at) if late else working_time(calendar, at, due_at)
    days, rest = divmod(amount, day_length(calendar))
    hours, rest = divmod(rest, HOUR)
    return Left(days=days, hours=hours, minutes=rest // MINUTE, late=late, soon=not late and amount < SOON)
