"""Cuts remove fractions, and no plan of whole sessions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.delivery.brute import best_plan
from tests.planner.delivery.factories import MONDAY, month, provider, station
from tests.planner.delivery.tiny import class_point, problems
from yizhan.planner.delivery.classes import class_model
from yizhan.planner.delivery.cuts import Reaches, Seating
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.problem import Need, Room
from yizhan.planner.delivery.program import INFINITE, engine, solve_whole

FEW = settings(deadline=None, max_examples=8)


KINDS = pytest.mark.parametrize("kind", [Seating, Reaches])


def seating(problem, kind=Seating):
    grid = Grid(problem)
    model = class_model(grid)
    return grid, model, kind(grid, model)


def relaxed(program):
    highs = engine(program, relaxed=True)
    highs.run()
    return highs.getInfo().objective_function_value, np.array(highs.getSolution().col_value)


def kept(rows, x):
    """Whether `x` keeps every one of `rows`."""
    row_of = np.repeat(np.arange(len(rows.high)), np.diff(rows.starts))
    sums = np.bincount(row_of, weights=rows.factors * x[rows.columns], minlength=len(rows.high))
    return bool((sums <= rows.high + 1e-6).all())


def tightened(model, there, *, rounds=4):
    """The program with the cuts that its relaxation breaks, and all of these cuts."""
    program, cuts = model.program, []
    for _ in range(rounds):
        rows = there.broken(relaxed(program)[1])
        cuts.append(rows)
        program = program.with_rows(rows)
    return program, cuts


def whole_points(data, model):
    """Whole points of the class model: the best one, and one that is best for other costs."""
    chance = np.random.default_rng(data.draw(st.integers(0, 10_000)))
    others = chance.normal(size=len(model.program.cost))
    costs = (model.program.cost, others, model.program.cost + 3 * others)
    found = [solve_whole(_priced(model.program, cost), seconds=5, gap=0).x for cost in costs]
    assert all(x is not None for x in found)
    return [x.round(6) for x in found]


def _priced(program, cost):
    return program.inside(np.ones(len(cost), dtype=bool), cost=cost)


@KINDS
@FEW
@given(problem=problems())
def test_no_cut_removes_the_best_plan(kind, problem):
    grid, model, there = seating(problem, kind)
    best = class_point(model, grid, best_plan(problem))

    program, cuts = tightened(model, there)

    assert all(kept(rows, best) for rows in cuts)
    assert relaxed(program)[0] >= model.program.cost @ best - 1e-6


@KINDS
@FEW
@given(problem=problems(), data=st.data())
def test_no_cut_removes_a_whole_point_of_the_class_model(kind, problem, data):
    _, model, there = seating(problem, kind)
    points = whole_points(data, model)

    program, cuts = tightened(model, there)

    assert all(kept(rows, x) for rows in cuts for x in points)
    whole = model.program.cost @ points[0]
    assert solve_whole(program, seconds=5, gap=0).value == pytest.approx(whole, abs=1e-5)


@KINDS
@FEW
@given(problem=problems(), data=st.data())
def test_whatever_is_cut_off_no_whole_point_is(kind, problem, data):
    _, model, there = seating(problem, kind)
    points = whole_points(data, model)
    chance = np.random.default_rng(data.draw(st.integers(0, 10_000)))
    high = np.minimum(model.program.high, 5)
    fractions = [model.program.low + chance.random(len(high)) * (high - model.program.low) for _ in range(5)]

    cuts = [there.broken(x) for x in fractions]

    assert all(kept(rows, x) for rows in cuts for x in points)
    assert not any(kept(rows, x) for rows, x in zip(cuts, fractions, strict=True) if len(rows.high))


@KINDS
@FEW
@given(problem=problems(), data=st.data())
def test_whole_counts_break_nothing(kind, problem, data):
    _, model, there = seating(problem, kind)

    broken = [there.broken(x) for x in whole_points(data, model)]

    assert [len(rows.high) for rows in broken] == [0, 0, 0]


def crowd(*people):
    """Needs at A for talks in the first slot of Monday, which two can give at once in two rooms."""
    needs = tuple(
        Need(id=f"n{i}", service="talk", station="A", people=some, slots=(1, 0, 0), reach=0)
        for i, some in enumerate(people)
    )
    by = tuple(provider(name, "talk", capacity=3, free={MONDAY: (0,)}) for name in "PQ")
    rooms = (Room(id="hall", seats=12), Room(id="study", seats=12))
    return month(needs=needs, providers=by, stations=(station("A", x=0, rooms=rooms),))


def point(model, *, sessions, people, beginnings=()):
    """`sessions` held at A, attended by `people` of each need; of the first piece of each so many are served."""
    x = np.zeros(len(model.program.cost))
    x[model.sessions[0, 0, 0]] = sessions
    for n, some in enumerate(people):
        x[model.people[n, 0, 0]] = some
    for n, some in enumerate(beginnings):
        x[model.pieces[n][0]] = some
    return x


def terms(rows, model):
    """The factors of each row: at the sessions of A, and at the people of each need; and what they may add up to."""
    found = []
    for i, high in enumerate(rows.high.tolist()):
        mine = slice(rows.starts[i], rows.starts[i + 1])
        by_column = dict(zip(rows.columns[mine].tolist(), rows.factors[mine].tolist(), strict=True))
        named = {"sessions": by_column.pop(model.sessions[0, 0, 0], 0)}
        named |= {n: by_column.pop(column) for (n, _, _), column in model.people.items() if column in by_column}
        found.append((named, len(by_column), high))
    return found


def test_half_a_session_seats_half_of_a_need():
    _, model, there = seating(crowd(6))

    rows = there.broken(point(model, sessions=0.5, people=[4]))

    assert terms(rows, model) == [({"sessions": -6, 0: 1}, 0, 0)]
    assert rows.low.tolist() == [-INFINITE]


def test_half_a_session_seats_half_of_its_seats_anyway():
    _, model, there = seating(crowd(12))

    assert len(there.broken(point(model, sessions=0.5, people=[5])).high) == 0


def test_what_is_broken_by_next_to_nobody_is_no_cut():
    _, model, there = seating(crowd(6))

    assert len(there.broken(point(model, sessions=0.5, people=[3.01])).high) == 0


def test_a_session_and_a_half_seats_a_whole_one_and_half_of_the_rest():
    _, model, there = seating(crowd(8, 6))

    rows = there.broken(point(model, sessions=1.5, people=[8, 6]))

    assert terms(rows, model) == [({"sessions": -4, 0: 1, 1: 1}, 0, 14 - 4 * 2)]


def test_the_beginning_of_a_need_is_served_where_there_are_sessions():
    _, model, there = seating(crowd(12))

    rows = there.broken(point(model, sessions=0.4, people=[4], beginnings=[4]))

    assert terms(rows, model) == [({"sessions": -6}, 1, 0)]


def test_the_beginnings_of_needs_are_rounded_like_needs():
    _, model, there = seating(crowd(16, 12))

    rows = there.broken(point(model, sessions=1.5, people=[8, 6], beginnings=[8, 6]))

    beginnings = [one for one in terms(rows, model) if one[1] == 2]
    assert beginnings == [({"sessions": -4}, 2, 14 - 4 * 2)]


def afternoons(*people):
    """Needs at A for talks in the first or the second slot, on Mondays."""
    needs = tuple(
        Need(id=f"n{i}", service="talk", station="A", people=some, slots=(1, 1, 0), group=0, reach=0)
        for i, some in enumerate(people)
    )
    by = (provider("P", "talk", capacity=3, free={MONDAY: (0, 1)}),)
    return month(needs=needs, providers=by, stations=(station("A", x=0, rooms=(Room(id="hall", seats=12),)),))


def test_halves_of_sessions_at_several_times_are_rounded_together():
    grid, model, there = seating(afternoons(8, 6), Reaches)
    early, late = sorted(k for _, _, k in model.sessions)
    x = np.zeros(len(model.program.cost))
    x[[model.sessions[0, 0, early], model.sessions[0, 0, late]]] = 0.75
    x[[model.people[n, 0, k] for n in (0, 1) for k in (early, late)]] = [4, 4, 3, 3]

    rows = there.broken(x)

    counts, people = {*model.sessions.values()}, {*model.people.values()}
    factors = dict(zip(rows.columns.tolist(), rows.factors.tolist(), strict=True))
    assert grid.seats[0] == 10
    assert factors == dict.fromkeys(counts, -4) | dict.fromkeys(people, 1)
    assert rows.high.tolist() == [14 - 4 * 2]


def test_a_reach_whose_sessions_are_whole_together_is_not_cut():
    _, model, there = seating(afternoons(8, 6), Reaches)
    x = np.zeros(len(model.program.cost))
    x[[*model.sessions.values()]] = 0.5
    x[[*model.people.values()]] = 3

    assert len(there.broken(x).high) == 0


@KINDS
def test_without_people_there_is_nothing_to_cut(kind):
    nobody = (provider("P", "talk", capacity=3, free={}),)
    _, model, there = seating(month(providers=nobody), kind)

    assert model.people == {}
    assert len(there.broken(np.zeros(len(model.program.cost))).high) == 0
