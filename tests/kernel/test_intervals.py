"""Intervals, against values from published tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhan.kernel.intervals import (
    Estimate,
    beyond_chance,
    difference,
    mean_of_levels,
    share,
    t_quantile,
)


@pytest.mark.parametrize(
    ("freedom", "table"), [(4, 2.776), (5, 2.571), (9, 2.262), (29, 2.045), (60, 2.000), (1000, 1.962)]
)
def test_students_t_is_what_the_tables_say(freedom, table):
    assert t_quantile(freedom) == pytest.approx(table, abs=0.001)


def test_wilsons_interval_is_what_newcombe_1998_prints():
    found = share(81, 263)

    assert (found.low, found.high) == (pytest.approx(0.2553, abs=1e-4), pytest.approx(0.3662, abs=1e-4))


def test_the_mean_of_five_levels_with_students_t():
    levels = [3, 4, 4, 5, 5]
    found = mean_of_levels(5, sum(levels), sum(level**2 for level in levels))

    assert (found.value, found.low, found.high) == (
        4.2,
        pytest.approx(4.2 - 2.776 * 0.83666 / 5**0.5, abs=0.001),
        5.0,
    )


def test_answers_that_are_all_the_same_are_not_certain():
    found = mean_of_levels(5, 20, 80)

    assert (found.low, found.high) == (pytest.approx(3.642, abs=0.001), pytest.approx(4.358, abs=0.001))


def test_nobody_out_of_ten_is_not_nobody_ever():
    assert share(0, 10).high == pytest.approx(0.2775, abs=1e-4)


def test_newcombes_interval_of_a_difference_of_shares():
    found = difference(share(48, 80), share(56, 70))  # 56 of 70 less 48 of 80, his example (a)

    assert (found.low, found.high) == (pytest.approx(0.0524, abs=1e-3), pytest.approx(0.3339, abs=1e-3))
    assert beyond_chance(found)


def test_a_small_change_is_not_beyond_chance():
    before, after = Estimate(value=4.0, low=3.7, high=4.3), Estimate(value=4.2, low=3.9, high=4.5)

    assert not beyond_chance(difference(before, after))
    assert beyond_chance(difference(Estimate(value=3.0, low=2.8, high=3.2), after))
    assert beyond_chance(difference(after, Estimate(value=3.0, low=2.8, high=3.2)))


@given(st.lists(st.integers(1, 5), min_size=5, max_size=80))
def test_a_mean_lies_in_its_interval_and_the_interval_in_the_scale(levels):
    found = mean_of_levels(len(levels), sum(levels), sum(level**2 for level in levels))

    assert 1 <= found.low <= found.value <= found.high <= 5


@given(st.integers(1, 500), st.data())
def test_a_share_lies_in_its_interval(whole, data):
    found = share(data.draw(st.integers(0, whole)), whole)

    assert 0 <= found.low <= found.value <= found.high <= 1
