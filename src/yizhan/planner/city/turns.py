"""Whose turn it is to be planned: districts that have something in common one after the other, the others at the same time."""

from collections.abc import Collection, Sequence
from itertools import combinations

from yizhan.planner.city.districts import District, roaming, walking


class Turns:
    """The districts in waves, no two neighbours in the same; each has to wait for its neighbours of earlier waves alone.

    What a district finds therefore does not depend on how many are planned at the same time.
    """

    def __init__(self, near: Sequence[set[int]]) -> None:
        self.near, self.wave = near, waves(near)
        self.waiting = sorted(range(len(near)), key=lambda d: (self.wave[d], d))
        self.done: set[int] = set()

    @property
    def over(self) -> bool:
        """Whether every district is planned."""
        return len(self.done) == len(self.near)

    def homes(self, hands: int) -> list[int]:
        """For each district the hand that has it, such that every wave is spread over all hands."""
        home = {d: i % hands for i, d in enumerate(sorted(range(len(self.near)), key=lambda d: (self.wave[d], d)))}
        return [home[d] for d in range(len(self.near))]

    def take(self, mine: Collection[int]) -> int | None:
        """One of the districts `mine` that can be planned now, or None."""
        for d in self.waiting:
            if d in mine and all(e in self.done for e in self.near[d] if self.wave[e] < self.wave[d]):
                self.waiting.remove(d)
                return d
        return None

    def finish(self, d: int) -> None:
        """Note that district `d` is planned."""
        self.done.add(d)


def neighbours(parts: Sequence[District]) -> list[set[int]]:
    """For each district, by number, those with which it shares a provider or people who may walk from one to the other."""
    shared = roaming(parts) | walking(parts)
    mine = [
        {one.id for one in part.problem.providers if one.id in shared}
        | {one.id for one in part.problem.needs if one.id in shared}
        for part in parts
    ]
    found: list[set[int]] = [set() for _ in parts]
    for one, other in combinations(range(len(parts)), 2):
        if mine[one] & mine[other]:
            found[one].add(other)
            found[other].add(one)
    return found


def waves(near: Sequence[set[int]]) -> list[int]:
    """A wave for each district such that no two neighbours are in the same, by greedy colouring."""
    found = [-1] * len(near)
    for d, others in enumerate(near):
        taken = {found[other] for other in others}
        found[d] = next(wave for wave in range(len(near)) if wave not in taken)
    return found
