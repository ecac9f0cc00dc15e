"""Why a group does not see a point."""

import pytest

from tests.planner.routes.days import group, point, small_day
from yizhan.planner.routes.explain import Answer, why_not
from yizhan.planner.routes.faults import faults
from yizhan.planner.routes.plan import Plan, fingerprint
from yizhan.planner.routes.solve import solve


def test_a_point_worth_less_comes_with_its_cost_and_the_route_that_sees_it():
    problem = small_day(groups=(group(0, end=625),))
    plan = solve(problem, seconds=1)

    answer = why_not(problem, plan, group="g0", point="p2")

    assert (plan.worth, answer.reason, answer.cost) == (9, "worth less", 2)
    assert {visit.point for visit in answer.route.visits} == {"p1", "p2"}


def test_the_route_of_the_answer_keeps_all_rules_beside_the_others():
    problem = small_day(groups=(group(0, end=625), group(1, end=625)))
    plan = solve(problem, seconds=1)

    answer = why_not(problem, plan, group="g0", point="p2")
    changed = tuple(answer.route if route.group == "g0" else route for route in plan.routes)

    worth = plan.worth - (answer.cost or 0)
    assert faults(problem, Plan(problem=fingerprint(problem), routes=changed, worth=worth, bound=plan.bound)) == []


def test_a_point_that_others_fill_comes_with_the_route_that_their_staying_away_would_allow():
    narrow = point(0, windows=((550, 580),), capacity=30)
    problem = small_day(points=(narrow,), groups=(group(0, worth={"p0": 3}), group(1, worth={"p0": 8})))
    plan = solve(problem, seconds=1)

    answer = why_not(problem, plan, group="g0", point="p0")

    assert (answer.reason, answer.cost, len(answer.route.visits)) == ("others are there", -3, 1)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (point(0), "visited"),
        (point(0, capacity=10), "too many people"),
        (point(0, windows=((800, 900),)), "no time"),
    ],
)
def test_what_cannot_be_or_is_already_needs_no_route(place, reason):
    problem = small_day(points=(place,), groups=(group(0, worth={"p0": 3}),))

    answer = why_not(problem, solve(problem, seconds=1), group="g0", point="p0")

    assert answer == Answer(group="g0", point="p0", reason=reason)


def test_an_unknown_name_is_refused():
    problem = small_day()

    with pytest.raises(KeyError):
        why_not(problem, solve(problem, seconds=1), group="g9", point="p0")
