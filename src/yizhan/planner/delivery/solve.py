"""Makes the month's plan and proves how good it is.

The way: the class model relaxed and cut; its counts made whole category by category and improved in neighbourhoods; laid out on
days, rooms and people; filled with what still pays. Meanwhile another thread proves the bound. See docs/why/planner.md.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice

from yizhan.planner.delivery.attendance import attend, to_plan
from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.bound import Split, split
from yizhan.planner.delivery.classes import THETA, ClassModel, class_model
from yizhan.planner.delivery.cuts import Seating
from yizhan.planner.delivery.days import counts_held, lay_out
from yizhan.planner.delivery.grid import Grid, Visit
from yizhan.planner.delivery.insertion import fill, greedy
from yizhan.planner.delivery.objective import coverage, worst
from yizhan.planner.delivery.plan import Plan
from yizhan.planner.delivery.problem import Problem
from yizhan.planner.delivery.program import Floats, solve_whole
from yizhan.planner.delivery.relaxation import Relaxation
from yizhan.planner.delivery.search import Neighbourhood, Search
from yizhan.planner.delivery.wishes import wishes

CUT_ROUNDS = 10
WHOLE_SHARE = 0.09
"""The share of the time in which a category's counts are made whole."""
PROOF_SHARE = 0.085
"""The share of the time in which a category's bound is proven."""
AROUND_SHARE = 0.05
"""The share of the time that one neighbourhood may take."""
LAY_OUT_AGAIN = 1.3
"""So much of the time that days, rooms and people took the last time is kept for the next."""
PATIENCE = 8
"""So many times of laying out without a gain end the search."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """Where the work is: the phase, the points of the best plan so far and the bound (None while unknown), seconds since the start."""

    phase: str
    objective: float | None
    bound: float | None
    seconds: float


def solve(
    problem: Problem,
    *,
    seconds: float = 60.0,
    workers: int = 2,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan found in `seconds`, with a proven bound; the same for the same seed when time is not what ends it.

    When `stop` answers True the plan at hand is finished and returned. A time too short for the relaxation gives the greedy
    plan, and the bound of what was relaxed so far.
    """
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return _Solver(problem, pool, seconds=seconds, workers=workers, seed=seed, progress=progress, stop=stop).run()


