"""When a rung of the escalation ladder is reached, when people may be told, and in which words."""

from datetime import datetime, timedelta

from yizhan.cases.models import Clock, Rung
from yizhan.cases.rules.limits import UNITS, Limit
from yizhan.cases.rules.tellings import Said
from yizhan.kernel import dates
from yizhan.kernel.calendar import Calendar, CalendarEnds

SLACK = timedelta(days=1)
CLOCKS_EN = {
    Clock.CONTACT: "first contact",
    Clock.REPORT_IN: "reporting in",
    Clock.PART: "a body's part",
    Clock.RESOLUTION: "the answer",
    Clock.PROGRESS: "a progress note",
    Clock.CALL_BACK: "the call-back",
    Clock.APPEAL: "the appeal",
}


def is_quiet(at: datetime, calendar: Calendar) -> bool:
    """Whether nobody is told anything at `at`: outside the working hours of the calendar."""
    day = at.astimezone(calendar.zone).date()
    return not any(start <= at < end for start, end in calendar.intervals_on(day))


def quiet_until(at: datetime, calendar: Calendar) -> datetime:
    """When work begins after the quiet hours that `at` lies in; `at` itself while there is work."""
    if not is_quiet(at, calendar):
        return at
    local = at.astimezone(calendar.zone).date()
    days = [local, calendar.working_day_after(local, 1)]
    return min(start for day in days for start, _end in calendar.intervals_on(day) if start > at)


def moment_of(offset: str, *, due_at: datetime, calendar: Calendar) -> datetime:
    """When a rung so far from `due_at` is reached; a negative offset counts back."""
    return Limit.parse(offset).after(due_at, calendar)


def is_reached(rung: Rung, *, started_at: datetime, due_at: datetime, at: datetime, calendar: Calendar) -> bool:
    """Whether the moment of a rung has come; one that lies before its clock began never comes."""
    return started_at < moment_of(rung.offset, due_at=due_at, calendar=calendar) <= at


def distance(offset: str) -> timedelta:
    """How far a rung is from when its clock is due, taking a day of work for a day: for putting rungs in order."""
    limit = Limit.parse(offset)
    return timedelta(**{UNITS[limit.unit]: limit.amount})


def horizon(offset: str, *, at: datetime, calendar: Calendar) -> datetime:
    """A clock that is due later cannot have reached a rung with that offset at `at`."""
    limit = Limit.parse(offset)
    if limit.amount > 0:
        return at
    try:
        return Limit(-limit.amount, limit.unit).after(at, calendar) + SLACK
    except CalendarEnds:
        return calendar.line.end


def said(clock: Clock, *, title: str, due_at: datetime, late: bool) -> Said:
    """What those hear whom a rung names."""
    zh = f"{clock.label}已超期" if late else f"{clock.label}快到期"
    en, due = CLOCKS_EN[clock], dates.moment(due_at)
    return Said(
        (zh, f"{title}。时限 {due.zh}。"),
        (f"Late: {en}" if late else f"Due soon: {en}", f"{title}. Due {due.en}."),
    )
