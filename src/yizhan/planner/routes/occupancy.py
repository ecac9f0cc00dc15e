"""Who is at which point when: what is left of a point's opening for one more group."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yizhan.planner.routes.tour import Network, Span, Stop


@dataclass(frozen=True, kw_only=True, slots=True)
class Presence:
    """People at a point from tick `start` to `end`."""

    start: int
    end: int
    people: int


class Occupancy:
    """The visits of some groups, by point."""

    def __init__(self, net: Network) -> None:
        self.net = net
        self.at: dict[int, list[Presence]] = defaultdict(list)

    def add(self, stops: Sequence[Stop], *, people: int) -> None:
        """These visits of one group."""
        for point, start in stops:
            self.at[point].append(Presence(start=start, end=start + int(self.net.stay[point]), people=people))

    def free(self, point: int, people: int) -> Iterator[Span]:
        """The spans of its opening during which `point` takes so many people more."""
        limits = self.net.problem.points[point]
        there = self.at[point]
        if limits.groups is not None and len(there) >= limits.groups:
            return
        full = [] if limits.capacity is None else _full(there, more_than=limits.capacity - people)
        for opening, closing in self.net.open[point]:
            since = opening
            for start, end in full:
                if since <= start and since < closing:
                    yield since, min(start, closing)
                since = max(since, end)
            if since <= closing:
                yield since, closing


def _full(there: Sequence[Presence], *, more_than: int) -> list[Span]:
    """The spans, in order, in which more than so many people are there."""
    moments = sorted({edge for one in there for edge in (one.start, one.end)})
    spans = []
    for start, end in pairwise(moments):
        if sum(one.people for one in there if one.start <= start < one.end) > more_than:
            spans.append((start, end))
    return spans
