"""The plan after a repair: what stands keeps its room and its people as far as the others leave them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from yizhan.planner.delivery.attendance import Attendance, spread
from yizhan.planner.delivery.board import Board, cell_of
from yizhan.planner.delivery.grid import Grid, Visit
from yizhan.planner.delivery.objective import objective
from yizhan.planner.delivery.plan import Party, Plan, Session, fingerprint
from yizhan.planner.delivery.problem import Placement
from yizhan.planner.delivery.rooms import assign
from yizhan.planner.delivery.wants import Cell

Guests = dict[int, int]
"""People by need."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What stood before: sessions in numbers, and who attends them."""

    sessions: Mapping[Visit, Session]
    attendance: Attendance


def standing(board: Board, attendance: Attendance, *, before: Standing, bound: float) -> Plan:
    """The plan of the board with its exact points; the sessions that stood before change as little as they can.

    Raises ValueError when sessions of one station are too many for its rooms.
    """
    grid, rooms = board.grid, _rooms(board, before.sessions)
    parties = _parties(grid, board.visits, attendance, before)
    sessions = []
    for visit in sorted(board.visits, key=lambda visit: (visit[3], visit[4], visit[2], visit[0], visit[1])):
        session = before.sessions.get(visit)
        room = grid.problem.stations[visit[2]].rooms[rooms[visit]].id if visit in rooms else ""
        if session is None:
            session = _new(grid.placement(visit), room)
        elif room not in {"", session.room}:
            session = replace(session, room=room)
        if visit in parties:
            session = replace(session, parties=_as_parties(grid, parties[visit]))
        sessions.append(session)
    plan = Plan(problem=fingerprint(grid.problem), sessions=tuple(sessions), objective=0.0, bound=bound)
    points = objective(grid.problem, plan)
    return replace(plan, objective=points, bound=max(bound, points))


def _new(at: Placement, room: str) -> Session:
    return Session(provider=at.provider, service=at.service, station=at.station, room=room, day=at.day, slot=at.slot)


def _as_parties(grid: Grid, guests: Guests) -> tuple[Party, ...]:
    return tuple(Party(need=grid.problem.needs[n].id, people=people) for n, people in sorted(guests.items()))


def _rooms(board: Board, before: Mapping[Visit, Session]) -> dict[Visit, int]:
    """The rooms of the stations' days on which sessions came or went: as they were where that can be, otherwise anew."""
    found, grid = dict[Visit, int](), board.grid
    for s, day in sorted({(visit[2], visit[3]) for visit in before.keys() ^ board.visits}):
        order = sorted(board.places.sessions[s, day])
        number = {room.id: r for r, room in enumerate(grid.problem.stations[s].rooms)}
        free = [
            ((1 << grid.length[v]) - 1 << slot, int(grid.suiting_rooms(v, s)[day, slot])) for _, v, _, _, slot in order
        ]
        kept = [
            (slots, 1 << number[before[visit].room] if visit in before else rooms)
            for visit, (slots, rooms) in zip(order, free, strict=True)
        ]
        rooms = assign(kept) or assign(free)
        if rooms is None:
            raise ValueError(f"station {s} has too few rooms on day {day}")
        found.update(zip(order, rooms, strict=True))
    return found


def _parties(grid: Grid, visits: Iterable[Visit], attendance: Attendance, before: Standing) -> dict[Visit, Guests]:
    """Who attends the sessions of the cells in which anything is other than before."""
    people, old = attendance.people, before.attendance.people
    changed = {(grid.need_service[n], s, k) for (n, s, k), _ in people.items() ^ old.items()}
    changed |= {cell_of(grid, visit) for visit in before.sessions.keys() ^ {*visits}}
    cells: dict[Cell, list[Visit]] = defaultdict(list)
    for visit in sorted(visits):
        if cell_of(grid, visit) in changed:
            cells[cell_of(grid, visit)].append(visit)
    at = {need.id: n for n, need in enumerate(grid.problem.needs)}
    found: dict[Visit, Guests] = {}
    for cell, here in cells.items():
        crowd = {(n, *cell[1:]): people.get((n, *cell[1:]), 0) for n, _, _, _ in grid.wants.guests_at.get(cell, ())}
        parties = {visit: before.sessions[visit].parties if visit in before.sessions else () for visit in here}
        guests = {visit: {at[party.need]: party.people for party in there} for visit, there in parties.items()}
        seated = _seated(grid, guests, {n: some for (n, _, _), some in crowd.items() if some})
        found.update(seated or spread(grid, here, replace(attendance, people=crowd)))
    return found


def _seated(grid: Grid, guests: Mapping[Visit, Guests], crowd: Guests) -> dict[Visit, Guests] | None:
    """Everyone stays who still comes, the others fill the seats; None when that leaves somebody out or a session below its
    minimum."""
    left, found = Counter(crowd), dict[Visit, Guests]()
    for visit, there in guests.items():
        found[visit] = {n: min(people, left[n]) for n, people in there.items() if left[n]}
        left.subtract(found[visit])
    for n in sorted(left, key=lambda n: grid.need_week[n] < 0):
        for visit in sorted(found, key=lambda visit: sum(found[visit].values())):
            free = grid.seats[visit[1]] - sum(found[visit].values())
            some = min(left[n], free) if grid.need_week[n] in {-1, int(grid.week[visit[3]])} else 0
            if some:
                found[visit][n] = found[visit].get(n, 0) + some
                left[n] -= some
    enough = all(sum(there.values()) >= grid.minimum[visit[1]] for visit, there in found.items())
    return found if enough and not any(left.values()) else None
