"""Makes the month's plan and proves how good it is.

The way: the class model relaxed and cut; its counts made whole category by category; laid out on days, rooms and people; filled
with what still pays; then improved, some services at a time, as a whole plan. Meanwhile the bound is proven, service by service.
See docs/why/planner.md.
"""

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TypeAlias

from yizhan.planner.delivery.attendance import to_plan
from yizhan.planner.delivery.bound import Split, prove_all, split, trivial_bound
from yizhan.planner.delivery.classes import THETA, class_model
from yizhan.planner.delivery.days import Wishes, lay_out
from yizhan.planner.delivery.draft import Draft
from yizhan.planner.delivery.grid import Grid, without_wants
from yizhan.planner.delivery.improvement import Improvement, Services
from yizhan.planner.delivery.insertion import greedy
from yizhan.planner.delivery.model import ClassModel
from yizhan.planner.delivery.plan import Plan
from yizhan.planner.delivery.problem import Problem
from yizhan.planner.delivery.program import Floats, Rows, Solved, solve_whole
from yizhan.planner.delivery.relaxation import Relaxation
from yizhan.planner.delivery.rounding import Mask, affordable, decide, part_of, parts
from yizhan.planner.delivery.wishes import wanted
from yizhan.planner.hands import Hands

Rounding: TypeAlias = list[tuple[Mask, Future[Floats]]]
"""The parts of the month that are made whole together, and what each comes to."""

Known: TypeAlias = Callable[[Grid, ClassModel], Rows]
"""Cuts in the columns of a class model."""

CUT_ROUNDS = 10
MORE_ROUNDS = 2
"""So many rounds of cuts follow those that are known already."""
CUT_SHARE = 0.25
"""The share of the time after which no more cuts are sought."""
ROUND_SHARE = 0.4
"""The share of the time that making counts whole may take, shared by all hands."""
AFFORD_SHARE = 0.06
"""The longest that matching sessions and budgets may take, as a share of the time."""
PROOF_SHARE = 0.2
"""The share of the time that one hand may take to prove the bound."""
LAID_SHARE = 0.8
"""The share of the time after which laying out on days is cut short."""
LOOK_SHARE = 0.3
"""The share of the time that a look at all services may take; at fewer, by the root of their share."""
WHOLE_SHARE = 0.75
"""The share of the time after which a small month has been solved in one piece."""
SMALL = 12_000
"""Columns of the class model of a month small enough to be solved in one piece."""
GAP = 1e-4
END_SHARE = 0.04
"""The share of the time that is kept for the end."""
AHEAD = 6
"""So many looks wait beside those under way, so that no hand waits for the slowest."""
PATIENCE = 3
"""So many rounds without a gain end the search."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """Where the work is: the phase, the points of the best plan so far and the bound (None while unknown), seconds since the start."""

    phase: str
    seconds: float
    objective: float | None = None
    bound: float | None = None


def solve(
    problem: Problem,
    *,
    seconds: float = 60.0,
    workers: int = 2,
    seed: int = 0,
    proven: bool = True,
    known: Known | None = None,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan found in `seconds`, with a proven bound; the same for the same seed when time is not what ends it.

    Pins that clash (`pins.clashes`) make a plan with faults. Unless it is to be `proven` closely, the bound is the relaxation's.
    Cuts that are `known` already need not be found again. When `stop` answers True the plan at hand is finished and returned. A time too short for the relaxation gives the greedy
    plan, and the bound that everybody is served at the best time.
    """
    solver = _Solver(problem, seconds=seconds, workers=workers, seed=seed, proven=proven, progress=progress, stop=stop)
    return solver.run(known)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Clock:
    """When the work began, by the monotonic clock, and how many seconds it may take."""

    began: float
    seconds: float

    def at(self, share: float) -> float:
        """When this share of the time is over."""
        return self.began + share * self.seconds

    @property
    def left(self) -> float:
        """Seconds until the end has to be made."""
        return self.at(1 - END_SHARE) - time.monotonic()


