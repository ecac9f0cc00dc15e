"""Seats that are free in sessions that stay, and who of those waiting for one gets them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from yizhan.planner import documents
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.plan import Party
from yizhan.planner.delivery.problem import Problem
from yizhan.planner.delivery.program import Builder, solve_whole

SECONDS = 5.0
"""The longest that filling free seats may take."""


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """Seats that nobody has in a session that stays and is no part of the problem."""

    id: str
    service: str
    station: str
    day: date
    slot: int
    seats: int


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Seated:
    """People who get seats in an opening."""

    opening: str
    parties: tuple[Party, ...]


def seats_for(problem: Problem, openings: Sequence[Opening]) -> tuple[Seated, ...]:
    """Who of the needs gets which free seats, so that the most is gained: a flow of people, whose vertices are whole."""
    if not problem.needs or not openings:
        return ()
    program, of = Builder(), dict[tuple[int, int], int]()
    for (n, o), suits in _suiting(problem, openings).items():
        most = min(problem.needs[n].people, openings[o].seats)
        of[n, o] = program.column(problem.needs[n].weight * suits, high=most, whole=True)
    for n, need in enumerate(problem.needs):
        program.row([(column, 1.0) for (one, _), column in of.items() if one == n], high=need.people)
    for o, opening in enumerate(openings):
        program.row([(column, 1.0) for (_, one), column in of.items() if one == o], high=opening.seats)
    x = solve_whole(program.program(), seconds=SECONDS).x if of else None
    return () if x is None else _seated(problem, openings, {key: round(float(x[of[key]])) for key in of})


def _suiting(problem: Problem, openings: Sequence[Opening]) -> dict[tuple[int, int], float]:
    """How well each need is suited by each opening of its service, where it is at all."""
    grid, found = Grid(replace(problem, published=())), dict[tuple[int, int], float]()
    for (n, need), (o, one) in product(enumerate(problem.needs), enumerate(openings)):
        s, day = grid.station_at[one.station], grid.day_at[one.day]
        suits = grid.wants.suits.get((n, s, grid.klass(day, one.slot)), 0.0)
        if suits and need.service == one.service and need.week in {None, int(grid.week[day])}:
            found[n, o] = suits
    return found


def _seated(problem: Problem, openings: Sequence[Opening], people: Mapping[tuple[int, int], int]) -> tuple[Seated, ...]:
    parties = defaultdict[int, list[Party]](list)
    for (n, o), some in people.items():
        if some:
            parties[o].append(Party(need=problem.needs[n].id, people=some))
    return tuple(Seated(opening=openings[o].id, parties=tuple(found)) for o, found in sorted(parties.items()))
