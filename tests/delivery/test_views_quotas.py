"""The page of quotas."""

import pytest
from django.urls import reverse

from tests.factories import AppointmentFactory, CategoryFactory, StationFactory
from yizhan.delivery.models import Quota
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db
ADDRESS = reverse("delivery:quota-list")


@pytest.fixture
def hub(client):
    person = AppointmentFactory(role=Role.HUB).person
    client.force_login(person)
    return person


def test_a_number_is_saved_and_said(client, hub):
    station, category = StationFactory(), CategoryFactory()

    response = client.post(ADDRESS, {f"{station.pk.hex}-{category.pk.hex}": "4"}, follow=True)

    assert [str(message) for message in response.context["messages"]] == ["1 处配额已改，下一份计划起算。"]
    assert list(Quota.objects.values_list("sessions", flat=True)) == [4]


def test_a_number_too_large_is_refused_in_place(client, hub):
    station, category = StationFactory(), CategoryFactory()

    response = client.post(ADDRESS, {f"{station.pk.hex}-{category.pk.hex}": "44"})

    assert response.status_code == 422
    assert Quota.objects.count() == 0


def test_a_zone_narrows_the_table(client, hub):
    station, other = StationFactory(), StationFactory()
    CategoryFactory()

    body = client.get(ADDRESS, {"zone": station.zone.code}).content.decode()

    assert [name in body for name in (f"{station.name_zh}<", f"{other.name_zh}<")] == [True, False]


def test_without_stations_the_page_says_so(client, hub):
    assert "没有运行中的站点" in client.get(ADDRESS).content.decode()


def test_the_page_is_the_hubs(client):
    client.force_login(AppointmentFactory(role=Role.STATION, place=StationFactory()).person)

    assert client.get(ADDRESS).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_costs_the_same_for_many(client, hub, count, django_assert_num_queries):
    CategoryFactory()
    StationFactory.create_batch(count)

    with django_assert_num_queries(17):
        body = client.get(ADDRESS).content.decode()

    assert body.count('type="number"') == count
