"""Clocks in plain words: how much working time is left, and how a due date came about, line by line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yizhan.cases import rules
from yizhan.cases.models import Case, Event, EventKind, State
from yizhan.cases.queries.cases import happened, working_calendar
from yizhan.cases.rules.clocks import Line, Reading
from yizhan.cases.rules.clocks import clock as read_clocks
from yizhan.cases.rules.countdowns import HOUR, MINUTE, Left, day_length, left_until
from yizhan.cases.rules.limits import UNITS, Limit
from yizhan.kernel import clock as the_clock
from yizhan.kernel.calendar import CalendarEnds
from yizhan.ui.templatetags.ui import calendar_day, clock, duration

PRESETS = (1, 3, 5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Countdown:
    """When something is due, and what is left until then, in words; `tone` is bad, soon or empty."""

    due_at: datetime
    words: str
    tone: str

    @property
    def late(self) -> bool:
        return self.tone == "bad"


@dataclass(frozen=True, kw_only=True, slots=True)
class Dial:
    """One clock as people read it: its name, whether it is kept, and the lines by which its due date was worked out."""

    reading: Reading
    label: str
    name: str
    words: str
    tone: str
    lines: Sequence[str]

    @property
    def running(self) -> bool:
        return self.reading.running


def countdown(due_at: datetime | None, *, at: datetime) -> Countdown | None:
    """What is left at `at` until `due_at`, in working time; nothing where nothing is due or the calendar ends."""
    if due_at is None:
        return None
    try:
        left = left_until(due_at, at=at, calendar=working_calendar())
    except CalendarEnds:
        return None
    return Countdown(due_at=due_at, words=words_of(left), tone="bad" if left.late else "soon" if left.soon else "")


def words_of(left: Left) -> str:
    """What is left, in words."""
    amount = amount_words(days=left.days, hours=left.hours, minutes=left.minutes)
    if left.late:
        return _("超期 %(amount)s") % {"amount": amount} if amount else _("刚刚到期")
    return _("还剩 %(amount)s") % {"amount": amount} if amount else _("马上到期")


def amount_words(*, days: int = 0, hours: int = 0, minutes: int = 0) -> str:
    """An amount of working time, in its two largest units."""
    parts = [
        ngettext("%(count)d 个工作日", "%(count)d 个工作日", days) % {"count": days} if days else "",
        ngettext("%(count)d 个工作小时", "%(count)d 个工作小时", hours) % {"count": hours} if hours else "",
        ngettext("%(count)d 分钟", "%(count)d 分钟", minutes) % {"count": minutes} if minutes and not days else "",
    ]
    return " ".join(part for part in parts if part)


def late_words(by: timedelta) -> str:
    """How much working time something has been late, in days and hours of work."""
    days, rest = divmod(by, day_length(working_calendar()))
    return amount_words(days=days, hours=rest // HOUR, minutes=rest % HOUR // MINUTE)


def offset_words(offset: str) -> str:
    """How far a rung of the ladder is from when a clock is due, in words."""
    limit = Limit.parse(offset)
    amount = limit_words(Limit(abs(limit.amount), limit.unit))
    if not limit.amount:
        return _("到期时")
    return _("超期 %(amount)s") % {"amount": amount} if limit.amount > 0 else _("提前 %(amount)s") % {"amount": amount}


def limit_words(limit: Limit) -> str:
    """A limit as one says it: three working days."""
    return amount_words(**{UNITS[limit.unit]: limit.amount})


def readings(case: Case, events: Iterable[Event], *, at: datetime) -> tuple[Reading, ...]:
    """What every clock of `case` says at `at`, going by its log; none when the calendar has no data for it."""
    log = [happened(one.kind, one.at, one.about, one.limit, one.until) for one in events]
    try:
        return read_clocks(log, working_calendar(), rules.policy_of(case.kind), at)
    except CalendarEnds:
        return ()


def dials(case: Case, events: Iterable[Event], *, at: datetime, names: Mapping[str, str] | None = None) -> list[Dial]:
    """Every clock of `case` in words, the running ones first; `names` tells whose part a clock is about."""
    log = list(events)
    found = [
        _dial(reading, at=at, name=(names or {}).get(reading.about, ""))
        for reading in readings(case, log, at=max(at, _paused_until(case, log) or at))
    ]
    return sorted(found, key=lambda dial: not dial.running)


def _paused_until(case: Case, log: Sequence[Event]) -> datetime | None:
    """Until when the pause that is on may last: its clocks are shown as they are kept, as if it lasted so long."""
    if case.state not in {State.PAUSED, State.SUSPENDED}:
        return None
    pauses = [event.until for event in log if event.kind in {EventKind.PAUSED, EventKind.SUSPENDED}]
    return pauses[-1] if pauses else None


def _dial(reading: Reading, *, at: datetime, name: str) -> Dial:
    left = countdown(reading.due_at, at=at) if reading.running else None
    words, tone = (left.words, left.tone) if left else _ended(reading, at=at)
    return Dial(
        reading=reading, label=str(reading.clock.label), name=name, words=words, tone=tone, lines=explain(reading)
    )


def _ended(reading: Reading, *, at: datetime) -> tuple[str, str]:
    if reading.dropped:
        return _("不再计时"), ""
    return (_("超期完成"), "bad") if reading.late(at) else (_("按时完成"), "open")


def explain(reading: Reading) -> list[str]:
    """How the due date of a clock came about, one sentence a line."""
    last = _("所以到期时间是 %(due)s。") % {"due": _moment(reading.due_at)}
    lines = [*(_line(line) for line in reading.lines if line.what in {"started", "reset", "paused"}), last]
    lines += [_line(line) for line in reading.lines if line.what in {"stopped", "dropped"}]
    if reading.provisional:
        year = reading.due_at.year
        lines.append(_("%(year)d 年的放假安排还没有公布，先按周一到周五算，公布后会重新计算。") % {"year": year})
    return lines


def _line(line: Line) -> str:
    at = _moment(line.at)
    if line.what == "paused" and line.until and line.worked is not None:
        facts = {"at": at, "until": _moment(line.until), "worked": duration(line.worked)}
        return _("%(at)s 到 %(until)s 暂停，期间的 %(worked)s工作时间不计入。") % facts
    if line.what == "reset" and line.until:
        return _("%(at)s 期限改到 %(until)s。") % {"at": at, "until": _moment(line.until)}
    if line.limit:
        facts = {"at": at, "limit": limit_words(line.limit)}
        return (
            _("%(at)s 期限改为 %(limit)s，从开始时算起。") % facts
            if line.what == "reset"
            else _("%(at)s 开始计时，期限 %(limit)s。只算工作时间。") % facts
        )
    return (_("%(at)s 停止，不计成败。") if line.what == "dropped" else _("%(at)s 完成，停止计时。")) % {"at": at}


def _moment(at: datetime) -> str:
    return f"{calendar_day(at)} {clock(at)}"


@dataclass(frozen=True, kw_only=True, slots=True)
class PauseChoice:
    """How long a case may be paused: a few usual ends, each with how long that is and when, and the ceiling in words."""

    presets: Sequence[tuple[datetime, str, str]]
    words: str


def pauses_offered(case: Case) -> PauseChoice:
    """The ends of a pause that lie within the ceiling of its kind, counted from now."""
    at, calendar = the_clock.now(), working_calendar()
    longest = rules.policy_of(case.kind).pause
    try:
        ceiling = longest.after(at, calendar)
        ends = [(Limit(days, "d").after(at, calendar), Limit(days, "d")) for days in PRESETS]
    except CalendarEnds:
        return PauseChoice(presets=(), words="")
    words = _("最长 %(limit)s，也就是到 %(until)s。") % {"limit": limit_words(longest), "until": _moment(ceiling)}
    presets = [(end, limit_words(limit), _moment(end)) for end, limit in ends if end <= ceiling]
    return PauseChoice(presets=presets, words=words)
