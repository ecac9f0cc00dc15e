"""The relaxation bounds the class model, is tightened by cuts, and gives prices; what is held is let go again."""

import time

import numpy as np
import pytest
from hypothesis import given, settings

from tests.planner.delivery.brute import best
from tests.planner.delivery.factories import MONDAY, TUESDAY, month, pin, provider, weights
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.classes import class_model
from yizhan.planner.delivery.example import generate
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.program import INFINITE, Rows
from yizhan.planner.delivery.relaxation import Relaxation

FEW = settings(deadline=None, max_examples=15)


def relaxation(problem, *, deep=True):
    grid = Grid(problem)
    model = class_model(grid)
    return Relaxation(grid, model, deep=deep)


def later(seconds=60.0):
    return time.monotonic() + seconds


def solved(problem, *, deep=True):
    there = relaxation(problem, deep=deep)
    assert there.solve(deadline=later())
    return there


@FEW
@given(problems())
def test_cuts_lower_the_value_and_never_below_the_best_plan(problem):
    there = solved(problem)
    before = there.value

    there.tighten(rounds=5, deadline=later())

    assert there.value <= before + 1e-6
    assert there.value >= best(problem) - 1e-6
    assert there.program.cost @ there.x == pytest.approx(there.value)
    assert (there.program.activity(there.x) <= there.program.row_high + 1e-6).all()


def test_deep_cuts_tighten_further():
    shallow, deep = (solved(generate("S", seed=1), deep=deep) for deep in (False, True))

    for there in (shallow, deep):
        there.tighten(rounds=8, deadline=later())

    assert deep.value < shallow.value - 1


def test_cuts_tighten_a_month():
    there = solved(generate("S", seed=1))
    before, rows = there.value, len(there.program.row_low)

    there.tighten(rounds=2, deadline=later())

    assert there.value < before - 1
    assert len(there.program.row_low) > rows
    assert len(there.duals) == len(there.program.row_low)


def test_cuts_stop_at_the_deadline():
    there = solved(generate("S", seed=1))
    before = there.value

    there.tighten(rounds=2, deadline=later(-1))

    assert there.value == before


def test_no_rounds_add_no_cuts():
    there = solved(month())
    rows = len(there.program.row_low)

    there.tighten(rounds=0, deadline=later())

    assert len(there.program.row_low) == rows


def test_a_deadline_that_is_too_near_ends_it_without_a_solution():
    there = relaxation(generate("M", seed=1))

    assert not there.solve(deadline=later(-1))


def one_talk():
    """One talk that P can give on Monday; its capacity is all that is short."""
    by = (provider("P", "talk", capacity=1, free={MONDAY: (0, 1), TUESDAY: (0,)}),)
    return solved(month(providers=by, weights=weights(overload_from=1)))


def test_a_price_is_the_most_that_one_more_of_the_limit_is_worth_and_the_least_that_one_less_costs():
    there = one_talk()
    row, before = there.model.capacity_rows[0], there.value
    price = there.duals[row]

    values = []
    for limit in (1.1, 0.9):
        there.engine.changeRowBounds(row, -INFINITE, limit)
        assert there.solve(deadline=later())
        values.append(there.value)

    more, less = values
    assert 0 < more - before <= 0.1 * price + 1e-9
    assert before - less >= 0.1 * price - 1e-9


def test_a_row_that_is_added_is_kept():
    there = one_talk()
    sessions = np.array(list(there.model.sessions.values()))
    rows = Rows(
        low=np.array([-INFINITE]),
        high=np.array([0.25]),
        starts=np.array([0, len(sessions)]),
        columns=sessions,
        factors=np.ones(len(sessions)),
    )

    there.add(rows)

    assert there.solve(deadline=later())
    assert there.x[sessions].sum() == pytest.approx(0.25)
    assert there.program.row_high[-1] == 0.25


def test_columns_are_held():
    there = one_talk()
    sessions = np.array(list(there.model.sessions.values()))

    there.hold(sessions, np.zeros(len(sessions)), np.zeros(len(sessions)))

    assert there.solve(deadline=later())
    assert there.value == pytest.approx(0)


def test_what_cannot_be_held_has_no_solution():
    there = one_talk()
    sessions = np.array(list(there.model.sessions.values()))[:2]

    there.hold(sessions, np.ones(2), np.ones(2))

    assert not there.solve(deadline=later())


def test_another_cost_is_another_optimum():
    there = one_talk()
    column = there.model.sessions[0, 0, 0]

    there.price(column, 1000.0, deadline=later())

    assert there.x[column] == pytest.approx(1)
    assert there.program.cost[column] == 1000
    assert there.program.cost @ there.x == pytest.approx(there.value)
    assert there.model.program.cost[column] == -3


def test_counts_are_settled_and_set_free_again():
    there = one_talk()
    best, (worse, *others) = (
        there.value,
        sorted(there.model.sessions.values(), key=lambda column: -there.x[column])[::-1],
    )

    settled = there.settle({worse: 1, **dict.fromkeys(others, 0)}, deadline=later())

    assert settled
    assert there.x[worse] == 1
    assert there.value < best
    assert there.solve(deadline=later())
    assert there.value == pytest.approx(best)


def test_counts_that_cannot_be_are_not_settled_but_set_free():
    there = one_talk()
    best = there.value

    assert not there.settle(dict.fromkeys(there.model.sessions.values(), 1), deadline=later())
    assert there.solve(deadline=later())
    assert there.value == pytest.approx(best)


def test_pins_stay_held_when_counts_are_set_free():
    by = (provider("P", "talk", capacity=1, free={MONDAY: (0, 1), TUESDAY: (0,)}),)
    there = solved(month(providers=by, pinned=(pin("P", at="B", day=TUESDAY),)))
    column = there.model.sessions[0, 1, 1]

    there.settle({column: 1}, deadline=later())

    assert there.solve(deadline=later())
    assert there.x[column] == 1
