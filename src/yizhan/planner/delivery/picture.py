"""The month as a picture: stations by days, a mark for every session, and how far each station's needs are covered."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from itertools import groupby, pairwise

from yizhan.planner.delivery.objective import coverage, covered, shortages
from yizhan.planner.delivery.plan import Plan, Session
from yizhan.planner.delivery.poster import CATEGORIES, COLOURS, SHAPES, STYLE, WORDS, Language
from yizhan.planner.delivery.problem import Problem, Station

MARGIN, PITCH, ROW, LABELS = 56, 13, 21, (104, 190)
DAY_GAP, WEEK_GAP, ROW_GAP, ZONE_GAP = 4, 12, 2, 12
PROVEN, NARROW = 0.00005, 1180
MISSING, COUNT, BAR, SHARE = 90, 56, 150, 62
HEAD, FOOT = 250, 240


def picture(problem: Problem, plan: Plan, *, language: Language = "zh") -> str:
    """The month of `plan` as a standalone SVG document, one user unit a pixel; stations stand in the problem's order by zone."""
    sheet = _Sheet(problem, plan, language)
    body = "".join([*sheet.head(), *sheet.day_heads(), *sheet.rows(), *sheet.days_foot(), *sheet.legend()])
    title = escape(sheet.say("title", first=problem.days[0].date))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet.width:g} {sheet.height:g}" width="{sheet.width:g}" '
        f'height="{sheet.height:g}" lang="{"zh-CN" if language == "zh" else "en"}" role="img"><title>{title}</title>'
        f"<style>{STYLE}{''.join(_colour_rules(sheet.month.categories))}</style>"
        f"<defs>{''.join(_marks(sheet.month.categories))}</defs>"
        f'<rect class="paper" width="{sheet.width:g}" height="{sheet.height:g}"/>{body}</svg>\n'
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    station: Station
    top: float
    height: float
    sessions: tuple[tuple[Session, int], ...]

    @property
    def line(self) -> float:
        return self.top + ROW / 2


@dataclass(frozen=True, kw_only=True, slots=True)
class _Zone:
    name: str
    top: float
    rows: tuple[_Row, ...]


