"""What the visit routes reach: the practice base, a day of groups, and the public orienteering instances.

The folder of public instances holds those of Righini and Salani and of Montemanni and Gambardella (Solomon c, r, rc and Cordeau
pr), one route.
"""

import math
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.planner.tables import Row, say, words
from yizhan.planner.routes import example
from yizhan.planner.routes.faults import faults
from yizhan.planner.routes.plan import Plan
from yizhan.planner.routes.problem import Group, Point, Problem, Window
from yizhan.planner.routes.solve import solve

OPTIMA = {
    "c101": 320, "c102": 360, "c103": 400, "c104": 420, "c105": 340, "c106": 340, "c107": 370, "c108": 370, "c109": 380,
    "r101": 198, "r102": 286, "r103": 293, "r105": 247, "r106": 293, "r107": 299, "r109": 277, "r110": 284, "r111": 297, "r112": 298,
    "rc101": 219, "rc102": 266, "rc103": 266, "rc104": 301, "rc105": 244, "rc106": 252, "rc107": 277, "rc108": 298,
    "pr01": 308, "pr02": 404, "pr03": 394, "pr04": 489, "pr05": 595, "pr07": 298, "pr08": 463, "pr09": 493,
}  # fmt: skip
"""Proven by Righini and Salani (2009), of their published logs; r104, r108, pr06 and pr10 were not closed there."""
OPEN = ("r104", "r108", "pr06", "pr10")
BASES = 100
SEEDS = range(1, 6)
HEADER = 2
"""Lines before the points in a file of the public format."""


def tables(folder: Path | None, *, seconds: float) -> None:
    """Print the tables of the routes, `seconds` for each problem; without a folder, without the public instances."""
    say("One group, exactly", _one_group())
    say(f"A day of groups in {seconds:g} s", _days(seconds=seconds))
    if folder is not None:
        say(f"Public orienteering instances in {seconds:g} s", _instances(folder, seconds=seconds))


def read_instance(path: Path) -> Problem:
    """A public instance as a problem of one group.

    Ways are Euclidean, rounded down to one decimal (Solomon) or two (Cordeau, `pr`); a window bounds the start of a visit.
    """
    rows = [line.split() for line in path.read_text(errors="replace").splitlines() if line.strip()][HEADER:]
    tenths = 100 if path.stem.startswith("pr") else 10
    place = [(float(row[1]), float(row[2])) for row in rows]
    stay = [float(row[3]) for row in rows]
    ways = tuple(
        tuple(math.floor(math.hypot(x - u, y - v) * tenths + 1e-9) / tenths for u, v in place) for x, y in place
    )
    end = float(rows[0][-1])
    points = tuple(
        Point(id=f"v{i}", windows=(Window(open=float(row[-2]), close=float(row[-1]) + stay[i]),), stay=stay[i])
        for i, row in enumerate(rows)
    )
    worth = {f"v{i}": round(float(row[4])) for i, row in enumerate(rows) if i}
    group = Group(id="tour", people=1, start=0, end=end, worth=worth, origin="v0", destination="v0")
    return Problem(points=points, groups=(group,), minutes=ways)


def _one_group() -> Iterator[Row]:
    yield words("11 points", 33), "visits", "median ms", "longest ms"
    for name, problems in (("drawn hours", _bases()), ("open all day, 11 points in reach", _open_bases())):
        solve(problems[0], seconds=1)
        times, visits = [], []
        for problem in problems:
            began = time.perf_counter()
            plan = solve(problem, seconds=1)
            times.append(1000 * (time.perf_counter() - began))
            visits.append(len(plan.routes[0].visits))
            _checked(problem, plan)
        yield name, f"{statistics.mean(visits):.1f}", f"{statistics.median(times):.2f}", f"{max(times):.2f}"


def _bases() -> list[Problem]:
    return [example.generate(groups=1, seed=seed) for seed in range(BASES)]


def _open_bases() -> list[Problem]:
    """The same bases, every point open all day, for a group that has all day and for which every point is worth something."""
    return [
        replace(
            problem,
            points=tuple(replace(point, windows=(Window(open=480, close=1200),)) for point in problem.points),
            groups=tuple(
                replace(
                    group,
                    people=15,
                    start=480,
                    end=1200,
                    worth={name: worth + 1 for name, worth in group.worth.items()},
                )
                for group in problem.groups
            ),
        )
        for problem in _bases()
    ]


def _days(*, seconds: float) -> Iterator[Row]:
    yield "groups", "seed", "worth", "bound", "gap %", "seconds"
    for groups in (1, 3, 6, 12):
        gaps = []
        for seed in SEEDS:
            problem = example.generate(groups=groups, seed=seed)
            began = time.perf_counter()
            plan = solve(problem, seconds=seconds)
            passed = time.perf_counter() - began
            _checked(problem, plan)
            gaps.append(100 * plan.gap)
            yield groups, seed, plan.worth, plan.bound, f"{gaps[-1]:.2f}", f"{passed:.2f}"
        yield groups, "all", "", "", f"{statistics.mean(gaps):.2f}", ""


def _instances(folder: Path, *, seconds: float) -> Iterator[Row]:
    paths = {path.stem: path for path in sorted(folder.rglob("*.txt")) if "_50" not in path.parent.name}
    yield words("instance", 13), "optimum", "ours", "gap %", "bound", "seconds"
    gaps = []
    for name in [*OPTIMA, *OPEN]:
        if name not in paths:
            continue
        problem = read_instance(paths[name])
        began = time.perf_counter()
        plan = solve(problem, seconds=seconds)
        passed = time.perf_counter() - began
        _checked(problem, plan)
        optimum = OPTIMA.get(name)
        gap = "" if optimum is None else f"{100 * (optimum - plan.worth) / optimum:.2f}"
        gaps += [float(gap)] if gap else []
        yield name, optimum or "open", plan.worth, gap, plan.bound, f"{passed:.2f}"
    if gaps:
        yield f"mean of {len(gaps)}", "", "", f"{statistics.mean(gaps):.3f}", "", ""
        yield "largest", "", "", f"{max(gaps):.2f}", "", ""


def _checked(problem: Problem, plan: Plan) -> None:
    found = faults(problem, plan)
    if found:
        raise AssertionError(f"the plan has faults: {found}")
