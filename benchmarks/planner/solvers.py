"""The general solvers that the planner is compared with, each alone on a whole program."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import highspy
import numpy as np

from yizhan.planner.delivery.program import INFINITE, Floats, Program, Solved, engine

cp_model: Any = import_module("ortools.sat.python.cp_model") if find_spec("ortools") else None

POINTS = 1_000_000
"""CP-SAT counts whole parts of a point, this many to one."""
THOUSANDTH = 0.001
GAP = 1e-4


class Missing(RuntimeError):
    """A solver that is not installed."""


def highs(program: Program, *, seconds: float, workers: int) -> Solved:
    """HiGHS on the program, with as many threads as there are workers."""
    solver = engine(program, relaxed=False)
    for option, setting in (("threads", workers), ("parallel", "on"), ("time_limit", seconds), ("mip_rel_gap", GAP)):
        solver.setOptionValue(option, setting)
    highspy.Highs.resetGlobalScheduler(True)  # noqa: FBT003 - it keeps the first number of threads otherwise
    solver.run()
    highspy.Highs.resetGlobalScheduler(True)  # noqa: FBT003
    info = solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return Solved(
        x=np.array(solver.getSolution().col_value) if found else None,
        value=info.objective_function_value,
        bound=info.mip_dual_bound,
        optimal=solver.getModelStatus() == highspy.HighsModelStatus.kOptimal,
    )


def cp_sat(program: Program, *, fine: int, seconds: float, workers: int) -> Solved:
    """CP-SAT on the program with every column whole; column `fine` in thousandths. Raises Missing without ortools.

    The class of plans is the same: people, sessions and flows are whole in every plan.
    """
    if cp_model is None:
        raise Missing("ortools is not installed")
    units = np.ones(len(program.cost))
    units[fine] = THOUSANDTH
    model, columns = _model(program, units)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.relative_gap_limit = GAP
    status = solver.solve(model)
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    x = np.array([solver.value(column) for column in columns]) * units if found else None
    return Solved(
        x=x,
        value=float(program.cost @ x) if x is not None else 0.0,
        bound=solver.best_objective_bound / POINTS,
        optimal=status == cp_model.OPTIMAL,
    )


def _model(program: Program, units: Floats) -> tuple[Any, list[Any]]:
    model = cp_model.CpModel()
    highest = np.floor(program.high / units + 1e-9).astype(int).tolist()
    columns = [
        model.new_int_var(round(low), high, "")
        for low, high in zip((program.low / units).tolist(), highest, strict=True)
    ]
    factors = program.factors * units[program.columns]
    for row, (start, end) in enumerate(zip(program.starts[:-1].tolist(), program.starts[1:].tolist(), strict=True)):
        scale, whole = _whole(factors[start:end])
        expression = cp_model.LinearExpr.weighted_sum(
            [columns[column] for column in program.columns[start:end].tolist()], whole
        )
        low, high = program.row_low[row], program.row_high[row]
        model.add_linear_constraint(
            expression,
            cp_model.INT_MIN if low <= -INFINITE else int(np.ceil(low * scale - 1e-9)),
            cp_model.INT_MAX if high >= INFINITE else int(np.floor(high * scale + 1e-9)),
        )
    costs = np.round(program.cost * units * POINTS).astype(int).tolist()
    model.maximize(cp_model.LinearExpr.weighted_sum(columns, costs))
    return model, columns


def _whole(factors: Floats) -> tuple[int, list[int]]:
    """The factors in whole numbers, and what they were multiplied by."""
    for scale in (1, 1000):
        whole = np.round(factors * scale)
        if np.allclose(whole, factors * scale, rtol=0, atol=1e-9):
            return scale, whole.astype(int).tolist()
    raise ValueError(f"{factors} are not whole thousandths")
