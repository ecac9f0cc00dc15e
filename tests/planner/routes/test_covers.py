"""Cuts on who can be at a point at once."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from yizhan.planner.routes.covers import covers, large_ones


@given(
    sizes=st.lists(st.integers(1, 12), min_size=2, max_size=7),
    shares=st.lists(st.floats(0, 1), min_size=7, max_size=7),
    capacity=st.integers(1, 30),
)
@settings(max_examples=150, deadline=None)
def test_no_cut_forbids_groups_that_fit_together(sizes, shares, capacity):
    there = {group: shares[group] for group in range(len(sizes)) if shares[group] > 0.05}

    cuts = [*large_ones(there, sizes, capacity), *covers(there, sizes, capacity)]

    groups = range(len(sizes))
    fitting = [
        set(some)
        for count in range(len(sizes) + 1)
        for some in combinations(groups, count)
        if sum(sizes[group] for group in some) <= capacity
    ]
    assert [(members, most) for members, most in cuts for some in fitting if len(some & members) > most] == []


def test_of_three_groups_of_which_no_two_fit_one_may_come():
    cuts = list(large_ones({0: 0.5, 1: 0.4, 2: 0.4}, [20, 25, 30], 40))

    assert cuts[0] == ({0, 1, 2}, 1)
