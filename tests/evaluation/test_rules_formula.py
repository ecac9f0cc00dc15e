"""The formula: better never weighs less, never beyond its bounds, nothing from a handful, nothing when switched off."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhan.evaluation.rules.formula import Evidence, Parameters, explained, shrunk, stepped, weigh

FORMULA = Parameters()
LAW = Evidence(people=300, places=300, came=240, answers=150, levels=600)
SMALL = st.integers(0, 200)


@st.composite
def evidences(draw):
    places = draw(SMALL)
    came = draw(st.integers(0, places))
    answers = draw(st.integers(0, came))
    levels = draw(st.integers(answers, 5 * answers))
    return Evidence(people=places, places=places, came=came, answers=answers, levels=levels)


formulas = st.builds(
    Parameters,
    prior=st.integers(1, 200),
    service_prior=st.integers(1, 500),
    neutral_rating=st.floats(1, 5),
    neutral_attendance=st.floats(0, 1),
    rating_gain=st.floats(0, 2),
    attendance_gain=st.floats(0, 4),
    floor=st.floats(0.1, 1),
    ceiling=st.floats(1, 3),
)


@given(evidences(), evidences(), formulas)
def test_a_factor_stays_within_its_bounds(here, rest, formula):
    assert formula.floor <= weigh(here, here + rest, formula).factor <= formula.ceiling


@given(evidences(), evidences(), formulas, st.data())
def test_better_answers_never_weigh_less(here, rest, formula, data):
    better = replace(here, levels=data.draw(st.integers(here.levels, 5 * here.answers)))

    assert weigh(better, better + rest, formula).factor >= weigh(here, here + rest, formula).factor


@given(evidences(), evidences(), formulas, st.data())
def test_more_who_come_never_weigh_less(here, rest, formula, data):
    better = replace(here, came=data.draw(st.integers(here.came, here.places)))

    assert weigh(better, better + rest, formula).factor >= weigh(here, here + rest, formula).factor


@given(evidences(), evidences())
def test_switched_off_every_factor_is_one(here, rest):
    assert weigh(here, here + rest, Parameters(on=False)).factor == 1


@given(evidences())
def test_nothing_follows_from_fewer_than_five(rest):
    few = Evidence(people=4, places=4, came=0, answers=4, levels=4)
    weight = weigh(few, few + rest, FORMULA)

    assert (weight.factor, weight.rating, weight.attendance, weight.shown) == (1, None, None, False)


def test_with_fewer_than_five_answers_attendance_alone_counts():
    here = Evidence(people=20, places=20, came=8, answers=4, levels=20)
    weight = weigh(here, LAW + here, FORMULA)

    assert (weight.factor, weight.rating, weight.shown) == (0.85, None, True)


def test_a_service_that_is_as_good_as_neutral_everywhere_counts_one():
    here = Evidence(people=20, places=20, came=16, answers=10, levels=40)

    assert weigh(here, LAW, FORMULA).factor == 1


def test_the_best_and_the_worst_stop_at_the_bounds():
    steep = Parameters(rating_gain=2, attendance_gain=4)
    best = Evidence(people=200, places=200, came=200, answers=200, levels=1000)
    worst = Evidence(people=200, places=200, came=0, answers=200, levels=200)

    assert [weigh(one, one, steep).factor for one in (best, worst)] == [1.5, 0.5]


def test_the_prior_pulls_few_answers_more_than_many():
    assert (shrunk(25, 5, towards=4, prior=10), shrunk(250, 50, towards=4, prior=10)) == (
        pytest.approx(4.333, abs=0.001),
        pytest.approx(4.833, abs=0.001),
    )


def test_factors_go_by_twentieths():
    assert [stepped(x) for x in (1.0249, 1.025, 0.974, 0.976)] == [1.0, 1.05, 0.95, 1.0]


def test_an_example_is_worked_out_line_by_line():
    here = Evidence(people=24, places=24, came=22, answers=12, levels=57)
    lines = explained(here, LAW, FORMULA)

    assert [line.working for line in lines] == [
        "(600 + 50 × 4) ÷ (150 + 50) = 4",
        "(57 + 10 × 4) ÷ (12 + 10) = 4.409",
        "(240 + 50 × 0.8) ÷ (300 + 50) = 0.8",
        "(22 + 10 × 0.8) ÷ (24 + 10) = 0.882",
        "1 + 0.25 × (4.409 − 4) + 0.5 × (0.882 − 0.8) = 1.143",
        "1.15",
    ]
    assert weigh(here, LAW, FORMULA).factor == 1.15
