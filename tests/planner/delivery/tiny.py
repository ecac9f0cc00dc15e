"""Tiny problems with every rule in them, and tiny programs, drawn by hypothesis: small enough to try everything."""

import math
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product

import numpy as np
from hypothesis import strategies as st

from tests.planner.delivery.brute import candidates
from yizhan.planner.delivery.pins import clashes
from yizhan.planner.delivery.problem import (
    Ban,
    Day,
    Need,
    Offer,
    Problem,
    Provider,
    Room,
    Service,
    Slot,
    Station,
    Weights,
)
from yizhan.planner.delivery.program import INFINITE, Builder, solve_whole

DAYS = (
    Day(date=date(2026, 3, 2), week=0, group=0),
    Day(date=date(2026, 3, 3), week=0, group=1),
    Day(date=date(2026, 3, 9), week=1, group=0),
    Day(date=date(2026, 3, 10), week=1, group=1),
)
SLOTS = (Slot(start=600, end=690), Slot(start=720, end=780), Slot(start=800, end=860))
MOST = 12
"""How many different sessions a tiny problem can have at most; above that the last providers lose days."""


@cache
def one_of(*choices):
    """A strategy for one of the choices, made once: that takes far longer than drawing from it."""
    return st.sampled_from(choices)


@cache
def some_of(*choices, least=0, most):
    """A strategy for some different ones of the choices, made once."""
    return st.lists(st.sampled_from(choices), min_size=least, max_size=most, unique=True)


@st.composite
def problems(draw):
    """A problem of 2 or 3 stations, 2 to 4 providers, 2 services, 3 to 6 needs, 2 to 4 days and 2 or 3 slots."""
    days, slots = DAYS[: draw(st.integers(2, 4))], SLOTS[: draw(st.integers(2, 3))]
    services = (
        draw(_service("short", "x", slots=1)),
        draw(_service("long", "y", slots=draw(one_of(2, 2, 1)))),
    )
    stations = tuple(draw(_station(f"S{i}", days, slots)) for i in range(draw(st.integers(2, 3))))
    zones = tuple(sorted({station.zone for station in stations}))
    bare = Problem(
        days=days,
        slots=slots,
        services=services,
        stations=stations,
        providers=tuple(draw(_provider(f"P{i}", zones, days, slots)) for i in range(draw(st.integers(2, 4)))),
        needs=tuple(draw(_need(f"N{i}", len(slots))) for i in range(draw(st.integers(3, 6)))),
        weights=draw(_weights()),
    )
    return draw(_with_wishes(_thinned(bare)))


@cache
@st.composite
def _service(draw, name, category, *, slots):
    return Service(
        id=name,
        category=category,
        seats=draw(st.integers(2, 4)),
        minimum=draw(one_of(0, 0, 1, 2)),
        slots=slots,
        equipment=draw(one_of((), (), ("sink",))),
    )


@cache
@st.composite
def _station(draw, name, days, slots):
    rooms = tuple(
        Room(
            id=f"R{i}",
            seats=draw(one_of(4, 4, 4, 3)),
            equipment=draw(one_of(("sink",), ("sink",), ())),
            taken=draw(_times(days, slots, most=2)),
        )
        for i in range(draw(st.integers(1, 2)))
    )
    closed = draw(_times(days, slots, most=2))
    return Station(
        id=name,
        district="D",
        zone=draw(one_of("near", "far")),
        x=draw(one_of(0, 0.3, 0.7, 3)),
        y=draw(one_of(0, 0.4)),
        rooms=rooms,
        open={day.date: tuple(i for i in range(len(slots)) if i not in closed.get(day.date, ())) for day in days},
        quota=dict(draw(one_of((), (("x", 1),), (("y", 1),), (("x", 2), ("y", 1))))),
    )


@cache
@st.composite
def _times(draw, days, slots, *, most):
    every = [(day.date, i) for day in days for i in range(len(slots))]
    chosen = draw(some_of(*every, most=most))
    return {day: tuple(sorted(i for at, i in chosen if at == day)) for day in sorted({at for at, _ in chosen})}


@cache
@st.composite
def _stretches(draw, days, slots):
    """Up to three times of one to three slots in a row, on different days."""
    chosen = draw(some_of(*days, least=1, most=3))
    stretches = {}
    for day in chosen:
        first = draw(st.integers(0, len(slots) - 2))
        stretches[day.date] = tuple(range(first, min(len(slots), first + draw(st.integers(2, 3)))))
    return stretches


@cache
@st.composite
def _provider(draw, name, zones, days, slots):
    services = draw(one_of(("long",), ("short",), ("short", "long")))
    return Provider(
        id=name,
        offers=tuple(Offer(service=service, fee=draw(one_of(100, 150))) for service in services),
        zones=draw(one_of(zones, zones, zones[:1])),
        capacity=draw(st.integers(1, 2)),
        free=draw(_stretches(days, slots)),
        daily=draw(st.integers(1, 3)),
        budget=draw(one_of(None, None, 200, 300)),
    )


