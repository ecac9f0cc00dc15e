"""Apart and at any prices, the categories together are a bound of the whole."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.delivery.brute import best
from tests.planner.delivery.factories import month, pin, weights
from tests.planner.delivery.tiny import optimum, problems, whole_programs
from yizhan.planner.delivery.bound import prove_all, split, trivial_bound
from yizhan.planner.delivery.classes import class_model
from yizhan.planner.delivery.example import generate
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.program import Builder, engine

SHARED = -1


def lp(program):
    """The value of the relaxed program and its rows' prices; None where nothing is feasible."""
    highs = engine(program, relaxed=True)
    highs.run()
    if highs.modelStatusToString(highs.getModelStatus()) != "Optimal":
        return None
    return highs.getInfo().objective_function_value, np.array(highs.getSolution().row_dual)


def of_columns(data, program, names=(SHARED, 0, 1)):
    """A category for each column."""
    return np.array([data.draw(st.sampled_from(names)) for _ in program.cost])


def prices(data, program):
    """A price for each row; `split` makes those of the wrong sign 0."""
    return np.array([data.draw(st.sampled_from([-3, -0.7, 0, 0, 0.5, 2])) for _ in program.row_low])


@settings(deadline=None, max_examples=40)
@given(whole_programs(), st.data())
def test_at_any_prices_the_parts_bound_the_whole(program, data):
    apart = split(program, of_columns(data, program), prices(data, program))

    assert apart.constant + sum(map(optimum, apart.parts.values())) >= optimum(program) - 1e-9


@settings(deadline=None, max_examples=25)
@given(whole_programs(), st.data())
def test_at_the_prices_of_the_relaxation_the_relaxed_parts_are_its_value(program, data):
    relaxed = lp(program)
    if relaxed is None:
        return
    value, duals = relaxed

    apart = split(program, of_columns(data, program), duals)

    assert apart.constant + sum(lp(part)[0] for part in apart.parts.values()) == pytest.approx(value)


@settings(deadline=None, max_examples=8)
@given(problems(), st.data())
def test_no_plan_has_more_points_than_the_owners_apart(problem, data):
    model = class_model(Grid(problem))
    owner = data.draw(st.sampled_from([model.category, model.service]))
    value, duals = lp(model.program)
    noise = [data.draw(st.sampled_from([0, 0.5, 1, 2])) for _ in duals]

    exact, noisy = (split(model.program, owner, at) for at in (duals, duals * noise))

    top = best(problem) - 1e-6
    relaxed, whole, at_noise = (
        exact.constant + sum(lp(part)[0] for part in exact.parts.values()),
        prove_all(exact, seconds=30),
        prove_all(noisy, seconds=30),
    )
    assert relaxed == pytest.approx(value)
    assert exact.constant + sum(exact.most.values()) == pytest.approx(value)
    assert all(noisy.most[v] >= lp(part)[0] - 1e-6 for v, part in noisy.parts.items())
    assert top <= whole <= relaxed + 1e-6
    assert top <= at_noise


@settings(deadline=None, max_examples=8)
@given(problems())
def test_services_tightened_are_a_bound_too_and_no_worse_one(problem):
    grid = Grid(problem)
    model = class_model(grid)
    apart = split(model.program, model.service, lp(model.program)[1])

    tightened, plain = prove_all(apart, seconds=30, month=(grid, model)), prove_all(apart, seconds=30)

    assert best(problem) - 1e-6 <= tightened <= plain + 1e-3 * abs(plain) + 1e-6


def test_without_time_for_whole_sessions_the_tightened_relaxations_are_the_bound():
    grid = Grid(generate("S", seed=1))
    model = class_model(grid)
    value, duals = lp(model.program)

    bound = prove_all(split(model.program, model.service, duals), seconds=1.5, month=(grid, model))

    assert bound < value - 10


@settings(deadline=None, max_examples=8)
@given(problems())
def test_no_plan_has_more_points_than_everybody_at_the_best_of_times(problem):
    assert best(problem) <= trivial_bound(problem) + 1e-9


def test_the_trivial_bound_counts_everybody_the_worst_station_and_what_was_published():
    problem = month(published=(pin(), pin(), pin("Q")), weights=weights(keep=2, fairness=0.5))

    n1, n2, n3 = 5 * 1.2 + 3 * 1.0 + 2 * 0.7, 2 * (2 * 1.2 + 1.0 + 0.7), 3 * 1.2 + 2 * 1.0 + 0.7
    assert trivial_bound(problem) == pytest.approx(n1 + n2 + n3 + 0.5 * 24 + 2 * 2)


def two_categories():
    """A thing of each category, worth 5 and 3, with room for one and a half of them; each in a row of its own as well."""
    build = Builder()
    for worth in (5, 3):
        build.column(worth, high=2, whole=True)
    build.row([(0, 1), (1, 1)], high=1.5)
    build.row([(0, 1)], high=1)
    build.row([(1, 1)], high=1)
    return build.program()


def test_what_is_shared_is_paid_for_and_what_is_not_is_kept():
    apart = split(two_categories(), np.array([0, 1]), np.array([3.0, 9.0, 9.0]))

    assert apart.constant == 4.5
    assert {one: part.cost.tolist() for one, part in apart.parts.items()} == {0: [2], 1: [0]}
    assert {one: part.row_high.tolist() for one, part in apart.parts.items()} == {0: [1], 1: [1]}


def test_a_price_of_the_wrong_sign_is_none():
    apart = split(two_categories(), np.array([0, 1]), np.array([-3.0, 0.0, 0.0]))

    assert apart.constant == 0
    assert [part.cost.tolist() for part in apart.parts.values()] == [[5], [3]]


def test_the_price_of_a_least_amount_is_below_nothing():
    program = two_categories()
    at_least = replace(program, row_low=np.array([1.0, 0, 0]), row_high=np.array([1e20, 1, 1]))

    apart = split(at_least, np.array([0, 1]), np.array([-2.0, 0, 0]))

    assert apart.constant == -2
    assert [part.cost.tolist() for part in apart.parts.values()] == [[7], [5]]


def test_what_belongs_to_no_category_is_at_its_best_end():
    build = Builder()
    build.column(1, low=-1, high=4)
    build.column(1, low=-1, high=4)
    build.column(2, high=1)
    build.row([(0, 1), (2, 1)], high=3)
    build.row([(1, 1)], high=2)

    apart = split(build.program(), np.array([SHARED, SHARED, 0]), np.array([1.5, 0.5]))

    at_best = max(-0.5 * -1, -0.5 * 4) + max(0.5 * -1, 0.5 * 4)
    assert apart.constant == 1.5 * 3 + 0.5 * 2 + at_best
    assert apart.parts[0].cost.tolist() == [0.5]
