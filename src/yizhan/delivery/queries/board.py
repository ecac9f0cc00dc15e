"""A draft as the hub reads it: the month, what is wrong, who is left over, what one more would be worth."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Sum
from django.utils.functional import Promise

from yizhan.catalogue.models import Provider, Service
from yizhan.delivery.models import Ban, Draft, PlannedSession, Shortage
from yizhan.delivery.queries import drafts as queries
from yizhan.delivery.rules import wording
from yizhan.delivery.rules.breaks import Break, breaks
from yizhan.delivery.rules.month import SLOTS
from yizhan.delivery.rules.reasons import words_of
from yizhan.kernel.languages import in_language
from yizhan.needs.models import Need
from yizhan.network.models import Room, Station
from yizhan.planner.delivery.objective import coverage
from yizhan.planner.delivery.plan import Session
from yizhan.planner.delivery.problem import Problem

MOST_SHOWN = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A session on the board; `broken` when a hard rule is."""

    row: PlannedSession
    people: int
    broken: bool

    @property
    def clock(self) -> str:
        """From when."""
        return clock_of(self.row.slot)

    @property
    def words(self) -> str:
        """The session in one line, for a pointer that rests on it and for readers."""
        return f"{self.clock} {self.row.service} · {self.row.provider} · {self.people}/{self.row.seats}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A station's month: its marks by day, and the share of its demand that is covered (None without demand)."""

    station: Station
    days: tuple[tuple[date, tuple[Mark, ...]], ...]
    covered: float | None

    @property
    def per_cent(self) -> int | None:
        """The covered share in whole per cent."""
        return None if self.covered is None else round(100 * self.covered)

    @property
    def count(self) -> int:
        """How many sessions."""
        return sum(len(marks) for _day, marks in self.days)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A slot of a day in a week view."""

    day: date
    slot: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """A week of one station or provider: its days, and for each slot a cell a day."""

    days: tuple[date, ...]
    slots: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """Something that is wrong, in words, and the session where it can be mended."""

    words: str
    session: PlannedSession | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """Needs that are left over for one reason."""

    reason: str
    words: str
    needs: int
    people: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Worth:
    """What one more of something would gain."""

    words: str
    gain: float


def clock_of(slot: int) -> str:
    """When a slot begins."""
    return f"{SLOTS[slot].start // 60:02}:{SLOTS[slot].start % 60:02}"


class Board:
    """One draft with all that its pages show, read in a number of queries that does not grow with it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.problem = queries.original_problem(draft)
        self.rows = list(queries.sessions_of(draft))
        self.sessions = [queries.session_of(row) for row in self.rows]
        self.broken = breaks(self._whole(), self.sessions) if self.rows else []
        wrong = {i for fault in self.broken for i in fault.by}
        self.marks = [
            Mark(row=row, people=session.people, broken=i in wrong)
            for i, (row, session) in enumerate(zip(self.rows, self.sessions, strict=True))
        ]
        self.days = tuple(day.date for day in self.problem.days)

    def _whole(self) -> Problem:
        return queries.with_wishes(self.problem, self.draft, self.rows)

    def lines(self) -> list[Line]:
        """Every station of the month with its marks, those in need first."""
        plan = queries.bare_plan(self.sessions)
        shares = coverage(self.problem, plan)
        by_day: dict[tuple[UUID, date], list[Mark]] = defaultdict(list)
        for mark in self.marks:
            by_day[mark.row.station_id, mark.row.day].append(mark)
        return [
            Line(
                station=station,
                covered=shares.get(str(station.pk)),
                days=tuple((day, tuple(by_day[station.pk, day])) for day in self.days),
            )
            for station in self.stations()
        ]

    def stations(self) -> Sequence[Station]:
        """The stations of the problem, by zone."""
        ids = [station.id for station in self.problem.stations]
        found = Station.objects.filter(pk__in=ids).placed().defer("search")
        return list(found.order_by("zone__position", "code"))

    def categories(self) -> list[tuple[str, str]]:
        """The categories that are in the draft, with their names."""
        found = {row.service.category for row in self.rows}
        return [(one.code, one.name) for one in sorted(found, key=lambda one: (one.position, one.code))]

    def providers(self) -> list[Provider]:
        """The providers that give sessions in the draft, by name."""
        return sorted({row.provider for row in self.rows}, key=lambda one: one.name)

    def weeks(self, *, station: UUID | None = None, provider: UUID | None = None) -> list[Week]:
        """The month of one station or one provider, week by week."""
        mine = [m for m in self.marks if station in {None, m.row.station_id} and provider in {None, m.row.provider_id}]
        at: dict[tuple[date, int], list[Mark]] = defaultdict(list)
        for mark in mine:
            at[mark.row.day, mark.row.slot].append(mark)
        found = []
        for _week, group in groupby(self.problem.days, key=lambda day: day.week):
            days = tuple(day.date for day in group)
            found.append(Week(days=days, slots=tuple(_slot_row(slot, days, at) for slot in range(len(SLOTS)))))
        return found

    def problems(self) -> list[Trouble]:
        """Every broken rule in words."""
        return [self.told(fault) for fault in self.broken]

    def told(self, fault: Break) -> Trouble:
        """A broken rule in words, with the session to begin with."""
        row = self.rows[fault.by[-1]] if fault.by else None
        return Trouble(words=words_of_break(fault, row), session=row)

    def left(self) -> list[Left]:
        """Those left over by reason, most people first."""
        rows = self.draft.unmet.values("reason").annotate(needs=Count("pk"), people=Sum("people")).order_by("-people")
        return [
            Left(
                reason=row["reason"],
                words=in_language(*words_of(row["reason"])),
                needs=row["needs"],
                people=row["people"],
            )
            for row in rows
        ]

    def shortages(self) -> list[Shortage]:
        """The regular sessions that are missing, by station and category."""
        return list(self.draft.shortages.select_related("station", "category").defer("station__search"))

    def bans(self) -> list[Ban]:
        """What is forbidden, with names."""
        found = self.draft.bans.select_related("provider", "service", "station")
        return list(found.defer("service__search", "station__search"))

    def worth(self) -> list[Worth]:
        """What one more session, room or free hour would gain, the most first."""
        names: dict[str, str] = {str(one.pk): one.name for one in Provider.objects.all()} if self.draft.worth else {}
        names |= {str(one.pk): one.name for one in self.stations()} if self.draft.worth else {}
        found = [Worth(words=_worth_words(more, names), gain=more["gain"]) for more in self.draft.worth]
        return sorted((one for one in found if one.gain > 0), key=lambda one: -one.gain)[:MOST_SHOWN]

    @property
    def figures(self) -> dict[str, Any]:
        """The numbers at the head of the page."""
        draft, people = self.draft, sum(need.people for need in self.problem.needs)
        seated = sum(mark.people for mark in self.marks)
        gap = None
        if draft.bound is not None and draft.objective:
            gap = max(0.0, draft.bound - draft.objective) / max(1.0, abs(draft.objective))
        return {
            "sessions": len(self.rows),
            "pinned": sum(row.pinned for row in self.rows),
            "people": people,
            "seated": seated,
            "left": people - seated,
            "covered": draft.per_cent,
            "gap": None if gap is None else round(100 * gap, 1),
            "categories": Counter(row.service.category.code for row in self.rows),
        }


