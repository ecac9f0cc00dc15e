"""When a station is open: weekly hours, public holidays, make-up days and exceptions, all half-open intervals."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol

from django.utils import formats
from django.utils.translation import gettext as _

from yizhan.kernel.calendar import CalendarEnds
from yizhan.kernel.languages import in_language
from yizhan.network.models import ExceptionKind, Hours, HoursKind, OpeningException
from yizhan.network.rules.refusals import ClosesBeforeOpens, DayPast, TimesDoNotFitKind

WEEKEND = (6, 7)
DAYS_SHOWN = 7


class WorkingDays(Protocol):
    """A calendar that knows which days are worked; it raises `CalendarEnds` beyond its data."""

    @property
    def make_up_weekday(self) -> int: ...

    def is_working_day(self, day: date) -> bool: ...

    def is_provisional(self, year: int) -> bool: ...

    def day_off(self, day: date) -> tuple[str, str] | None: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """Open during [opens, closes) on the station's wall clock."""

    opens: time
    closes: time
    kind: HoursKind


@dataclass(frozen=True, kw_only=True, slots=True)
class OpeningDay:
    """How a station is open on one day; `settled` is false while the holidays of that time are not announced."""

    day: date
    intervals: tuple[Interval, ...]
    holiday: str = ""
    reasons: tuple[str, ...] = ()
    settled: bool = True

    @property
    def caveat(self) -> str:
        """What to say while the holidays are not announced."""
        return "" if self.settled else _("假日安排待公布，暂按平日时间。")


class Doors(StrEnum):
    """Whether one can go in, and if not, when."""

    OPEN = "open"
    TODAY = "today"
    TOMORROW = "tomorrow"
    LATER = "later"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenStatus:
    """Open until `at`, or open again on `day` at `at`; neither when it stays closed for the days looked at."""

    doors: Doors
    day: date | None = None
    at: time | None = None

    @property
    def is_open(self) -> bool:
        """Whether one can go in now."""
        return self.doors is Doors.OPEN

    @property
    def words(self) -> str:
        """The status as a page says it, such as 营业中 至 21:00."""
        clock = f"{self.at:%H:%M}" if self.at else ""
        match self.doors:
            case Doors.OPEN:
                return _("营业中 至 %(time)s") % {"time": clock}
            case Doors.TODAY:
                return _("%(time)s 开门") % {"time": clock}
            case Doors.TOMORROW:
                return _("明天 %(time)s 开门") % {"time": clock}
            case Doors.LATER:
                return _("%(weekday)s %(time)s 开门") % {"weekday": formats.date_format(self._day, "l"), "time": clock}
        return _("近日不开放")

    @property
    def _day(self) -> date:
        return self.day or date.min


def day_of(
    day: date, *, hours: Iterable[Hours], exceptions: Iterable[OpeningException], calendar: WorkingDays
) -> OpeningDay:
    """How a station with those weekly hours and exceptions is open on `day`."""
    special = [exception for exception in exceptions if exception.day == day]
    worked = _worked(day, calendar)
    regular = [row for row in hours if row.weekday == (worked.weekday if row.follows_holidays else day.isoweekday())]
    return OpeningDay(
        day=day,
        intervals=tuple(_with_exceptions(regular, special)),
        holiday=worked.holiday,
        reasons=tuple(exception.reason for exception in special),
        settled=worked.settled,
    )


def intervals_on(
    day: date, *, hours: Iterable[Hours], exceptions: Iterable[OpeningException], calendar: WorkingDays
) -> tuple[Interval, ...]:
    """The intervals of `day` in which the station is open, in order and apart."""
    return day_of(day, hours=hours, exceptions=exceptions, calendar=calendar).intervals


@dataclass(frozen=True, kw_only=True, slots=True)
class Worked:
    """Whose weekday's hours hold on a day, none on a public holiday; and whether the calendar is sure."""

    weekday: int | None
    holiday: str = ""
    settled: bool = True


