"""A plan under way: sessions on the board, the best attendance of them, and its exact points."""

import time
from collections.abc import Collection, Iterable
from dataclasses import replace

from yizhan.planner.delivery.attendance import attend
from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.ejection import Ejection
from yizhan.planner.delivery.grid import Grid, Visit
from yizhan.planner.delivery.insertion import Waiting, fill, wanted_cells


class Draft:
    """The board and who attends; every change is followed by the attendance of the services it touches."""

    def __init__(self, grid: Grid, visits: Iterable[Visit] = ()) -> None:
        self.grid = grid
        self.board = Board(grid, visits)
        self.attendance = attend(grid, self.board.visits)
        self._drop_hopeless()

    @property
    def points(self) -> float:
        """The points of the plan that this draft is."""
        return self.attendance.points - charges(self.board)

    def visits_of(self, services: Collection[int]) -> list[Visit]:
        """The sessions of `services` that may be moved: those that are not pinned."""
        pinned = set(self.grid.pinned)
        return sorted(visit for visit in self.board.visits if visit[1] in services and visit not in pinned)

    def exchange(self, off: Iterable[Visit], on: Iterable[Visit]) -> None:
        """Take sessions `off` and put others `on`, unchecked; attendance stays behind until `seat`."""
        for visit in off:
            self.board.remove(visit)
        for visit in on:
            self.board.add(visit)

    def seat(self, services: Collection[int]) -> None:
        """Seat the people of `services` anew."""
        self.attendance = attend(self.grid, self.board.visits, services=services, held=self.attendance)
        self._drop_hopeless()

    def fill(self, services: Collection[int] | None = None) -> bool:
        """Add sessions (of `services`, else of all) as long as one pays; whether any was added."""
        before = len(self.board.visits)
        self.attendance = replace(fill(self.grid, self.board, self.attendance, services), hopeless=())
        return len(self.board.visits) > before

    def give_way(self, services: Collection[int], *, seconds: float) -> None:
        """Let sessions be held elsewhere so that others of `services` fit, as long as that gains."""
        waiting = Waiting(self.grid, self.attendance.served)
        ejection = Ejection(
            self.board,
            self.attendance,
            waiting,
            held=(),
            firm=frozenset(self.grid.pinned),
            deadline=time.monotonic() + seconds,
        )
        ejection.run(wanted_cells(self.board, waiting, services))
        self.attendance = ejection.attendance

    def _drop_hopeless(self) -> None:
        for visit in self.attendance.hopeless:
            self.board.remove(visit)
        self.attendance = replace(self.attendance, hopeless=())


def charges(board: Board) -> float:
    """The points that the sessions on the board cost: each, overload, and quotas missed; less the bonus for what is kept."""
    grid, weights = board.grid, board.grid.weights
    over = sum(max(0, load - most) for load, most in zip(board.load, grid.comfortable, strict=True))
    short = sum(board.missing(s, category) for s, quota in enumerate(grid.quota) for category in quota)
    kept = sum(visit in board.visits for visits in grid.published_at.values() for visit in visits)
    costs = weights.session * len(board.visits) + weights.overload * over + weights.shortage * short
    return costs - weights.keep * kept
