"""The page of the formula."""

import pytest
from django.urls import reverse

from tests.evaluation.factories import ConcludedFactory, FormulaFactory, heard
from tests.factories import AppointmentFactory, StationFactory
from yizhan.evaluation.models import Formula
from yizhan.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
SESSION = 10  # who it is, and that the device was seen
PAGE, CHANGE = "/desk/weights/", "/desk/weights/change/"
NUMBERS = {
    "on": "on",
    "window_months": "3",
    "prior": "10",
    "service_prior": "50",
    "neutral_rating": "4",
    "neutral_attendance": "0.8",
    "rating_gain": "0.25",
    "attendance_gain": "0.5",
    "floor": "0.5",
    "ceiling": "1.5",
}


@pytest.fixture
def desk(client, hub):
    client.force_login(hub)
    return client


def test_the_page_shows_the_weights_and_keeps_small_groups_to_itself(desk):
    heard(ConcludedFactory(service__name_zh="看合同"), [5] * 12)
    heard(ConcludedFactory(service__name_zh="做瑜伽"), [1] * 4)

    response = desk.get(PAGE)

    assert {row.service.name_zh: row.factor for row in response.context["rows"]} == {"看合同": 1.2, "做瑜伽": None}
    assert "少于 5 人，按 1 算" in response.content.decode()


def test_the_example_is_worked_out(desk):
    assert "1 + 0.25 × (4.409 − 4) + 0.5 × (0.882 − 0.8) = 1.143" in desk.get(PAGE).content.decode()


def test_the_hub_changes_a_number_and_says_why(desk):
    response = desk.post(CHANGE, {**NUMBERS, "rating_gain": "0.3", "reason": "评分拉开一点"}, follow=True)

    assert response.redirect_chain == [(reverse("evaluation:weight-list"), 302)]
    assert Formula.objects.get().rating_gain == 0.3
    assert "评分拉开一点" in response.content.decode()


def test_the_hub_switches_it_off(desk):
    desk.post(CHANGE, {name: value for name, value in NUMBERS.items() if name != "on"} | {"reason": "先停一停"})

    assert "公式已停用" in desk.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "change", [{"reason": ""}, {"reason": "不变"}, {"floor": "2", "reason": "太高"}, {"prior": "many", "reason": "字"}]
)
def test_what_cannot_be_is_told_in_place(desk, change):
    response = desk.post(CHANGE, {**NUMBERS, **change})

    assert (response.status_code, Formula.objects.count()) == (422, 0)


def test_officers_do_not_see_it(client):
    client.force_login(AppointmentFactory(role=Role.STATION, place=StationFactory()).person)

    assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many(desk, count, django_assert_num_queries):
    for _ in range(count):
        heard(ConcludedFactory(), [5])
    FormulaFactory.create_batch(count)

    with django_assert_num_queries(SESSION + 9):
        response = desk.get(PAGE)

    assert len(response.context["rows"]) == count