def _slot_row(
    slot: int, days: Sequence[date], at: Mapping[tuple[date, int], list[Mark]]
) -> tuple[str, tuple[Cell, ...]]:
    cells = tuple(Cell(day=day, slot=slot, marks=tuple(at.get((day, slot), ()))) for day in days)
    return clock_of(slot), cells


def words_of_break(fault: Break, row: PlannedSession | None) -> str:
    """A broken rule in words."""
    words: str | Promise = wording.BREAKS[fault.kind]
    if row is None:
        return str(words)
    named = {"station": row.station, "service": row.service, "provider": row.provider, "room": row.room}
    return str(words) % named


def told_of(sessions: Sequence[Session], found: Sequence[Break]) -> list[str]:
    """Breaks of sessions that are not written yet, each told of the last of those that break it together."""
    last = [sessions[fault.by[-1]] for fault in found if fault.by]
    stations = Station.objects.defer("search").in_bulk({UUID(one.station) for one in last})
    rooms = Room.objects.in_bulk({UUID(one.room) for one in last})
    services = Service.objects.defer("search").in_bulk({UUID(one.service) for one in last})
    providers = Provider.objects.in_bulk({UUID(one.provider) for one in last})

    def row(session: Session) -> PlannedSession:
        return PlannedSession(
            station=stations[UUID(session.station)],
            room=rooms[UUID(session.room)],
            service=services[UUID(session.service)],
            provider=providers[UUID(session.provider)],
        )

    return [words_of_break(fault, row(sessions[fault.by[-1]]) if fault.by else None) for fault in found]


def _worth_words(more: Mapping[str, Any], names: Mapping[str, str]) -> str:
    when = ""
    if more.get("slot") is not None:
        when = f"{wording.GROUPS[more['group']]} {clock_of(more['slot'])}"
    named = {
        "provider": names.get(more.get("provider") or "", ""),
        "station": names.get(more.get("station") or "", ""),
        "when": when,
    }
    return str(wording.WORTH[more["kind"]]) % named


class Missed(NamedTuple):
    """A need that is left over, how many of its people, and why."""

    need: Need
    people: int
    words: str


def unmet_of(draft: Draft, *, reason: str | None = None) -> list[Missed]:
    """The needs that are left over, most people first, with where and what."""
    found = draft.unmet.select_related("need__station", "need__service__category").defer(
        "need__search", "need__station__search", "need__service__search"
    )
    if reason is not None:
        found = found.filter(reason=reason)
    rows = found.order_by("-people", "pk")
    return [Missed(need=row.need, people=row.people, words=in_language(*words_of(row.reason))) for row in rows]
