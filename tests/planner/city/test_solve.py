"""The plan of a city: its bound is above every plan, its districts go together."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings

from tests.planner.delivery import tiny
from tests.planner.delivery.brute import best
from tests.planner.delivery.factories import MONDAY, TUESDAY, month, pin, provider, station
from yizhan.planner.city.solve import solve_city, with_pins
from yizhan.planner.delivery.bound import trivial_bound
from yizhan.planner.delivery.explain import Reason, explain
from yizhan.planner.delivery.faults import faults
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.objective import people_served
from yizhan.planner.delivery.problem import Need, Service

EXACT = 1e-6


def in_districts(problem):
    """The problem with its first station in one district and the others in another."""
    first, *others = problem.stations
    return replace(problem, stations=(replace(first, district="D1"), *(replace(one, district="D2") for one in others)))


def city(**changes):
    """Two districts of one station each, half a kilometre apart, with one provider for both."""
    usual = {
        "stations": (replace(station("A", x=0), district="D1"), replace(station("B", x=0.5), district="D2")),
        "providers": (provider("P", "talk", capacity=4),),
        "needs": (
            Need(id="n1", service="talk", station="A", people=10, slots=(1, 0.5, 0)),
            Need(id="n2", service="talk", station="B", people=9, slots=(1, 0.5, 1), reach=0),
        ),
    }
    return month(**{**usual, **changes})


def solved(problem, **given):
    return solve_city(problem, **{"seconds": 600, "workers": 1, **given})


@settings(max_examples=8, deadline=None)
@given(tiny.problems())
def test_the_bound_is_not_below_the_best_plan(problem):
    problem = in_districts(problem)

    plan = solved(problem)

    assert plan.bound >= best(problem) - EXACT
    assert faults(problem, plan) == []


@settings(max_examples=8, deadline=None)
@given(tiny.problems())
def test_no_session_more_would_pay(problem):
    problem = in_districts(problem)

    plan = solved(problem)

    assert [unmet for unmet in explain(problem, plan) if unmet.reason is Reason.POSSIBLE] == []


def test_a_provider_who_roams_gives_in_both_districts():
    plan = solved(city())

    assert {session.station for session in plan.sessions} == {"A", "B"}
    assert faults(city(), plan) == []


def test_a_provider_who_roams_gives_no_more_than_the_capacity_of_the_month():
    problem = city(providers=(provider("P", "talk", capacity=1),))

    plan = solved(problem)

    assert len(plan.sessions) == 1
    assert faults(problem, plan) == []


def test_people_walk_across_the_border_where_no_room_is_at_home():
    homeless = replace(station("A", x=0), district="D1", rooms=(replace(station("A", x=0).rooms[0], seats=5),))
    problem = city(stations=(homeless, city().stations[1]))

    plan = solved(problem)

    assert people_served(plan)["n1"] == 10


def test_a_pin_stays_to_which_only_people_of_another_district_would_come():
    problem = city(
        services=(Service(id="talk", category="party", seats=2, minimum=1), *month().services[1:]),
        providers=(provider("P", "talk", capacity=1), provider("Q", "clinic", capacity=1)),
        needs=(
            Need(id="n1", service="clinic", station="A", people=3, slots=(1, 1, 1)),
            Need(id="n2", service="talk", station="B", people=1, slots=(1, 1, 1), reach=0.9),
            Need(id="n3", service="talk", station="B", people=1, slots=(1, 1, 1), reach=0.9),
        ),
        pinned=(pin("P", "talk", "A", day=MONDAY, slot=0),),
    )

    plan = solved(problem)

    assert faults(problem, plan) == []
    assert people_served(plan) == {"n2": 1, "n3": 1}


def test_a_session_gives_way_to_a_pin_that_no_district_has_kept():
    grid = Grid(city(pinned=(pin("P", "talk", "A", day=MONDAY, slot=0),)))
    in_the_way, beside = (grid.visit(pin("P", "talk", "B", day=day, slot=0)) for day in (MONDAY, TUESDAY))

    assert with_pins(grid, [in_the_way, beside]) == sorted([*grid.pinned, beside])
    assert with_pins(grid, [*grid.pinned, beside]) == [*grid.pinned, beside]


def test_what_is_pinned_in_the_second_district_stays():
    pinned = (pin("P", "talk", "B", day=MONDAY, slot=0), pin("P", "talk", "A", day=MONDAY, slot=2))
    problem = city(pinned=pinned)

    plan = solved(problem)

    assert {*pinned} <= {session.placement for session in plan.sessions}
    assert faults(problem, plan) == []


def test_two_workers_make_the_same_plan_as_one():
    assert solved(city(), workers=2) == solved(city())


def test_a_city_that_is_stopped_at_once_still_has_a_plan():
    plan = solved(city(), stop=lambda: True)

    assert faults(city(), plan) == []
    assert plan.bound == trivial_bound(city())


def test_progress_is_told_from_the_first_bound_to_the_end():
    told = []

    plan = solved(city(), progress=told.append)

    assert told[-1].phase == "finished"
    assert told[-1].objective == plan.objective
    assert all(one.bound >= other.bound for one, other in pairwise(told))
