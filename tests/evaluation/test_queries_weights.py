"""What the formula makes of what happened."""

from datetime import date, datetime, timedelta

import pytest

from tests.evaluation.factories import ConcludedFactory, FormulaFactory, heard
from tests.factories import ServiceFactory, StationFactory
from yizhan.activities.models import ActivityState
from yizhan.evaluation.queries import formula_in_force, weights
from yizhan.evaluation.rules.formula import Evidence, Parameters

pytestmark = pytest.mark.django_db
APRIL = date(2026, 4, 1)


def test_a_service_that_people_like_here_counts_more_and_one_they_leave_counts_less():
    law, yoga, here = ServiceFactory(), ServiceFactory(), StationFactory()
    heard(ConcludedFactory(service=law, station=here), [5] * 12)
    heard(ConcludedFactory(service=yoga, station=here), [2] * 6, absent=10)

    found = weights(month=APRIL)

    assert {pair: weight.factor for pair, weight in found.items()} == {
        (law.pk, here.pk): 1.2,
        (yoga.pk, here.pk): 0.65,
    }
    assert found[law.pk, here.pk].evidence == Evidence(people=12, places=12, came=12, answers=12, levels=60)


def test_the_same_service_weighs_by_what_happened_at_each_station():
    law, here, there = ServiceFactory(), StationFactory(), StationFactory()
    heard(ConcludedFactory(service=law, station=here), [5] * 8)
    heard(ConcludedFactory(service=law, station=there), [1] * 8)

    found = weights(month=APRIL)

    assert found[law.pk, here.pk].factor > 1 > found[law.pk, there.pk].factor


def test_only_concluded_activities_of_the_months_before_count():
    service, station = ServiceFactory(), StationFactory()
    for text, level in (
        ("2025-12-31T23:59+08:00", 1),
        ("2026-01-01T00:00+08:00", 4),
        ("2026-03-31T23:59+08:00", 4),
        ("2026-04-01T00:00+08:00", 1),
    ):
        at = datetime.fromisoformat(text)
        heard(
            ConcludedFactory(service=service, station=station, starts_at=at, opens_at=at - timedelta(days=9)),
            [level] * 5,
        )
    heard(ConcludedFactory(service=service, station=station, state=ActivityState.PUBLISHED), [1] * 5)

    assert weights(month=APRIL)[service.pk, station.pk].evidence.levels == 40


def test_an_activity_without_a_service_weighs_nothing():
    heard(ConcludedFactory(service=None, category=ServiceFactory().category), [5] * 5)

    assert weights(month=APRIL) == {}


def test_few_people_weigh_nothing():
    activity = heard(ConcludedFactory(), [1, 1, 1, None])

    assert weights(month=APRIL)[activity.service_id, activity.station_id].factor == 1


def test_switched_off_everything_counts_one():
    activity = heard(ConcludedFactory(), [1] * 9)
    FormulaFactory(on=False)

    assert weights(month=APRIL)[activity.service_id, activity.station_id].factor == 1


def test_without_a_row_the_formula_is_the_one_the_product_came_with():
    assert formula_in_force() == Parameters()


@pytest.mark.parametrize("count", [1, 3])
def test_weights_cost_the_same_for_many(count, django_assert_num_queries):
    for _ in range(count):
        heard(ConcludedFactory(), [5])

    with django_assert_num_queries(2):
        assert len(weights(month=APRIL)) == count
