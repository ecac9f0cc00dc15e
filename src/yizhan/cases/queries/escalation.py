"""Which rungs of the ladder have been reached by running clocks, and whom that concerns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yizhan.cases.models import Clock, Escalation, Recipient, Rung, Timer
from yizhan.cases.queries.cases import working_calendar
from yizhan.cases.queries.clocks import offset_words
from yizhan.cases.rules import escalation as rules
from yizhan.people.models import Appointment, Person, Role
from yizhan.people.queries import today

AT_ONCE = 2000
Holders = Mapping[tuple[str, UUID | None], Sequence[Person]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One rung that one clock has reached: since when, who is to be told, and when they are, outside quiet hours."""

    timer: Timer
    rung: Rung
    moment: datetime
    tells_at: datetime
    people: tuple[Person, ...]

    @property
    def offset(self) -> str:
        return offset_words(self.rung.offset)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A rung as people read it: how far from when the clock is due, in words."""

    rung: Rung
    offset: str


def rungs() -> QuerySet[Rung]:
    """The whole ladder, by clock."""
    found: QuerySet[Rung] = Rung.objects.order_by("clock", "offset", "recipient")
    return found


def ladder() -> list[tuple[str, list[Told]]]:
    """The rungs of every clock by its name, in the order in which they are reached."""
    found = sorted(rungs(), key=lambda rung: rules.distance(rung.offset))
    return [
        (str(one.label), [Told(rung=rung, offset=offset_words(rung.offset)) for rung in found if rung.clock == one])
        for one in Clock
    ]


def steps_due(at: datetime, *, most: int = AT_ONCE) -> list[Step]:
    """Every rung that a running clock has reached at `at` and that was not climbed yet, the longest late first."""
    ladder = defaultdict[str, list[Rung]](list)
    for rung in rungs().filter(active=True):
        ladder[rung.clock].append(rung)
    timers = list(_due(ladder, at=at)[:most])
    climbed = _climbed(timers)
    reached = [
        (timer, rung)
        for timer in timers
        for rung in ladder[timer.clock]
        if (timer.case_id, timer.position, rung.pk) not in climbed and _reached(rung, timer, at=at)
    ]
    holders = _holders(timer for timer, _rung in reached)
    return [_step(timer, rung, at=at, holders=holders) for timer, rung in reached]


def _due(ladder: Mapping[str, Iterable[Rung]], *, at: datetime) -> QuerySet[Timer]:
    """The running clocks that may have reached a rung, the first due first."""
    calendar = working_calendar()
    near = Q(pk=None)
    for clock, mine in ladder.items():
        latest = max(rules.horizon(rung.offset, at=at, calendar=calendar) for rung in mine)
        near |= Q(clock=clock, due_at__lte=latest)
    found: QuerySet[Timer] = Timer.objects.filter(near, stopped_at=None)
    related = ("case__station", "case__kind", "case__responsible")
    return found.select_related(*related).defer("case__search").order_by("due_at", "pk")


def _climbed(timers: Iterable[Timer]) -> set[tuple[UUID, int, UUID]]:
    found = Escalation.objects.filter(case__in={timer.case_id for timer in timers})
    return set(found.values_list("case_id", "position", "rung_id"))


def _reached(rung: Rung, timer: Timer, *, at: datetime) -> bool:
    calendar = working_calendar()
    return rules.is_reached(rung, started_at=timer.started_at, due_at=timer.due_at, at=at, calendar=calendar)


def _step(timer: Timer, rung: Rung, *, at: datetime, holders: Holders) -> Step:
    calendar = working_calendar()
    return Step(
        timer=timer,
        rung=rung,
        moment=rules.moment_of(rung.offset, due_at=timer.due_at, calendar=calendar),
        tells_at=rules.quiet_until(at, calendar),
        people=tuple(_people(timer, rung, holders)),
    )


def _people(timer: Timer, rung: Rung, holders: Holders) -> Sequence[Person]:
    """Whom a rung names; when nobody is responsible, everybody of the station."""
    case = timer.case
    if rung.recipient == Recipient.RESPONSIBLE and case.responsible:
        return [case.responsible]
    if rung.recipient == Recipient.HUB:
        return holders.get((Role.HUB, None), ())
    if rung.recipient == Recipient.SUBDISTRICT:
        return holders.get((Role.SUBDISTRICT, case.station.subdistrict_id), ())
    return holders.get((Role.STATION, case.station_id), ())


def _holders(timers: Iterable[Timer]) -> Holders:
    """Who holds which role today in the stations and subdistricts of those cases, and in the hub."""
    stations = {timer.case.station for timer in timers}
    found = Appointment.objects.on(today()).filter(
        Q(role=Role.HUB)
        | Q(role=Role.STATION, scope_id__in=[one.pk for one in stations])
        | Q(role=Role.SUBDISTRICT, scope_id__in=[one.subdistrict_id for one in stations if one.subdistrict_id])
    )
    holders = defaultdict[tuple[str, UUID | None], list[Person]](list)
    for one in found.select_related("person").order_by("starts_on", "id"):
        holders[one.role, None if one.role == Role.HUB else one.scope_id].append(one.person)
    return holders


def hours_of_work() -> str:
    """The working hours of a Monday, outside which nobody is told, as they stand on the wall clock."""
    spans = working_calendar().week[1]
    return _("、").join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in spans)
