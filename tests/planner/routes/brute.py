"""The best routes by trying everything: plain loops over orders and start times, for a handful of points and groups."""

from itertools import permutations, product

from yizhan.planner.routes.problem import way


def best_alone(problem):
    """What the best route of the first group is worth: every order of every choice of points, each visit as early as can be."""
    (group,) = problem.groups
    return max(
        (_worth(group, order) for order in orders(problem, group) if timed(problem, group, order) is not None),
        default=0,
    )


def best_together(problem, *, step):
    """What the best routes of all groups are worth when visits start at whole `step` minutes of the day."""
    choices = [list(_routes(problem, group, step)) for group in problem.groups]
    best = 0
    for plan in product(*choices):
        worth = sum(_worth(group, [i for i, _ in route]) for group, route in zip(problem.groups, plan, strict=True))
        if worth > best and _fits(problem, plan):
            best = worth
    return best


def orders(problem, group):
    """Every order of every choice of the points that the group has use for, with all its must-sees."""
    wanted = [i for i, point in enumerate(problem.points) if group.worth.get(point.id) or point.id in group.must]
    for count in range(len(wanted) + 1):
        for order in permutations(wanted, count):
            if set(group.must) <= {problem.points[i].id for i in order}:
                yield order


def timed(problem, group, order):
    """The start of each visit, as early as can be, or None."""
    starts, ready, at = [], group.start, _number(problem, group.origin)
    for i in order:
        point = problem.points[i]
        if point.capacity is not None and point.capacity < group.people:
            return None
        arrival = ready + (problem.travel.first if at is None else way(problem, at, i))
        fine = [max(arrival, one.open) for one in point.windows if _open(point, max(arrival, one.open))]
        if not fine:
            return None
        starts.append(min(fine))
        ready, at = starts[-1] + point.stay, i
    return starts if not order or ready + _back(problem, group, at) <= group.end else None


def _routes(problem, group, step):
    for order in orders(problem, group):
        if timed(problem, group, order) is None:
            continue
        for starts in product(range(int(group.start), int(group.end) + 1, step), repeat=len(order)):
            if _possible(problem, group, order, starts):
                yield tuple(zip(order, starts, strict=True))


def _possible(problem, group, order, starts):
    ready, at = group.start, _number(problem, group.origin)
    for i, start in zip(order, starts, strict=True):
        point = problem.points[i]
        arrival = ready + (problem.travel.first if at is None else way(problem, at, i))
        if start < arrival or not _open(point, start):
            return False
        ready, at = start + point.stay, i
    return not order or ready + _back(problem, group, at) <= group.end


def _open(point, start):
    """Whether the point is open in every minute of a visit that starts then."""
    return all(
        any(one.open <= minute and minute + 1 <= one.close for one in point.windows)
        for minute in range(int(start), int(start + point.stay))
    )


def _fits(problem, plan):
    for i, point in enumerate(problem.points):
        visits = [
            (start, start + point.stay, group.people)
            for group, route in zip(problem.groups, plan, strict=True)
            for j, start in route
            if j == i
        ]
        if point.groups is not None and len(visits) > point.groups:
            return False
        for moment, _, _ in visits:
            there = sum(people for start, end, people in visits if start <= moment < end)
            if point.capacity is not None and there > point.capacity:
                return False
    return True


def _worth(group, order):
    return sum(group.worth.get(f"p{i}", 0) for i in order)


def _number(problem, name):
    return None if name is None else next(i for i, point in enumerate(problem.points) if point.id == name)


def _back(problem, group, at):
    home = _number(problem, group.destination)
    return 0 if home is None else way(problem, at, home)
