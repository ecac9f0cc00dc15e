"""What a plan breaks, found in plain loops that share nothing with the solvers; whole hundredths of a minute are compared."""

from collections.abc import Iterator

from yizhan.planner.routes.plan import Plan, Route, Visit, fingerprint
from yizhan.planner.routes.problem import Group, Point, Problem, way

HUNDREDTHS = 100


def faults(problem: Problem, plan: Plan) -> list[str]:
    """Every rule that `plan` breaks, in words; an empty list is a valid plan."""
    if plan.problem != fingerprint(problem):
        return ["the plan was made for another problem"]
    return list(_faults(problem, plan))


def worth(problem: Problem, plan: Plan) -> int:
    """What the visits of `plan` are worth to its groups; raises KeyError for a group that the problem has not."""
    groups = {group.id: group for group in problem.groups}
    return sum(groups[route.group].worth.get(visit.point, 0) for route in plan.routes for visit in route.visits)


def _faults(problem: Problem, plan: Plan) -> Iterator[str]:
    groups = {group.id: group for group in problem.groups}
    points = {point.id: point for point in problem.points}
    planned = [route.group for route in plan.routes]
    unknown = [f"{name}: unknown group" for name in sorted(set(planned) - set(groups))]
    unknown += [
        f"{route.group}: unknown point {visit.point}"
        for route in plan.routes
        for visit in route.visits
        if visit.point not in points
    ]
    if unknown:
        yield from unknown
        return
    for name in groups:
        if planned.count(name) != 1:
            yield f"{name}: {planned.count(name)} routes instead of one"
    for route in plan.routes:
        yield from _route_faults(problem, groups[route.group], route)
    for point in problem.points:
        yield from _crowds(groups, plan, point)
    yield from _wrong_figures(problem, plan)


def _route_faults(problem: Problem, group: Group, route: Route) -> Iterator[str]:
    points = {point.id: point for point in problem.points}
    seen: set[str] = set()
    for visit in route.visits:
        if visit.point in seen:
            yield f"{group.id}: {visit.point} is visited twice"
        seen.add(visit.point)
        yield from _visit_faults(group, points[visit.point], visit)
    for name in group.must:
        if name not in seen:
            yield f"{group.id}: {name} is a must and is not visited"
    yield from _ways(problem, group, route)


def _visit_faults(group: Group, point: Point, visit: Visit) -> Iterator[str]:
    name = f"{group.id} at {point.id}"
    if not group.worth.get(point.id) and point.id not in group.must:
        yield f"{name}: it is nothing to this group"
    if _whole(visit.start) < _whole(visit.arrival):
        yield f"{name}: the visit starts before the arrival"
    if _whole(visit.end) != _whole(visit.start) + _whole(point.stay):
        yield f"{name}: the visit does not take {point.stay:g} minutes"
    if not any(
        _whole(window.open) <= _whole(visit.start) and _whole(visit.end) <= _whole(window.close)
        for window in _joined(point)
    ):
        yield f"{name}: the point is not open during the visit"


def _joined(point: Point) -> list["_Span"]:
    spans: list[_Span] = []
    for window in sorted(point.windows, key=lambda one: (one.open, one.close)):
        if spans and window.open <= spans[-1].close:
            spans[-1].close = max(spans[-1].close, window.close)
        else:
            spans.append(_Span(window.open, window.close))
    return spans


class _Span:
    def __init__(self, opening: float, closing: float) -> None:
        self.open, self.close = opening, closing


def _ways(problem: Problem, group: Group, route: Route) -> Iterator[str]:
    number = {point.id: i for i, point in enumerate(problem.points)}
    ready = _whole(group.start)
    at = number[group.origin] if group.origin is not None else None
    for visit in route.visits:
        minutes = problem.travel.first if at is None else way(problem, at, number[visit.point])
        if _whole(visit.arrival) < ready + _whole(minutes):
            yield f"{group.id} at {visit.point}: the way takes {minutes:g} minutes, the arrival is too early"
        ready, at = _whole(visit.end), number[visit.point]
    if not route.visits:
        return
    back = way(problem, at, number[group.destination]) if at is not None and group.destination is not None else 0.0
    if ready + _whole(back) > _whole(group.end):
        yield f"{group.id}: the route ends after the group's time"


def _crowds(groups: dict[str, Group], plan: Plan, point: Point) -> Iterator[str]:
    visits = [
        (_whole(visit.start), _whole(visit.end), groups[route.group].people)
        for route in plan.routes
        for visit in route.visits
        if visit.point == point.id
    ]
    if point.groups is not None and len(visits) > point.groups:
        yield f"{point.id}: {len(visits)} groups in the day, {point.groups} at most"
    for moment in sorted({start for start, _, _ in visits}):
        people = sum(number for start, end, number in visits if start <= moment < end)
        if point.capacity is not None and people > point.capacity:
            yield f"{point.id}: {people} people at minute {moment / HUNDREDTHS:g}, {point.capacity} at most"


def _wrong_figures(problem: Problem, plan: Plan) -> Iterator[str]:
    exact = worth(problem, plan)
    if plan.worth != exact:
        yield f"the plan says it is worth {plan.worth}, it is worth {exact}"
    if exact > plan.bound:
        yield f"the plan is worth {exact}, more than its bound of {plan.bound}"


def _whole(minutes: float) -> int:
    return round(minutes * HUNDREDTHS)
