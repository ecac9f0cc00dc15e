"""The class model as a value: its program, and what each column means."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.program import Program
from yizhan.planner.delivery.wants import Cell

Flow: TypeAlias = tuple[int, int, int, int]
"""Provider, service, class of times, zone."""

Dated: TypeAlias = tuple[int, int, int, int]
"""Service, station, class of times, week."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, kw_only=True, slots=True)
class Of:
    """Whose a column is; -1 where it belongs to nobody in particular."""

    category: int
    service: int = -1
    station: int = -1
    provider: int = -1
    need: int = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class ClassModel:
    """The program and what its columns mean: by key, and for each column whose it is."""

    program: Program
    sessions: dict[Cell, int]
    dated: dict[Dated, int]
    flows: dict[Flow, int]
    totals: dict[tuple[int, int], int]
    people: dict[tuple[int, int, int], int]
    pieces: dict[int, list[int]]
    category: NDArray[np.int64]
    service: NDArray[np.int64]
    station: NDArray[np.int64]
    provider: NDArray[np.int64]
    need: NDArray[np.int64]
    capacity_rows: dict[int, int]
    room_rows: dict[tuple[int, int, int], int]
    day_rows: dict[tuple[int, int, int], int]

    @property
    def theta(self) -> int:
        """The column of the worst station's coverage."""
        return int(np.flatnonzero(self.category == -1)[0])

    @property
    def counts(self) -> NDArray[np.bool_]:
        """Which columns are session counts, by month or by week."""
        counts = np.zeros(len(self.program.cost), dtype=bool)
        counts[[*self.sessions.values(), *self.dated.values()]] = True
        return counts

    def of(self, kept: NDArray[np.bool_], program: Program) -> "ClassModel":
        """The model in the `kept` columns alone, whose program is `program`; its rows have no names."""
        number = np.where(kept, np.cumsum(kept) - 1, -1).tolist()
        pieces = {n: [number[piece] for piece in mine] for n, mine in self.pieces.items()}
        return ClassModel(
            program=program,
            sessions=_numbered(self.sessions, number),
            dated=_numbered(self.dated, number),
            flows=_numbered(self.flows, number),
            totals=_numbered(self.totals, number),
            people=_numbered(self.people, number),
            pieces={n: mine for n, mine in pieces.items() if mine[0] >= 0},
            category=self.category[kept],
            service=self.service[kept],
            station=self.station[kept],
            provider=self.provider[kept],
            need=self.need[kept],
            capacity_rows={},
            room_rows={},
            day_rows={},
        )


def _numbered(columns: Mapping[Key, int], number: Sequence[int]) -> dict[Key, int]:
    """The same columns by their new numbers, without those that have none (-1)."""
    return {key: number[column] for key, column in columns.items() if number[column] >= 0}
