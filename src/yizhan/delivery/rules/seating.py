"""Who attends after a change by hand: those who still can stay, and free seats go to people who wait for the service."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from yizhan.planner.delivery.objective import people_served, worth
from yizhan.planner.delivery.plan import Party, Plan, Session
from yizhan.planner.delivery.problem import Need, Problem, distance, preference
from yizhan.planner.delivery.rules import Book, unsuited

LEAST = 1e-9


def seated(problem: Problem, sessions: Sequence[Session], *, services: Iterable[str]) -> tuple[Session, ...]:
    """The sessions with people of `services` seated anew: nobody who can stay moves, and nobody is seated at a loss."""
    book, wanted = Book(problem), {*services}
    served = dict(people_served(_plan(session for session in sessions if session.service not in wanted)))
    kept = [_kept(book, session, served) if session.service in wanted else session for session in sessions]
    for i, session in enumerate(kept):
        if session.service in wanted:
            kept[i] = _filled(book, session, served)
    return tuple(kept)


def _plan(sessions: Iterable[Session]) -> Plan:
    return Plan(problem="none", sessions=tuple(sessions), objective=0.0, bound=0.0)


def _kept(book: Book, session: Session, served: dict[str, int]) -> Session:
    """The session with those who can attend it, as far as there are seats and people; `served` is counted up."""
    parties, left = [], book.services[session.service].seats
    for party in session.parties:
        need = book.needs.get(party.need)
        people = min(party.people, left, need.people - served.get(party.need, 0) if need else 0)
        if need and people > 0 and unsuited(book, need, session.placement) is None:
            parties.append(Party(need=party.need, people=people))
            served[party.need] = served.get(party.need, 0) + people
            left -= people
    return replace(session, parties=tuple(parties))


def _filled(book: Book, session: Session, served: dict[str, int]) -> Session:
    """The session with its free seats given to those whom it suits best; `served` is counted up."""
    free = book.services[session.service].seats - session.people
    people = {party.need: party.people for party in session.parties}
    for suits, need in _waiting(book, session, served):
        some = min(free, _paying(book, need, served.get(need.id, 0), suits=suits))
        if some > 0:
            people[need.id] = people.get(need.id, 0) + some
            served[need.id] = served.get(need.id, 0) + some
            free -= some
    return replace(session, parties=tuple(Party(need=need, people=some) for need, some in people.items()))


def _waiting(book: Book, session: Session, served: dict[str, int]) -> list[tuple[float, Need]]:
    """The needs with people left who can come, those it suits best first."""
    found = []
    for need in book.needs.values():
        left = need.people - served.get(need.id, 0)
        if need.service == session.service and left > 0 and unsuited(book, need, session.placement) is None:
            found.append((_suits(book, session, need), need))
    return sorted(found, key=lambda pair: (-pair[0] * pair[1].weight, pair[1].id))


def _suits(book: Book, session: Session, need: Need) -> float:
    km = distance(book.stations[need.station], book.stations[session.station])
    return preference(need, book.days[session.day], slot=session.slot, km=km, weights=book.problem.weights)


def _paying(book: Book, need: Need, served: int, *, suits: float) -> int:
    """How many more of a need gain by attending something that suits them so well."""
    some, weights = 0, book.problem.weights
    while served + some < need.people:
        more = worth(need, served + some + 1, weights=weights) - worth(need, served + some, weights=weights)
        if more - need.weight * (1 - suits) <= LEAST:
            break
        some += 1
    return some