@cache
@st.composite
def _need(draw, name, slots):
    return Need(
        id=name,
        service=draw(one_of("short", "long")),
        station=draw(one_of("S0", "S1")),
        people=draw(st.integers(1, 3)),
        slots=tuple(draw(one_of(1, 1, 0.8, 0.4, 0)) for _ in range(slots)),
        weight=draw(st.integers(1, 2)),
        reach=draw(one_of(0.9, 0.5, 0)),
        group=draw(one_of(None, None, 0, 1)),
        week=draw(one_of(None, None, None, 0)),
    )


@cache
@st.composite
def _weights(draw):
    return Weights(
        session=draw(one_of(0.25, 0.5, 2)),
        shortage=draw(one_of(0, 2, 60)),
        overload=draw(one_of(0, 1.5)),
        overload_from=draw(one_of(0.5, 0.85)),
        fairness=draw(one_of(0, 0.05, 0.5)),
        other_group=draw(one_of(0, 0.4)),
        keep=draw(one_of(0, 2)),
    )


def _thinned(problem):
    """The problem with no more than `MOST` different sessions: the last providers lose days."""
    possible = candidates(problem)
    while len(possible) > MOST:
        last = [by for by in problem.providers if by.free][-1]
        day = max(last.free)
        possible = [one for one in possible if (one.provider, one.day) != (last.id, day)]
        thinner = replace(last, free={at: slots for at, slots in last.free.items() if at != day})
        problem = replace(problem, providers=tuple(thinner if by.id == last.id else by for by in problem.providers))
    return problem


@st.composite
def _with_wishes(draw, problem):
    """The problem with bans, published sessions, and pins that can be kept."""
    possible = candidates(problem)
    if not possible:
        return problem
    some = st.lists(st.sampled_from(possible), max_size=2, unique=True)
    banned = tuple(
        Ban(provider=one.provider, day=one.day) if draw(st.booleans()) else Ban(station=one.station, slot=one.slot)
        for one in draw(st.lists(st.sampled_from(possible), max_size=1))
    )
    wished = replace(problem, forbidden=banned, published=tuple(draw(some)))
    pinned = replace(wished, pinned=tuple(draw(some)))
    return wished if clashes(pinned) else pinned


@st.composite
def whole_programs(draw):
    """A program of 2 to 5 whole columns between -2 and 2, and up to four rows of every kind."""
    build = Builder()
    for _ in range(draw(st.integers(2, 5))):
        low = draw(st.integers(-2, 0))
        build.column(draw(st.integers(-5, 9)), low=low, high=draw(st.integers(low, 2)), whole=True)
    columns = range(len(build.cost))
    for _ in range(draw(st.integers(0, 4))):
        chosen = draw(some_of(*columns, most=4))
        most = draw(st.integers(0, 4))
        low, high = draw(one_of((-INFINITE, most), (-most, INFINITE), (-most, most), (0, 0)))
        build.row([(column, draw(one_of(-3, -1, 1, 2))) for column in chosen], low=low, high=high)
    return build.program()


def points(program):
    """Every whole point of `program`."""
    ranges = [range(math.ceil(low), math.floor(high) + 1) for low, high in zip(program.low, program.high, strict=True)]
    return [x for x in (np.array(point, dtype=float) for point in product(*ranges)) if allows(program, x)]


def allows(program, x, *, but=1e-6):
    """Whether `x` keeps the limits of the rows and columns of `program`."""
    sums = program.activity(x)
    rows = (sums >= program.row_low - but) & (sums <= program.row_high + but)
    columns = (x >= program.low - but) & (x <= program.high + but)
    return bool(rows.all() and columns.all())


def optimum(program):
    """The best value of the whole points; minus infinity when there is none."""
    return max((float(program.cost @ x) for x in points(program)), default=-math.inf)


def class_point(model, grid, plan):
    """The columns of the class model for `plan`: its sessions and people as they are, all else at its best; None if it has no such point."""
    held = dict.fromkeys([*model.sessions.values(), *model.dated.values(), *model.flows.values()], 0)
    held |= dict.fromkeys(model.people.values(), 0)
    need_at = {need.id: n for n, need in enumerate(grid.problem.needs)}
    for session in plan.sessions:
        p, v, s, day, slot = grid.visit(session.placement)
        k = grid.klass(day, slot)
        held[model.sessions[v, s, k]] += 1
        held[model.flows[p, v, k, grid.zone[s]]] += 1
        if (v, s, k, int(grid.week[day])) in model.dated:
            held[model.dated[v, s, k, int(grid.week[day])]] += 1
        for party in session.parties:
            held[model.people[need_at[party.need], s, k]] += party.people
    columns = np.array(list(held), dtype=np.int64)
    low, high = model.program.low.copy(), model.program.high.copy()
    if (low[columns] > list(held.values())).any() or (high[columns] < list(held.values())).any():
        return None
    low[columns] = high[columns] = list(held.values())
    return solve_whole(replace(model.program, low=low, high=high), seconds=5, gap=0).x