class _Solver:
    """One run: the clock, the plan under way, the bound."""

    def __init__(
        self,
        problem: Problem,
        *,
        seconds: float,
        workers: int,
        seed: int,
        proven: bool,
        progress: Callable[[Progress], None] | None,
        stop: Callable[[], bool] | None,
    ) -> None:
        self.clock = _Clock(began=time.monotonic(), seconds=seconds)
        self.grid = Grid(problem)
        self.workers, self.seed = workers, seed
        self.proven, self.tell, self.stop = proven, progress, stop
        self.draft: Draft | None = None
        self.proof: Future[float] | None = None
        self.bound = trivial_bound(problem)

    def run(self, known: Known | None = None) -> Plan:
        self._report("relaxing")
        model = class_model(self.grid)
        self.large = len(model.program.cost) > SMALL
        self.hands = Hands(self.workers, processes=self.large and self.workers > 1, stop=self.stop)
        try:
            relaxation = self._relax(model, known)
            draft = Draft(self.grid, greedy(self.grid)) if relaxation is None else self._plan(relaxation)
            return self._finished(draft)
        finally:
            self.hands.close()

    def _plan(self, relaxation: Relaxation) -> Draft:
        """From the relaxation to the best plan."""
        services = split(relaxation.program, relaxation.model.service, relaxation.duals)
        if self.grid.weights.fairness_first:
            relaxation.price(relaxation.model.theta, self.grid.fairness / THETA, deadline=self.clock.at(LAID_SHARE))
        wholes = self._start_whole(relaxation)
        rounding = self._start_rounding(relaxation)
        if self.proven:
            self._start_proof(services, relaxation.model)
        x = self._round(relaxation, rounding)
        self.draft = Draft(self.grid, self.grid.pinned)
        lay_out(self.draft.board, wanted(self.grid, relaxation.model, x), deadline=self.clock.at(LAID_SHARE))
        self.draft.seat(range(len(self.grid.seats)))
        self.draft.fill()
        self._report("laid out")
        improvement = Improvement(self.draft, seed=self.seed)
        for whole in wholes:
            self._take_whole(improvement, relaxation, self.hands.result(whole))
        self._improve(improvement)
        self._note_bound(wait=True)
        return self.draft

    def _relax(self, model: ClassModel, known: Known | None) -> Relaxation | None:
        """The class model relaxed and cut; None when there was no time for it."""
        relaxation = Relaxation(self.grid, model, deep=not self.large)
        if known is not None:
            relaxation.add(known(self.grid, model))
        if not relaxation.solve(deadline=self.clock.at(0.6)):
            return None
        self.bound = min(self.bound, relaxation.value)
        relaxation.tighten(rounds=CUT_ROUNDS if known is None else MORE_ROUNDS, deadline=self.clock.at(CUT_SHARE))
        self.bound = min(self.bound, relaxation.value)
        self._report("relaxed")
        return relaxation

    def _start_rounding(self, relaxation: Relaxation) -> Rounding:
        """The categories' counts are made whole, as many categories at once as there are hands."""
        model, program, x = relaxation.model, relaxation.program, relaxation.x
        apart, grid = parts(model), without_wants(self.grid)
        each = ROUND_SHARE * self.clock.seconds / max(1, sum(int(part.sum()) for part in apart))
        return [
            (
                part,
                self.hands.submit(decide, grid, part_of(model, program, x, part), x[part], seconds=each * part.sum()),
            )
            for part in apart
        ]

    def _round(self, relaxation: Relaxation, rounding: Rounding) -> Floats:
        """Whole counts for all categories.

        Categories that share a room or a provider may want too much of it together; that is settled when days are laid out.
        """
        x = relaxation.x.copy()
        for part, job in rounding:
            x[part] = self.hands.result(job)
            self._report("rounding")
        return affordable(relaxation.model, relaxation.program, x, seconds=AFFORD_SHARE * self.clock.seconds)

    def _start_proof(self, services: Split, model: ClassModel) -> None:
        """One hand proves the bound of every service at its price, while the plan is laid out and improved."""
        seconds = PROOF_SHARE * self.clock.seconds
        self.proof = self.hands.submit(prove_all, services, seconds=seconds, month=(without_wants(self.grid), model))

    def _start_whole(self, relaxation: Relaxation) -> list[Future[Solved]]:
        """A month small enough is also solved in one piece: with whole sessions alone, and with whole budgets too.

        The first makes the better plan, the second the better bound.
        """
        program = relaxation.program
        if self.large:
            return []
        seconds = self.clock.at(WHOLE_SHARE) - time.monotonic()
        return [
            self.hands.submit(solve_whole, replace(program, whole=whole), seconds=seconds, gap=GAP)
            for whole in (relaxation.model.counts, program.whole)
        ]

    def _improve(self, improvement: Improvement) -> None:
        """Go through the services, alone and together, as long as there is time and gain; several only with time enough for two looks."""
        idle = 0
        for groups in improvement.rounds():
            if len(groups[0]) > 1 and 2 * self._time_for(groups[0]) > self.clock.left:
                continue
            idle = 0 if self._go_through(improvement, groups) else idle + 1
            if idle >= PATIENCE or self._over():
                return

    def _go_through(self, improvement: Improvement, groups: list[Services]) -> bool:
        """Look at every group once, as many at a time as there are hands; whether the plan gained."""
        gained, waiting, flight = False, deque(groups), deque[tuple[Services, Future[Wishes | None]]]()
        while flight or (waiting and not self._over()):
            if waiting and len(flight) < self.workers + AHEAD and not self._over():
                services = waiting.popleft()
                look = improvement.look(services)
                seconds, deadline = self._time_for(services), self.clock.at(1 - END_SHARE)
                job = self.hands.submit(look.wishes, seconds=seconds, deadline=deadline)
                flight.append((services, job))
                continue
            services, job = flight.popleft()
            found = self.hands.result(job)
            if found is not None and improvement.take(services, found):
                gained = True
                self._report("improving")
        return improvement.draft.fill() or gained

    def _time_for(self, services: Services) -> float:
        """The longest that a look at so many services may take, in seconds."""
        share: float = (len(services) / len(self.grid.seats)) ** 0.5
        return LOOK_SHARE * self.clock.seconds * share

    def _take_whole(self, improvement: Improvement, relaxation: Relaxation, solved: Solved) -> None:
        """Put the month solved in one piece in place of the plan when it is better, and take its bound."""
        if not self.grid.weights.fairness_first:
            self.bound = min(self.bound, solved.bound)
        if solved.x is not None:
            model, seconds = relaxation.model, AFFORD_SHARE * self.clock.seconds
            x = affordable(model, relaxation.program, solved.x, seconds=seconds)
            improvement.take(frozenset(range(len(self.grid.seats))), wanted(self.grid, model, x))

    def _note_bound(self, *, wait: bool = False) -> None:
        if self.proof is not None and (wait or self.proof.done()):
            self.bound = min(self.bound, self.hands.result(self.proof))
            self.proof = None

    def _finished(self, draft: Draft) -> Plan:
        plan = to_plan(self.grid, draft.board, draft.attendance, bound=self.bound)
        self.draft = draft
        self._report("finished")
        return replace(plan, bound=max(self.bound, plan.objective))

    def _over(self) -> bool:
        return self.clock.left <= 0 or (self.stop is not None and self.stop())

    def _report(self, phase: str) -> None:
        if self.tell is None:
            return
        self._note_bound()
        objective = None if self.draft is None else self.draft.points
        bound = None if self.bound == float("inf") else self.bound
        self.tell(Progress(phase=phase, objective=objective, bound=bound, seconds=time.monotonic() - self.clock.began))
