"""What evaluation changed in a draft, on the pages of the hub."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.delivery.months import NOVEMBER_DAY, small_month
from tests.evaluation.factories import CameFactory, ConcludedFactory, FormulaFactory, RatingFactory
from tests.factories import ServiceFactory
from yizhan.delivery.queries.factors import factors_of, influence_of
from yizhan.delivery.queries.problem import problem_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(at, client):
    at(NOVEMBER_DAY)
    found = small_month()
    client.force_login(found.hub)
    return found


def factor(month, service=None, **more):
    return {
        "service": str((service or month.service).pk),
        "station": str(month.station.pk),
        "factor": 0.85,
        "rating": -1,
        "attendance": 0,
        **more,
    }


def page(client, name, draft):
    return client.get(reverse(f"delivery:{name}", args=[draft.pk])).content.decode()


def test_a_month_keeps_which_way_answers_and_attendance_moved_a_weight(month, at):
    activity = ConcludedFactory(
        station=month.station,
        service=month.service,
        starts_at="2026-11-03T12:00+08:00",
        ends_at="2026-11-03T13:00+08:00",
    )
    for came in CameFactory.create_batch(6, activity=activity, checked_in_at=NOVEMBER_DAY):
        RatingFactory(ask__registration=came, ask__asked_at=NOVEMBER_DAY, ask__closes_at="2026-12-30T00:00Z", level=1)

    (kept,) = problem_for(month.draft().month).factors

    assert (kept["service"], kept["rating"], kept["attendance"]) == (str(month.service.pk), -1, 1)
    assert kept["factor"] < 1


def test_factors_are_told_with_names_and_reasons_the_strongest_first(month):
    strong = ServiceFactory()
    draft = month.draft(factors=[factor(month), factor(month, strong, factor=1.5, rating=1, attendance=1)])

    told = factors_of(draft)

    assert [(one.service, one.per_cent, [str(words) for words in one.reasons]) for one in told] == [
        (strong, 50, ["评价比平常高", "到场的人比平常多"]),
        (month.service, -15, ["评价比平常低"]),
    ]


def test_the_page_shows_factors_in_words_and_that_the_formula_is_on(client, month):
    draft = month.draft(factors=[factor(month)])

    shown, side = page(client, "draft-factors", draft), page(client, "draft-detail", draft)

    assert [words in shown for words in ("× 0.85", "少 15%", "评价比平常低", "公式启用中")] == [True] * 4
    assert "0 处的需求多算，1 处少算" in side


@pytest.mark.parametrize(("factors", "words"), [(True, "这份草案是启用时做的"), (False, "所有需求都按 1 算")])
def test_a_formula_that_is_off_says_so(client, month, factors, words):
    FormulaFactory(on=False)
    draft = month.draft(factors=[factor(month)] if factors else [])

    assert words in page(client, "draft-factors", draft)
    assert influence_of(draft).on is False


def test_a_draft_that_evaluation_did_not_change_says_so(client, month):
    draft = month.draft()

    assert "评估没有改动这份草案" in page(client, "draft-factors", draft)
    assert "没有一处需要多算或少算" in page(client, "draft-detail", draft)


def test_the_page_costs_the_same_for_one_factor_and_for_three(client, month):
    costs = []
    page(client, "draft-factors", month.draft())

    for count in (1, 3):
        draft = month.draft(factors=[factor(month, service) for service in ServiceFactory.create_batch(count)])
        with CaptureQueriesContext(connection) as asked:
            assert "× 0.85" in page(client, "draft-factors", draft)
        costs.append(len(asked))

    assert costs[0] == costs[1]
