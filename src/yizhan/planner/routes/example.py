"""A practice base made up from a seed: eleven points, three themed lines, groups that come in the morning or after lunch."""

import random

from yizhan.planner.routes.problem import Group, Point, Problem, Window

THEMES = ("origins", "growth", "leap")
"""初心之旅, 发展之旅, 跨越之旅."""
MODULES = 8
POINTS = 11
LUNCH = Window(open=690, close=750)
WITH_LUNCH_BREAK = 0.25


def generate(*, groups: int, seed: int) -> Problem:
    """The practice base of `seed` on a day on which so many `groups` come; raises ValueError when it is none."""
    if groups < 1:
        raise ValueError("a day of at least one group is wanted")
    drawn = random.Random(seed)  # noqa: S311
    points = tuple(_point(drawn, i) for i in range(POINTS))
    modules = [drawn.sample(range(MODULES), drawn.randint(1, 3)) for _ in points]
    themes = [[drawn.choice((0, 1, 2, 3)) for _ in THEMES] for _ in points]
    return Problem(
        points=points,
        groups=tuple(_group(drawn, i, points=points, modules=modules, themes=themes) for i in range(groups)),
    )


def _point(drawn: random.Random, i: int) -> Point:
    opens = drawn.choice((540, 540, 570, 600, 780))
    closes = drawn.choice((1020, 1020, 1050, 1050 if opens >= LUNCH.close else 720))
    lunch = opens < LUNCH.open and closes > LUNCH.close and drawn.random() < WITH_LUNCH_BREAK
    spans = ((opens, LUNCH.open), (LUNCH.close, closes)) if lunch else ((opens, closes),)
    return Point(
        id=f"point-{i + 1}",
        windows=tuple(Window(open=start, close=end) for start, end in spans),
        stay=drawn.choice((25, 30, 40, 45, 60)),
        x=round(drawn.uniform(0, 3.5), 2),
        y=round(drawn.uniform(0, 8), 2),
        capacity=drawn.choice((30, 40, 60, 80)),
    )


def _group(
    drawn: random.Random, i: int, *, points: tuple[Point, ...], modules: list[list[int]], themes: list[list[int]]
) -> Group:
    theme = i % len(THEMES)
    wanted = {module: drawn.randint(1, 9) for module in drawn.sample(range(MODULES), 4)}
    start = drawn.choice((540, 540, 780))
    worth = {
        point.id: sum(wanted.get(module, 0) for module in taught) + 4 * fits[theme]
        for point, taught, fits in zip(points, modules, themes, strict=True)
    }
    return Group(
        id=f"group-{i + 1}-{THEMES[theme]}",
        people=drawn.choice((15, 20, 25, 30)),
        start=start,
        end=start + drawn.choice((180, 210, 240)),
        worth=worth,
    )
