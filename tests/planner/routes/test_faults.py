"""Each rule of the visit routes, broken once in a plan that is without faults otherwise."""

from dataclasses import replace

import pytest

from tests.planner.routes.days import group, point, small_day, small_plan, visit
from yizhan.planner.routes.faults import faults, worth
from yizhan.planner.routes.plan import Route


def test_a_plan_that_keeps_all_rules_has_no_faults():
    assert faults(small_day(), small_plan()) == []
    assert worth(small_day(), small_plan()) == 24


@pytest.mark.parametrize(
    ("visits", "fault"),
    [
        ([visit(0, 540, 540)], "g0 at p0: the way takes 10 minutes, the arrival is too early"),
        ([visit(0, 550, 550), visit(1, 585, 590)], "g0 at p1: the way takes 10 minutes, the arrival is too early"),
        ([visit(0, 560, 550)], "g0 at p0: the visit starts before the arrival"),
        ([visit(0, 550, 550, stay=20)], "g0 at p0: the visit does not take 30 minutes"),
        ([visit(0, 550, 550), visit(0, 580, 580)], "g0: p0 is visited twice"),
    ],
)
def test_a_wrong_visit_is_found(visits, fault):
    assert faults(small_day(), _with(*visits)) == [fault]


def test_a_visit_outside_the_windows_is_found():
    problem = small_day(points=(point(0, windows=((540, 560), (570, 700))), *small_day().points[1:]))

    plan = _with(visit(0, 550, 550), problem=problem)

    assert faults(problem, plan) == ["g0 at p0: the point is not open during the visit"]


def test_windows_that_touch_are_one_window():
    problem = small_day(points=(point(0, windows=((540, 560), (560, 700))), *small_day().points[1:]))

    assert faults(problem, _with(visit(0, 550, 550), problem=problem)) == []


def test_a_route_after_the_group_s_time_is_found():
    problem = small_day(groups=(group(0, end=570), group(1)))

    assert faults(problem, _with(visit(0, 550, 550), problem=problem)) == ["g0: the route ends after the group's time"]


def test_the_way_from_the_origin_and_back_counts():
    problem = small_day(groups=(group(0, end=600, origin="p2", destination="p2"), group(1)))

    assert faults(problem, _with(visit(0, 560, 560), problem=problem)) == ["g0: the route ends after the group's time"]
    assert faults(problem, _with(visit(0, 550, 560), problem=problem)) == [
        "g0 at p0: the way takes 20 minutes, the arrival is too early",
        "g0: the route ends after the group's time",
    ]


def test_too_many_people_at_once_are_found_at_the_moment_they_meet():
    plan = small_plan(
        routes=(Route(group="g0", visits=(visit(0, 550, 550),)), Route(group="g1", visits=(visit(0, 550, 579),))),
        worth=10,
    )

    assert faults(small_day(), plan) == ["p0: 40 people at minute 579, 30 at most"]


def test_a_group_may_come_when_the_other_leaves():
    plan = small_plan(
        routes=(Route(group="g0", visits=(visit(0, 550, 550),)), Route(group="g1", visits=(visit(0, 550, 580),))),
        worth=10,
    )

    assert faults(small_day(), plan) == []


def test_more_groups_in_the_day_than_allowed_are_found():
    points = (replace(small_day().points[0], groups=1), *small_day().points[1:])
    problem = small_day(points=points)

    assert faults(problem, small_plan(problem)) == ["p0: 2 groups in the day, 1 at most"]


def test_a_missing_must_see_is_found():
    problem = small_day(groups=(group(0, must=("p1",)), group(1)))

    assert faults(problem, _with(visit(0, 550, 550), problem=problem)) == ["g0: p1 is a must and is not visited"]


def test_a_point_that_is_nothing_to_the_group_is_found():
    problem = small_day(groups=(group(0, worth={"p1": 3}), group(1)))

    assert faults(problem, _with(visit(0, 550, 550), problem=problem, worth=0)) == [
        "g0 at p0: it is nothing to this group"
    ]


def test_a_group_without_a_route_and_one_with_two_are_found():
    plan = small_plan(routes=(Route(group="g0"), Route(group="g0")), worth=0)

    assert faults(small_day(), plan) == ["g0: 2 routes instead of one", "g1: 0 routes instead of one"]


def test_unknown_names_are_found():
    plan = small_plan(routes=(Route(group="g0", visits=(visit(9, 550, 550),)), Route(group="g7")))

    assert faults(small_day(), plan) == ["g7: unknown group", "g0: unknown point p9"]


def test_wrong_figures_are_found():
    assert faults(small_day(), small_plan(worth=25)) == ["the plan says it is worth 25, it is worth 24"]
    assert faults(small_day(), small_plan(bound=23)) == ["the plan is worth 24, more than its bound of 23"]


def test_a_plan_for_another_problem_is_found():
    other = small_day(groups=(group(0),))

    assert faults(other, small_plan()) == ["the plan was made for another problem"]


def _with(*visits, problem=None, worth=None):
    problem = problem or small_day()
    counted = sum(problem.groups[0].worth.get(one.point, 0) for one in visits) if worth is None else worth
    return small_plan(problem, routes=(Route(group="g0", visits=visits), Route(group="g1")), worth=counted)
