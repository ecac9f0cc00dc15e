"""Which figures may be shown so that no group of fewer than five can be worked out, from one of them or from several.

People stand in *atoms*: the finest groups that the published figures can tell apart. Every figure is about a set of atoms. Whoever
sees figures can add them and take one from another, so they know every linear combination of what is shown. A group is worked out
when its indicator is such a combination. Groups of fewer than five are made of at most four atoms, so all of them can be tried:
with one random vector orthogonal to everything shown, a group is worked out exactly when its entries sum to zero.
"""

import random
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

import numpy as np
import numpy.typing as npt

FEWEST = 5
PRIME = 2_147_483_629
Key = TypeVar("Key", bound=Hashable)
Atom = TypeVar("Atom", bound=Hashable)
Matrix = npt.NDArray[np.int64]


def protect(cells: Mapping[Key, frozenset[Atom]], counts: Mapping[Atom, int]) -> frozenset[Key]:
    """The keys of those `cells` that may be shown together, when `counts` people stand in each atom."""
    atoms = [atom for atom, count in counts.items() if count > 0]
    numbers = [counts[atom] for atom in atoms]
    people = {key: sum(counts.get(atom, 0) for atom in cell) for key, cell in cells.items()}
    shown = [key for key in cells if people[key] >= FEWEST]
    while True:
        table = np.array([[int(atom in cells[key]) for atom in atoms] for key in shown], dtype=np.int64)
        told = told_by(table.reshape(len(shown), len(atoms)), numbers)
        if not told:
            return frozenset(shown)
        shown.remove(min((shown[row] for row in told), key=lambda key: (people[key], str(key))))


def told_by(table: Matrix, counts: Sequence[int]) -> list[int]:
    """The rows of `table` from which some group of fewer than five is worked out; none when there is no such group."""
    reduced, pivots, mixed = _reduced(table)
    for group in _small(_orthogonal(reduced, pivots, table.shape[1]), counts):
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
        work[others] = (work[others] - work[others, column][:, None] * work[rank] % PRIME) % PRIME
        pivots.append(column)
    return work[: len(pivots), :width], pivots, work[: len(pivots), width:]


def _orthogonal(reduced: Matrix, pivots: list[int], width: int) -> list[int]:
    """A random vector that every row of `reduced` sums to nothing with; the same for the same rows."""
    draw = random.Random(width)  # noqa: S311 - no secret: it only has to be in general position
    vector = np.array([draw.randrange(PRIME) for _ in range(width)], dtype=np.int64)
    vector[pivots] = 0
    free = [sum(int(a) * int(b) for a, b in zip(row, vector, strict=True) if a and b) for row in reduced]
    for column, total in zip(pivots, free, strict=True):
        vector[column] = -total % PRIME
    return [int(entry) for entry in vector]


def _small(vector: Sequence[int], counts: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The groups of at most four people, by their atoms, whose entries sum to zero."""
    few = [atom for atom, count in enumerate(counts) if count < FEWEST]
    yield from ((atom,) for atom in few if vector[atom] == 0)
    sums = _pairs(few, vector, counts)
    yield from sums.get(0, [])
    light = [atom for atom in few if counts[atom] <= 2]  # noqa: PLR2004 - three atoms hold four people at most
    for atom in light:
        for pair in sums.get(-vector[atom] % PRIME, []):
            if atom not in pair and _people((*pair, atom), counts) < FEWEST:
                yield (*pair, atom)
    ones = {total: pairs for total, pairs in sums.items() if any(_people(pair, counts) == 2 for pair in pairs)}  # noqa: PLR2004
    for total, pairs in ones.items():
        for one in pairs:
            yield from (
                (*one, *other)
                for other in ones.get(-total % PRIME, [])
                if not set(one) & set(other) and _people((*one, *other), counts) < FEWEST
            )


def _pairs(few: Sequence[int], vector: Sequence[int], counts: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """Two atoms with fewer than five people together, by the sum of their entries."""
    found: dict[int, list[tuple[int, int]]] = {}
    for pair in combinations(few, 2):
        if _people(pair, counts) < FEWEST:
            found.setdefault((vector[pair[0]] + vector[pair[1]]) % PRIME, []).append(pair)
    return found


def _people(group: Sequence[int], counts: Sequence[int]) -> int:
    return sum(counts[atom] for atom in group)
