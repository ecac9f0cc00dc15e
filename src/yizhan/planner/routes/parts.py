"""Groups that cannot get in each other's way are planned apart: what is best for each part is best together."""

from dataclasses import replace
from itertools import combinations

from yizhan.planner.routes.problem import Group, Point
from yizhan.planner.routes.tour import Network


def parts(net: Network) -> list[tuple[int, ...]]:
    """The groups' numbers, those together that can meet where there is not room for all; the smallest part first."""
    groups = net.problem.groups
    part = list(range(len(groups)))
    tight = [point for point in net.problem.points if _tight(point, groups)]
    for one, other in combinations(range(len(groups)), 2):
        if part[one] != part[other] and any(_can_clash(groups[one], groups[other], point) for point in tight):
            part = [part[one] if number == part[other] else number for number in part]
    found = [tuple(k for k, number in enumerate(part) if number == which) for which in sorted(set(part))]
    return sorted(found, key=lambda members: (len(members), members))


def only(net: Network, members: tuple[int, ...]) -> Network:
    """The network for these groups alone."""
    return replace(net, problem=replace(net.problem, groups=tuple(net.problem.groups[k] for k in members)))


def _tight(point: Point, groups: tuple[Group, ...]) -> bool:
    """Whether the point cannot take all groups that have use for it, even all at once."""
    guests = [group for group in groups if _wants(group, point)]
    too_many = point.capacity is not None and sum(group.people for group in guests) > point.capacity
    return too_many or (point.groups is not None and len(guests) > point.groups)


def _can_clash(one: Group, other: Group, point: Point) -> bool:
    at_once = one.start < other.end and other.start < one.end
    return _wants(one, point) and _wants(other, point) and (at_once or point.groups is not None)


def _wants(group: Group, point: Point) -> bool:
    return group.worth.get(point.id, 0) > 0 or point.id in group.must
