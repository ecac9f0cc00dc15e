"""From a visit problem to a plan with its bound."""

from collections.abc import Callable, Sequence
from functools import partial

from yizhan.planner.routes import single
from yizhan.planner.routes.day import Day, Outcome
from yizhan.planner.routes.parts import only, parts
from yizhan.planner.routes.plan import Plan, Route, Visit, fingerprint
from yizhan.planner.routes.problem import Group, Problem
from yizhan.planner.routes.tour import TICKS, Network, Stop, network, ticks, tour
from yizhan.planner.routes.watch import Progress, Watch


def solve(
    problem: Problem,
    *,
    seconds: float,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan that so many seconds allow, and the bound that it proves; the same for the same `seed` and time enough.

    As many must-sees as possible come before all else: those that cannot be kept are in the plan's `faults`. `progress` is told of every
    better plan and bound and ends the run by raising; when `stop` returns True the best plan so far is returned.
    """
    bonus = 1 + sum(sum(group.worth.values()) for group in problem.groups)

    def tell(counted: Progress) -> None:
        worth, bound = _figures(counted.worth, counted.bound, bonus)
        if progress is not None:
            progress(Progress(phase=counted.phase, worth=worth, bound=bound))

    watch = Watch(seconds=seconds, progress=tell, stop=stop)
    net = network(problem)
    if len(problem.groups) == 1:
        outcome = _alone(net, bonus=bonus, watch=watch)
    else:
        outcome = _together(net, bonus=bonus, seed=seed, watch=watch)
    watch.report("done", worth=outcome.value, bound=outcome.bound)
    return _plan(net, outcome, bonus=bonus)


def route_of(net: Network, group: Group, stops: Sequence[Stop]) -> Route:
    """The route of `group` in minutes, each arrival as early as the way allows."""
    ready = ticks(group.start)
    at = None if group.origin is None else net.number[group.origin]
    visits = []
    for point, start in stops:
        arrival = ready + (ticks(net.problem.travel.first) if at is None else int(net.travel[at, point]))
        ready, at = start + int(net.stay[point]), point
        name = net.problem.points[point].id
        visits.append(Visit(point=name, arrival=arrival / TICKS, start=start / TICKS, end=ready / TICKS))
    return Route(group=group.id, visits=tuple(visits))


def _alone(net: Network, *, bonus: int, watch: Watch) -> Outcome:
    mine = tour(net, net.problem.groups[0], bonus=bonus)
    found = single.route(mine, watch=watch)
    return Outcome(stops=(mine.stops(found.order),), value=found.value, bound=found.bound)


def _together(net: Network, *, bonus: int, seed: int, watch: Watch) -> Outcome:
    """The parts of the groups one after the other, each with its share of the time that is left."""
    members = parts(net)
    days = [
        Day(only(net, part), bonus=bonus, seed=seed, watch=watch.part(len(part) / len(net.problem.groups)))
        for part in members
    ]

    def tell(counted: Progress, mine: int) -> None:
        worth = sum(day.value for i, day in enumerate(days) if i != mine) + counted.worth
        bound = sum(day.bound for i, day in enumerate(days) if i != mine) + counted.bound
        watch.report(counted.phase, worth=worth, bound=bound)

    stops: dict[int, tuple[Stop, ...]] = {}
    left = len(net.problem.groups)
    for i, (part, day) in enumerate(zip(members, days, strict=True)):
        outcome = day.solve(watch.part(len(part) / left, progress=partial(tell, mine=i)))
        stops.update(zip(part, outcome.stops, strict=True))
        left -= len(part)
    return Outcome(
        stops=tuple(stops[k] for k in range(len(net.problem.groups))),
        value=sum(day.value for day in days),
        bound=sum(day.bound for day in days),
    )


def _plan(net: Network, outcome: Outcome, *, bonus: int) -> Plan:
    groups = net.problem.groups
    worth, bound = _figures(outcome.value, outcome.bound, bonus)
    routes = tuple(route_of(net, group, stops) for group, stops in zip(groups, outcome.stops, strict=True))
    return Plan(problem=fingerprint(net.problem), routes=routes, worth=worth, bound=bound)


def _figures(value: int, bound: int, bonus: int) -> tuple[int, int]:
    """Worth and bound of plans that keep as many must-sees; each counts `bonus`, more than all that can be worth something."""
    kept, worth = divmod(value, bonus)
    return worth, min(bonus - 1, bound - kept * bonus)
