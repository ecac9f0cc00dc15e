"""The problems of a run and the plans made of them, each once, every plan checked."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from benchmarks.planner.apart import Measured, apart
from yizhan.planner.city.solve import solve_city
from yizhan.planner.delivery import example
from yizhan.planner.delivery.example import Size
from yizhan.planner.delivery.faults import faults
from yizhan.planner.delivery.plan import Plan
from yizhan.planner.delivery.problem import Problem, Weights
from yizhan.planner.delivery.solve import Progress, solve

SECONDS: dict[Size, float] = {"S": 20, "M": 40, "D": 60, "C4": 150, "C": 600}
"""The time limits by size."""
SOLVERS: dict[Size, Callable[..., Plan]] = {"C4": solve_city, "C": solve_city}
"""Who makes the plan of a size, if not `solve`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A plan and what was told on the way to it."""

    plan: Plan
    told: tuple[Progress, ...]


@dataclass(kw_only=True)
class Plans:
    """Problems and plans by size and seed; `share` of every time limit is used."""

    seeds: tuple[int, ...] = (1, 2, 3, 4, 5)
    workers: int = 2
    share: float = 1.0
    _problems: dict[tuple[Size, int], Problem] = field(default_factory=dict)
    _made: dict[tuple[Size, int, Weights], Measured[Made]] = field(default_factory=dict)

    def problem(self, size: Size, seed: int) -> Problem:
        """The example of a size and a seed."""
        if (size, seed) not in self._problems:
            self._problems[size, seed] = example.generate(size, seed=seed)
        return self._problems[size, seed]

    def seconds(self, size: Size) -> float:
        """The time limit for a size."""
        return self.share * SECONDS[size]

    def made(self, size: Size, seed: int, *, weights: Weights | None = None) -> Measured[Made]:
        """The plan of a problem, with other weights when given, made in its time limit."""
        problem = weighted(self.problem(size, seed), weights)
        key = (size, seed, problem.weights)
        if key not in self._made:
            self._made[key] = measured = apart(
                make, SOLVERS.get(size, solve), problem, self.seconds(size), self.workers
            )
            check(problem, measured.result.plan)
        return self._made[key]


def weighted(problem: Problem, weights: Weights | None) -> Problem:
    """The problem with other weights, if any."""
    return problem if weights is None else replace(problem, weights=weights)


def make(solver: Callable[..., Plan], problem: Problem, seconds: float, workers: int) -> Made:
    """What `solver` makes of the problem."""
    told: list[Progress] = []
    plan = solver(problem, seconds=seconds, workers=workers, seed=0, progress=told.append)
    return Made(plan=plan, told=tuple(told))


def check(problem: Problem, plan: Plan) -> None:
    """Raise AssertionError when the plan breaks a rule or misstates its points."""
    found = faults(problem, plan)
    if found:
        raise AssertionError(f"{len(found)} faults, the first: {found[0]}")
