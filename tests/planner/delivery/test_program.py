"""Programs are taken apart, added to and solved as their rows and columns say."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.planner.delivery.tiny import allows, optimum, points, whole_programs
from yizhan.planner.delivery.program import INFINITE, Builder, Rows, engine, solve_whole

FEW = settings(deadline=None, max_examples=25)


def knapsack():
    """Three things worth 5, 4 and 3, of weights 2, 3 and 1, of which 4 can be carried; and no more than two of them."""
    build = Builder()
    for worth in (5, 4, 3):
        build.column(worth, high=1, whole=True)
    build.row([(0, 2), (1, 3), (2, 1)], high=4)
    build.row([(0, 1), (1, 1), (2, 1)], low=0, high=2)
    return build.program()


def rows(*terms, high):
    return Rows(
        low=np.full(len(terms), -INFINITE),
        high=np.array(high, dtype=float),
        starts=np.cumsum([0] + [len(row) for row in terms]),
        columns=np.array([column for row in terms for column, _ in row], dtype=np.int64),
        factors=np.array([factor for row in terms for _, factor in row], dtype=float),
    )


def drawn_choice(data, program):
    """Some of the columns, and one of the points."""
    kept = np.array([data.draw(st.booleans()) for _ in program.cost])
    every = points(program)
    assume(every and kept.any())
    return kept, data.draw(st.sampled_from(every))


def test_columns_and_rows_are_numbered_in_order():
    build = Builder()

    assert [build.column(), build.column(2.0, low=-1, high=7, whole=True)] == [0, 1]
    assert [build.row([(1, 3.0)], high=4), build.row([], low=0), build.row([(0, 1.0), (1, -1.0)])] == [0, 1, 2]

    program = build.program()
    assert program.cost.tolist() == [0, 2]
    assert program.low.tolist() == [0, -1]
    assert program.high.tolist() == [INFINITE, 7]
    assert program.whole.tolist() == [False, True]
    assert program.row_low.tolist() == [-INFINITE, 0, -INFINITE]
    assert program.row_high.tolist() == [4, INFINITE, INFINITE]
    assert program.row_of.tolist() == [0, 2, 2]


def test_activity_is_what_every_row_adds_up_to():
    assert knapsack().activity(np.array([1.0, 0.5, 2.0])).tolist() == [5.5, 3.5]


def test_the_activity_of_a_row_without_columns_is_nothing():
    build = Builder()
    build.column()
    build.row([], low=0)

    assert build.program().activity(np.array([3.0])).tolist() == [0]


def test_more_rows_stand_below_those_there_are():
    program = knapsack().with_rows(rows([(1, 1.0)], [(0, 1.0), (2, 2.0)], high=[0, 2]))

    assert program.activity(np.array([1.0, 1.0, 1.0])).tolist() == [6, 3, 1, 3]
    assert program.row_high.tolist() == [4, 2, 0, 2]
    assert optimum(program) == 5


def test_no_more_rows_change_nothing():
    program = knapsack()

    assert program.with_rows(rows(high=[])).activity(np.ones(3)).tolist() == program.activity(np.ones(3)).tolist()


def test_a_program_can_lose_rows():
    program = knapsack().with_only(np.array([False, True]))

    assert program.activity(np.array([1.0, 0.5, 2.0])).tolist() == [3.5]
    assert program.row_high.tolist() == [2]
    assert optimum(program) == 9


def test_a_program_inside_keeps_its_own_rows_at_other_costs():
    build = Builder()
    for _ in range(3):
        build.column(1.0, high=4, whole=True)
    build.row([(0, 1), (1, 1)], high=9)
    build.row([(2, 1), (1, 2)], low=1, high=5)
    build.row([(2, 3)], high=7)

    inside = build.program().inside(np.array([False, True, True]), cost=np.array([1.0, 2.0, 3.0]))

    assert inside.cost.tolist() == [2, 3]
    assert inside.row_low.tolist() == [1, -INFINITE]
    assert inside.row_high.tolist() == [5, 7]
    assert inside.activity(np.array([1.0, 10.0])).tolist() == [12, 30]


@FEW
@given(whole_programs(), st.data())
def test_the_program_inside_allows_what_only_its_own_rows_allow(program, data):
    kept, x = drawn_choice(data, program)

    inside = program.inside(kept, cost=program.cost)

    assert allows(inside, x[kept])
    own = [row for row in range(len(program.row_low)) if all(kept[program.columns[program.row_of == row]])]
    assert inside.row_high.tolist() == program.row_high[own].tolist()
    assert inside.activity(x[kept]).tolist() == program.activity(x)[own].tolist()


@FEW
@given(whole_programs(), st.data())
def test_a_restricted_program_is_the_program_with_the_others_held(program, data):
    kept, x = drawn_choice(data, program)

    best = optimum(program.restricted(kept, x)) + program.cost[~kept] @ x[~kept]

    with_others_held = [other for other in points(program) if (other[~kept] == x[~kept]).all()]
    assert best == pytest.approx(max(program.cost @ other for other in with_others_held))


def test_a_restricted_program_leaves_out_the_rows_it_cannot_change():
    build = Builder()
    build.column(1.0, high=4)
    build.column(1.0, high=4)
    build.row([(0, 1)], high=3)
    build.row([(0, 1), (1, 2)], low=1)

    restricted = build.program().restricted(np.array([False, True]), np.array([3.0, 0.0]))

    assert restricted.row_low.tolist() == [-2]
    assert restricted.row_high.tolist() == [INFINITE]


@FEW
@given(whole_programs())
def test_no_whole_point_is_better_than_the_one_found(program):
    best = optimum(program)

    solved = solve_whole(program, seconds=5, gap=0)

    if best == -math.inf:
        assert (solved.x, solved.optimal) == (None, False)
    else:
        assert solved.optimal
        assert allows(program, solved.x)
        assert [solved.value, solved.bound, program.cost @ solved.x] == pytest.approx([best] * 3)


def test_relaxed_columns_may_be_fractions():
    relaxed = engine(knapsack(), relaxed=True)
    relaxed.run()

    assert relaxed.getInfo().objective_function_value == pytest.approx(8.5)
    assert solve_whole(knapsack(), seconds=5).value == pytest.approx(8)


def test_columns_that_need_not_be_whole_are_not():
    build = Builder()
    build.column(1.0, high=1, whole=True)
    build.column(1.0, high=1)
    build.row([(0, 2), (1, 2)], high=3)

    solved = solve_whole(build.program(), seconds=5)

    assert solved.x.tolist() == pytest.approx([1, 0.5])


def test_without_whole_columns_the_value_is_the_bound():
    build = Builder()
    build.column(1.0, high=5)

    solved = solve_whole(build.program(), seconds=5)

    assert (solved.value, solved.bound, solved.optimal) == (5, 5, True)


def market(items=40):
    """A knapsack of many rows that takes long to prove."""
    chance, build = np.random.default_rng(3), Builder()
    for _ in range(items):
        build.column(float(chance.integers(20, 60)), high=1, whole=True)
    for _ in range(8):
        build.row([(column, float(chance.integers(5, 60))) for column in range(items)], high=400)
    return build.program()


def test_a_search_cut_short_gives_a_start_or_better_and_a_bound():
    program = market()
    start = np.zeros(40)
    start[:5] = 1

    solved = solve_whole(program, seconds=5, start=start, stop=lambda: True)

    assert allows(program, start)
    assert not solved.optimal
    assert allows(program, solved.x)
    assert program.cost @ start <= solved.value <= solved.bound


def test_what_is_better_than_the_start_is_given_and_not_the_start():
    build = Builder()
    for cost, whole in zip((-0.25, -0.25, 0.7, 0, 0, 0, 0.7), (True, True, *[False] * 5), strict=True):
        build.column(cost, high=1, whole=whole)
    build.row([(0, -1), (1, -1)], low=-1, high=-1)
    build.row([(4, 1), (5, 1), (6, -1)], low=0, high=0)
    build.row([(3, 1), (5, 1), (1, -2)], high=0)
    build.row([(6, 1), (0, -1), (5, -1)], high=0)
    program = build.program()

    solved = solve_whole(program, seconds=5, start=np.array([0.0, 1, 0, 1, 0, 1, 1]))

    assert program.cost @ solved.x == pytest.approx(solved.value)
    assert solved.value == pytest.approx(1.15)


def test_a_gap_ends_the_search():
    program = market()

    solved = solve_whole(program, seconds=5, gap=0.9)

    assert solved.optimal
    assert solved.bound <= 1.9 * solved.value


def test_in_haste_the_answer_is_as_good_where_there_is_time():
    calm, hasty = (solve_whole(knapsack(), seconds=5, gap=0, hasty=hasty).value for hasty in (False, True))

    assert hasty == pytest.approx(calm)
