"""The planner at work on files: what `yizhan plan` does with a solver."""

import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from yizhan.config import files
from yizhan.config.plans import problem_at, sound
from yizhan.planner import documents
from yizhan.planner.delivery.explain import WORDS, Unmet
from yizhan.planner.delivery.explain import explain as reasons
from yizhan.planner.delivery.objective import coverage, covered, gini, shortages
from yizhan.planner.delivery.pins import clashes
from yizhan.planner.delivery.plan import Plan
from yizhan.planner.delivery.problem import Need, Problem
from yizhan.planner.delivery.solve import Progress
from yizhan.planner.delivery.solve import solve as best

Rows = list[list[str]]
Table = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """An answer as tables for people, and as a JSON document for programs."""

    tables: list[Rows]
    document: str


def solve(
    *,
    problem: Path,
    out: Path,
    seconds: float,
    workers: int,
    seed: int,
    tell: Callable[[Progress], None],
    stop: Callable[[], bool],
) -> Table:
    """Solve a month and write the plan; the figures."""
    month = problem_at(problem)
    clash = clashes(month)
    if clash:
        raise files.Unusable(f"{problem}: {clash[0]}" + (f" (and {len(clash) - 1} more)" if clash[1:] else ""))
    files.require_writable(out)
    began = time.monotonic()
    with files.solvers_silenced():
        plan = best(month, seconds=seconds, workers=workers, seed=seed, progress=tell, stop=stop)
    passed = time.monotonic() - began
    files.write(path=out, content=documents.write(plan))
    return [*_figures(month, plan), ("seconds", f"{passed:.1f}")]


def explain(*, problem: Path, plan: Path, need: str | None) -> Told:
    """Why needs are not fully met: by reason, or for one need alone."""
    month, made = sound(problem, plan)
    wanted = {one.id: one for one in month.needs}
    if need is not None and need not in wanted:
        raise files.Unusable(f"--need {need}: unknown need")
    unmet = [one for one in reasons(month, made) if need in (None, one.need)]
    rows = _by_reason(unmet) if need is None else _one_need(wanted[need], unmet)
    return Told(tables=[rows], document=_as_json([_plain(one) for one in unmet]))


def _by_reason(unmet: Sequence[Unmet]) -> Rows:
    needs = Counter(one.words for one in unmet)
    people: Counter[str] = Counter()
    for one in unmet:
        people[one.words] += one.people
    told = [[words, f"{needs[words]:,}", f"{count:,}"] for words, count in people.most_common()]
    return [["reason", "needs", "people"], *told, ["in all", f"{needs.total():,}", f"{people.total():,}"]]


def _one_need(need: Need, unmet: Sequence[Unmet]) -> Rows:
    rows = [["need", need.id], ["wants", f"{need.service} at {need.station}"], ["people", f"{need.people:,}"]]
    if not unmet:
        return [*rows, ["left over", "nobody"]]
    (one,) = unmet
    rows += [["left over", f"{one.people:,}"], ["because", one.words]]
    return rows + [["ways blocked", f"{count:,}: {WORDS[reason]}"] for reason, count in one.ways.items()]


def _plain(one: Unmet) -> dict[str, object]:
    ways = {reason.value: count for reason, count in one.ways.items()}
    return {"need": one.need, "people": one.people, "reason": one.reason.value, "words": one.words, "ways": ways}


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _figures(month: Problem, plan: Plan) -> Table:
    shares = coverage(month, plan)
    worst = min(shares, key=lambda station: shares[station])
    return [
        ("points", f"{plan.objective:,.1f}"),
        ("bound", f"{plan.bound:,.1f}"),
        ("gap", f"{100 * plan.gap:.2f} %"),
        ("sessions", f"{len(plan.sessions):,}"),
        ("coverage", f"{100 * covered(month, plan):.1f} %"),
        ("worst station", f"{worst}, {100 * shares[worst]:.1f} %"),
        ("Gini", f"{gini(shares):.3f}"),
        ("shortages", f"{sum(shortages(month, plan).values()):,}"),
    ]
