"""A list costs the same for one row and for three."""

from datetime import datetime

import pytest

from tests.activities.factories import ActivityFactory
from tests.factories import (
    CategoryFactory,
    HoursFactory,
    OfferFactory,
    ProviderFactory,
    ProviderHoursFactory,
    RoomFactory,
    ServiceFactory,
    StandardFactory,
    StationFactory,
    ZoneFactory,
)

pytestmark = pytest.mark.django_db
TOKEN, ROLES = 1, 1


def call(client, secret, path):
    return client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {secret}"})


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("/stations", 1), ("/services", 1), ("/providers", 3), ("/activities", 1)]
)
def test_a_list_costs_the_same_for_many(client, token, path, queries, count, django_assert_num_queries):
    secret = token()
    StationFactory.create_batch(count)
    ActivityFactory.create_batch(
        count,
        starts_at=datetime.fromisoformat("2099-01-01T12:00+08:00"),
        station=StationFactory(state="closed"),
        service=None,
        category=CategoryFactory(),
    )
    for provider, service in zip(ProviderFactory.create_batch(count), ServiceFactory.create_batch(count), strict=True):
        provider.services.add(service)
        provider.zones.add(ZoneFactory())

    with django_assert_num_queries(TOKEN + ROLES + queries):
        response = call(client, secret, path)

    assert len(response.json()["items"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_one_station_costs_the_same_for_many_rooms(client, token, count, django_assert_num_queries):
    secret, station = token(), StationFactory()
    RoomFactory.create_batch(count, station=station)
    for weekday in range(1, count + 1):
        HoursFactory(station=station, weekday=weekday)

    with django_assert_num_queries(TOKEN + ROLES + 6):
        response = call(client, secret, f"/stations/{station.pk}")

    assert (len(response.json()["rooms"]), len(response.json()["hours"])) == (count, count)


@pytest.mark.parametrize("count", [1, 3])
def test_what_a_station_offers_costs_the_same_for_many(client, token, count, django_assert_num_queries):
    secret, station = token(), StationFactory()
    OfferFactory.create_batch(count, station=station)

    with django_assert_num_queries(TOKEN + ROLES + 2):
        response = call(client, secret, f"/stations/{station.pk}/services")

    assert len(response.json()) == count


@pytest.mark.parametrize("count", [1, 3])
def test_one_service_costs_the_same_for_many_stations(client, token, count, django_assert_num_queries):
    secret, standard = token(), StandardFactory()
    OfferFactory.create_batch(count, service=standard.service)

    with django_assert_num_queries(TOKEN + ROLES + 4):
        response = call(client, secret, f"/services/{standard.service_id}")

    assert len(response.json()["offers"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_one_provider_costs_the_same_for_many_hours(client, token, count, django_assert_num_queries):
    secret, provider = token(), ProviderFactory()
    for weekday in range(1, count + 1):
        ProviderHoursFactory(provider=provider, weekday=weekday)

    with django_assert_num_queries(TOKEN + ROLES + 5):
        response = call(client, secret, f"/providers/{provider.pk}")

    assert len(response.json()["hours"]) == count
