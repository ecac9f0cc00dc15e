"""The month as it is left to some services when everything else stays where it stands."""

from collections.abc import Collection, Mapping
from copy import copy

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.attendance import Attendance
from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.grid import Grid, Visit


def remainder(
    board: Board, attendance: Attendance, services: Collection[int], *, rooms: Mapping[Visit, int] | None = None
) -> Grid:
    """The grid in which `services` alone are offered and wanted, in the time, rooms, capacity and budget that `board` leaves.

    The sessions of `services` that are on the board count as the others do: take off those that are to be free. People whom
    `attendance` serves in other services count for the coverage of their station. In what is left of the rooms there is place for
    whatever was taken off, when `rooms` are those of all sessions before that.
    """
    grid = copy(board.grid)
    chosen = set(services)
    grid.pinned = []
    busy = _busy(board)
    grid.daily_left = grid.daily_left - busy.sum(axis=2)
    grid.free = grid.free & ~busy & (grid.daily_left > 0)[:, :, None]
    grid.rooms_free = grid.rooms_free & ~_occupied(board, board.rooms() if rooms is None else rooms)
    _limit(grid, board, chosen)
    _keep_only(grid, chosen)
    others = [0 if v in chosen else people for v, people in zip(grid.need_service, attendance.served, strict=True)]
    grid.reached = np.bincount(
        grid.need_station, weights=np.multiply(grid.weight, others), minlength=len(grid.demand)
    ).astype(np.float64)
    return grid


def _busy(board: Board) -> NDArray[np.bool_]:
    """By provider, day and slot, whether a session on the board takes it."""
    grid = board.grid
    busy = np.zeros_like(grid.free)
    for p, v, _, day, slot in board.visits:
        busy[p, day, slot : slot + grid.length[v]] = True
    return busy


def _occupied(board: Board, rooms: Mapping[Visit, int]) -> NDArray[np.int64]:
    """By station, day and slot, the rooms (as bits) in which sessions on the board are."""
    grid = board.grid
    occupied = np.zeros_like(grid.rooms_free)
    for visit in board.visits:
        _, v, s, day, slot = visit
        occupied[s, day, slot : slot + grid.length[v]] |= 1 << rooms[visit]
    return occupied


def _limit(grid: Grid, board: Board, chosen: set[int]) -> None:
    """Take what the board uses from the limits of the month."""
    grid.capacity = [most - load for most, load in zip(grid.capacity, board.load, strict=True)]
    grid.comfortable = [max(0, most - load) for most, load in zip(grid.comfortable, board.load, strict=True)]
    grid.budget = [
        None if most is None else max(0.0, most - fees) for most, fees in zip(grid.budget, board.fees, strict=True)
    ]
    categories = {grid.category[v] for v in chosen}
    grid.quota = [
        {
            category: wanted - board.held[s, category]
            for category, wanted in quota.items()
            if category in categories and wanted > board.held[s, category]
        }
        for s, quota in enumerate(grid.quota)
    ]


def _keep_only(grid: Grid, chosen: set[int]) -> None:
    grid.fee = [{v: fee for v, fee in fees.items() if v in chosen} for fees in grid.fee]
    grid.fits = np.where(np.isin(np.arange(len(grid.seats)), list(chosen))[:, None], grid.fits, 0)
    grid.wants = grid.wants.of_services(chosen)
