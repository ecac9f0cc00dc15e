"""What a bound can say about groups with many points each, of which only so many groups may see some.

Every point has a price for all groups; the groups' relaxed routes at these prices, and the price of as many visits as there may
be, bound every plan (Lagrangian relaxation of the limits, and of visiting a point once).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yizhan.planner.routes.pricing import Floats
from yizhan.planner.routes.relaxation import plain, priced, relax
from yizhan.planner.routes.tour import Ints, Network, Tour
from yizhan.planner.routes.watch import Watch


@dataclass(frozen=True, kw_only=True, slots=True)
class Shares:
    """The bound, and by point of the problem the price (in value) that proves it."""

    bound: int
    prices: Floats


def shares(net: Network, tours: Sequence[Tour], *, worth: int, watch: Watch) -> Shares:
    """The best bound and prices that the time allows; `worth` is what the best plan known counts."""
    kinds = _kinds([mine for mine in tours if mine.size])
    if not kinds:
        return Shares(bound=0, prices=np.zeros(len(net.stay)))
    values = np.concatenate([mine.value for mine, _ in kinds])
    first = plain(
        max((mine for mine, _ in kinds), key=lambda mine: int(mine.value.sum())), unit=int(np.gcd.reduce(values))
    )
    starts = [relax(mine, prices=np.zeros_like(mine.value), scale=first.scale) for mine, _ in kinds]
    found = priced(starts, times=[number for _, number in kinds], limits=_limits(net, tours), worth=worth, watch=watch)
    return Shares(bound=found.bound, prices=found.by_point * first.scale.unit / first.scale.per)


def kind(mine: Tour) -> tuple[object, ...]:
    """The same for two tours in which the same is possible and counts the same."""
    arrays = (mine.points, mine.value, mine.opens, mine.lasts, mine.out, mine.back)
    return (mine.start, mine.end, *(array.tobytes() for array in arrays))


def _kinds(tours: Sequence[Tour]) -> list[tuple[Tour, int]]:
    """The tours that differ, and how many groups have each."""
    alike: dict[tuple[object, ...], list[Tour]] = {}
    for mine in tours:
        alike.setdefault(kind(mine), []).append(mine)
    return [(same[0], len(same)) for same in alike.values()]


def _limits(net: Network, tours: Sequence[Tour]) -> Ints:
    """How many groups can see each point: those that have use for it, and no more than it takes in a day."""
    limits = np.zeros(len(net.stay), dtype=np.int64)
    for mine in tours:
        limits[mine.points] += 1
    most = [point.groups if point.groups is not None else len(tours) for point in net.problem.points]
    return np.minimum(limits, most)
