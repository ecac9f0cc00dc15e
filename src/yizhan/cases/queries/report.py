"""The rates of a month as pages and files show them: what is shown, beside what, and what may not be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yizhan.cases.queries.rates import Board, Period, board, contact_times, exclusions, first_limit, names_of
from yizhan.cases.rules.rates import ALL, CLAIMED, FORMULAS, NOT_CLAIMED, OPINIONS, Along, Count, Key, Measure, Rate
from yizhan.kernel import clock
from yizhan.network.models import Station
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor
from yizhan.people.queries import today

OFFERED = (Along.STATION, Along.KIND, Along.MECHANISM)
DRAWN = (Measure.RESPONSE, Measure.ON_TIME, Measure.HANDLER, Measure.PERSON)
MONTHS = 12
Table = list[list[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A rate as it is drawn and told; nothing of it when it may not be shown."""

    rate: Rate
    waits: bool = False

    @property
    def label(self) -> str:
        """What it is called."""
        return str(self.rate.measure.label)

    @property
    def text(self) -> str:
        """The share, or why there is none."""
        if self.waits:
            return _("月底后公布")
        if self.rate.kept is None:
            return _("少于 5 人")
        return _percent(self.rate.kept) if self.rate.kept.whole else "—"

    @property
    def figure(self) -> bool:
        """Whether there is a share to draw."""
        return not self.waits and self.rate.kept is not None and self.rate.kept.whole > 0

    @property
    def fraction(self) -> str:
        """Numerator and denominator."""
        return f"{self.rate.kept.part}/{self.rate.kept.whole}" if self.figure and self.rate.kept else ""

    @property
    def interval(self) -> str:
        """Where it lies with 95 % confidence."""
        found = self.rate.kept.estimate if self.figure and self.rate.kept else None
        return f"{found.low:.0%}–{found.high:.0%}" if found else ""

    @property
    def beside(self) -> str:
        """The same with everything that was left out, when something was."""
        whole = self.rate.whole
        if self.waits or not self.rate.excluded or whole is None or not whole.whole:
            return ""
        return f"{_percent(whole)}（{whole.part}/{whole.whole}）"

    @property
    def incomparable(self) -> bool:
        """Whether too few answered to lay it beside others."""
        return self.figure and not self.rate.comparable

    @property
    def bar(self) -> tuple[float, float, float]:
        """How long the bar is, and where its whisker begins and ends, in hundredths."""
        found = self.rate.kept.estimate if self.rate.kept else None
        if found is None:
            return 0, 0, 0
        return round(100 * found.value, 1), round(100 * found.low, 1), round(100 * found.high, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Everything about one station, kind or mechanism, or about all."""

    key: Key
    name: str
    shown: dict[str, Shown]
    waited: timedelta | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """The rates of a month, as somebody who may see some of the stations sees them."""

    month: date
    board: Board
    total: Line
    lines: dict[Along, list[Line]]
    claims: list[Line]

    @property
    def provisional(self) -> bool:
        """Whether the month still runs."""
        return not self.board.period.over


def month_of(text: str) -> date:
    """The month written as 2026-10; the last that is over when it is none, or lies ahead."""
    this = today().replace(day=1)
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return _months_on(this, -1)
    return min(found, this)


def months() -> list[date]:
    """The months that can be asked for, the newest first: from the first limit on, three years at most."""
    first, month = first_limit(), today().replace(day=1)
    last = max((first or month).replace(day=1), _months_on(month, -3 * MONTHS))
    found = [month]
    while found[-1] > last:
        found.append(_months_on(found[-1], -1))
    return found


def _months_on(month: date, count: int) -> date:
    years, rest = divmod(month.month - 1 + count, MONTHS)
    return date(month.year + years, rest + 1, 1)


def period_of(month: date) -> Period:
    """The month that begins on `month`, where the network is."""
    zone = ZoneInfo(settings.TIME_ZONE)
    start, end = (datetime.combine(day, time.min, tzinfo=zone) for day in (month, _months_on(month, 1)))
    return Period(start=start, end=end, at=clock.now())


def report(actor: Actor, month: date) -> Report:
    """The rates of a month: of everything together, by kind and mechanism, and of the stations that `actor` looks after."""
    found, times = board(period_of(month)), contact_times(period_of(month))
    mine = {str(pk) for pk in Station.objects.filter(in_charge_of(actor)).values_list("pk", flat=True)}
    keys = {along: found.keys(along) for along in OFFERED}
    keys[Along.STATION] = [key for key in keys[Along.STATION] if key[1] in mine]
    names = names_of(key for some in keys.values() for key in some)
    lines = {
        along: sorted((_line(found, key, names[key], times) for key in some), key=lambda line: line.name)
        for along, some in keys.items()
    }
    said = {CLAIMED: _("经办人说解决了"), NOT_CLAIMED: _("经办人说没有全解决")}
    claims = [_line(found, key, name, {}) for key, name in said.items()]
    return Report(month=month, board=found, total=_line(found, ALL, names[ALL], times), lines=lines, claims=claims)


def _line(found: Board, key: Key, name: str, times: dict[UUID, timedelta]) -> Line:
    waits = not found.period.over
    shown = {
        measure.value: Shown(rate=found.rate(measure, key), waits=waits and measure in OPINIONS) for measure in Measure
    }
    waited = times.get(UUID(key[1])) if key[0] == Along.STATION else None
    return Line(key=key, name=name, shown=shown, waited=waited)


def _percent(count: Count) -> str:
    return f"{count.part / count.whole:.0%}"


def left_out(report: Report) -> Table:
    """What was left out of the rates, with ground and approver; the header first."""
    rows = [
        [one.case.code, one.case.station.name, one.ground, str(one.approver or ""), f"{one.decided_at:%Y-%m-%d}"]
        for one in exclusions(report.board.period)
    ]
    return [[_("编号"), pgettext("one", "站点"), _("剔除理由"), _("审批人"), _("审批日期")], *rows]


def figures(report: Report) -> Table:
    """Every figure that is shown, a line each, with all that belongs to it; the header first."""
    header = [
        _("按什么看"),
        _("名称"),
        _("指标"),
        _("分子"),
        _("分母"),
        _("比例"),
        _("95% 区间"),
        _("剔除件数"),
        _("不剔除时"),
        _("应回访"),
        _("已回答"),
        _("未回应"),
        _("没有回访"),
        _("可比"),
    ]
    lines = [report.total, *(line for some in report.lines.values() for line in some)]
    return [header, *(_figure(line, shown) for line in lines for shown in line.shown.values())]


def _figure(line: Line, shown: Shown) -> list[str]:
    part, whole = shown.fraction.split("/") if shown.fraction else ("", "")
    answers = None if shown.waits else shown.rate.answers
    heard = [answers.asked, answers.answered, answers.silent, answers.unasked] if answers else [""] * 4
    fixed = [str(line.key[0].label), line.name, shown.label, part, whole, shown.text, shown.interval]
    comparable = _("否") if shown.incomparable else ""
    return [*fixed, str(shown.rate.excluded), shown.beside, *map(str, heard), comparable]


def definitions() -> list[tuple[str | Promise, str | Promise]]:
    """What each rate counts."""
    return [(measure.label, FORMULAS[measure]) for measure in Measure]


def book_of(report: Report) -> dict[str, Sequence[Sequence[object]]]:
    """The sheets of the file: figures, what was left out, and what each rate counts."""
    words: Iterable[tuple[str | Promise, str | Promise]] = definitions()
    return {
        _("指标"): figures(report),
        _("剔除"): left_out(report),
        _("口径"): [[str(name), str(formula)] for name, formula in words],
    }
