"""What one more of something scarce would be worth: a session of a provider, an hour of a room, a free hour of a provider.

The prices are duals of the relaxed class model (shadow prices; Dantzig 1963, ch. 12): exact for a little more of one thing in the
relaxation, an estimate for the month. What a whole one more gains can be less, because gains fall, or more, because the relaxation
spreads it thin; with a plan at hand the gain of putting one more session into it is counted as well.
"""

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Literal, TypeAlias

import numpy as np

from yizhan.planner.delivery.attendance import attend, to_plan
from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.classes import class_model
from yizhan.planner.delivery.explain import attendance_of
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.insertion import Waiting, best_offer
from yizhan.planner.delivery.model import ClassModel
from yizhan.planner.delivery.objective import objective
from yizhan.planner.delivery.plan import Plan
from yizhan.planner.delivery.problem import Problem, Provider, Room, Station
from yizhan.planner.delivery.program import INFINITE, Floats
from yizhan.planner.delivery.relaxation import Relaxation
from yizhan.planner.delivery.wants import Cell

Kind: TypeAlias = Literal["session", "room", "hour"]
KINDS: tuple[Kind, ...] = ("session", "room", "hour")

CUT_ROUNDS = 10
LEAST = 0.01
"""Prices below this many points are not worth telling."""


@dataclass(frozen=True, kw_only=True, slots=True)
class More:
    """One more of something, what the relaxation would pay for it, and what it gains in a plan (None when that was not counted).

    A `session` more is one that `provider` may give in the month; a `room` more is one at `station` in `slot` on a day of
    `group`; an `hour` more is one in which `provider` is free in `slot` on a day of `group`.
    """

    kind: Kind
    price: float
    provider: str | None = None
    station: str | None = None
    slot: int | None = None
    group: int | None = None
    gain: float | None = None


def what_if(problem: Problem, plan: Plan | None = None, *, seconds: float = 60.0, top: int = 3) -> tuple[More, ...]:
    """Everything of which one more would be worth points, the most first; raises TimeoutError when `seconds` are too few.

    With a plan, its gain is counted for the `top` of each kind: one more is allowed, the one session that then gains most is
    put in, its people are seated anew, all other sessions stand.
    """
    grid = Grid(problem)
    model = class_model(grid)
    found = sorted(_priced(grid, model, _duals(grid, model, seconds=seconds)), key=lambda more: -more.price)
    if plan is None:
        return tuple(found)
    first = {more for kind in KINDS for more in [one for one in found if one.kind == kind][:top]}
    return tuple(replace(more, gain=gain(problem, plan, more)) if more in first else more for more in found)


def _duals(grid: Grid, model: ClassModel, *, seconds: float) -> Floats:
    """The prices of the model's rows, with as many cuts as there is time for.

    The model bounds its columns by the same limits as its rows; without these bounds the rows carry the whole price.
    """
    deadline = time.monotonic() + seconds
    relaxation = Relaxation(grid, model, deep=False)
    overloads = np.flatnonzero((model.provider >= 0) & (model.service < 0)).tolist()
    columns = np.array([*model.flows.values(), *model.sessions.values(), *overloads], dtype=np.int64)
    relaxation.hold(columns, model.program.low[columns], np.full(len(columns), INFINITE))
    if not relaxation.solve(deadline=deadline):
        raise TimeoutError(f"the relaxation is not solved within {seconds:g} seconds")
    relaxation.tighten(rounds=CUT_ROUNDS, deadline=deadline)
    return relaxation.duals


def _priced(grid: Grid, model: ClassModel, duals: Floats) -> Iterator[More]:
    providers, stations = grid.problem.providers, grid.problem.stations
    for p, row in model.capacity_rows.items():
        if duals[row] > LEAST:
            yield More(kind="session", provider=providers[p].id, price=float(duals[row]))
    for (s, slot, group), row in model.room_rows.items():
        if duals[row] > LEAST:
            yield More(kind="room", station=stations[s].id, slot=slot, group=group, price=float(duals[row]))
    for (p, slot, group), row in model.day_rows.items():
        if duals[row] > LEAST:
            yield More(kind="hour", provider=providers[p].id, slot=slot, group=group, price=float(duals[row]))


def gain(problem: Problem, plan: Plan, more: More) -> float:
    """The points that `plan` gains when `more` is allowed and the one session that then gains most is put in."""
    grid = Grid(widened(problem, more))
    board = Board(grid, (grid.visit(session.placement) for session in plan.sessions))
    attendance = attendance_of(grid, plan)
    waiting = Waiting(grid, attendance.served)
    offers = [offer for cell in _cells(grid, more) if (offer := best_offer(board, waiting, cell)) is not None]
    if offers:
        best = max(offers, key=lambda offer: offer.points).visit
        board.add(best)
        attendance = attend(grid, board.visits, services={best[1]}, held=attendance)
    return to_plan(grid, board, attendance, bound=0.0).objective - objective(problem, plan)


def widened(problem: Problem, more: More) -> Problem:
    """The problem with one more of something; hours and rooms are there on any day of the group."""
    days = {day.date for day in problem.days if day.group == more.group}
    stations = tuple(_roomier(one, problem, more, days) if one.id == more.station else one for one in problem.stations)
    providers = tuple(_freer(one, more, days) if one.id == more.provider else one for one in problem.providers)
    return replace(problem, stations=stations, providers=providers)


def _freer(provider: Provider, more: More, days: Collection[date]) -> Provider:
    if more.slot is None:
        return replace(provider, capacity=provider.capacity + 1)
    free = {day: tuple(sorted({*provider.free.get(day, ()), more.slot})) for day in days}
    return replace(provider, free={**provider.free, **free})


def _roomier(station: Station, problem: Problem, more: More, days: Collection[date]) -> Station:
    """The station with a room as good as any of its own, in that slot alone."""
    slots = range(len(problem.slots))
    room = Room(
        id=f"{station.id} one more",
        seats=max(room.seats for room in station.rooms),
        equipment=tuple(sorted({name for room in station.rooms for name in room.equipment})),
        taken={
            day.date: tuple(slot for slot in slots if day.date not in days or slot != more.slot) for day in problem.days
        },
    )
    return replace(station, rooms=(*station.rooms, room))


def _cells(grid: Grid, more: More) -> Iterator[Cell]:
    """Where a session could be held with it."""
    stations: Sequence[int] = range(len(grid.zone))
    services: Sequence[int] = range(len(grid.seats))
    if more.station is not None:
        stations = [grid.station_at[more.station]]
    if more.provider is not None:
        p = grid.provider_at[more.provider]
        stations, services = [s for s in stations if grid.zone[s] in grid.zones_of[p]], [*grid.fee[p]]
    for v, s, k in product(services, stations, range(grid.classes)):
        slot, group = divmod(k, grid.groups)
        there = more.slot is None or (group == more.group and more.slot in range(slot, slot + grid.length[v]))
        if there and grid.fits[v, s]:
            yield v, s, k