class _Month:
    """What is to be shown, counted."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.services = {service.id: service for service in problem.services}
        self.categories = list(dict.fromkeys(service.category for service in problem.services))
        self.share = coverage(problem, plan)
        self.mean = covered(problem, plan)
        self.worst = min(self.share, key=lambda station: self.share[station])
        self.sessions_at: dict[str, list[Session]] = defaultdict(list)
        for session in plan.sessions:
            self.sessions_at[session.station].append(session)

    def category(self, session: Session) -> str:
        return self.services[session.service].category

    @cached_property
    def missing_at(self) -> Mapping[str, list[str]]:
        """By station the category of every quota session that the plan leaves out; stations without any are not there."""
        found: dict[str, list[str]] = defaultdict(list)
        gaps = shortages(self.problem, self.plan)
        for (station, category), count in sorted(gaps.items(), key=lambda gap: self.categories.index(gap[0][1])):
            found[station] += [category] * count
        return dict(found)

    def lanes(self, station: Station) -> Iterator[tuple[Session, int]]:
        """Each session with the first line of its cell that is still free in its slots."""
        taken: set[tuple[date, int, int]] = set()
        for session in sorted(self.sessions_at.get(station.id, ()), key=lambda s: (s.day, s.slot, s.room)):
            slots = range(session.slot, session.slot + self.services[session.service].slots)
            lane = 0
            while any((session.day, slot, lane) in taken for slot in slots):
                lane += 1
            taken |= {(session.day, slot, lane) for slot in slots}
            yield session, lane


class _Sheet:
    """Where everything stands on the sheet, and its parts one after the other."""

    def __init__(self, problem: Problem, plan: Plan, language: Language) -> None:
        self.problem, self.plan, self.words, self.names = problem, plan, WORDS[language], CATEGORIES[language]
        self.month = _Month(problem, plan)
        self.cell = PITCH * len(problem.slots)
        longest = max(_width(station.id, size=13) for station in problem.stations)
        self.label = min(max(longest + 20, LABELS[0]), LABELS[1])
        self.left = dict(self._lefts())
        self.grid_end = max(self.left.values()) + self.cell
        self.bar = self.grid_end + 24 + (MISSING if self.month.missing_at else 0) + COUNT
        self.span = max(BAR, NARROW - self.bar - SHARE - MARGIN)
        self.width = self.bar + self.span + SHARE + MARGIN
        self.zones = tuple(self._zones())
        last = self.zones[-1].rows[-1]
        self.bottom = last.top + last.height
        self.height = self.bottom + FOOT

    def say(self, key: str, **values: object) -> str:
        """The words for `key` in the language of the sheet."""
        return self.words[key].format(**values)

    def _lefts(self) -> Iterator[tuple[date, float]]:
        x = MARGIN + self.label
        for before, day in pairwise((None, *self.problem.days)):
            if before is not None and day is not None:
                x += self.cell + (DAY_GAP if before.week == day.week else WEEK_GAP)
            if day is not None:
                yield day.date, x

    def _zones(self) -> Iterator[_Zone]:
        order = {zone: i for i, zone in enumerate(dict.fromkeys((s.district, s.zone) for s in self.problem.stations))}
        stations = sorted(self.problem.stations, key=lambda s: order[s.district, s.zone])
        top: float = HEAD + 70
        several = len({station.district for station in stations}) > 1
        for (district, zone), members in groupby(stations, key=lambda s: (s.district, s.zone)):
            rows: list[_Row] = []
            head, top = top, top + 32
            for station in members:
                sessions = tuple(self.month.lanes(station))
                height = ROW + PITCH * max((lane for _, lane in sessions), default=0)
                rows.append(_Row(station=station, top=top, height=height, sessions=sessions))
                top += height + ROW_GAP
            yield _Zone(name=f"{district} · {zone}" if several else zone, top=head, rows=tuple(rows))
            top += ZONE_GAP

    def head(self) -> Iterator[str]:
        """Mark, title, scope, proof and the five figures."""
        problem = self.problem
        x, y = MARGIN, 58
        for name, inset in (("brick", 0), ("deep", 9), ("lamp", 16)):
            r, leg = 26 - inset, 26 - inset / 3
            yield f'<path class="{name}" d="M{x + inset} {y + 52}v{-leg:g}a{r} {r} 0 0 1 {2 * r} 0v{leg:g}z"/>'
        yield _text(x + 72, y + 28, self.say("title", first=problem.days[0].date), "title")
        names = ("stations", "services", "providers", "needs", "days")
        scope = self.say("scope", **{name: f"{len(getattr(problem, name)):,}" for name in names})
        yield _text(x + 72, y + 60, scope, "scope")
        proof = self.say("proof", gap=_percent(self.plan.gap, 2)) if self.plan.gap >= PROVEN else self.say("proven")
        yield _text(self.width - MARGIN, y + 60, proof, "proof end")
        yield f'<path class="firm" d="M{MARGIN} {y + 86}H{self.width - MARGIN:g}"/>'
        yield from self._figures(y + 142)

    def _figures(self, y: float) -> Iterator[str]:
        worst = self.month.worst
        missing = sum(map(len, self.month.missing_at.values()))
        figures = (
            (f"{len(self.plan.sessions):,}", self.say("sessions"), ""),
            (f"{sum(session.people for session in self.plan.sessions):,}", self.say("people"), ""),
            (_percent(self.month.mean, 1), self.say("coverage"), ""),
            (
                _percent(self.month.share[worst], 1),
                self.say("worst", station=_fit(worst, 150, size=16)),
                " bad" if self.month.share[worst] < 1 else "",
            ),
            (f"{missing:,}", self.say("missing"), " bad" if missing else ""),
        )
        step = (self.width - 2 * MARGIN) / len(figures)
        for i, (figure, under, tone) in enumerate(figures):
            x = MARGIN + i * step
            number, space, unit = figure.partition(" ")
            yield _text(
                x, y, number, "figure" + tone, more=f'<tspan class="unit">{space}{unit}</tspan>' if unit else ""
            )
            yield _text(x, y + 28, under, "under")

    def day_heads(self) -> Iterator[str]:
        """The days above the grid and the names of the columns."""
        y, weekdays = HEAD + 44, self.say("weekdays").split()
        yield _text(MARGIN, y, self.say("station"), "mute")
        for day, x in self.left.items():
            middle = x + self.cell / 2
            yield _text(middle, y - 19, weekdays[day.weekday()], "small mute middle")
            yield _text(middle, y, str(day.day), "date middle")
        if self.month.missing_at:
            yield _text(self.grid_end + 24, y, self.say("gaps"), "mute")
        yield _text(self.bar - 18, y, self.say("count"), "mute end")
        yield _text(self.bar, y, self.say("share"), "mute")
        mean = self.bar + self.span * self.month.mean
        yield _text(mean, y + 24, f"{self.say('mean')} {_percent(self.month.mean, 0)}", "small mute middle")
        yield f'<path class="rule" d="M{MARGIN} {y + 12}H{self.width - MARGIN:g}"/>'

    def rows(self) -> Iterator[str]:
        """Zone by zone the stations with their days, gaps and coverage."""
        for zone in self.zones:
            sessions = sum(len(row.sessions) for row in zone.rows)
            about = self.say("zone", stations=len(zone.rows), sessions=f"{sessions:,}")
            more = f'<tspan class="small mute" font-weight="400" dx="12">{escape(about)}</tspan>'
            yield _text(MARGIN, zone.top + 22, zone.name, "zone", more=more)
            for row in zone.rows:
                lowest = row.station.id == self.month.worst and self.month.share[row.station.id] < 1
                label = _fit(row.station.id, self.label - 14, size=13)
                kind = "bad bold" if lowest else ""
                yield _text(MARGIN, row.line + 5, label, kind, whole=row.station.id)
                yield from self._row(row)
                yield from self._row_end(row, lowest=lowest)
        mean = self.bar + self.span * self.month.mean
        first = self.zones[0].rows[0].top
        yield f'<path class="mean" d="M{mean:g} {first - 6:g}V{self.bottom:g}"/>'

    def _row(self, row: _Row) -> Iterator[str]:
        cells = "".join(
            f"M{x:g} {row.top:g}h{self.cell}v{row.height:g}h-{self.cell}z"
            for day, x in self.left.items()
            if row.station.open.get(day)
        )
        yield f'<path class="card" d="{cells}"/>'
        for session, lane in row.sessions:
            yield self._mark(session, row.line + PITCH * lane)

    def _mark(self, session: Session, y: float) -> str:
        service = self.month.services[session.service]
        number = self.month.categories.index(service.category)
        x = self.left[session.day] + PITCH * (session.slot + 0.5)
        about = self.say(
            "mark",
            day=session.day,
            time=_clock(self.problem.slots[session.slot].start),
            service=session.service,
            provider=session.provider,
            room=session.room,
            people=session.people,
        )
        line = f'<path class="long k{number}" d="M{x:g} {y:g}h{PITCH}"/>' if service.slots > 1 else ""
        return f'{line}<use href="#m{number}" x="{x:g}" y="{y:g}"><title>{escape(about)}</title></use>'

    def _row_end(self, row: _Row, *, lowest: bool) -> Iterator[str]:
        line = row.line
        missing = self.month.missing_at.get(row.station.id, [])
        step = min(PITCH + 2, (MISSING - 16) / max(1, len(missing)))
        for i, category in enumerate(missing):
            number = self.month.categories.index(category)
            x = self.grid_end + 30 + i * step
            yield f'<use href="#h{number}" x="{x:g}" y="{line:g}"><title>{escape(self.names.get(category, category))}</title></use>'
        yield _text(self.bar - 18, line + 5, f"{len(row.sessions):,}", "end mute")
        if row.station.id not in self.month.share:
            return
        share = self.month.share[row.station.id]
        top = line - 5
        yield f'<rect class="track" x="{self.bar:g}" y="{top:g}" width="{self.span:g}" height="10" rx="2"/>'
        kind = "low" if lowest else "bar"
        yield f'<rect class="{kind}" x="{self.bar:g}" y="{top:g}" width="{self.span * share:.1f}" height="10" rx="2"/>'
        yield _text(self.width - MARGIN, line + 5, _percent(share, 0), "end bad bold" if lowest else "end")

    def days_foot(self) -> Iterator[str]:
        """How many sessions each day has, as bars below the grid."""
        held = Counter(session.day for session in self.plan.sessions)
        most = max(held.values(), default=1)
        base = self.bottom + 62
        yield _text(MARGIN, base - 2, self.say("a_day"), "mute")
        for day, x in self.left.items():
            height = 34 * held[day] / most
            yield f'<rect class="a-day" x="{x:g}" y="{base - height:.1f}" width="{self.cell}" height="{height:.1f}"/>'
            yield _text(x + self.cell / 2, base + 18, str(held[day]), "small mute middle")

    def legend(self) -> Iterator[str]:
        """What the marks mean, and how to read a cell."""
        y = self.bottom + 132
        yield f'<path class="firm" d="M{MARGIN} {y - 26:g}H{self.width - MARGIN:g}"/>'
        held = Counter(self.month.category(session) for session in self.plan.sessions)
        step = (self.width - 2 * MARGIN) / max(6, len(self.month.categories))
        for i, category in enumerate(self.month.categories):
            x = MARGIN + i * step
            yield f'<use href="#m{i}" transform="translate({x + 8:g} {y + 7:g}) scale(1.6)"/>'
            name = _fit(self.names.get(category, category), step - 90, size=15)
            count = f'<tspan class="mute" font-weight="400" dx="8">{held[category]:,}</tspan>'
            yield _text(x + 24, y + 13, name, "legend bold", more=count)
        yield from self._notes(y + 58)

    def _notes(self, y: float) -> Iterator[str]:
        slots = " · ".join(_clock(slot.start) for slot in self.problem.slots)
        x: float = MARGIN
        for key in ("reading", "stacked", "long", "hollow", "open"):
            note = self.say(key, slots=slots)
            wide = _width(note, size=13) + 32
            if x > MARGIN and x + wide > self.width - MARGIN:
                x, y = MARGIN, y + 24
            yield _text(x, y, note, "mute")
            x += wide


def _colour_rules(categories: list[str]) -> Iterator[str]:
    for i in range(len(categories)):
        colour = COLOURS[(i + i // len(SHAPES)) % len(COLOURS)]
        yield f"\n.c{i}{{fill:{colour}}}.k{i}{{stroke:{colour}}}"


def _marks(categories: list[str]) -> Iterator[str]:
    for i in range(len(categories)):
        outline = SHAPES[i % len(SHAPES)]
        yield f'<path id="m{i}" class="c{i}" d="{outline}"/><path id="h{i}" class="hollow k{i}" d="{outline}"/>'


def _text(x: float, y: float, words: str, kind: str, *, whole: str = "", more: str = "") -> str:
    full = f"<title>{escape(whole)}</title>" if whole and whole != words else ""
    return f'<text class="{kind}" x="{x:g}" y="{y:g}">{full}{escape(words)}{more}</text>'


def _percent(share: float, digits: int) -> str:
    return f"{100 * share:.{digits}f} %"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _width(words: str, *, size: int) -> float:
    """About how wide `words` are at a font size: a Chinese character is a square, others a little more than half of one."""
    return size * sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.55 for letter in words)


def _fit(words: str, width: float, *, size: int) -> str:
    """As much of `words` as fits into `width` at a font size, with an ellipsis when some is left out."""
    if _width(words, size=size) <= width:
        return words
    kept = words
    while kept and _width(kept + "…", size=size) > width:
        kept = kept[:-1]
    return kept + "…"
