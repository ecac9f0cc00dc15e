"""What is late, by station and clock, and cases that may be one problem."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Min, QuerySet

from yizhan.cases.models import Case, Clock, State, Timer
from yizhan.cases.queries.cases import cases, working_calendar
from yizhan.cases.queries.clocks import late_words
from yizhan.kernel.calendar import working_time
from yizhan.kernel.search import likeness
from yizhan.network.models import Station
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor

SHOWN, COMPARED = 50, 200
WITHIN = timedelta(days=14)
ALIKE = 0.3


@dataclass(frozen=True, kw_only=True, slots=True)
class Late:
    """A clock that runs though it was due, and for how much working time it has been late."""

    timer: Timer
    by: timedelta

    @property
    def clock(self) -> str:
        return str(Clock(self.timer.clock).label)

    @property
    def amount(self) -> str:
        """For how long, in working days and hours."""
        return late_words(self.by)


@dataclass(frozen=True, kw_only=True, slots=True)
class StationRow:
    """How many clocks of each name are late at a station, in the order of `Clock`, and since when the first is."""

    name: str
    counts: Sequence[int]
    total: int
    since: timedelta

    @property
    def longest(self) -> str:
        """For how long the first has been late, in working days and hours."""
        return late_words(self.since)

    @property
    def cells(self) -> list[tuple[str, int]]:
        """Each clock by its name, with how many are late."""
        return [(str(clock.label), count) for clock, count in zip(Clock, self.counts, strict=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """Cases at one place within two weeks that say about the same; the first that came may lead the others."""

    leader: Case
    followers: Sequence[Case]


def _late(actor: Actor, *, at: datetime) -> QuerySet[Timer]:
    mine = in_charge_of(actor, at="case__station")
    found: QuerySet[Timer] = Timer.objects.filter(mine, stopped_at=None, due_at__lt=at)
    return found


def late(actor: Actor, *, at: datetime) -> list[Late]:
    """The clocks that are late where `actor` looks after things, the longest first."""
    related = ("case__station", "case__kind", "case__responsible")
    found = _late(actor, at=at).select_related(*related).defer("case__search").order_by("due_at", "id")
    return [Late(timer=timer, by=_worked(timer.due_at, at)) for timer in found[:SHOWN]]


def late_by_station(actor: Actor, *, at: datetime) -> list[StationRow]:
    """How many clocks are late, by station and clock; where one has been late the longest comes first."""
    counted = (
        _late(actor, at=at).order_by().values("case__station", "clock").annotate(n=Count("pk"), first=Min("due_at"))
    )
    by_station = defaultdict[object, dict[str, tuple[int, datetime]]](dict)
    for row in counted:
        by_station[row["case__station"]][row["clock"]] = (row["n"], row["first"])
    stations = Station.objects.in_bulk(list(by_station))
    rows = [_station_row(str(stations[pk]), found, at=at) for pk, found in by_station.items()]
    return sorted(rows, key=lambda row: (-row.since, row.name))


def _station_row(name: str, found: dict[str, tuple[int, datetime]], *, at: datetime) -> StationRow:
    counts = [found[clock][0] if clock in found else 0 for clock in Clock.values]
    since = _worked(min(first for _n, first in found.values()), at)
    return StationRow(name=name, counts=counts, total=sum(counts), since=since)


def _worked(start: datetime, end: datetime) -> timedelta:
    return working_time(working_calendar(), start, end)


def series_suggestions(stations: Iterable[Station] | QuerySet[Station], *, at: datetime) -> list[Suggestion]:
    """Open cases of those stations that came within two weeks at the same building and say about the same."""
    found: QuerySet[Case] = cases().exclude(state__in=[State.CLOSED, State.ANSWERED])
    found = found.filter(series=None, station__in=stations, raised_at__gte=at - WITHIN)
    places = defaultdict[tuple[object, object], list[Case]](list)
    for case in found.order_by("-raised_at", "-id")[:COMPARED]:
        places[case.station_id, case.building_id].append(case)
    groups = [group for here in places.values() for group in _alike(here[::-1])]
    return [Suggestion(leader=first, followers=others) for first, *others in groups if others]


def _alike(here: Sequence[Case]) -> list[list[Case]]:
    """The cases of one place in groups that say about the same as the first of each; the oldest comes first."""
    groups: list[list[Case]] = []
    for case in here:
        mine = next((group for group in groups if likeness(group[0].words, case.words) >= ALIKE), None)
        if mine is None:
            groups.append([case])
        else:
            mine.append(case)
    return groups


def readable(keys: Iterable[str]) -> list[UUID]:
    """Those of `keys` that can be the key of a case."""
    found = []
    for key in keys:
        try:
            found.append(UUID(key))
        except ValueError:
            continue
    return found
