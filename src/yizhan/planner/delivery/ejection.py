"""Makes place for what people still wait for: one session gives way and is held elsewhere, so that another one fits.

Ejection chains of one link (Glover 1996): what stands in the way of a wanted session is a provider's month or day, or a room;
each session that takes it is tried at the other times and by the other providers of its station.
"""

import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from yizhan.planner.delivery.attendance import Attendance, attend
from yizhan.planner.delivery.board import Board, bits, cell_of
from yizhan.planner.delivery.grid import Visit
from yizhan.planner.delivery.insertion import PAYS, Waiting, price
from yizhan.planner.delivery.wants import Cell


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Days, as bits, on which a provider could hold a session that gives way, and about how many points that changes."""

    points: float
    provider: int
    slot: int
    days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """A session that people wait for, in a week or in one that no fixed week means, and what it would gain net of its cost."""

    cell: Cell
    week: int | None
    points: float


class Ejection:
    """A month under way in which sessions may give way: `firm` ones never, `held` ones only for more than the trouble.

    Moving a session is as much trouble as a session costs. `moved` are the sessions that came or went.
    """

    def __init__(
        self,
        board: Board,
        attendance: Attendance,
        waiting: Waiting,
        *,
        held: Collection[Visit],
        firm: Collection[Visit],
        deadline: float,
    ) -> None:
        self.board, self.attendance, self.waiting, self.grid = board, attendance, waiting, board.grid
        self.held, self.firm, self.deadline = held, firm, deadline
        self.trouble = self.grid.weights.session
        self.moved: list[Visit] = []
        self._most = 0.0
        self._places: dict[Visit, list[Place]] = {}

    def run(self, cells: Iterable[Cell]) -> None:
        """Make place for sessions of `cells` as long as that gains and time is left."""
        cells, before = sorted(cells), -1
        while before < len(self.moved):
            before = len(self.moved)
            wishes = sorted((wish for cell in cells for wish in self._of_cell(cell)), key=lambda wish: -wish.points)
            self._most = max((wish.points for wish in wishes), default=0.0)
            for wish in wishes:
                self._fulfil_all(wish)

    def _of_cell(self, cell: Cell) -> Iterator[Wish]:
        """What would gain more than the trouble if nothing stood in its way."""
        weights = self.grid.weights
        cost = weights.session - weights.shortage * (self.board.missing(cell[1], self.grid.category[cell[0]]) > 0)
        for week in (None, *sorted(self.waiting.weeks(cell))):
            gain = self.waiting.gain(cell, week=week)
            if gain is not None and gain.points - cost > self.trouble + PAYS:
                yield Wish(cell=cell, week=week, points=gain.points - cost)

    def _fulfil_all(self, wish: Wish) -> None:
        """Find places for sessions of the wish's cell as long as others give way."""
        again = [wish] if not self.moved else list(self._of_cell(wish.cell))
        while any(self._fulfil(one) for one in again):
            again = list(self._of_cell(wish.cell))

    def _fulfil(self, wish: Wish) -> bool:
        """Whether something gave way to the session wished for."""
        for out, into in self._in_the_way(wish):
            if time.monotonic() > self.deadline:
                return False
            if any(self._swap(wish, out, into, place) for place in self._places_of(out, into, most=wish.points)):
                return True
        return False

    def _in_the_way(self, wish: Wish) -> Iterator[tuple[Visit, Visit]]:
        """A session that holds up what is wished for, and how that could be held without it."""
        board, (v, s, k) = self.board, wish.cell
        slot, group = divmod(k, self.grid.groups)
        days = board.days_of_group[group] & board.places.open_days(s, v, slot)
        days &= -1 if wish.week is None else board.days_of_week[wish.week]
        roomy = days & board.places.days(s, v, slot)
        for p in self.grid.givers.get((v, self.grid.zone[s]), ()):
            allowed = board.diaries.free_starts(p, slot, self.grid.length[v]) & ~board.bans.days(p, v, s, slot)
            if allowed & roomy:
                yield from self._of_provider((p, v, s, 0, slot), allowed & roomy)
            if allowed & days & ~roomy and not board.limit(p, v):
                yield from self._of_rooms((p, v, s, 0, slot), allowed & days & ~roomy)

    def _of_provider(self, visit: Visit, days: int) -> Iterator[tuple[Visit, Visit]]:
        """The provider's own sessions: any one when the month is full, else those of the day."""
        diaries, (p, v, s, _, slot) = self.board.diaries, visit
        full = self.board.limit(p, v) is not None
        now = diaries.starts(p, slot, self.grid.length[v]) & days if full else 0
        at_hand = next((day for day in bits(now) if diaries.arrives((p, v, s, day, slot))), None)
        for day in bits(diaries.engaged_days(p) & (-1 if full else days)):
            for out in sorted(diaries.sessions[p, day]):
                if at_hand is not None:
                    yield out, (p, v, s, at_hand, slot)
                elif days >> day & 1 and self._free_without(out, (p, v, s, day, slot)):
                    yield out, (p, v, s, day, slot)

    def _free_without(self, out: Visit, into: Visit) -> bool:
        """Whether the provider's day has time for `into` when `out` is gone."""
        diaries, (p, v, _, day, slot) = self.board.diaries, into
        diaries.remove(out)
        free = bool(diaries.starts(p, slot, self.grid.length[v]) >> day & 1) and diaries.arrives(into)
        diaries.add(out)
        return free

    def _of_rooms(self, visit: Visit, days: int) -> Iterator[tuple[Visit, Visit]]:
        """The sessions in the rooms on the days on which the provider would have time."""
        board, (p, v, s, _, slot) = self.board, visit
        for day in bits(board.diaries.starts(p, slot, self.grid.length[v]) & days):
            into = (p, v, s, day, slot)
            if board.diaries.arrives(into):
                yield from ((out, into) for out in sorted(board.places.sessions[s, day]))

    def _places_of(self, out: Visit, into: Visit, *, most: float) -> Iterator[Place]:
        """Where `out` could be held instead, at its station, the best first; as far as `most` points make up for it."""
        places = self._places.get(out)
        if places is None:
            places = self._places[out] = [] if out in self.firm else self._find_places(out)
        full = bool(places) and self.board.limit(into[0], into[1]) is not None
        for place in places:
            if most + place.points > self._trouble(out) + PAYS and not (full and place.provider == into[0]):
                yield place

    def _find_places(self, out: Visit) -> list[Place]:
        board, grid, (_, v, s, day, slot) = self.board, self.grid, out
        guests, givers = self._guests(out), grid.givers.get((v, grid.zone[s]), ())
        board.remove(out)
        found = []
        for k in range(grid.classes):
            points, (other, group) = self._shift(guests, s, grid.klass(day, slot), k), divmod(k, grid.groups)
            in_class = board.days_of_group[group] & board.places.days(s, v, other)
            for p in givers if in_class and points > -self._most else ():
                days = board.days(p, v, s, other) & in_class & ~(1 << day if (p, other) == (out[0], slot) else 0)
                same_week = days & board.days_of_week[int(grid.week[day])]
                found += [
                    Place(points=points, provider=p, slot=other, days=some)
                    for some in (same_week, days & ~same_week)
                    if some
                ]
        board.add(out)
        return sorted(found, key=lambda place: -place.points)

    def _guests(self, visit: Visit) -> list[tuple[int, float]]:
        """Who attends a session of the visit's cell, on average."""
        grid, (v, s, k) = self.grid, cell_of(self.grid, visit)
        there = (self.board.places.sessions.get((s, day), ()) for day in grid.days_of[k % grid.groups].tolist())
        sessions = sum(cell_of(grid, one) == (v, s, k) for here in there for one in here)
        people = (
            (n, self.attendance.people.get((n, s, k), 0)) for n, _, _, _ in grid.wants.guests_at.get((v, s, k), ())
        )
        return [(n, some / sessions) for n, some in people if some]

    def _shift(self, guests: list[tuple[int, float]], station: int, before: int, after: int) -> float:
        """About what it changes for `guests` to come in another class of times; those whom it does not suit stay away."""
        suits, weight = self.grid.wants.suits, self.grid.weight
        return sum(
            weight[n] * some * (suits.get((n, station, after), 0.0) - suits[n, station, before]) for n, some in guests
        )

    def _swap(self, wish: Wish, out: Visit, into: Visit, place: Place) -> bool:
        """Let `out` give way to `into` and be held at `place`; whether that gained, otherwise all is as before."""
        board = self.board
        board.remove(out)
        before = price(board, out)
        if board.may(into):
            board.add(into)
            back = self._back(out, place)
            if back is not None:
                points = wish.points + place.points + before - price(board, back)
                if points - self._trouble(out) > PAYS and self._settle(out, into, back):
                    return True
            board.remove(into)
        board.add(out)
        return False

    def _trouble(self, out: Visit) -> float:
        return self.trouble if out in self.held else 0.0

    def _back(self, out: Visit, place: Place) -> Visit | None:
        for day in bits(place.days):
            visit = (place.provider, out[1], out[2], day, place.slot)
            if self.board.may(visit):
                return visit
        return None

    def _settle(self, out: Visit, into: Visit, back: Visit) -> bool:
        """Take the change when the exact points rise by more than the trouble; people are seated anew for that."""
        board, services = self.board, {out[1], into[1]}
        board.add(back)
        attendance = attend(self.grid, board.visits, services=services, held=self.attendance)
        gain = attendance.points - self.attendance.points - self._cost(out, into, back) - self._trouble(out)
        if attendance.hopeless or gain <= PAYS:
            board.remove(back)
            return False
        changed = (out, into, back)
        self.moved += changed
        left = self.waiting.left
        more = ((n, left[n] - self.grid.people[n] + served) for n, served in enumerate(attendance.served))
        self.waiting.serve([(n, some) for n, some in more if some])
        self.attendance = attendance
        self._places = {one: places for one, places in self._places.items() if not _near(one, changed)}
        return True

    def _cost(self, out: Visit, into: Visit, back: Visit) -> float:
        """What the sessions on the board cost more than before, when `out` stood in place of `into` and `back`."""
        board, cost = self.board, 0.0
        for visit in (back, into):
            board.remove(visit)
            cost += price(board, visit)
        cost -= price(board, out)
        for visit in (into, back):
            board.add(visit)
        return cost


def _near(visit: Visit, changed: Iterable[Visit]) -> bool:
    return any(visit[0] == other[0] or visit[2] == other[2] for other in changed)
