"""Plans as files: made-up months, checking, pictures; what needs no solver of `yizhan plan`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from yizhan.config import files
from yizhan.planner import documents
from yizhan.planner.delivery import example, picture, reading
from yizhan.planner.delivery.changes import Changes, read_changes
from yizhan.planner.delivery.faults import faults
from yizhan.planner.delivery.objective import objective
from yizhan.planner.delivery.plan import Plan, read_plan
from yizhan.planner.delivery.problem import Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What the checker says."""

    faults: list[str]
    points: float


def generate(*, size: example.Size, seed: int) -> bytes:
    """A made-up month as a document."""
    return documents.write(example.generate(size, seed=seed))


def check(*, problem: Path, plan: Path) -> Checked:
    """What is wrong with a plan, and its points when nothing is."""
    month, made = both_at(problem, plan)
    found = faults(month, made)
    return Checked(faults=found, points=0.0 if found else objective(month, made))


def draw(*, problem: Path, plan: Path, out: Path, language: Literal["zh", "en"]) -> None:
    """Write the month as an SVG picture."""
    month, made = sound(problem, plan)
    files.write(path=out, content=picture.picture(month, made, language=language).encode())


def problem_at(path: Path) -> Problem:
    """The month that a file holds."""
    with files.named(path):
        return reading.read_problem(files.content_of(path))


def changes_at(path: Path, *, problem: Problem) -> Changes:
    """What falls out of the month, as a file tells it."""
    with files.named(path):
        return read_changes(files.content_of(path), problem=problem)


def both_at(problem: Path, plan: Path) -> tuple[Problem, Plan]:
    """The month that a file holds, and the plan for it that another does."""
    month = problem_at(problem)
    with files.named(plan):
        return month, read_plan(files.content_of(plan), problem=month)


def sound(problem: Path, plan: Path) -> tuple[Problem, Plan]:
    """A month and a plan for it that keeps every rule."""
    month, made = both_at(problem, plan)
    found = faults(month, made)
    if found:
        raise files.Unusable(f"{plan}: {found[0]} ({len(found)} faults; see 'yizhan plan check')")
    return month, made
