"""What a change by hand would do to a draft: what breaks, what it costs, who is left over; and what still fits a changed month."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from yizhan.delivery.models import Origin
from yizhan.delivery.rules import refusals
from yizhan.delivery.rules.breaks import Break, breaks
from yizhan.delivery.rules.seating import seated
from yizhan.planner.delivery.objective import objective
from yizhan.planner.delivery.plan import Party, Plan, Session
from yizhan.planner.delivery.problem import Placement, Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """Where, when, what and by whom a session of a draft is to be held."""

    station: UUID
    room: UUID
    service: UUID
    provider: UUID
    day: date
    slot: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """The sessions after a change, the points before and after it, the people seated, and what it breaks that was whole."""

    sessions: tuple[Session, ...]
    points_before: float
    points: float
    people_before: int
    people: int
    broken: tuple[Break, ...]

    @property
    def gain(self) -> float:
        """The points that the change gains; below 0 when it costs."""
        return self.points - self.points_before

    @property
    def left_over(self) -> int:
        """How many people lose their seats by it; below 0 when more are seated."""
        return self.people_before - self.people


def tried(problem: Problem, sessions: Sequence[Session], *, old: Session | None, new: Session | None) -> Trial:
    """The sessions with `new` in place of `old`; people of their services who wait take the seats that are free."""
    rest = [session for session in sessions if session is not old and session != old]
    services = {session.service for session in (old, new) if session}
    after = seated(problem, [*rest, *([new] if new else [])], services=services)
    held = {_signed(sessions, fault) for fault in breaks(problem, sessions)}
    return Trial(
        sessions=after,
        points_before=points_of(problem, sessions),
        points=points_of(problem, after),
        people_before=sum(session.people for session in sessions),
        people=sum(session.people for session in after),
        broken=tuple(fault for fault in breaks(problem, after) if _signed(after, fault) not in held),
    )


def _signed(sessions: Sequence[Session], fault: Break) -> tuple[str, frozenset[tuple[Placement, str]]]:
    """A break by the sessions themselves, so that it can be found again under other numbers."""
    return fault.kind, frozenset((sessions[i].placement, sessions[i].room) for i in fault.by)


def points_of(problem: Problem, sessions: Sequence[Session]) -> float:
    """The exact points of the sessions."""
    return objective(problem, Plan(problem="any", sessions=tuple(sessions), objective=0.0, bound=0.0))


def fitting(problem: Problem, sessions: Sequence[Session]) -> tuple[Session, ...]:
    """Those of the sessions that name only what the problem has, with the people who still wait in it."""
    stations = {station.id: {room.id for room in station.rooms} for station in problem.stations}
    services = {service.id for service in problem.services}
    providers = {provider.id for provider in problem.providers}
    days, slots = {day.date for day in problem.days}, len(problem.slots)
    left = {need.id: need.people for need in problem.needs}
    return tuple(
        _with_those_left(session, left)
        for session in sessions
        if session.room in stations.get(session.station, ())
        and session.service in services
        and session.provider in providers
        and session.day in days
        and session.slot < slots
    )


def _with_those_left(session: Session, left: dict[str, int]) -> Session:
    parties = []
    for party in session.parties:
        people = min(party.people, left.get(party.need, 0))
        if people:
            left[party.need] -= people
            parties.append(Party(need=party.need, people=people))
    return replace(session, parties=tuple(parties))


def session_at(problem: Problem, spot: Spot, others: Sequence[Session]) -> Session:
    """A session without people at `spot`; raises when the month has no such time, or another session is there already."""
    service = next((one for one in problem.services if one.id == str(spot.service)), None)
    if spot.day not in {day.date for day in problem.days}:
        raise refusals.DayUnknown
    if service is None or spot.slot + service.slots > len(problem.slots):
        raise refusals.SlotUnknown
    new = Session(
        provider=str(spot.provider),
        service=str(spot.service),
        station=str(spot.station),
        room=str(spot.room),
        day=spot.day,
        slot=spot.slot,
    )
    if new.placement in {session.placement for session in others}:
        raise refusals.SessionTwice
    return new


def origins(problem: Problem, sessions: Sequence[Session]) -> list[Origin]:
    """Of each station and category the first sessions, as many as its quota, are regular; the others are made for needs."""
    category = {service.id: service.category for service in problem.services}
    left = defaultdict(int, {(one.id, of): count for one in problem.stations for of, count in one.quota.items()})
    found = {}
    for i in sorted(range(len(sessions)), key=lambda i: (sessions[i].day, sessions[i].slot, i)):
        where = sessions[i].station, category[sessions[i].service]
        found[i] = Origin.REGULAR if left[where] > 0 else Origin.CUSTOM
        left[where] -= 1
    return [found[i] for i in range(len(sessions))]
