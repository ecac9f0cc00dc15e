"""One group: both exact methods against trying everything."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.routes.brute import best_alone, orders, timed
from tests.planner.routes.days import group, point, problems, small_day
from yizhan.planner.routes import example, labels, subsets
from yizhan.planner.routes.faults import faults, worth
from yizhan.planner.routes.solve import solve
from yizhan.planner.routes.tour import network, tour
from yizhan.planner.routes.watch import Watch


@given(problem=problems())
@settings(max_examples=80, deadline=None)
def test_the_table_of_subsets_finds_what_trying_everything_finds(problem):
    plan = solve(problem, seconds=5)

    assert faults(problem, plan) == []
    assert (plan.worth, plan.bound) == (best_alone(problem), best_alone(problem))


@given(problem=problems())
@settings(max_examples=40, deadline=None)
def test_labels_find_and_prove_what_trying_everything_finds(problem):
    mine = tour(network(problem), problem.groups[0], bonus=0)

    found = labels.route(mine, watch=Watch(seconds=5))

    assert (found.value, found.bound) == (best_alone(problem), best_alone(problem))
    assert sum(mine.value[list(found.order)]) == found.value
    mine.stops(found.order)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=1, deadline=None)
def test_labels_and_subsets_agree_on_the_practice_base(seed):
    problem = example.generate(groups=1, seed=seed)
    wide = replace(problem.groups[0], start=480, end=1200)
    mine = tour(network(problem), wide, bonus=0)

    found = labels.route(mine, watch=Watch(seconds=5))
    table = subsets.table(mine)

    assert found.value == found.bound == table.values[table.best()]


@given(problem=problems(points=4), numbers=st.sets(st.integers(0, 3), min_size=1, max_size=2))
@settings(max_examples=60, deadline=None)
def test_must_sees_come_before_worth(problem, numbers):
    names = tuple(f"p{i}" for i in sorted(numbers) if i < len(problem.points))
    problem = replace(problem, groups=(replace(problem.groups[0], must=names),))
    mine = problem.groups[0]
    possible = any(timed(problem, mine, order) is not None for order in orders(problem, mine))

    plan = solve(problem, seconds=5)

    missing = [line for line in faults(problem, plan) if "must" in line]
    assert (not missing) == possible
    if possible:
        assert plan.worth == plan.bound == best_alone(problem)


def test_a_group_waits_for_the_second_window_rather_than_miss_a_point():
    early, late = point(0, windows=((540, 570), (630, 700))), point(1, windows=((540, 600),))
    problem = small_day(points=(early, late), groups=(group(0, worth={"p0": 5, "p1": 4}),))

    (route,) = solve(problem, seconds=1).routes

    assert [(visit.point, visit.arrival, visit.start) for visit in route.visits] == [("p1", 550, 550), ("p0", 590, 630)]


def test_a_group_that_can_see_nothing_stays_with_an_empty_route():
    problem = small_day(points=(point(0, capacity=10),), groups=(group(0, worth={"p0": 5}),))

    plan = solve(problem, seconds=1)

    assert (plan.routes[0].visits, plan.worth, plan.bound) == ((), 0, 0)


def test_labels_give_the_best_so_far_and_a_bound_when_time_is_short():
    problem = _wide(seed=3, points=60)

    plan = solve(problem, seconds=0.0)

    assert faults(problem, plan) == []
    assert 0 < plan.worth <= plan.bound


def test_labels_are_the_same_for_the_same_problem():
    problem = _wide(seed=4, points=40)

    assert solve(problem, seconds=5) == solve(problem, seconds=5)


def test_worths_so_large_that_the_bounds_table_is_coarse_still_give_the_best_route():
    problem = _wide(seed=5, points=14)
    large = replace(problem.groups[0], worth={name: 99_991 * worth for name, worth in problem.groups[0].worth.items()})

    plan = solve(problem, seconds=5)
    scaled = solve(replace(problem, groups=(large,)), seconds=5)

    assert plan.worth == plan.bound
    assert (scaled.worth, scaled.bound) == (99_991 * plan.worth, 99_991 * plan.worth)


def test_the_worth_of_a_plan_counts_what_is_visited():
    problem = small_day(groups=(group(0),))

    plan = solve(problem, seconds=1)

    assert worth(problem, plan) == plan.worth == 12


def _wide(*, seed, points):
    """A network of many points for one group."""
    bases = [example.generate(groups=1, seed=seed + k) for k in range(-(-points // example.POINTS))]
    places = [place for base in bases for place in base.points][:points]
    worths = [worth for base in bases for worth in base.groups[0].worth.values()][:points]
    named = tuple(replace(place, id=f"p{i}") for i, place in enumerate(places))
    guests = group(0, start=540, end=900, worth={place.id: worth for place, worth in zip(named, worths, strict=True)})
    return small_day(points=named, groups=(guests,))
