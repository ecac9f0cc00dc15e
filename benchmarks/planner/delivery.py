"""What the monthly plan reaches on the example problems: points against the proven bound, fairness, explanations."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.planner.apart import Measured
from benchmarks.planner.plans import Made, Plans
from benchmarks.planner.tables import Row, figure, percent, words
from yizhan.planner.delivery.example import Size
from yizhan.planner.delivery.explain import Reason, explain
from yizhan.planner.delivery.objective import coverage, covered, gini, shortages, worst
from yizhan.planner.delivery.plan import Plan
from yizhan.planner.delivery.problem import Problem, Weights

QUALITY = (
    "points",
    "bound",
    "gap %",
    "seconds",
    "sessions",
    "coverage %",
    "worst %",
    "Gini",
    "shortages",
    "faults",
    "MB",
)
"""The columns that `quality` fills."""


def by_seed(plans: Plans, size: Size) -> Iterator[Row]:
    """A line for each seed of one size, then the mean and the largest gap."""
    yield words("seed", 7), *QUALITY
    every = []
    for seed in plans.seeds:
        made = plans.made(size, seed)
        every.append(made)
        yield seed, *quality(plans.problem(size, seed), made)
    gaps = [one.result.plan.gap for one in every]
    for name, of in (("mean", statistics.mean), ("largest", max)):
        took, held = of(one.seconds for one in every), of(one.megabytes or 0 for one in every)
        yield name, "", "", percent(of(gaps), 3), figure(took), *[""] * 6, figure(held, 0)


def quality(problem: Problem, made: Measured[Made]) -> Row:
    """How good a plan is and what it took; it was checked and has no fault."""
    plan = made.result.plan
    return (
        *points(plan),
        figure(made.seconds),
        len(plan.sessions),
        *evenness(problem, plan),
        sum(shortages(problem, plan).values()),
        0,
        figure(made.megabytes, 0),
    )


def points(plan: Plan) -> Row:
    """A plan's points, bound and gap."""
    return figure(plan.objective), figure(plan.bound), percent(plan.gap, 3)


def evenness(problem: Problem, plan: Plan) -> Row:
    """The coverage of the network and of the worst station, and the Gini coefficient of the stations'."""
    shares = coverage(problem, plan)
    return percent(covered(problem, plan)), percent(worst(shares)), figure(gini(shares), 3)


def explanations(plans: Plans, sizes: tuple[Size, ...]) -> Iterator[Row]:
    """Why people are left over, for all needs of the first seed's plan: how long it takes and what stands in the way."""
    yield words("size", 4), words("reason", 14), "needs", "people", "seconds"
    seed = plans.seeds[0]
    for size in sizes:
        problem, plan = plans.problem(size, seed), plans.made(size, seed).result.plan
        began = time.perf_counter()
        unmet = explain(problem, plan)
        took = time.perf_counter() - began
        yield size, "all", len(unmet), sum(one.people for one in unmet), figure(took, 2)
        for reason in Reason:
            mine = [one for one in unmet if one.reason is reason]
            if mine or reason is Reason.POSSIBLE:
                yield size, reason.value, len(mine), sum(one.people for one in mine), ""


def fairness(plans: Plans, sizes: tuple[Size, ...]) -> Iterator[Row]:
    """The first seed's plan when fairness counts for nothing, as usual, and before all else."""
    yield words("size", 4), words("fairness", 9), "points", "without fairness", "gap %", "coverage %", "worst %", "Gini"
    seed, usual = plans.seeds[0], Weights()
    ways = (
        ("none", replace(usual, fairness=0.0)),
        ("as usual", usual),
        ("first", replace(usual, fairness_first=True)),
    )
    for size in sizes:
        for name, weights in ways:
            problem, plan = plans.problem(size, seed), plans.made(size, seed, weights=weights).result.plan
            alone = plan.objective - _points_of_fairness(problem, plan, weights)
            yield size, name, figure(plan.objective), figure(alone), percent(plan.gap, 3), *evenness(problem, plan)


def _points_of_fairness(problem: Problem, plan: Plan, weights: Weights) -> float:
    demand = sum(need.weight * need.people for need in problem.needs)
    return weights.fairness * demand * worst(coverage(problem, plan))
