"""Which figures may be shown so that no group of fewer than five can be worked out, from one of them or from several.

People stand in *atoms*: the finest groups that the published figures can tell apart. Every figure is about a set of atoms. Whoever
sees figures can add them and take one from another, so they know every linear combination of what is shown. A group is worked out
when its indicator is such a combination. Groups of fewer than five are made of at most four atoms, so all of them can be tried:
with one random vector orthogonal to everything shown, a group is worked out exactly when its entries sum to zero. Less is known
when less is shown, so that a group that is safe once stays safe.
"""

import random
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

FEWEST = 5
PRIME = 2_147_483_629
Key = TypeVar("Key", bound=Hashable)
Atom = TypeVar("Atom", bound=Hashable)
Matrix = npt.NDArray[np.int64]
Groups = Callable[[Matrix], Iterator[tuple[int, ...]]]


def protect(cells: Mapping[Key, frozenset[Atom]], counts: Mapping[Atom, int]) -> frozenset[Key]:
    """The keys of those `cells` that may be shown together, when `counts` people stand in each atom."""
    atoms = [atom for atom, count in counts.items() if count > 0]
    numbers = [counts[atom] for atom in atoms]
    people = {key: sum(counts.get(atom, 0) for atom in cell) for key, cell in cells.items()}
    shown = [key for key in cells if people[key] >= FEWEST]
    table = np.array([[atom in cells[key] for atom in atoms] for key in shown], dtype=np.int64)
    few = few_of(np.array(numbers, dtype=np.int64))
    for groups in (few.singles, few.twos, few.threes, few.fours):
        while told := told_by(table, groups):
            least = min(told, key=lambda row: (people[shown[row]], str(shown[row])))
            table = table[np.arange(len(shown)) != least]
            del shown[least]
    return frozenset(shown)


def told_by(table: Matrix, groups: Groups) -> list[int]:
    """The rows of `table` from which the first of `groups` that can be is worked out; none when none can."""
    if not table.size:
        return []
    reduced, pivots, mixed = _reduced(table)
    for group in groups(_orthogonal(reduced, pivots)):
        target = np.zeros(table.shape[1], dtype=np.int64)
        target[list(group)] = 1
        weights = (target[pivots] @ mixed) % PRIME
        if np.array_equal((weights @ table) % PRIME, target):
            return [int(row) for row in np.flatnonzero(weights)]
    return []


def _reduced(table: Matrix) -> tuple[Matrix, list[int], Matrix]:
    """The reduced rows of `table` modulo a prime, the column of each, and how they are mixed from the rows given."""
    height, width = table.shape
    work = np.concatenate([table % PRIME, np.eye(height, dtype=np.int64)], axis=1)
    pivots: list[int] = []
    for column in range(width):
        rank = len(pivots)
        candidates = np.flatnonzero(work[rank:, column])
        if rank == height or not candidates.size:
            continue
        chosen = rank + int(candidates[0])
        work[[rank, chosen]] = work[[chosen, rank]]
        work[rank] = work[rank] * pow(int(work[rank, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(work[:, column])
        others = others[others != rank]
        work[others] = (work[others] - work[others, column][:, None] * work[rank]) % PRIME
        pivots.append(column)
    return work[: len(pivots), :width], pivots, work[: len(pivots), width:]


def _orthogonal(reduced: Matrix, pivots: list[int]) -> Matrix:
    """A random vector that every row of `reduced` sums to nothing with; the same for the same rows."""
    width = reduced.shape[1]
    draw = random.Random(width)  # noqa: S311 - no secret: it only has to be in general position
    vector = np.array([draw.randrange(PRIME) for _ in range(width)], dtype=np.int64)
    vector[pivots] = 0
    vector[pivots] = -(reduced * vector % PRIME).sum(axis=1) % PRIME
    return vector


@dataclass(frozen=True, kw_only=True)
class Few:
    """The groups of fewer than five people that can be made of atoms; each kind gives those whose entries sum to zero.

    `left` and `right` are the pairs of them, `together` how many people a pair has; three atoms have at most two people each,
    four have one each.
    """

    atoms: Matrix
    counts: Matrix
    left: Matrix
    right: Matrix
    together: Matrix

    def singles(self, vector: Matrix) -> Iterator[tuple[int, ...]]:
        """The atoms."""
        yield from ((int(atom),) for atom in self.atoms[vector[self.atoms] == 0])

    def twos(self, vector: Matrix) -> Iterator[tuple[int, ...]]:
        """The pairs."""
        for pair in np.flatnonzero(self._sums(vector) == 0):
            yield int(self.left[pair]), int(self.right[pair])

    def threes(self, vector: Matrix) -> Iterator[tuple[int, ...]]:
        """The pairs with a third."""
        for pair, atom in _equal(-self._sums(vector) % PRIME, vector[self.atoms]):
            third = int(self.atoms[atom])
            if third > self.right[pair] and self.together[pair] + self.counts[third] < FEWEST:
                yield int(self.left[pair]), int(self.right[pair]), third

    def fours(self, vector: Matrix) -> Iterator[tuple[int, ...]]:
        """Two pairs of single people."""
        ones = np.flatnonzero(self.together == 2)  # noqa: PLR2004 - one each
        sums = self._sums(vector)[ones]
        for pair, other in _equal(-sums % PRIME, sums):
            one, two = ones[pair], ones[other]
            group = {int(self.left[one]), int(self.right[one]), int(self.left[two]), int(self.right[two])}
            if pair < other and len(group) == 4:  # noqa: PLR2004 - four of them
                yield tuple(group)

    def _sums(self, vector: Matrix) -> Matrix:
        return (vector[self.left] + vector[self.right]) % PRIME


def few_of(counts: Matrix) -> Few:
    """Those of the atoms with so many people in each."""
    atoms = np.flatnonzero(counts < FEWEST)
    first, second = np.triu_indices(len(atoms), k=1)
    left, right = atoms[first], atoms[second]
    together = counts[left] + counts[right]
    small = together < FEWEST
    return Few(atoms=atoms, counts=counts, left=left[small], right=right[small], together=together[small])


def _equal(wanted: Matrix, given: Matrix) -> Iterator[tuple[int, int]]:
    """Where an entry of `wanted` is one of `given`, and where that is."""
    order = np.argsort(given, kind="stable")
    ranked = given[order]
    first = np.searchsorted(ranked, wanted)
    for place in np.flatnonzero(np.append(ranked, -1)[first] == wanted):
        last = np.searchsorted(ranked, wanted[place], side="right")
        yield from ((int(place), int(other)) for other in order[first[place] : last])
