"""Nobody who sees everything that is shown can work out a group of fewer than five."""

from fractions import Fraction
from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yizhan.kernel.suppression import PRIME, few_of, protect

ALL = "all"


def spans(rows, target):
    """Whether `target` is a linear combination of `rows`, worked out with exact fractions."""
    rows = [[Fraction(entry) for entry in row] for row in rows]
    target = [Fraction(entry) for entry in target]
    for column in range(len(target)):
        lead = next((row for row in rows if row[column]), None)
        if lead is None:
            continue
        rows.remove(lead)
        rows = [[a - b * row[column] / lead[column] for a, b in zip(row, lead, strict=True)] for row in rows]
        share = target[column] / lead[column]
        target = [a - b * share for a, b in zip(target, lead, strict=True)]
    return not any(target)


def attacked(cells, counts, shown):
    """Every group of one to four people that an attacker with all shown cells can work out, by trying all of them."""
    atoms = [atom for atom, count in counts.items() if count]
    rows = [[int(atom in cells[key]) for atom in atoms] for key in shown]
    groups = chain.from_iterable(combinations(atoms, size) for size in range(1, 5))
    return [
        group
        for group in groups
        if sum(counts[atom] for atom in group) < 5 and spans(rows, [int(atom in group) for atom in atoms])
    ]


@st.composite
def tables(draw):
    """Answers by service, station and provider, with all the totals that a page of scorecards shows."""
    atoms = st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 1))
    counts = draw(st.dictionaries(atoms, st.integers(0, 9), min_size=1, max_size=9))
    cells = {ALL: frozenset(counts)}
    for place, name in enumerate(("service", "station", "provider")):
        for value in {atom[place] for atom in counts}:
            cells[name, value] = frozenset(atom for atom in counts if atom[place] == value)
    return cells, counts


@settings(max_examples=150, deadline=None)
@given(tables())
def test_an_attacker_who_sees_every_cell_and_total_gets_no_small_group(table):
    cells, counts = table

    shown = protect(cells, counts)

    assert attacked(cells, counts, shown) == []


@settings(max_examples=60, deadline=None)
@given(tables())
def test_what_is_held_back_beyond_small_cells_is_held_back_for_a_reason(table):
    cells, counts = table
    people = {key: sum(counts[atom] for atom in cell) for key, cell in cells.items()}
    large = [key for key in cells if people[key] >= 5]

    assert (protect(cells, counts) == frozenset(large)) == (attacked(cells, counts, large) == [])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 6), st.integers(-3, 3)), max_size=9))
def test_the_groups_that_are_tried_are_all_that_there_are_the_smallest_first(atoms):
    counts, vector = [count for count, _entry in atoms], [entry % PRIME for _count, entry in atoms]
    few = few_of(np.array(counts, dtype=np.int64))

    tried = [
        list(dict.fromkeys(tuple(sorted(group)) for group in groups(np.array(vector, dtype=np.int64))))
        for groups in (few.singles, few.twos, few.threes, few.fours)
    ]

    assert tried == [
        [
            group
            for group in combinations(range(len(atoms)), size)
            if sum(counts[atom] for atom in group) < 5 and sum(vector[atom] for atom in group) % PRIME == 0
        ]
        for size in range(1, 5)
    ]


@settings(max_examples=100, deadline=None)
@given(tables())
def test_looking_at_larger_groups_never_means_looking_at_smaller_ones_again(table):
    cells, counts = table

    shown = protect(cells, counts)

    assert protect({key: cells[key] for key in shown}, counts) == shown


def rows(**counts):
    """One dimension with its total."""
    return {ALL: frozenset(counts), **{name: frozenset([name]) for name in counts}}, counts


def test_one_small_row_takes_the_next_smallest_with_it():
    cells, counts = rows(law=3, yoga=7, film=20)

    assert protect(cells, counts) == {ALL, "film"}


def test_two_small_rows_that_are_five_together_need_no_more():
    cells, counts = rows(law=3, yoga=4, film=20)

    assert protect(cells, counts) == {ALL, "film"}


def test_without_small_groups_everything_is_shown():
    cells, counts = rows(law=5, yoga=7, film=20)

    assert protect(cells, counts) == set(cells)


def test_a_row_that_nobody_stands_behind_gives_nothing_away():
    cells, counts = rows(law=0, yoga=7, film=20)

    assert protect(cells, counts) == {ALL, "yoga", "film"}


def test_a_station_less_its_only_large_service_is_not_left_over():
    counts = {("law", "here"): 9, ("yoga", "here"): 3, ("film", "there"): 30, ("yoga", "there"): 30}
    cells = {
        "law": frozenset({("law", "here")}),
        "here": frozenset({("law", "here"), ("yoga", "here")}),
        "there": frozenset({("film", "there"), ("yoga", "there")}),
    }

    assert protect(cells, counts) == {"here", "there"}


def test_four_single_people_in_four_places_are_found():
    counts = {"a": 1, "b": 1, "c": 1, "d": 1, "e": 50}
    cells = {"all": frozenset(counts), "large": frozenset({"e"})}

    assert protect(cells, counts) == {"all"}


@pytest.mark.parametrize("cells", [{}, {ALL: frozenset()}, {ALL: frozenset({"a"})}])
def test_nothing_comes_of_nothing(cells):
    assert protect(cells, {}) == set()
