"""What the plan of a whole city reaches, and how the work grows with the number of districts."""

from collections.abc import Iterator

from benchmarks.planner.delivery import QUALITY, points, quality
from benchmarks.planner.plans import Made, Plans
from benchmarks.planner.tables import Row, figure, words
from yizhan.planner.delivery.example import EXTENTS, Size

NEAR = 0.05
"""The quality that the growth is measured to: the plan is so near the bound that was proven in the end."""


def city(plans: Plans) -> Iterator[Row]:
    """The first seed of a city, memory with all processes."""
    yield words("seed", 7), *QUALITY
    seed = plans.seeds[0]
    yield seed, *quality(plans.problem("C", seed), plans.made("C", seed))


def growth(plans: Plans, sizes: tuple[Size, ...] = ("D", "C4", "C")) -> Iterator[Row]:
    """The first seed of each size: when the plan was near the bound, and what that is by district."""
    yield (
        words("size", 4), "districts", "needs", "limit s", "points", "bound", "gap %", f"s to {NEAR:.0%}",
        "by district", "seconds", "MB",
    )  # fmt: skip
    seed = plans.seeds[0]
    for size in sizes:
        made, districts = plans.made(size, seed), EXTENTS[size].districts
        near = _seconds_to(made.result, NEAR)
        yield (
            size,
            districts,
            len(plans.problem(size, seed).needs),
            figure(plans.seconds(size), 0),
            *points(made.result.plan),
            figure(near),
            figure(None if near is None else near / districts),
            figure(made.seconds),
            figure(made.megabytes, 0),
        )


def _seconds_to(made: Made, gap: float) -> float | None:
    """When the plan was within `gap` of the bound that was proven in the end."""
    enough = made.plan.bound / (1 + gap)
    return min(
        (one.seconds for one in made.told if one.objective is not None and one.objective >= enough), default=None
    )
