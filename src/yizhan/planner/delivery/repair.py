"""Mends a published plan when something falls out of it: everything else stays, the people who lost a session come first.

Free seats are filled first, then sessions are put in for those still without one, then what else has become possible; at last
single sessions give way where more is gained than the trouble of moving them.
"""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from yizhan.planner.delivery.attendance import Attendance, attend, counted
from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.changes import Changes, changed, require_possible
from yizhan.planner.delivery.diaries import Bans
from yizhan.planner.delivery.draft import charges
from yizhan.planner.delivery.ejection import Ejection
from yizhan.planner.delivery.explain import attendance_of
from yizhan.planner.delivery.grid import Grid, Visit
from yizhan.planner.delivery.insertion import PAYS, Insertion, Waiting, best_offer, wanted_cells
from yizhan.planner.delivery.objective import objective
from yizhan.planner.delivery.plan import Plan
from yizhan.planner.delivery.problem import Placement, Problem
from yizhan.planner.delivery.standing import Standing, standing
from yizhan.planner.delivery.wants import Cell

EACH = 0.04
"""Seconds for which sessions may give way, for each session that was lost."""
STAY = 1e-5
"""How much better it suits people, from 0 to 1, to stay where they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """A session that was not hit and is held elsewhere now, because that gained more than the trouble."""

    before: Placement
    after: Placement


@dataclass(frozen=True, kw_only=True, slots=True)
class Repaired:
    """The changed problem and its plan: which sessions were lost, kept, moved and are new, and the points on the way.

    All points are counted by the changed problem's weights: `before` those of the published plan, `after_loss` of what was left.
    """

    problem: Problem
    plan: Plan
    lost: tuple[Placement, ...]
    kept: tuple[Placement, ...]
    moved: tuple[Move, ...]
    new: tuple[Placement, ...]
    before: float
    after_loss: float

    @property
    def recovered(self) -> float:
        """The share of the lost points that the repair won back; 1 when none were lost."""
        loss = self.before - self.after_loss
        return (self.plan.objective - self.after_loss) / loss if loss > 0 else 1.0


def repair(problem: Problem, plan: Plan, changes: Changes, *, seconds: float = 2.0) -> Repaired:
    """Mend `plan`, a plan without faults for `problem`, after `changes`; raises WrongDocument when they are impossible.

    The plan is prepared anew on every call; `PublishedPlan` does that once for many.
    """
    return PublishedPlan(problem, plan).repair(changes, seconds=seconds)


class PublishedPlan:
    """A plan that people were told of, prepared so that losses are mended quickly."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.placements = tuple(session.placement for session in plan.sessions)
        self.grid = Grid(replace(problem, published=self.placements))
        self.sessions = dict(zip(map(self.grid.visit, self.placements), plan.sessions, strict=True))
        self.points = objective(replace(problem, published=()), plan)
        self.needs = {need.id: n for n, need in enumerate(problem.needs)}
        self.attendance = attendance_of(self.grid, plan)
        self.grid.wants.ways = _staying(self.grid, self.attendance)
        self.board, waiting = Board(self.grid, self.sessions), Waiting(self.grid, self.attendance.served)
        cells, self.left = wanted_cells(self.board, waiting), waiting.left
        self.unfinished = frozenset(cell for cell in cells if best_offer(self.board, waiting, cell) is not None)

    def repair(self, changes: Changes, *, seconds: float = 2.0) -> Repaired:
        """Mend the plan after `changes`, in `seconds` at most for letting sessions give way."""
        require_possible(self.problem, changes)
        return _Repair(self, changes).run(seconds=seconds)


def _staying(grid: Grid, attendance: Attendance) -> list[list[tuple[int, int, float]]]:
    """The ways of the needs, those that are gone already slightly better than they are: nobody moves for nothing."""
    people = attendance.people
    return [
        [(s, k, suits + STAY * ((n, s, k) in people)) for s, k, suits in ways] for n, ways in enumerate(grid.wants.ways)
    ]


