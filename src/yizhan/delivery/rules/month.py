"""The month as the planner sees it: days, slots, and what the network's rows become in it."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from yizhan.catalogue.models import Standard
from yizhan.kernel.calendar import Calendar
from yizhan.needs.models import PartOfDay
from yizhan.planner.delivery.problem import Day, Slot

SLOTS = (Slot(start=600, end=690), Slot(start=720, end=780), Slot(start=840, end=930), Slot(start=1110, end=1200))
"""Four times of day: 10:00 to 11:30, 12:00 to 13:00, 14:00 to 15:30, 18:30 to 20:00."""
PARTS = (PartOfDay.MORNING, PartOfDay.NOON, PartOfDay.AFTERNOON, PartOfDay.EVENING)
"""The part of the day that each slot lies in."""
EARLY_WEEKDAYS = frozenset({1, 3, 5})
"""Monday, Wednesday and Friday are one group of weekdays, the others the second."""
ANY_TIME = 0.8
"""How well a slot suits people who did not say when."""
OTHER_TIME = 0.2
"""How well a slot suits people who would rather have another."""
DEFAULT_QUOTA = 1
QUOTAS = {"DQ": 2}
"""Regular sessions a month of a category where the hub has not set them; the others get `DEFAULT_QUOTA`."""
ONE_SLOT = 90
"""Sessions up to so many minutes take one slot, longer ones two."""
MINUTES, SEATS = 60, 20
"""What a session takes where its standard does not say."""
HALF_HOUR = 30
KM_A_DEGREE = 111.195


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """How a service is held: seats, the fewest for whom it is held, slots in a row, and minutes."""

    seats: int
    minimum: int
    slots: Literal[1, 2]
    minutes: int


def month_after(day: date) -> date:
    """The first day of the month after that of `day`."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def days_of(month: date, *, after: date, calendar: Calendar) -> tuple[Day, ...]:
    """The working days of the month that come after `after`, with their week and their group of weekdays."""
    monday = month - timedelta(days=month.weekday())
    span = [month + timedelta(days=n) for n in range((month_after(month) - month).days)]
    return tuple(
        Day(date=day, week=(day - monday).days // 7, group=group_of(_weekday(day, calendar)))
        for day in span
        if day > after and calendar.is_working_day(day)
    )


def _weekday(day: date, calendar: Calendar) -> int:
    return calendar.make_up_weekday if day in calendar.make_up else day.isoweekday()


def group_of(weekday: int) -> int:
    """The group that a weekday (1 Monday to 7 Sunday) belongs to."""
    return 0 if weekday in EARLY_WEEKDAYS else 1


def group_wanted(weekdays: Collection[int]) -> int | None:
    """The group that all of `weekdays` are in, or None when they are in both or there are none."""
    groups = {group_of(weekday) for weekday in weekdays}
    return groups.pop() if len(groups) == 1 else None


def slots_wanted(parts: Collection[str]) -> tuple[float, ...]:
    """How well each slot suits people who would come in `parts` of the day."""
    if not parts:
        return (ANY_TIME,) * len(SLOTS)
    return tuple(1.0 if part in parts else OTHER_TIME for part in PARTS)


def frame_of(standard: Standard | None) -> Frame:
    """How a service with that standard is held; one person after another fills a session of what is given one to one."""
    minutes = (standard.minutes if standard else None) or MINUTES
    most = standard.max_people if standard else None
    if standard is not None and (most == 1 or (most is None and not standard.needs_booking)):
        return Frame(seats=max(1, ONE_SLOT // minutes), minimum=0, slots=1, minutes=ONE_SLOT)
    least = standard.min_people if standard else None
    return Frame(seats=most or SEATS, minimum=least or 0, slots=1 if minutes <= ONE_SLOT else 2, minutes=minutes)


def quota_of(code: str, sessions: int | None) -> int:
    """The regular sessions of a category: what the hub set, or what is usual."""
    return QUOTAS.get(code, DEFAULT_QUOTA) if sessions is None else sessions


def covered_slots(spans: Iterable[tuple[time, time]]) -> tuple[int, ...]:
    """The slots that lie within one of the spans [from, until) of a day."""
    joined = _joined([(_minute(start), _minute(end)) for start, end in spans])
    return tuple(i for i, slot in enumerate(SLOTS) if any(a <= slot.start and slot.end <= b for a, b in joined))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def touched_slots(start: datetime, end: datetime, *, day: date) -> tuple[int, ...]:
    """The slots of `day` that the period [start, end) of wall clock time meets."""
    midnight = datetime.combine(day, time.min, tzinfo=start.tzinfo)
    first, last = ((at - midnight).total_seconds() / 60 for at in (start, end))
    return tuple(i for i, slot in enumerate(SLOTS) if first < slot.end and slot.start < last)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def span_of(day: date, slot: int, frame: Frame) -> tuple[datetime, datetime]:
    """From and until of a session on the wall clock: its minutes by the half hour, within the slots it takes."""
    start = datetime.combine(day, time.min) + timedelta(minutes=SLOTS[slot].start)
    longest = SLOTS[slot + frame.slots - 1].end - SLOTS[slot].start
    minutes = min(longest, math.ceil(frame.minutes / HALF_HOUR) * HALF_HOUR)
    return start, start + timedelta(minutes=minutes)


def plane(positions: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Kilometres east and north of the middle of all `positions` (latitude, longitude), by name."""
    if not positions:
        return {}
    lat = _mean([lat for lat, _lon in positions.values()])
    lon = _mean([lon for _lat, lon in positions.values()])
    wide = KM_A_DEGREE * math.cos(math.radians(lat))
    return {
        name: (round((east - lon) * wide, 3), round((north - lat) * KM_A_DEGREE, 3))
        for name, (north, east) in positions.items()
    }


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def weight_of(urgency: int, factor: float) -> float:
    """How much a need counts: how urgent it is, times what evaluation says of its service at its station."""
    return round(urgency * factor, 3)
