"""Visit routes at work on files: what the commands `yizhan routes` do."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from yizhan.config import files
from yizhan.planner import documents
from yizhan.planner.routes import example, reading
from yizhan.planner.routes.faults import faults, worth
from yizhan.planner.routes.plan import Plan, read_plan
from yizhan.planner.routes.problem import Problem
from yizhan.planner.routes.solve import solve as best
from yizhan.planner.routes.watch import Progress


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How a run stands after some seconds."""

    phase: str
    seconds: float
    objective: int
    bound: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The routes as rows under a heading, and the figures."""

    routes: list[list[str]]
    table: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What the checker says."""

    faults: list[str]
    points: int


def generate(*, groups: int, seed: int) -> bytes:
    """A made-up day as a document."""
    return documents.write(example.generate(groups=groups, seed=seed))


def solve(
    *,
    problem: Path,
    out: Path,
    seconds: float,
    seed: int,
    tell: Callable[[Standing], None],
    stop: Callable[[], bool],
) -> Found:
    """Solve a day of visits and write the plan."""
    day = _problem(problem)
    files.require_writable(out)
    began = time.monotonic()

    def on(progress: Progress) -> None:
        passed = time.monotonic() - began
        tell(Standing(phase=progress.phase, seconds=passed, objective=progress.worth, bound=progress.bound))

    with files.solvers_silenced():
        plan = best(day, seconds=seconds, seed=seed, progress=on, stop=stop)
    passed = time.monotonic() - began
    files.write(path=out, content=documents.write(plan))
    return Found(routes=_routes(plan), table=_table(plan, passed))


def check(*, problem: Path, plan: Path) -> Checked:
    """What is wrong with a plan, and what it is worth when nothing is."""
    day = _problem(problem)
    with files.named(plan):
        made = read_plan(files.content_of(plan), problem=day)
    found = faults(day, made)
    return Checked(faults=found, points=0 if found else worth(day, made))


def _problem(path: Path) -> Problem:
    with files.named(path):
        return reading.read_problem(files.content_of(path))


def _routes(plan: Plan) -> list[list[str]]:
    rows = [["group", "visits"]]
    for route in plan.routes:
        stops = ", ".join(f"{_clock(visit.start)} {visit.point}" for visit in route.visits)
        rows.append([route.group, stops or "none is possible"])
    return rows


def _table(plan: Plan, seconds: float) -> list[tuple[str, str]]:
    return [
        ("worth", f"{plan.worth:,}"),
        ("bound", f"{plan.bound:,}"),
        ("gap", f"{100 * plan.gap:.2f} %"),
        ("groups", f"{len(plan.routes):,}"),
        ("visits", f"{sum(len(route.visits) for route in plan.routes):,}"),
        ("seconds", f"{seconds:.2f}"),
    ]


def _clock(minutes: float) -> str:
    return f"{int(minutes) // 60:02}:{int(minutes) % 60:02}"