class _Repair:
    """One repair under way."""

    def __init__(self, published: PublishedPlan, changes: Changes) -> None:
        self.published = published
        self.grid = copy(published.grid)
        self.grid.problem = changed(published.problem, changes, published=())
        bans, sessions = Bans(self.grid), published.sessions
        self.lost = {visit: sessions[visit] for visit in sessions if _banned(bans, visit)}
        self.stands = {visit: sessions[visit] for visit in sessions if visit not in self.lost}
        left = tuple(session.placement for session in self.stands.values())
        self.grid.problem = replace(self.grid.problem, published=left)
        self.board = published.board.copied(self.grid)
        for visit in self.lost:
            self.board.remove(visit)
        people = defaultdict(int, published.attendance.people)
        for (_, _, s, day, slot), session in self.lost.items():
            for party in session.parties:
                people[published.needs[party.need], s, self.grid.klass(day, slot)] -= party.people
        self.attendance = counted(self.grid, {key: some for key, some in people.items() if some})
        self.waiting = Waiting(self.grid, self.attendance.served)
        self.left_before = published.left
        self.before = Standing(sessions=self.stands, attendance=self.attendance)

    def run(self, *, seconds: float) -> Repaired:
        """Seat, insert, let give way, insert."""
        after_loss = self._points()
        if self.lost:
            services = {visit[1] for visit in self.lost}
            self._seat(services)
            first = self._lost_cells()
            self._insert(first)
            self._insert((self._freed_cells(self.lost) | self.published.unfinished) - first)
            self._let_give_way(time.monotonic() + min(seconds, EACH * len(self.lost)))
        return self._repaired(after_loss)

    def _points(self) -> float:
        """The points of the month as it stands, fairness by its own weight."""
        grid, attendance = self.grid, self.attendance
        fairness = grid.weights.fairness * float(grid.demand.sum()) - grid.fairness
        return attendance.points + fairness * attendance.worst - charges(self.board)

    def _seat(self, services: Collection[int]) -> None:
        """Seat the people of `services` on the board as it is; what cannot have its minimum is taken off."""
        self.attendance = attend(self.grid, self.board.visits, services=services, held=self.attendance)
        people, left = self.grid.people, self.waiting.left
        more = ((n, left[n] - people[n] + served) for n, served in enumerate(self.attendance.served))
        self.waiting.serve([(n, some) for n, some in more if some])
        for visit in self.attendance.hopeless:
            self.board.remove(visit)

    def _insert(self, cells: Collection[Cell]) -> None:
        """Add sessions of `cells`, and of those for which more people have come to wait, as long as one pays."""
        cells = {*cells} | self._more_wanted()
        while cells:
            added = Insertion(self.board, self.waiting).run(cells)
            if added:
                self._seat({visit[1] for visit in added})
            cells = self._more_wanted()

    def _more_wanted(self) -> set[Cell]:
        """The cells that more people are waiting for than when this was last asked."""
        left, before = self.waiting.left.copy(), self.left_before
        self.left_before = left
        needs = [n for n, people in enumerate(left) if people > before[n]]
        return {(self.grid.need_service[n], s, k) for n in needs for s, k, _ in self.grid.wants.ways[n]}

    def _lost_cells(self) -> set[Cell]:
        """The cells in which the people who lost a session could have one, and those of the quotas that lack it."""
        grid, served, cells = self.grid, self.attendance.served, set[Cell]()
        for (_, v, s, _, _), session in self.lost.items():
            for n in {self.published.needs[party.need] for party in session.parties}:
                cells |= {(v, near, k) for near, k, _ in grid.wants.ways[n] if served[n] < grid.people[n]}
            if self.board.missing(s, grid.category[v]):
                alike = [other for other, category in enumerate(grid.category) if category == grid.category[v]]
                cells |= {(other, s, k) for other in alike if grid.fits[other, s] for k in range(grid.classes)}
        return cells

    def _freed_cells(self, freed: Iterable[Visit]) -> set[Cell]:
        """The cells in which a session may have become possible, or worth more, without the sessions `freed`."""
        grid, cells = self.grid, set[Cell]()
        for p, v, s, day, slot in freed:
            there = (near for near, zone in enumerate(grid.zone) if zone in grid.zones_of[p])
            cells |= {*product(grid.fee[p], there, range(grid.classes))}
            services = [other for other, fits in enumerate(grid.fits[:, s].tolist()) if fits]
            classes = [grid.klass(day, at) for at in range(max(0, slot - 1), slot + grid.length[v])]
            cells |= {*product(services, [s], classes)}
        cells |= {*self._worst_cells()}
        wanted = grid.wants.guests_at
        return {cell for cell in cells if cell in wanted or self.board.missing(cell[1], grid.category[cell[0]])}

    def _worst_cells(self) -> Iterator[Cell]:
        """The cells of people at the worst station, when it has become worse."""
        grid, served = self.grid, self.attendance.served
        if self.attendance.worst >= self.published.attendance.worst:
            return
        reached = np.bincount(grid.need_station, weights=np.multiply(grid.weight, served), minlength=len(grid.demand))
        worst = (reached <= self.attendance.worst * grid.demand + PAYS) & (grid.demand > 0)
        for n, s in enumerate(grid.need_station):
            if worst[s] and served[n] < grid.people[n]:
                yield from ((grid.need_service[n], near, k) for near, k, _ in grid.wants.ways[n])

    def _let_give_way(self, deadline: float) -> None:
        firm = frozenset(map(self.grid.visit, self.grid.problem.pinned))
        ejection = Ejection(
            self.board, self.attendance, self.waiting, held=self.stands.keys(), firm=firm, deadline=deadline
        )
        ejection.run(self._lost_cells())
        self.attendance, self.waiting = ejection.attendance, ejection.waiting
        if ejection.moved:
            self._insert(self._freed_cells(ejection.moved))

    def _repaired(self, after_loss: float) -> Repaired:
        problem, published = self.grid.problem, self.published
        again = len({*problem.published} - {*published.problem.published}) if problem.weights.keep else 0
        bound = published.plan.bound + problem.weights.keep * again
        plan = standing(self.board, self.attendance, before=self.before, bound=bound)
        gone, come = (map(self.grid.placement, visits) for visits in self._differences())
        new = _in_order(come)
        moved = tuple(_moves(gone, new))
        return Repaired(
            problem=problem,
            plan=plan,
            lost=tuple(session.placement for session in self.lost.values()),
            kept=tuple(session.placement for visit, session in self.stands.items() if visit in self.board.visits),
            moved=moved,
            new=tuple(one for one in new if one not in {move.after for move in moved}),
            before=published.points + problem.weights.keep * len(self.stands),
            after_loss=after_loss,
        )

    def _differences(self) -> tuple[set[Visit], set[Visit]]:
        """The sessions that stood and do no more, and those that are held now."""
        return self.stands.keys() - self.board.visits, self.board.visits - self.stands.keys()


def _banned(bans: Bans, visit: Visit) -> bool:
    p, v, s, day, slot = visit
    return bool(bans.days(p, v, s, slot) >> day & 1)


def _moves(gone: Iterable[Placement], come: Iterable[Placement]) -> Iterator[Move]:
    """Each session that is gone with one that has come for it: of its service at its station, best by its provider."""
    left = _in_order(come)
    for before in _in_order(gone):
        alike = [one for one in left if (one.service, one.station) == (before.service, before.station)]
        after = min(alike, key=lambda one: one.provider != before.provider, default=None)
        if after is not None:
            left.remove(after)
            yield Move(before=before, after=after)


def _in_order(placements: Iterable[Placement]) -> list[Placement]:
    return sorted(placements, key=lambda one: (one.day, one.slot, one.station, one.provider, one.service))
