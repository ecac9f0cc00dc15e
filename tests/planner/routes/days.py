"""Small days of visits: one made by hand, and any others for hypothesis; points are p0, p1 and so on, groups g0, g1."""

from dataclasses import replace

from hypothesis import strategies as st

from yizhan.planner.routes.plan import Plan, Route, Visit, fingerprint
from yizhan.planner.routes.problem import Group, Point, Problem, Travel, Window


def point(number, *, windows=((540, 720),), stay=30, **fields):
    """A point at `number` kilometres along a street."""
    spans = tuple(Window(open=start, close=end) for start, end in windows)
    return Point(id=f"p{number}", windows=spans, stay=stay, x=float(number), **fields)


def group(number, *, people=20, start=540, end=720, worth=None, **fields):
    """A group to which every point of the small day is worth something."""
    return Group(
        id=f"g{number}",
        people=people,
        start=start,
        end=end,
        worth={"p0": 5, "p1": 4, "p2": 3} if worth is None else worth,
        **fields,
    )


def small_day(**changes):
    """Three points ten minutes apart, each with room for one group at a time, and two groups that have three hours."""
    usual = Problem(
        points=tuple(point(number, capacity=30) for number in range(3)),
        groups=(group(0), group(1)),
        travel=Travel(base=0, per_km=10, first=10),
    )
    return replace(usual, **changes)


def visit(number, arrival, start, stay=30):
    """A visit of so many minutes."""
    return Visit(point=f"p{number}", arrival=arrival, start=start, end=start + stay)


def small_plan(problem=None, **changes):
    """A plan without faults for the small day: g0 sees p0, p1, p2 and g1 p2, p1, p0, never at once."""
    usual = Plan(
        problem=fingerprint(problem or small_day()),
        routes=(
            Route(group="g0", visits=(visit(0, 550, 550), visit(1, 590, 590), visit(2, 630, 630))),
            Route(group="g1", visits=(visit(2, 550, 550), visit(1, 590, 620), visit(0, 660, 660))),
        ),
        worth=24,
        bound=24,
    )
    return replace(usual, **changes)


@st.composite
def problems(draw, *, points=5, groups=1, step=10, hours=(540, 660)):
    """Any problem of a few points and groups, all of whose minutes are whole `step`s."""
    count = draw(st.integers(1, points))
    minutes = st.integers(0, 4).map(lambda steps: steps * step)
    moments = st.integers(hours[0] // step, hours[1] // step).map(lambda steps: steps * step)
    windows = st.lists(st.tuples(moments, moments).filter(lambda span: span[0] < span[1]), min_size=1, max_size=2)
    places = tuple(
        point(
            i,
            windows=draw(windows),
            stay=step * draw(st.integers(1, 3)),
            capacity=draw(st.sampled_from((None, 20, 30, 50))),
            groups=draw(st.sampled_from((None, None, 1))) if groups > 1 else None,
        )
        for i in range(count)
    )
    names = [place.id for place in places]
    guests = tuple(
        group(
            k,
            people=draw(st.sampled_from((10, 20, 30, 40))),
            start=hours[0],
            end=draw(st.sampled_from((hours[1], hours[1] - 2 * step))),
            worth={name: draw(st.integers(0, 9)) for name in names},
            origin=draw(st.sampled_from((None, *names))),
            destination=draw(st.sampled_from((None, *names))),
        )
        for k in range(groups)
    )
    ways = tuple(tuple(0 if i == j else draw(minutes) for j in range(count)) for i in range(count))
    return Problem(points=places, groups=guests, travel=Travel(first=step), minutes=ways)
