"""Every hard rule that the sessions of a draft break, as values that a page can put into words.

The planner's checker finds the same and says it in one sentence of one language; that both agree is tested.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yizhan.planner.delivery.plan import Session
from yizhan.planner.delivery.problem import Problem
from yizhan.planner.delivery.rules import Book, broken, unsuited


class BreakKind(StrEnum):
    """What is wrong."""

    UNKNOWN = "unknown"
    DAY_ENDS = "day_ends"
    CLOSED = "closed"
    FORBIDDEN = "forbidden"
    NOT_OFFERED = "not_offered"
    WRONG_ZONE = "wrong_zone"
    NOT_FREE = "not_free"
    CAPACITY = "capacity"
    BUDGET = "budget"
    DAILY = "daily"
    TWICE = "twice"
    TRAVEL = "travel"
    NO_SUCH_ROOM = "no_such_room"
    ROOM_SMALL = "room_small"
    ROOM_LACKS = "room_lacks"
    ROOM_TAKEN = "room_taken"
    ROOM_TWICE = "room_twice"
    TOO_MANY = "too_many"
    TOO_FEW = "too_few"
    UNSUITED = "unsuited"
    OVERSERVED = "overserved"
    PIN_GONE = "pin_gone"


RULES = {
    "slots": BreakKind.DAY_ENDS,
    "open": BreakKind.CLOSED,
    "offers": BreakKind.NOT_OFFERED,
    "zones": BreakKind.WRONG_ZONE,
    "free": BreakKind.NOT_FREE,
    "capacity": BreakKind.CAPACITY,
    "budget": BreakKind.BUDGET,
    "daily": BreakKind.DAILY,
    "travel": BreakKind.TRAVEL,
}
"""The planner's rule, by the last part of its place in the problem."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Break:
    """A broken rule and the sessions, by their number, that break it together."""

    kind: BreakKind
    by: tuple[int, ...]


def breaks(problem: Problem, sessions: Sequence[Session]) -> list[Break]:
    """Every hard rule that `sessions` break; what names something unknown is told and left out of all other checks."""
    book = Book(problem)
    known = [i for i, session in enumerate(sessions) if _is_known(book, session)]
    found = [Break(kind=BreakKind.UNKNOWN, by=(i,)) for i in range(len(sessions)) if i not in {*known}]
    found += [
        Break(kind=_kind(fault.rule), by=tuple(known[i] for i in fault.by))
        for fault in broken(book, [sessions[i].placement for i in known])
    ]
    found += _in_rooms(book, sessions, known)
    found += _for_people(book, sessions, known)
    found += _served_too_often(book, sessions)
    placed = {session.placement for session in sessions}
    found += [Break(kind=BreakKind.PIN_GONE, by=()) for pin in problem.pinned if pin not in placed]
    return list(dict.fromkeys(found))


def _is_known(book: Book, session: Session) -> bool:
    named = (
        session.provider in book.providers,
        session.service in book.services,
        session.station in book.stations,
        session.day in book.days,
        session.slot < len(book.problem.slots),
        all(party.need in book.needs for party in session.parties),
    )
    return all(named)


def _kind(rule: str | None) -> BreakKind:
    if rule is None:
        return BreakKind.TWICE
    return BreakKind.FORBIDDEN if rule.startswith("forbidden") else RULES[rule.rsplit(".", 1)[-1]]


def _in_rooms(book: Book, sessions: Sequence[Session], known: Sequence[int]) -> Iterator[Break]:
    used: dict[tuple[str, str, date, int], list[int]] = defaultdict(list)
    for i in known:
        session = sessions[i]
        kind = _room_kind(book, session)
        if kind is not None:
            yield Break(kind=kind, by=(i,))
        for slot in book.slots(session.placement):
            used[session.station, session.room, session.day, slot].append(i)
    for there in used.values():
        if len(there) > 1:
            yield Break(kind=BreakKind.ROOM_TWICE, by=tuple(there))


def _room_kind(book: Book, session: Session) -> BreakKind | None:
    service = book.services[session.service]
    room = next((room for room in book.stations[session.station].rooms if room.id == session.room), None)
    if room is None:
        return BreakKind.NO_SUCH_ROOM
    if room.seats < service.seats:
        return BreakKind.ROOM_SMALL
    if not {*service.equipment} <= {*room.equipment}:
        return BreakKind.ROOM_LACKS
    taken = {*book.slots(session.placement)} & {*room.taken.get(session.day, ())}
    return BreakKind.ROOM_TAKEN if taken else None


def _for_people(book: Book, sessions: Sequence[Session], known: Sequence[int]) -> Iterator[Break]:
    for i in known:
        session, service = sessions[i], book.services[sessions[i].service]
        if session.people > service.seats:
            yield Break(kind=BreakKind.TOO_MANY, by=(i,))
        if session.people < service.minimum:
            yield Break(kind=BreakKind.TOO_FEW, by=(i,))
        if any(unsuited(book, book.needs[party.need], session.placement) for party in session.parties):
            yield Break(kind=BreakKind.UNSUITED, by=(i,))


def _served_too_often(book: Book, sessions: Sequence[Session]) -> Iterator[Break]:
    served: dict[str, int] = defaultdict(int)
    by: dict[str, list[int]] = defaultdict(list)
    for i, session in enumerate(sessions):
        for party in session.parties:
            served[party.need] += party.people
            by[party.need].append(i)
    for need, people in served.items():
        if need in book.needs and people > book.needs[need].people:
            yield Break(kind=BreakKind.OVERSERVED, by=tuple(by[need]))