def _worked(day: date, calendar: WorkingDays) -> Worked:
    weekday = day.isoweekday()
    try:
        holiday = calendar.day_off(day)
        made_up = weekday in WEEKEND and calendar.is_working_day(day)
    except CalendarEnds:
        return Worked(weekday=weekday, settled=False)
    settled = not calendar.is_provisional(day.year)
    if holiday:
        return Worked(weekday=None, holiday=in_language(*holiday), settled=settled)
    return Worked(weekday=calendar.make_up_weekday if made_up else weekday, settled=settled)


def _with_exceptions(regular: Sequence[Hours], special: Sequence[OpeningException]) -> list[Interval]:
    kinds = {exception.kind for exception in special}
    if ExceptionKind.CLOSURE in kinds:
        return []
    found = [] if ExceptionKind.MAKE_UP in kinds else [_interval(row, HoursKind(row.kind)) for row in regular]
    for exception in special:
        extended = exception.kind == ExceptionKind.EXTENDED
        found.append(_interval(exception, HoursKind.EXTENDED if extended else HoursKind.REGULAR))
    return apart(found)


def _interval(row: Hours | OpeningException, kind: HoursKind) -> Interval:
    return Interval(opens=row.opens or time.min, closes=row.closes or time.max, kind=kind)


def apart(intervals: Iterable[Interval]) -> list[Interval]:
    """The same times without overlap, in order: one kind is merged, and extended gives way to regular."""
    found = list(intervals)
    regular = _merged([one for one in found if one.kind is HoursKind.REGULAR])
    extended = _merged([one for one in found if one.kind is HoursKind.EXTENDED])
    rest = [piece for one in extended for piece in _without(one, regular)]
    return sorted([*regular, *rest], key=lambda one: one.opens)


def _merged(intervals: Iterable[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for one in sorted(intervals, key=lambda one: one.opens):
        if merged and one.opens <= merged[-1].closes:
            merged[-1] = replace(merged[-1], closes=max(merged[-1].closes, one.closes))
        else:
            merged.append(one)
    return merged


def _without(one: Interval, others: Sequence[Interval]) -> Iterator[Interval]:
    """The pieces of `one` outside `others`, which are in order and apart."""
    opens = one.opens
    for other in others:
        if opens < min(other.opens, one.closes):
            yield Interval(opens=opens, closes=min(other.opens, one.closes), kind=one.kind)
        opens = max(opens, other.closes)
    if opens < one.closes:
        yield Interval(opens=opens, closes=one.closes, kind=one.kind)


def status_at(local: datetime, days: Sequence[OpeningDay]) -> OpenStatus:
    """Whether it is open at `local`, on the station's wall clock, given its days from today on."""
    now, today = local.time(), local.date()
    spans = [(day.day, span) for day in days for span in _spans(day.intervals)]
    for day, (opens, closes) in spans:
        if day == today and opens <= now < closes:
            return OpenStatus(doors=Doors.OPEN, day=day, at=closes)
        if day == today and now < opens:
            return OpenStatus(doors=Doors.TODAY, day=day, at=opens)
        if day > today:
            doors = Doors.TOMORROW if (day - today).days == 1 else Doors.LATER
            return OpenStatus(doors=doors, day=day, at=opens)
    return OpenStatus(doors=Doors.CLOSED)


def _spans(intervals: Sequence[Interval]) -> list[tuple[time, time]]:
    """From opening to closing of the doors, whatever the kinds in between."""
    spans: list[tuple[time, time]] = []
    for one in intervals:
        if spans and one.opens <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], one.closes))
        else:
            spans.append((one.opens, one.closes))
    return spans


def require_order(opens: time, closes: time) -> None:
    """Raise unless the doors open before they close."""
    if opens >= closes:
        raise ClosesBeforeOpens


def require_exception(*, kind: str, opens: time | None, closes: time | None, day: date, today: date) -> None:
    """Raise unless the day has not passed and the times fit the kind."""
    if day < today:
        raise DayPast
    if kind == ExceptionKind.CLOSURE:
        fits = opens is None and closes is None
    else:
        fits = opens is not None and closes is not None and opens < closes
    if not fits:
        raise TimesDoNotFitKind
