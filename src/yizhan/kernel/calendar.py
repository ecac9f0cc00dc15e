"""Working time: which days are worked, and arithmetic in working hours and working days.

Everything is a pure function of a calendar and aware instants. A day outside the calendar's years is an error, never
"no holidays".
"""

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
Intervals = tuple[tuple[time, time], ...]
Pause = tuple[datetime, datetime]


class CalendarEnds(Exception):
    """The calendar has no data for that day."""


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Weekly working intervals, days off by name, make-up days, for the days [first, last]."""

    name: str
    version: str
    zone: ZoneInfo
    week: Mapping[int, Intervals]
    days_off: Mapping[date, tuple[str, str]]
    make_up: frozenset[date]
    make_up_weekday: int
    first: date
    last: date
    provisional: frozenset[int]

    def is_working_day(self, day: date) -> bool:
        """Whether anybody works on `day`; raises `CalendarEnds` outside the data."""
        return bool(self.hours_on(day))

    @cached_property
    def working_days(self) -> list[date]:
        """Every day on which anybody works, in order."""
        days = (self.first + n * DAY for n in range((self.last - self.first).days + 1))
        return [day for day in days if self.is_working_day(day)]

    def working_day_after(self, day: date, count: int) -> date:
        """The working day that is the `count`-th after `day`, or before it when negative."""
        self._require(day)
        place = bisect_right(self.working_days, day) - 1 if count > 0 else bisect_left(self.working_days, day)
        if not 0 <= place + count < len(self.working_days):
            raise CalendarEnds(f"calendar {self.name} {self.version} has not so many working days around {day}")
        return self.working_days[place + count]

    def is_provisional(self, year: int) -> bool:
        """Whether the holidays of `year` are not announced yet."""
        return year in self.provisional

    def day_off(self, day: date) -> tuple[str, str] | None:
        """The Chinese and English name of the holiday on `day`, if it is one."""
        self._require(day)
        return self.days_off.get(day)

    def hours_on(self, day: date) -> Intervals:
        """The half-open working intervals of `day` on the wall clock."""
        self._require(day)
        if day in self.make_up:
            return self.week.get(self.make_up_weekday, ())
        return () if day in self.days_off else self.week.get(day.isoweekday(), ())

    def _require(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise CalendarEnds(f"calendar {self.name} {self.version} has no data for {day}")

    def intervals_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The half-open working intervals of `day` as instants in UTC."""
        return tuple((self.instant(day, opens), self.instant(day, closes)) for opens, closes in self.hours_on(day))

    def instant(self, day: date, clock: time) -> datetime:
        """That time of day on the calendar's wall clock, in UTC."""
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)

    @cached_property
    def line(self) -> "Line":
        """The working spans of the whole calendar, laid out once."""
        days = (self.first + n * DAY for n in range((self.last - self.first).days + 1))
        spans = [span for day in days for span in self.intervals_on(day)]
        starts = [start.timestamp() for start, _ in spans]
        ends = [end.timestamp() for _, end in spans]
        worked = list(accumulate((end - start for start, end in zip(starts, ends, strict=True)), initial=0.0))
        return Line(
            starts=starts,
            ends=ends,
            worked=worked,
            first=self.instant(self.first, time.min),
            end=self.instant(self.last, time.min) + DAY,
        )


@dataclass(frozen=True, kw_only=True)
class Line:
    """The working spans one after another in seconds since the epoch; `worked[i]` seconds lie before span i."""

    starts: list[float]
    ends: list[float]
    worked: list[float]
    first: datetime
    end: datetime

    def worked_before(self, at: datetime) -> float:
        """Working seconds between the calendar's first instant and `at`."""
        if not self.first <= at <= self.end:
            raise CalendarEnds(f"the calendar has no data for {at}")
        moment = at.timestamp()
        span = bisect_right(self.starts, moment) - 1
        return 0.0 if span < 0 else self.worked[span] + min(moment, self.ends[span]) - self.starts[span]

    def earliest(self, worked: float) -> datetime:
        """The first instant by which `worked` seconds are worked."""
        span = max(bisect_left(self.worked, worked) - 1, 0)
        return self._in_span(span, worked)

    def latest(self, worked: float) -> datetime:
        """The last instant until which no more than `worked` seconds are worked."""
        return self._in_span(bisect_right(self.worked, worked) - 1, worked)

    def _in_span(self, span: int, worked: float) -> datetime:
        if worked < 0 or span >= len(self.starts):
            raise CalendarEnds("the calendar ends before so much working time has passed")
        return datetime.fromtimestamp(self.starts[span] + worked - self.worked[span], UTC)


def working_time(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """The working time in [start, end); none when `end` comes first."""
    _require_aware(start=start, end=end)
    if end <= start:
        return timedelta()
    line = calendar.line
    return timedelta(seconds=line.worked_before(end) - line.worked_before(start))


def add_working_time(calendar: Calendar, start: datetime, amount: timedelta) -> datetime:
    """The instant at which `amount` of working time has passed since `start`; before it when `amount` is negative."""
    _require_aware(start=start)
    if not amount:
        return start.astimezone(UTC)
    line, seconds = calendar.line, amount.total_seconds()
    target = line.worked_before(start) + seconds
    return line.earliest(target) if seconds > 0 else line.latest(target)


def add_working_days(calendar: Calendar, start: datetime, days: int, *, end_of_day: bool = False) -> datetime:
    """The same time of day `days` working days later (earlier when negative), or the end of that day's work."""
    _require_aware(start=start)
    local = start.astimezone(calendar.zone)
    day = calendar.working_day_after(local.date(), days) if days else local.date()
    hours = calendar.hours_on(day)
    clock = hours[-1][1] if end_of_day and hours else local.time()
    return calendar.instant(day, clock)


def paused_time(calendar: Calendar, pauses: Iterable[Pause]) -> timedelta:
    """The working time within `pauses`, which do not overlap."""
    return sum((working_time(calendar, start, end) for start, end in pauses), timedelta())


def postponed(calendar: Calendar, due: datetime, pauses: Iterable[Pause]) -> datetime:
    """`due` moved by the working time within `pauses`."""
    return add_working_time(calendar, due, paused_time(calendar, pauses))


def _require_aware(**instants: datetime) -> None:
    for name, instant in instants.items():
        if instant.tzinfo is None:
            raise ValueError(f"{name} has no time zone")


@cache
def load(name: str) -> Calendar:
    """The calendar in the file `calendars/<name>.toml`."""
    return from_data(tomllib.loads((Path(__file__).parent / "calendars" / f"{name}.toml").read_text()))


def from_data(data: Mapping[str, Any]) -> Calendar:
    """A calendar from the form that its file has."""
    years = {int(year): content for year, content in data["years"].items()}
    return Calendar(
        name=data["name"],
        version=data["version"],
        zone=ZoneInfo(data["zone"]),
        week={int(weekday): _intervals(spans) for weekday, spans in data["week"].items()},
        days_off={day: tuple(data["names"][key]) for content in years.values() for key, day in _off(content["off"])},
        make_up=frozenset(day for content in years.values() for day in content["make_up"]),
        make_up_weekday=data["make_up_days_work_as"],
        first=date(min(years), 1, 1),
        last=date(max(years), 12, 31),
        provisional=frozenset(year for year, content in years.items() if content["provisional"]),
    )


def _intervals(spans: Iterable[tuple[str, str]]) -> Intervals:
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in spans)


def _off(holidays: Mapping[str, tuple[date, date]]) -> list[tuple[str, date]]:
    return [(key, first + n * DAY) for key, (first, last) in holidays.items() for n in range((last - first).days + 1)]
