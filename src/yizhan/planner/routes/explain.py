"""Why a group does not see a point: what stands in the way, or what it would cost to see it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from yizhan.planner.routes import single
from yizhan.planner.routes.occupancy import Occupancy
from yizhan.planner.routes.plan import Plan, Route
from yizhan.planner.routes.problem import Group, Problem
from yizhan.planner.routes.solve import route_of
from yizhan.planner.routes.tour import Network, Tour, counts, network, ticks, tour
from yizhan.planner.routes.watch import Watch

Reason: TypeAlias = Literal["visited", "too many people", "no time", "others are there", "worth less"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """Why `group` does not see `point`.

    With "worth less", `route` sees it and is worth `cost` less than the one in the plan; with "others are there", `route` would be
    possible, and cost as much, if the other groups did not come.
    """

    group: str
    point: str
    reason: Reason
    route: Route | None = None
    cost: int | None = None


def why_not(problem: Problem, plan: Plan, *, group: str, point: str, seconds: float = 5.0) -> Answer:
    """Why `group` does not see `point` in `plan`, all the other groups' routes as they are; raises KeyError for an unknown name."""
    net = network(problem)
    guest = {one.id: one for one in problem.groups}[group]
    wanted = net.number[point]
    now = {route.group: route for route in plan.routes}[group]
    capacity = problem.points[wanted].capacity
    if any(visit.point == point for visit in now.visits):
        return Answer(group=group, point=point, reason="visited")
    if capacity is not None and capacity < guest.people:
        return Answer(group=group, point=point, reason="too many people")
    watch = Watch(seconds=seconds)
    beside = _through(net, guest, wanted, others=_others(net, plan, group), watch=watch)
    route = beside or _through(net, guest, wanted, others=Occupancy(net), watch=watch)
    if route is None:
        return Answer(group=group, point=point, reason="no time")
    return Answer(
        group=group,
        point=point,
        reason="worth less" if beside else "others are there",
        route=route,
        cost=_worth(guest, now) - _worth(guest, route),
    )


def _through(net: Network, group: Group, wanted: int, *, others: Occupancy, watch: Watch) -> Route | None:
    """The group's best route with the wanted point in it, None if there is none; must-sees come next after it."""
    bonus = 1 + sum(group.worth.values())
    values = counts(net, group, bonus=bonus)
    values[wanted] += bonus * (1 + len(group.must))
    mine: Tour = tour(net, group, bonus=bonus, values=values, free=lambda point: others.free(point, group.people))
    stops = mine.stops(single.route(mine, watch=watch.part(0.5)).order)
    return route_of(net, group, stops) if wanted in dict(stops) else None


def _others(net: Network, plan: Plan, group: str) -> Occupancy:
    people = {one.id: one.people for one in net.problem.groups}
    others = Occupancy(net)
    for route in plan.routes:
        if route.group != group:
            stops = [(net.number[visit.point], ticks(visit.start)) for visit in route.visits]
            others.add(stops, people=people[route.group])
    return others


def _worth(group: Group, route: Route) -> int:
    return sum(group.worth.get(visit.point, 0) for visit in route.visits)
