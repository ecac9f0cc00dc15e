"""Must-sees that a group cannot keep even if no other group comes, with the rules that clash."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from yizhan.planner.routes import subsets
from yizhan.planner.routes.problem import Group, Problem
from yizhan.planner.routes.tour import FAR, Network, network, tour


def clashes(problem: Problem) -> Iterator[tuple[str, str]]:
    """Every place in the document where a must-see clashes with the group's hours, with a second one or with all the others."""
    if not any(group.must for group in problem.groups):
        return
    net = network(problem)
    for i, group in enumerate(problem.groups):
        if group.must:
            yield from _of_group(net, group, place=f"groups[{i}].must")


def _of_group(net: Network, group: Group, *, place: str) -> Iterator[tuple[str, str]]:
    single = [i for i, name in enumerate(group.must) if not _fit(net, group, (name,))]
    for i in single:
        yield f"{place}[{i}]", f"the hours of {group.must[i]} and {_hours(group)} leave no time to see it"
    pairs = [] if single else [pair for pair in combinations(group.must, 2) if not _fit(net, group, pair)]
    for one, other in pairs:
        yield f"{place}[{group.must.index(other)}]", f"{one} and {other} do not both fit into {_hours(group)}"
    if not single and not pairs and len(group.must) <= subsets.MOST and not _fit(net, group, group.must):
        yield place, f"the {len(group.must)} must-sees do not all fit into {_hours(group)}"


def _fit(net: Network, group: Group, names: tuple[str, ...]) -> bool:
    """Whether a route through these points alone exists."""
    values = np.zeros(len(net.problem.points), dtype=np.int64)
    values[[net.number[name] for name in names]] = 1
    mine = tour(net, group, bonus=0, values=values)
    return mine.size == len(names) and bool(subsets.table(mine).home[-1] < FAR)


def _hours(group: Group) -> str:
    return f"the group's hours, minute {group.start:g} to {group.end:g},"
