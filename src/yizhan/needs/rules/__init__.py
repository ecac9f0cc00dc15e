"""Pure decisions about needs; time is an argument."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yizhan.catalogue.models import Category, Service
from yizhan.kernel.calendar import Calendar, CalendarEnds, add_working_days
from yizhan.kernel.states import step
from yizhan.needs.models import Channel, Need, NeedState
from yizhan.needs.rules import refusals
from yizhan.needs.rules.tellings import Said
from yizhan.network.models import Station, StationState

__all__ = ["Count", "Part", "Said", "refusals"]
MOST_PEOPLE = 500
TRIAGE_DAYS = 3
ALIKE = 0.25
OWN_CHANNELS = frozenset({Channel.MEMBER, Channel.ENTERPRISE})
WAITING = frozenset({NeedState.OPEN, NeedState.ACCEPTED, NeedState.PLANNED})
SETTLED = frozenset({NeedState.MERGED, NeedState.SPLIT, NeedState.RETURNED, NeedState.HANDED_OVER, NeedState.WITHDRAWN})
MOVES: Mapping[NeedState, frozenset[NeedState]] = {
    NeedState.OPEN: SETTLED | {NeedState.ACCEPTED},
    NeedState.ACCEPTED: SETTLED | {NeedState.ACCEPTED, NeedState.PLANNED, NeedState.MET},
    NeedState.PLANNED: frozenset({NeedState.PLANNED, NeedState.ACCEPTED, NeedState.MET}),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many people have a need, how many of them have a place in a plan, and how many had their delivery."""

    people: int
    promised: int
    served: int

    @classmethod
    def of(cls, need: Need) -> "Count":
        """The count of `need` as it stands."""
        return cls(people=need.people, promised=need.promised, served=need.served)

    def promising(self, people: int) -> "Count":
        """With places for `people` more, at most for those who have none."""
        more = min(people, self.people - self.promised - self.served)
        return Count(people=self.people, promised=self.promised + more, served=self.served)

    def releasing(self, people: int) -> "Count":
        """With `people` places taken back, at most those there are."""
        return Count(people=self.people, promised=self.promised - min(people, self.promised), served=self.served)

    def serving(self, people: int) -> "Count":
        """With `people` more served: first those who have a place, then those who came without one."""
        came = min(people, self.people - self.served)
        return Count(people=self.people, promised=max(self.promised - came, 0), served=self.served + came).fitting()

    def fitting(self) -> "Count":
        """With no more places than people who still wait."""
        return Count(people=self.people, promised=min(self.promised, self.people - self.served), served=self.served)

    def without(self, people: int) -> "Count | None":
        """With `people` fewer, nothing when nobody remains; raises when they already have their place."""
        remain = self.people - people
        if remain < self.promised + self.served:
            raise refusals.AlreadyArranged
        return Count(people=remain, promised=self.promised, served=self.served) if remain > 0 else None

    def with_others(self, other: "Count", *, twice: int) -> "Count":
        """Together with `other`, the `twice` people who are in both counted once."""
        promised, served = self.promised + other.promised, self.served + other.served
        people = max(self.people + other.people - twice, promised + served)
        return Count(people=people, promised=promised, served=served)

    @property
    def state(self) -> NeedState:
        """The state of an accepted need with this count."""
        if self.served >= self.people:
            return NeedState.MET
        return NeedState.PLANNED if self.promised else NeedState.ACCEPTED


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One of the things that a need is split into."""

    service: Service
    people: int
    words: str = ""


def require_wish(*, words: str, people: int, station: Station, category: Category, service: Service | None) -> None:
    """Raise unless a need says what, for how many, at a serving station, with a service of its category."""
    if not words.strip():
        raise refusals.WordsMissing
    require_people(people)
    if station.state != StationState.OPEN:
        raise refusals.StationNotServing
    if service is not None and service.category_id != category.pk:
        raise refusals.ServiceElsewhere


def require_people(people: int) -> None:
    """Raise unless a need may be that of so many people."""
    if not 1 <= people <= MOST_PEOPLE:
        raise refusals.TooManyPeople


def require_waiting(need: Need) -> None:
    """Raise unless somebody still waits for `need`."""
    if need.state not in WAITING:
        raise refusals.NeedClosed


def require_reason(reason: str) -> str:
    """The reason without spaces around it; raises when there is none."""
    if not reason.strip():
        raise refusals.ReasonMissing
    return reason.strip()


def require_month(month: date | None, *, today: date) -> None:
    """Raise when `month` is over."""
    if month is not None and month < today.replace(day=1):
        raise refusals.MonthPast


def require_mergeable(need: Need, *, into: Need) -> None:
    """Raise unless `need` may become part of `into`."""
    if need.pk == into.pk:
        raise refusals.MergeIntoItself
    if need.station_id != into.station_id:
        raise refusals.OtherStation
    if into.state not in WAITING:
        raise refusals.TargetClosed
    move(need, to=NeedState.MERGED)


def require_parts(need: Need, parts: Sequence[Part]) -> None:
    """Raise unless `need` falls into `parts` without anybody being lost or made up."""
    if len(parts) < 2:  # noqa: PLR2004
        raise refusals.TooFewParts
    if any(not 1 <= part.people <= need.people for part in parts):
        raise refusals.PartTooLarge
    if sum(part.people for part in parts) < need.people:
        raise refusals.PartsLoseSomebody


def move(need: Need, *, to: NeedState) -> NeedState:
    """The state `to` when `need` may go there now."""
    if need.state == NeedState.PLANNED and to in SETTLED:
        raise refusals.AlreadyPlanned
    return step(MOVES, at=need.state, to=to)


def triaged_by(at: datetime, *, working: Calendar) -> datetime | None:
    """By when an officer looks at what was raised at `at`: the end of the third working day, if the calendar goes so far."""
    try:
        return add_working_days(working, at, TRIAGE_DAYS, end_of_day=True)
    except CalendarEnds:
        return None


def month_after(day: date) -> date:
    """The first day of the month after that of `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def planned_by(month: date | None, *, today: date) -> date:
    """The day before which requesters know more: the end of the month a need is wanted in, else of the next one."""
    return month_after(month or month_after(today))
