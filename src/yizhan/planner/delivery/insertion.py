"""One session more at a time: the greedy plan, and the last pass over a plan, after which no session more would pay.

What a session more is worth is counted exactly for the people whom nobody serves yet; moving the others is left to `attend`.
"""

import heapq
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from yizhan.planner.delivery.attendance import Attendance, attend
from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.grid import Grid, Visit
from yizhan.planner.delivery.wants import Cell

PAYS = 1e-6
"""Fewer points than this are no gain."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gain:
    """The points that people make who would come to a session more, costs aside, and how many come of each need."""

    points: float
    guests: tuple[tuple[int, int], ...]


class Waiting:
    """The people whom no session serves yet, and what they would be worth."""

    def __init__(self, grid: Grid, served: Sequence[int]) -> None:
        self.grid = grid
        self.left = [people - some for people, some in zip(grid.people, served, strict=True)]
        weighted = np.multiply(grid.weight, served)
        self._reached = np.bincount(grid.need_station, weights=weighted, minlength=len(grid.demand)).tolist()
        self._demand = grid.demand.tolist()
        self._some = np.flatnonzero(grid.demand).tolist()
        self._point = grid.fairness
        self._slices = [self._slices_of(n) for n in range(len(self.left))]
        self._find_worst()

    def _slices_of(self, n: int) -> list[tuple[float, int]]:
        """What the next people of a need are worth: points each, and how many at that."""
        skipped, found = self.grid.people[n] - self.left[n], []
        for piece, size in zip(self.grid.weights.pieces, self.grid.pieces[n], strict=True):
            size_left = size - min(size, skipped)
            skipped -= size - size_left
            if size_left:
                found.append((piece.worth, size_left))
        return found

    def _find_worst(self) -> None:
        shares = {s: self._reached[s] / self._demand[s] for s in self._some}
        self.worst = min(shares.values())
        self._worst_at = {s for s, share in shares.items() if share <= self.worst}

    def serve(self, guests: Iterable[tuple[int, int]]) -> None:
        """Take people away who are served from now on; negative numbers bring them back."""
        for n, people in guests:
            self.left[n] -= people
            self._slices[n] = self._slices_of(n)
            self._reached[self.grid.need_station[n]] += self.grid.weight[n] * people
        self._find_worst()

    def next_worth(self, need: int) -> float:
        """The points of the next person of a need, weight and discomfort aside; 0 when nobody waits."""
        return self._slices[need][0][0] if self._slices[need] else 0.0

    def weeks(self, cell: Cell) -> set[int]:
        """The fixed weeks of people waiting for the cell."""
        dated = self.grid.wants.dated_at.get(cell, ())
        return {self.grid.need_week[n] for n in dated if self.left[n]}

    def gain(self, cell: Cell, *, week: int | None = None) -> Gain | None:
        """What a session of the cell gains, in a week or in one that no fixed week means; None below the minimum."""
        grid, (v, _, _) = self.grid, cell
        offers = []
        for n, weight, suits, fixed in grid.wants.guests_at.get(cell, ()):
            if self.left[n] and fixed in {-1, week}:
                offers += [(weight * (points + suits - 1.0), n, people) for points, people in self._slices[n]]
        offers.sort(key=lambda offer: (-offer[0], offer[1]))
        points, guests, seats, least = 0.0, dict[int, int](), grid.seats[v], grid.minimum[v]
        for each, n, people in offers:
            some = min(people, seats if each > 0 else least)
            if some <= 0:
                break
            points += each * some
            guests[n] = guests.get(n, 0) + some
            seats -= some
            least -= some
        if least > 0:
            return None
        return Gain(points=points + self._fairness(guests), guests=tuple(guests.items()))

    def _fairness(self, guests: dict[int, int]) -> float:
        """The points by which `guests` raise the worst station's coverage."""
        grid, more = self.grid, dict[int, float]()
        for n, people in guests.items():
            s = grid.need_station[n]
            more[s] = more.get(s, 0.0) + grid.weight[n] * people
        if not more.keys() >= self._worst_at:
            return 0.0
        shares = ((self._reached[s] + more.get(s, 0.0)) / self._demand[s] for s in self._some)
        return float(self._point * (min(shares) - self.worst))


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A session that could be added, what it gains net of all costs, and its guests."""

    visit: Visit
    points: float
    guests: tuple[tuple[int, int], ...]


def price(board: Board, visit: Visit) -> float:
    """The points that one session more costs, people aside: its cost and overload, less quota and keep."""
    grid, (p, v, s, day, slot) = board.grid, visit
    weights = grid.weights
    cost = weights.session + weights.overload * board.overloads(p)
    cost -= weights.shortage * (board.missing(s, grid.category[v]) > 0)
    return cost - weights.keep * (visit in grid.published_at.get((v, s, grid.klass(day, slot)), ()))


def best_offer(board: Board, waiting: Waiting, cell: Cell) -> Offer | None:
    """The session of the cell that gains most, or None when none may be added or none pays."""
    choices = []
    for week in (None, *sorted(waiting.weeks(cell))):
        gain = waiting.gain(cell, week=week)
        if gain is not None:
            choices.append((gain, week))
    for gain, week in sorted(choices, key=lambda choice: -choice[0].points):
        visit = board.find(*cell, week=week)
        if visit is not None:
            points = gain.points - price(board, visit)
            if points > PAYS:
                return Offer(visit=visit, points=points, guests=gain.guests)
    return None


class Insertion:
    """Adds to a board whatever pays, the most first: a heap whose entries are looked at again when they come to the top."""

    def __init__(self, board: Board, waiting: Waiting) -> None:
        self.board, self.waiting = board, waiting

    def run(self, cells: Iterable[Cell], *, most: int | None = None) -> list[Visit]:
        """Add sessions of `cells` as long as one pays (`most` at most); they are returned."""
        order, added = count(), list[Visit]()
        heap: list[tuple[float, int, Cell]] = []
        for cell in sorted(cells):
            offer = self._offer(cell)
            if offer is not None:
                heap.append((-offer.points, next(order), cell))
        heapq.heapify(heap)
        while heap and (most is None or len(added) < most):
            _, _, cell = heapq.heappop(heap)
            offer = self._offer(cell)
            if offer is None:
                continue
            if not heap or offer.points >= -heap[0][0] - PAYS:
                self.board.add(offer.visit)
                self.waiting.serve(offer.guests)
                added.append(offer.visit)
                offer = self._offer(cell)
            if offer is not None:
                heapq.heappush(heap, (-offer.points, next(order), cell))
        return added

    def _offer(self, cell: Cell) -> Offer | None:
        return best_offer(self.board, self.waiting, cell)


def wanted_cells(board: Board, waiting: Waiting, services: Collection[int] | None = None) -> set[Cell]:
    """The cells (of `services`, else of all) that people are waiting for, and those that would help a quota or keep what is published."""
    grid = board.grid
    waited_for = (n for n, people in enumerate(waiting.left) if people)
    cells = {
        (grid.need_service[n], s, k) for n in waited_for for s, k, _ in grid.wants.ways[n]
    } | grid.published_at.keys()
    for s, quota in enumerate(grid.quota):
        short = {category for category in quota if board.missing(s, category)}
        if short:
            helpful = [v for v, category in enumerate(grid.category) if category in short and grid.fits[v, s]]
            cells |= {(v, s, k) for v in helpful for k in range(grid.classes)}
    return cells if services is None else {cell for cell in cells if cell[0] in services}


def greedy(grid: Grid, *, pinned: Iterable[Visit] | None = None) -> list[Visit]:
    """A plan's sessions, made by always adding the one that gains most; from `pinned`, or the problem's own pins."""
    pins = [grid.visit(pin) for pin in grid.problem.pinned] if pinned is None else pinned
    board = Board(grid, pins)
    served = attend(grid, board.visits).served if board.visits else (0,) * len(grid.people)
    waiting = Waiting(grid, served)
    Insertion(board, waiting).run(wanted_cells(board, waiting))
    return sorted(board.visits)


def fill(grid: Grid, board: Board, attendance: Attendance, services: Collection[int] | None = None) -> Attendance:
    """Take off the board what is hopeless, then add sessions (of `services`, else of all) as long as one pays; the attendance at the end."""
    while True:
        for visit in attendance.hopeless:
            board.remove(visit)
        waiting = Waiting(grid, attendance.served)
        added = Insertion(board, waiting).run(wanted_cells(board, waiting, services))
        if not added:
            return attendance
        attendance = attend(grid, board.visits, services={visit[1] for visit in added}, held=attendance)
