"""The planner at work on files: what `yizhan plan` does with a solver."""

import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from yizhan.config import files
from yizhan.config.plans import changes_at, problem_at, sound
from yizhan.planner import documents
from yizhan.planner.city.solve import solve_city as best
from yizhan.planner.delivery.explain import WORDS, Unmet
from yizhan.planner.delivery.explain import explain as reasons
from yizhan.planner.delivery.objective import coverage, covered, gini, shortages
from yizhan.planner.delivery.pins import clashes
from yizhan.planner.delivery.plan import Plan
from yizhan.planner.delivery.problem import Need, Problem
from yizhan.planner.delivery.repair import PublishedPlan, Repaired
from yizhan.planner.delivery.solve import Progress
from yizhan.planner.delivery.what_if import KINDS, More, what_if

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SHOWN = 10
"""So many of a kind are shown to people."""

Rows = list[list[str]]
Table = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """An answer as tables for people, and as a JSON document for programs."""

    tables: list[Rows]
    document: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Mended:
    """What a repair changed, session by session, and the figures."""

    rows: Rows
    table: Table


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
    _require_possible_pins(month, problem)
    files.require_writable(out)
    began = time.monotonic()
    with files.solvers_silenced():
        plan = best(month, seconds=seconds, workers=workers, seed=seed, progress=tell, stop=stop)
    passed = time.monotonic() - began
    files.write(path=out, content=documents.write(plan))
    return [*_figures(month, plan), ("seconds", f"{passed:.1f}")]


def _require_possible_pins(month: Problem, path: Path) -> None:
    clash = clashes(month)
    if clash:
        raise files.Unusable(f"{path}: {clash[0]}" + (f" (and {len(clash) - 1} more)" if clash[1:] else ""))


def repair(*, problem: Path, plan: Path, changes: Path, out: Path, problem_out: Path, seconds: float) -> Mended:
    """Mend a plan, write it and the problem that it is for; what changed, and the figures."""
    month, made = sound(problem, plan)
    hit = changes_at(changes, problem=month)
    if out.resolve() == problem_out.resolve():
        raise files.Unusable(f"--problem-out {problem_out}: the plan is written there")
    files.require_writable(out)
    files.require_writable(problem_out)
    began = time.monotonic()
    with files.solvers_silenced():
        published = PublishedPlan(month, made)
        prepared = time.monotonic()
        found = published.repair(hit, seconds=seconds)
    ended = time.monotonic()
    files.write(path=problem_out, content=documents.write(found.problem))
    files.write(path=out, content=documents.write(found.plan))
    times = [("seconds to prepare", f"{prepared - began:.2f}"), ("seconds to repair", f"{ended - prepared:.2f}")]
    return Mended(rows=_changed_sessions(found), table=[*_mending(found), *times])


def _changed_sessions(found: Repaired) -> Rows:
    told = [("lost", one) for one in found.lost]
    for move in found.moved:
        told += [("moved from", move.before), ("moved to", move.after)]
    told += [("new", one) for one in found.new]
    rows = [
        [change, one.day.isoformat(), str(one.slot), one.station, one.service, one.provider] for change, one in told
    ]
    return [["change", "day", "slot", "station", "service", "provider"], *rows]


def _mending(found: Repaired) -> Table:
    return [
        ("lost", f"{len(found.lost):,}"),
        ("kept", f"{len(found.kept):,}"),
        ("moved", f"{len(found.moved):,}"),
        ("new", f"{len(found.new):,}"),
        ("points before", f"{found.before:,.1f}"),
        ("after the loss", f"{found.after_loss:,.1f}"),
        ("points", f"{found.plan.objective:,.1f}"),
        ("bound", f"{found.plan.bound:,.1f}"),
        ("recovered", f"{100 * found.recovered:.1f} %"),
    ]


def more(*, problem: Path, plan: Path | None, seconds: float) -> Told:
    """What one more of something scarce would be worth; with a plan, what the first would gain in it."""
    month, made = (problem_at(problem), None) if plan is None else sound(problem, plan)
    _require_possible_pins(month, problem)
    try:
        with files.solvers_silenced():
            found = what_if(month, made, seconds=seconds)
    except TimeoutError as error:
        raise files.Unusable(f"--seconds {seconds:g}: too few, {error}") from error
    tables = [_worth(month, [one for one in found if one.kind == kind]) for kind in KINDS]
    plain = [{name: value for name, value in asdict(one).items() if value is not None} for one in found]
    return Told(tables=[rows for rows in tables if rows] or [[["nothing is scarce"]]], document=_as_json(plain))


def _worth(month: Problem, found: Sequence[More]) -> Rows:
    """The first of one kind as rows; the gains in a plan where there are any."""
    if not found:
        return []
    counted = found[0].gain is not None
    head = [f"one more {found[0].kind}", "price", *(["gain"] if counted else [])]
    rows = [
        [_of_whom(month, one), f"{one.price:,.1f}", *([f"{one.gain:,.1f}" if one.gain is not None else ""] * counted)]
        for one in found[:SHOWN]
    ]
    return [head, *rows]


def _of_whom(month: Problem, one: More) -> str:
    whom = one.provider or one.station or ""
    if one.slot is None:
        return whom
    start = month.slots[one.slot].start
    weekdays = sorted({day.date.weekday() for day in month.days if day.group == one.group})
    return f"{whom}, {start // 60:02}:{start % 60:02}, {' '.join(WEEKDAYS[day] for day in weekdays)}"


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
