"""The planner against a greedy plan and against general solvers on the whole month, in the same time."""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from benchmarks.planner.apart import apart
from benchmarks.planner.plans import Plans, check
from benchmarks.planner.solvers import Missing, cp_sat, highs
from benchmarks.planner.tables import Row, figure, percent, words
from benchmarks.planner.timed import timed_model
from yizhan.planner.delivery.attendance import Attendance, attend, to_plan
from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.classes import class_model
from yizhan.planner.delivery.days import lay_out
from yizhan.planner.delivery.example import Size
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.insertion import fill, greedy
from yizhan.planner.delivery.plan import Plan
from yizhan.planner.delivery.problem import Problem
from yizhan.planner.delivery.program import Floats, Program, Solved
from yizhan.planner.delivery.wishes import wanted

LAYING_OUT = 60.0
"""Seconds for laying a class model's counts on days, beyond the time limit."""
HALF = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a rival came to: the value and bound of its model, the plan made of it, its own seconds, and what hindered it."""

    value: float | None = None
    bound: float | None = None
    plan: Plan | None = None
    seconds: float = 0.0
    remark: str = ""


def rivals(plans: Plans, sizes: tuple[Size, ...]) -> Iterator[Row]:
    """Every rival on the first seed. Model: what its solver reports; plan: laid out on days, people seated anew."""
    yield (
        words("size", 4), words("way", 38), "model", "its bound", "its gap %", "plan", "below our bound %", "seconds", "MB",
        words("remark", 24),
    )  # fmt: skip
    seed = plans.seeds[0]
    for size in sizes:
        problem, ours = plans.problem(size, seed), plans.made(size, seed)
        plan = ours.result.plan
        yield (
            size, "planner", "", figure(plan.bound), percent(plan.gap, 3), figure(plan.objective), percent(plan.gap, 3),
            figure(ours.seconds), figure(ours.megabytes, 0), "",
        )  # fmt: skip
        for name, way in WAYS.items():
            ran = apart(way, problem, plans.seconds(size), plans.workers)
            outcome = ran.result
            if outcome.plan is not None:
                check(problem, outcome.plan)
            yield size, name, *_line(outcome, ours=plan.bound), figure(ran.megabytes, 0), outcome.remark


def _line(outcome: Outcome, *, ours: float) -> Row:
    plan = None if outcome.plan is None else outcome.plan.objective
    return (
        figure(outcome.value),
        figure(outcome.bound),
        percent(_gap(outcome.value, outcome.bound), 3),
        figure(plan),
        percent(_gap(plan, ours), 3),
        figure(outcome.seconds),
    )


def _gap(value: float | None, bound: float | None) -> float | None:
    return None if value is None or bound is None else max(0.0, bound - value) / abs(value)


def by_greed(problem: Problem, seconds: float, workers: int) -> Outcome:
    """Always the session that gains most."""
    began, grid = time.perf_counter(), Grid(problem)
    board = Board(grid, greedy(grid))
    plan = to_plan(grid, board, fill(grid, board, attend(grid, board.visits)), bound=math.inf)
    return Outcome(plan=plan, seconds=time.perf_counter() - began)


def highs_on_classes(problem: Problem, seconds: float, workers: int) -> Outcome:
    """HiGHS on the class model."""
    return _on_classes(problem, lambda program, fine: highs(program, seconds=seconds, workers=workers))


def cp_sat_on_classes(problem: Problem, seconds: float, workers: int) -> Outcome:
    """CP-SAT on the class model."""
    return _on_classes(problem, lambda program, fine: cp_sat(program, fine=fine, seconds=seconds, workers=workers))


def highs_on_times(problem: Problem, seconds: float, workers: int) -> Outcome:
    """HiGHS on a variable for each possible session."""
    return _on_times(problem, lambda program, fine: highs(program, seconds=seconds, workers=workers))


def cp_sat_on_times(problem: Problem, seconds: float, workers: int) -> Outcome:
    """CP-SAT on a variable for each possible session."""
    return _on_times(problem, lambda program, fine: cp_sat(program, fine=fine, seconds=seconds, workers=workers))


WAYS: dict[str, Callable[[Problem, float, int], Outcome]] = {
    "greedy": by_greed,
    "HiGHS alone, class model": highs_on_classes,
    "CP-SAT alone, class model": cp_sat_on_classes,
    "HiGHS alone, every possible session": highs_on_times,
    "CP-SAT alone, every possible session": cp_sat_on_times,
}

Solver: TypeAlias = Callable[[Program, int], Solved]
"""A solver of a program, told which column is in thousandths."""


def _on_classes(problem: Problem, solver: Solver) -> Outcome:
    grid = Grid(problem)
    model = class_model(grid)

    def laid_out(x: Floats) -> Board:
        board = Board(grid)
        lay_out(board, wanted(grid, model, x), deadline=time.monotonic() + LAYING_OUT)
        return board

    return _outcome(grid, lambda: solver(model.program, model.theta), laid_out)


def _on_times(problem: Problem, solver: Solver) -> Outcome:
    grid = Grid(problem)
    model = timed_model(grid)

    def laid_out(x: Floats) -> Board:
        board = Board(grid)
        for visit, chosen in zip(model.visits, x.tolist(), strict=False):
            if chosen > HALF and board.may(visit):
                board.add(visit)
        return board

    return _outcome(grid, lambda: solver(model.program, model.theta), laid_out)


def _outcome(grid: Grid, solve: Callable[[], Solved], laid_out: Callable[[Floats], Board]) -> Outcome:
    """The outcome of a solver; its seconds are without the building of the model and without the laying out."""
    began = time.perf_counter()
    try:
        solved = solve()
    except Missing as missing:
        return Outcome(remark=str(missing))
    took, bound = time.perf_counter() - began, solved.bound if math.isfinite(solved.bound) else None
    if solved.x is None:
        return Outcome(bound=bound, seconds=took, remark="found no plan")
    board = laid_out(solved.x)
    plan = to_plan(grid, board, _seated(grid, board), bound=math.inf)
    return Outcome(value=solved.value, bound=bound, plan=plan, seconds=took)


def _seated(grid: Grid, board: Board) -> Attendance:
    """The best attendance of the board's sessions, less those that cannot have their minimum."""
    attendance = attend(grid, board.visits)
    for visit in attendance.hopeless:
        board.remove(visit)
    return attendance
