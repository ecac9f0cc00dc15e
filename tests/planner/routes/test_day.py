"""A day of groups that share room: bounds, faults, determinism, cancelling."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.routes.brute import best_together
from tests.planner.routes.days import group, point, problems, small_day
from yizhan.planner.routes import example
from yizhan.planner.routes.faults import faults
from yizhan.planner.routes.solve import solve


@given(problem=problems(points=3, groups=2, step=20, hours=(540, 640)))
@settings(max_examples=40, deadline=None)
def test_two_groups_get_what_trying_everything_gives_them(problem):
    best = best_together(problem, step=20)

    plan = solve(problem, seconds=1)

    assert faults(problem, plan) == []
    assert plan.worth == best
    assert plan.bound >= best


@given(groups=st.integers(2, 8), seed=st.integers(0, 1000))
@settings(max_examples=6, deadline=None)
def test_a_day_has_no_faults_and_never_beats_its_bound(groups, seed):
    problem = example.generate(groups=groups, seed=seed)

    plan = solve(problem, seconds=0.3)

    assert faults(problem, plan) == []
    assert plan.worth <= plan.bound


def test_groups_that_meet_at_the_door_take_turns():
    plan = solve(small_day(), seconds=2)

    assert (plan.worth, plan.bound) == (24, 24)


def test_the_bound_knows_that_a_narrow_point_takes_one_group_only():
    narrow = point(0, windows=((550, 580),), capacity=30)
    problem = small_day(points=(narrow,), groups=tuple(group(k, worth={"p0": 5 + k}) for k in range(3)))

    plan = solve(problem, seconds=1)

    assert (plan.worth, plan.bound) == (7, 7)


def test_three_groups_of_which_two_fit_are_bounded_by_the_cover_and_not_by_people():
    narrow = point(0, windows=((550, 580),), capacity=50)
    problem = small_day(points=(narrow,), groups=tuple(group(k, people=20, worth={"p0": 10}) for k in range(3)))

    plan = solve(problem, seconds=1)

    assert (plan.worth, plan.bound) == (20, 20)


def test_a_point_for_one_group_a_day_goes_to_the_one_it_is_worth_most():
    only = replace(point(0), groups=1)
    problem = small_day(points=(only,), groups=(group(0, worth={"p0": 3}), group(1, worth={"p0": 8})))

    plan = solve(problem, seconds=1)

    assert [len(route.visits) for route in plan.routes] == [0, 1]
    assert (plan.worth, plan.bound) == (8, 8)


def test_a_must_see_goes_before_the_worth_of_another_group():
    only = point(0, windows=((550, 580),), capacity=30)
    problem = small_day(points=(only,), groups=(group(0, worth={"p0": 90}), group(1, worth={}, must=("p0",))))

    plan = solve(problem, seconds=1)

    assert [len(route.visits) for route in plan.routes] == [0, 1]
    assert faults(problem, plan) == []


def test_groups_share_a_network_of_many_points():
    bases = [example.generate(groups=2, seed=seed) for seed in (1, 2)]
    places = tuple(replace(place, id=f"p{i}", groups=1) for i, place in enumerate(bases[0].points + bases[1].points))
    guests = tuple(
        group(k, start=540, end=800, worth={place.id: 5 + i % 7 for i, place in enumerate(places)}) for k in range(2)
    )
    problem = small_day(points=places, groups=guests)

    plan = solve(problem, seconds=1)

    assert faults(problem, plan) == []
    assert 0 < plan.worth <= plan.bound


def test_the_same_seed_gives_the_same_plan():
    problem = example.generate(groups=6, seed=1)

    assert solve(problem, seconds=10, seed=5) == solve(problem, seconds=10, seed=5)


def test_no_time_gives_a_plan_without_faults_and_a_bound():
    problem = example.generate(groups=12, seed=1)

    plan = solve(problem, seconds=0.0)

    assert faults(problem, plan) == []
    assert 0 < plan.worth <= plan.bound


def test_stopping_gives_the_best_plan_so_far():
    problem = example.generate(groups=12, seed=1)
    told = []

    plan = solve(problem, seconds=30, progress=told.append, stop=lambda: len(told) > 1)

    assert faults(problem, plan) == []
    assert told[0].phase == "routes"
    assert told[-1].phase == "done"
    assert plan.worth == told[-1].worth == max(one.worth for one in told)
    assert plan.bound == told[-1].bound == min(one.bound for one in told)


def test_what_progress_raises_ends_the_run():
    def refuse(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve(example.generate(groups=3, seed=1), seconds=30, progress=refuse)
