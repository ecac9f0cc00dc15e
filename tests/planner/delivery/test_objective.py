"""The points of a plan, against sums made by hand."""

from dataclasses import replace

import pytest

from tests.planner.delivery.factories import (
    CLINIC_AT_C,
    SESSIONS,
    TALK_AT_A,
    TALK_AT_B,
    changed,
    month,
    pin,
    planned,
    weights,
)
from yizhan.planner.delivery.objective import (
    Account,
    account,
    coverage,
    covered,
    gini,
    objective,
    people_served,
    shortages,
    worst,
    worth,
)
from yizhan.planner.delivery.plan import Party
from yizhan.planner.delivery.problem import Need, Piece, piece_sizes

NOTHING = Account(served=0, comfort=0, fairness=0, sessions=0, overload=0, shortages=0, kept=0)


def test_every_part_of_the_account_is_the_sum_made_by_hand():
    usual = month()
    problem = month(
        needs=changed(usual.needs, "n2", group=1),
        providers=changed(usual.providers, "Q", capacity=1),
        stations=changed(usual.stations, "A", quota={"party": 2, "health": 1}),
        published=(pin(), pin(), pin(at="B")),
        weights=weights(keep=2),
    )

    made = account(problem, planned(problem, *SESSIONS))

    assert made.served == pytest.approx((5 * 1.2 + 3) + 2 * (2 * 1.2 + 1 + 0.7) + (3 * 1.2 + 2))
    assert made.comfort == pytest.approx(2 * 2 * (1 - 0.4 * (1 - 0.5 / 3)) + 2 * 2 * (1 - 0.5 * 0.4) + 5 * 0.1)
    assert made.fairness == pytest.approx(0.05 * (10 + 8 + 6) * 0.8)
    assert made.sessions == pytest.approx(3 * 3)
    assert made.overload == pytest.approx(1.5)
    assert made.shortages == pytest.approx(60 * 2)
    assert made.kept == pytest.approx(2)
    assert made.total == pytest.approx(22.8 - (8 / 3 + 3.2 + 0.5) + 0.96 - 9 - 1.5 - 120 + 2)


def test_the_objective_is_the_total_of_the_account():
    problem = month()
    plan = planned(problem, *SESSIONS)

    assert objective(problem, plan) == account(problem, plan).total


def test_lexicographic_fairness_leaves_the_points_as_they_are():
    problem = month(weights=weights(fairness_first=True))

    assert objective(problem, planned(problem, *SESSIONS)) == objective(month(), planned(month(), *SESSIONS))


def test_an_empty_plan_has_nothing_but_its_shortages():
    problem = month(stations=changed(month().stations, "A", quota={"party": 2}))

    assert account(problem, planned(problem)) == replace(NOTHING, shortages=120)


def test_a_long_session_suits_as_its_first_slot_does():
    late = replace(CLINIC_AT_C, slot=1)
    problem = month(needs=changed(month().needs, "n3", slots=(0.9, 0.4, 1.0)))

    assert account(problem, planned(problem, late)).comfort == pytest.approx(5 * 0.6)


def test_overload_starts_above_the_whole_part_of_the_comfortable_share():
    three = (TALK_AT_A, CLINIC_AT_C, replace(TALK_AT_A, slot=1, parties=()))

    assert account(month(), planned(month(), *three)).overload == 1.5
    relaxed = month(weights=weights(overload_from=1))
    assert account(relaxed, planned(relaxed, *three)).overload == 0


def test_more_sessions_than_the_quota_do_not_make_up_for_a_shortage_elsewhere():
    problem = month(stations=changed(changed(month().stations, "A", quota={"party": 1}), "B", quota={"party": 3}))
    plan = planned(problem, TALK_AT_A, replace(TALK_AT_A, slot=1, parties=()), TALK_AT_B)

    assert shortages(problem, plan) == {("B", "party"): 2}


@pytest.mark.parametrize(
    ("people", "points"), [(0, 0), (4, 4.8), (5, 6), (6, 7), (8, 9), (9, 9.7), (10, 10.4), (12, 10.4)]
)
def test_serving_a_need_is_worth_less_and_less(people, points):
    need = Need(id="n", service="talk", station="A", people=10, slots=(1,))

    assert worth(need, people, weights=weights()) == pytest.approx(points)
    assert worth(replace(need, weight=3), people, weights=weights()) == pytest.approx(3 * points)


@pytest.mark.parametrize(
    ("people", "sizes"), [(1, (0, 0, 1)), (2, (1, 1, 0)), (3, (2, 1, 0)), (4, (2, 1, 1)), (7, (4, 2, 1))]
)
def test_pieces_of_a_need_are_whole_people(people, sizes):
    assert piece_sizes(people, weights()) == sizes


def test_one_piece_takes_everyone():
    assert piece_sizes(9, weights(pieces=(Piece(share=1, worth=1),))) == (9,)


def test_coverage_is_by_the_home_of_the_need_and_by_weight():
    plan = planned(month(), *SESSIONS)

    assert people_served(plan) == {"n1": 8, "n2": 4, "n3": 5}
    assert coverage(month(), plan) == pytest.approx({"A": 0.8, "B": 1.0, "C": 5 / 6})
    assert covered(month(), plan) == pytest.approx((8 + 2 * 4 + 5) / 24)


def test_coverage_leaves_out_stations_without_needs():
    problem = month(needs=month().needs[:2])
    plan = planned(problem, replace(TALK_AT_A, parties=(Party(need="n1", people=5),)))

    assert coverage(problem, plan) == {"A": 0.5, "B": 0.0}
    assert worst(coverage(problem, plan)) == 0


@pytest.mark.parametrize(
    ("shares", "expected"),
    [((0.7, 0.7, 0.7), 0), ((0, 0, 0, 1), 0.75), ((0.5, 1.0), 1 / 6), ((0, 0), 0), ((), 0)],
)
def test_the_gini_coefficient_of_coverage(shares, expected):
    assert gini(dict(enumerate(shares))) == pytest.approx(expected)


def test_a_need_that_counts_half_is_worth_half():
    need = month().needs[0]

    assert worth(replace(need, weight=0.5), 2, weights=weights()) == worth(need, 2, weights=weights()) / 2
