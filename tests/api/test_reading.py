"""What the API tells of stations, services and providers."""

from datetime import time

import pytest

from tests.factories import (
    HoursFactory,
    OfferFactory,
    ProviderFactory,
    RoomFactory,
    ServiceFactory,
    StandardFactory,
    StationFactory,
    ZoneFactory,
)

pytestmark = pytest.mark.django_db


def walk(ask, path):
    """Every item of every page, following the links."""
    items, address = [], path
    while address:
        body = ask(address).json()
        items += body["items"]
        address = body["next"] and body["next"].split("/api/v1")[1]
    return items


def test_stations_are_told_in_both_languages(ask):
    station = StationFactory(name_zh="恒隆广场党群服务站", name_en="Plaza 66 Service Station")

    (found,) = ask("/stations").json()["items"]

    assert found["id"] == str(station.pk)
    assert found["name"] == {"zh": "恒隆广场党群服务站", "en": "Plaza 66 Service Station"}
    assert found["zone"]["code"] == station.zone.code


def test_walking_the_pages_meets_every_station_once(ask):
    stations = StationFactory.create_batch(7)

    found = walk(ask, "/stations?limit=3")

    assert [item["id"] for item in found] == sorted(str(station.pk) for station in stations)


def test_the_next_page_is_also_in_a_link_header(ask):
    StationFactory.create_batch(2)

    assert 'rel="next"' in ask("/stations?limit=1").headers["Link"]
    assert "Link" not in ask("/stations?limit=2").headers


def test_stations_are_filtered(ask):
    here, there = StationFactory(name_zh="越洋国际广场"), StationFactory(name_zh="四行天地", kind="point")

    assert [s["id"] for s in ask(f"/stations?zone={here.zone.code}").json()["items"]] == [str(here.pk)]
    assert [s["id"] for s in ask("/stations?kind=point").json()["items"]] == [str(there.pk)]
    assert [s["id"] for s in ask("/stations?q=越洋").json()["items"]] == [str(here.pk)]


def test_one_station_has_its_rooms_and_hours(ask, at):
    at("2026-11-25T10:00+08:00")
    station = StationFactory()
    RoomFactory(station=station, seats=12)
    HoursFactory(station=station, weekday=3, opens=time(9), closes=time(18))

    found = ask(f"/stations/{station.pk}").json()

    assert [room["seats"] for room in found["rooms"]] == [12]
    assert [(hours["weekday"], hours["opens"]) for hours in found["hours"]] == [(3, "09:00:00")]
    assert found["is_open"] is True


def test_a_station_tells_what_it_offers(ask):
    offer = OfferFactory(weekday=3, starts=time(12), ends=time(13))

    (found,) = ask(f"/stations/{offer.station_id}/services").json()

    assert (found["service"], found["weekday"]) == (offer.service.code, 3)


def test_a_service_tells_its_standards_and_where_it_is(ask):
    standard = StandardFactory(version=1)
    offer = OfferFactory(service=standard.service)

    found = ask(f"/services/{standard.service_id}").json()

    assert found["current"]["version"] == 1
    assert [where["station"] for where in found["offers"]] == [str(offer.station_id)]


def test_services_are_filtered(ask):
    ServiceFactory(name_zh="律师值班咨询", code="FL1")

    assert [s["code"] for s in ask("/services?category=FL&q=律师").json()["items"]] == ["FL1"]
    assert ask("/services?category=JK").json()["items"] == []


def test_providers_tell_what_they_do_and_where(ask):
    provider, service, zone = ProviderFactory(), ServiceFactory(code="FL1"), ZoneFactory(code="here")
    provider.services.add(service)
    provider.zones.add(zone)

    (found,) = ask("/providers?service=FL1&zone=here&kind=law").json()["items"]

    assert (found["slug"], found["services"], found["zones"]) == (provider.slug, ["FL1"], ["here"])
    assert ask(f"/providers/{provider.pk}").json()["slug"] == provider.slug


def test_zones_and_categories_are_told_in_order(ask):
    ZoneFactory(code="b", position=2)
    ZoneFactory(code="a", position=1)

    assert [zone["code"] for zone in ask("/zones").json()] == ["a", "b"]


def test_the_same_answer_has_the_same_tag_and_is_not_sent_twice(ask):
    StationFactory()
    first = ask("/stations")

    again = ask("/stations", **{"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    StationFactory()
    assert ask("/stations", **{"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", ["/stations", "/services", "/providers"])
def test_a_list_costs_the_same_for_one_and_three(ask, path, django_assert_max_num_queries):
    for _ in range(3):
        StationFactory(), ServiceFactory(), ProviderFactory()

    with django_assert_max_num_queries(12):
        three = ask(path)

    assert len(three.json()["items"]) == 3


def test_the_description_is_open_to_anyone_and_carries_examples(client):
    document = client.get("/api/v1/openapi.json").json()

    assert document["openapi"].startswith("3.")
    schemas = document["components"]["schemas"]
    assert [name for name, schema in schemas.items() if name.endswith("Out") and "example" not in str(schema)] == []
