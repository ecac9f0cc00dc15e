"""The checker: every hard rule that a plan breaks, in plain loops that share no code with the solver."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from yizhan.planner.delivery.objective import objective, people_served
from yizhan.planner.delivery.plan import Plan, Session, fingerprint
from yizhan.planner.delivery.problem import Problem, Room
from yizhan.planner.delivery.rules import Book, broken, holds, told, unsuited, when

PRECISION = 1e-6
"""How far the points that a plan states may be from the exact ones, relative to them."""


def faults(problem: Problem, plan: Plan) -> list[str]:
    """What is wrong with `plan`, a sentence for each fault; empty when the plan keeps every hard rule and states its points.

    Sessions and parties with unknown names are reported and left out of the other checks; the points are then not checked.
    """
    book = Book(problem)
    unknown = list(_unknown(book, plan))
    known = [session for session in plan.sessions if not _unknown_names(book, session)]
    found = [*_origin(problem, plan), *unknown]
    found += [fault.reason for fault in broken(book, [session.placement for session in known])]
    found += _rooms(book, known)
    found += _parties(book, known)
    found += _served(book, plan)
    found += _pins(problem, plan)
    return found if unknown else [*found, *_points(problem, plan)]


def _origin(problem: Problem, plan: Plan) -> Iterator[str]:
    if plan.problem != fingerprint(problem):
        yield "this plan was made for another problem"


def _unknown(book: Book, plan: Plan) -> Iterator[str]:
    for session in plan.sessions:
        for name in _unknown_names(book, session):
            yield f"{told(session.placement)}: unknown {name}"
        for party in session.parties:
            if party.need not in book.needs:
                yield f"{told(session.placement)}: unknown need {party.need}"


def _unknown_names(book: Book, session: Session) -> list[str]:
    named = (
        (session.provider in book.providers, f"provider {session.provider}"),
        (session.service in book.services, f"service {session.service}"),
        (session.station in book.stations, f"station {session.station}"),
        (session.day in book.days, f"day {session.day}"),
        (session.slot < len(book.problem.slots), f"slot {session.slot}"),
    )
    return [name for known, name in named if not known]


def _rooms(book: Book, sessions: list[Session]) -> Iterator[str]:
    used: dict[tuple[str, str, date, int], list[Session]] = defaultdict(list)
    for session in sessions:
        rooms = {room.id: room for room in book.stations[session.station].rooms}
        if session.room not in rooms:
            yield f"{told(session.placement)}: {session.station} has no room {session.room}"
            continue
        yield from _room(book, session, rooms[session.room])
        for slot in book.slots(session.placement):
            used[session.station, session.room, session.day, slot].append(session)
    for (station, room, day, slot), there in used.items():
        if len(there) > 1:
            names = " and ".join(f"{session.provider} with {session.service}" for session in there)
            yield f"room {room} of {station} has {len(there)} sessions, {names}, {when(day, slot)}"


def _room(book: Book, session: Session, room: Room) -> Iterator[str]:
    service, place = book.services[session.service], f"{told(session.placement)}: room {room.id}"
    if room.seats < service.seats:
        yield f"{place} has {room.seats} seats, {service.id} wants {service.seats}"
    elif not holds(room, service):
        yield f"{place} lacks {', '.join(sorted({*service.equipment} - {*room.equipment}))}"
    for slot in book.slots(session.placement):
        if slot in room.taken.get(session.day, ()):
            yield f"{place} is taken by others {when(session.day, slot)}"


def _parties(book: Book, sessions: list[Session]) -> Iterator[str]:
    for session in sessions:
        service, place = book.services[session.service], told(session.placement)
        if session.people > service.seats:
            yield f"{place}: {session.people} people attend, {service.id} has {service.seats} seats"
        if session.people < service.minimum:
            yield f"{place}: {session.people} people attend, {service.id} wants {service.minimum} at least"
        yield from _invited(book, session)


def _invited(book: Book, session: Session) -> Iterator[str]:
    seen: set[str] = set()
    for party in session.parties:
        place = f"{told(session.placement)}: need {party.need}"
        if party.need in seen:
            yield f"{place} is there twice"
        seen.add(party.need)
        reason = unsuited(book, book.needs[party.need], session.placement) if party.need in book.needs else None
        if reason:
            yield f"{place} cannot attend, {reason}"


def _served(book: Book, plan: Plan) -> Iterator[str]:
    for name, people in people_served(plan).items():
        if name in book.needs and people > book.needs[name].people:
            yield f"need {name}: {people} people attend sessions, the need is of {book.needs[name].people}"


def _pins(problem: Problem, plan: Plan) -> Iterator[str]:
    placed = {session.placement for session in plan.sessions}
    for i, pin in enumerate(problem.pinned):
        if pin not in placed:
            yield f"pinned[{i}], {told(pin)}: not in the plan"


def _points(problem: Problem, plan: Plan) -> Iterator[str]:
    exact = objective(problem, plan)
    if not abs(plan.objective - exact) <= PRECISION * max(1.0, abs(exact)):
        yield f"the plan states {plan.objective:.6f} points, it has {exact:.6f}"
    if not plan.objective <= plan.bound + PRECISION * max(1.0, abs(plan.bound)):
        yield f"the plan states {plan.objective:.6f} points, more than its bound of {plan.bound:.6f}"
