"""Makes the month's plan and proves how good it is.

The way: the class model relaxed and cut; its counts made whole category by category and improved in neighbourhoods; laid out on
days, rooms and people; filled with what still pays. Meanwhile another thread proves the bound. See docs/why/planner.md.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice

from yizhan.planner.delivery.attendance import attend, to_plan
from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.bound import Split, split
from yizhan.planner.delivery.classes import ClassModel, class_model
from yizhan.planner.delivery.cuts import Seating
from yizhan.planner.delivery.days import counts_held, lay_out
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.insertion import fill, greedy
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
LAST_SHARE = 0.1
"""The share of the time that is kept for days, rooms and people."""
PATIENCE = 60
"""So many neighbourhoods without a gain end the search."""


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
        ideal = relaxation.x
        search = Search(self.grid, model, relaxation.program, ideal=ideal, start=ideal, seed=self.seed)
        self._make_whole(search)
        proof = self.pool.submit(self._prove, parts) if self.workers > 1 else None
        board = self._pins()
        self._lay_out(model, search, board)
        self._settle(relaxation, search, board)
        self._improve(search, hands=self.workers - (proof is not None))
        self._lay_out(model, search, self._pins())
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

    def _improve(self, search: Search, *, hands: int) -> None:
        idle, rounds, until = 0, search.later_rounds(), self._at(1 - LAST_SHARE)
        while idle < PATIENCE and time.monotonic() < until and not self._stopped():
            seconds = min(AROUND_SHARE * self.seconds, until - time.monotonic())
            for around, found in self._look(search, list(islice(rounds, hands)), seconds=seconds):
                gained = found is not None and search.accept(around, found)
                idle = 0 if gained else idle + 1
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

    def _settle(self, relaxation: Relaxation, search: Search, board: Board) -> None:
        """Go on from what found its days: what did not is forbidden, what was added is counted."""
        held = counts_held(self.grid, relaxation.model, board)
        if relaxation.settle(held, deadline=self._at(1 - LAST_SHARE)):
            search.go_on_from(relaxation.x, most=held)

    def _pins(self) -> Board:
        return Board(self.grid, {self.grid.visit(pin) for pin in self.grid.problem.pinned})

    def _lay_out(self, model: ClassModel, search: Search, board: Board) -> None:
        wanted = wishes(self.grid, model, search.x, seconds=self._left())
        lay_out(self.grid, wanted, board, deadline=self.deadline)
        self._take(board)

    def _take(self, board: Board) -> None:
        attendance = fill(self.grid, board, attend(self.grid, board.visits))
        plan = to_plan(self.grid, board, attendance, bound=self.bound)
        if self.best is None or plan.objective > self.best.objective:
            self.best = plan
        self._report("laid out")

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