class _Solver:
    """One run: the clock, the best plan, the bound."""

    def __init__(
        self,
        problem: Problem,
        pool: ThreadPoolExecutor,
        *,
        seconds: float,
        workers: int,
        seed: int,
        progress: Callable[[Progress], None] | None,
        stop: Callable[[], bool] | None,
    ) -> None:
        self.began = time.monotonic()
        self.grid = Grid(problem)
        self.pool, self.workers, self.seed, self.seconds = pool, workers, seed, seconds
        self.tell, self.stop = progress, stop
        self.deadline = self.began + seconds
        self.best: Plan | None = None
        self.visits: list[Visit] = []
        self.bound = float("inf")

    def run(self) -> Plan:
        model = class_model(self.grid)
        relaxation = Relaxation(model, Seating(self.grid, model))
        self._report("relaxing")
        if not relaxation.solve(deadline=self._at(0.6)):
            return self._greedy()
        self.bound = relaxation.value
        relaxation.tighten(rounds=CUT_ROUNDS, deadline=self._at(0.3))
        self.bound = min(self.bound, relaxation.value)
        self._report("relaxed")
        parts = split(relaxation.program, model.category, relaxation.duals)
        if self.grid.weights.fairness_first:
            relaxation.price(model.theta, self.grid.fairness / THETA)
            relaxation.solve(deadline=self._at(0.5))
        ideal = relaxation.x
        search = Search(self.grid, model, relaxation.program, ideal=ideal, start=ideal, seed=self.seed)
        self._make_whole(search)
        proof = self.pool.submit(self._prove, parts) if self.workers > 1 else None
        self._improve(relaxation, search, proof)
        self.bound = min(self.bound, proof.result() if proof else self._prove(parts))
        return self._finished()

    def _at(self, share: float) -> float:
        return self.began + share * self.seconds

    def _left(self) -> float:
        return max(0.2, self.deadline - time.monotonic())

    def _make_whole(self, search: Search) -> None:
        looks = list(search.to_make_whole())
        for around, found in self._look(search, looks, seconds=WHOLE_SHARE * self.seconds):
            if found is None or not search.accept(around, found):
                again = search.improve(around, seconds=WHOLE_SHARE * self.seconds)
                if again is not None:
                    search.accept(around, again)
        self._report("whole")

    def _improve(self, relaxation: Relaxation, search: Search, proof: Future[float] | None) -> None:
        """Lay the counts out, go on from the best that found its days, and again, as long as there is time and gain."""
        idle, rounds = 0, search.later_rounds()
        while True:
            began = time.monotonic()
            better = self._lay_out(relaxation.model, search)
            self._settle(relaxation, search)
            took = time.monotonic() - began
            idle = 0 if better else idle + 1
            until = min(self.deadline - LAY_OUT_AGAIN * took, began + max(0.25 * self.seconds, 10 * took))
            if idle > PATIENCE or self._stopped() or time.monotonic() > until:
                return
            while time.monotonic() < until and not self._stopped():
                hands = self.workers - (proof is not None and not proof.done())
                seconds = min(AROUND_SHARE * self.seconds, until - time.monotonic())
                for around, found in self._look(search, list(islice(rounds, hands)), seconds=seconds):
                    if found is not None:
                        search.accept(around, found)
                self._report("improving")

    def _look(
        self, search: Search, looks: list[Neighbourhood], *, seconds: float
    ) -> Iterator[tuple[Neighbourhood, Floats | None]]:
        """What each neighbourhood found, in order, however long each took."""
        jobs = [self.pool.submit(search.improve, around, seconds=seconds) for around in looks]
        for around, job in zip(looks, jobs, strict=True):
            yield around, job.result()

    def _prove(self, parts: Split) -> float:
        """The sum of the categories' bounds: a bound of the whole."""
        each = PROOF_SHARE * self.seconds
        return parts.constant + sum(solve_whole(part, seconds=each).bound for part in parts.parts.values())

    def _settle(self, relaxation: Relaxation, search: Search) -> None:
        """Go on from the best plan: what it holds is counted, what found no day is not wanted again."""
        held = counts_held(self.grid, relaxation.model, self.visits)
        if relaxation.settle(held, deadline=self.deadline):
            search.go_on_from(relaxation.x, most=held)

    def _lay_out(self, model: ClassModel, search: Search) -> bool:
        """Put the counts on days; whether that makes a better plan than the best so far."""
        board = Board(self.grid, {self.grid.visit(pin) for pin in self.grid.problem.pinned})
        wanted = wishes(self.grid, model, search.x, seconds=self._left())
        lay_out(self.grid, wanted, board, deadline=self.deadline)
        return self._take(board)

    def _take(self, board: Board) -> bool:
        attendance = fill(self.grid, board, attend(self.grid, board.visits))
        plan = to_plan(self.grid, board, attendance, bound=self.bound)
        better = self.best is None or self._rank(plan) > self._rank(self.best)
        if better:
            self.best, self.visits = plan, sorted(board.visits)
        self._report("laid out")
        return better

    def _rank(self, plan: Plan) -> tuple[float, float]:
        problem = self.grid.problem
        first = worst(coverage(problem, plan)) if self.grid.weights.fairness_first else 0.0
        return round(first, 3), plan.objective

    def _greedy(self) -> Plan:
        board = Board(self.grid)
        for visit in greedy(self.grid):
            board.add(visit)
        self._take(board)
        return self._finished()

    def _finished(self) -> Plan:
        if self.best is None:
            raise RuntimeError("a run ends with a plan")
        self._report("finished")
        return replace(self.best, bound=max(self.bound, self.best.objective))

    def _stopped(self) -> bool:
        return self.stop is not None and self.stop()

    def _report(self, phase: str) -> None:
        if self.tell is not None:
            bound = None if self.bound == float("inf") else self.bound
            objective = None if self.best is None else self.best.objective
            self.tell(Progress(phase=phase, objective=objective, bound=bound, seconds=time.monotonic() - self.began))
