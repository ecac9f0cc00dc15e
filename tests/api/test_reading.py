"""What the API tells of stations, services and providers."""

from datetime import date, time

import pytest

from tests.factories import (
    CategoryFactory,
    HoursFactory,
    OfferFactory,
    OpeningExceptionFactory,
    PersonFactory,
    ProviderFactory,
    ProviderHoursFactory,
    RoomFactory,
    ServiceFactory,
    StandardFactory,
    StationFactory,
    ZoneFactory,
)
from yizhan.catalogue.models import ProviderAbsence
from yizhan.people.models import Appointment, Role

pytestmark = pytest.mark.django_db


def ids(response):
    return [item["id"] for item in response.json()["items"]]


def test_a_station_is_told_in_both_languages_with_its_place(ask):
    station = StationFactory(name_zh="恒隆广场党群服务站", name_en="Plaza 66 Service Station", constructed=True)

    (found,) = ask("/stations").json()["items"]

    assert found["id"] == str(station.pk)
    assert found["name"] == {"zh": "恒隆广场党群服务站", "en": "Plaza 66 Service Station"}
    assert (found["zone"], found["subdistrict"]) == (station.zone.code, station.subdistrict.code)
    assert found["building"]["slug"] == station.building.slug
    assert found["constructed"] is True


def test_identifiers_are_uuids_of_version_7(ask):
    StationFactory()

    (found,) = ask("/stations").json()["items"]

    assert found["id"][14] == "7"


@pytest.mark.parametrize(
    "query", ["zone={0.zone.code}", "subdistrict={0.subdistrict.code}", "kind=point", "q=四行", "q=Chancery"]
)
def test_stations_are_filtered(ask, query):
    StationFactory(name_zh="越洋国际广场", name_en="Park Place")
    wanted = StationFactory(name_zh="四行天地", name_en="Chancery Court", kind="point")

    assert ids(ask(f"/stations?{query.format(wanted)}")) == [str(wanted.pk)]


def test_filters_hold_together(ask):
    station = StationFactory()

    assert ids(ask(f"/stations?zone={station.zone.code}&kind=point")) == []


@pytest.mark.parametrize("state", ["applied", "visited", "declined", "closed"])
def test_a_station_that_does_not_serve_is_not_there(ask, state):
    station = StationFactory(state=state)
    OfferFactory(station=station)

    answers = [ask(f"/stations/{station.pk}"), ask(f"/stations/{station.pk}/services")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert ids(ask("/stations")) == []


def test_one_station_has_its_rooms_hours_and_exceptions_ahead(ask, at):
    at("2026-11-25T10:00+08:00")
    station = StationFactory()
    RoomFactory(station=station, seats=12)
    RoomFactory(station=station, closed_on=date(2026, 6, 1))
    HoursFactory(station=station, weekday=3, opens=time(9), closes=time(18))
    OpeningExceptionFactory(station=station, day=date(2026, 11, 24))
    OpeningExceptionFactory(station=station, day=date(2026, 11, 26), reason_zh="检修", reason_en="Repairs")

    found = ask(f"/stations/{station.pk}").json()

    assert [room["seats"] for room in found["rooms"]] == [12]
    assert [(hours["weekday"], hours["opens"]) for hours in found["hours"]] == [(3, "09:00:00")]
    assert [(one["day"], one["kind"], one["reason"]["en"]) for one in found["exceptions"]] == [
        ("2026-11-26", "closure", "Repairs")
    ]


@pytest.mark.parametrize(
    ("moment", "doors", "turns"),
    [
        ("2026-11-25T10:00+08:00", "open", "2026-11-25 18:00:00"),
        ("2026-11-25T08:00+08:00", "today", "2026-11-25 09:00:00"),
        ("2026-11-24T19:00+08:00", "tomorrow", "2026-11-25 09:00:00"),
        ("2026-11-25T18:00+08:00", "closed", "None None"),
    ],
)
def test_one_station_tells_whether_one_can_go_in(ask, at, moment, doors, turns):
    at(moment)
    hours = HoursFactory(weekday=3, opens=time(9), closes=time(18))

    opening = ask(f"/stations/{hours.station_id}").json()["opening"]

    assert (opening["doors"], opening["is_open"]) == (doors, doors == "open")
    assert f"{opening['day']} {opening['at']}" == turns


def test_todays_intervals_count_exceptions(ask, at):
    at("2026-11-25T10:00+08:00")
    hours = HoursFactory(weekday=3, opens=time(9), closes=time(18))
    OpeningExceptionFactory(
        station=hours.station, day=date(2026, 11, 25), kind="extended", opens=time(18), closes=time(21)
    )

    opening = ask(f"/stations/{hours.station_id}").json()["opening"]

    assert opening["today"] == [
        {"opens": "09:00:00", "closes": "18:00:00", "kind": "regular"},
        {"opens": "18:00:00", "closes": "21:00:00", "kind": "extended"},
    ]
    assert (opening["at"], opening["settled"]) == ("21:00:00", True)


def test_a_station_tells_what_it_offers_and_when(ask):
    offer = OfferFactory(weekday=3, starts=time(12), ends=time(13), note_zh="请预约", note_en="Please book")
    OfferFactory()

    (found,) = ask(f"/stations/{offer.station_id}/services").json()

    assert (found["service"]["code"], found["station"]["id"]) == (offer.service.code, str(offer.station_id))
    assert (found["weekday"], found["starts"], found["ends"]) == (3, "12:00:00", "13:00:00")
    assert found["note"] == {"zh": "请预约", "en": "Please book"}


def test_a_service_tells_its_standards_and_where_it_is(ask, at):
    at("2026-11-25T10:00+08:00")
    old = StandardFactory(version=1, effective_until=date(2026, 7, 1))
    StandardFactory(service=old.service, version=2, effective_from=date(2026, 7, 1))
    offer = OfferFactory(service=old.service)
    OfferFactory(service=old.service, station=StationFactory(state="applied"))

    found = ask(f"/services/{old.service_id}").json()

    assert found["current"]["version"] == 2
    assert [standard["version"] for standard in found["versions"]] == [2, 1]
    assert [where["station"]["id"] for where in found["offers"]] == [str(offer.station_id)]


def test_a_service_without_a_standard_in_force_says_so(ask):
    service = ServiceFactory()

    assert ask(f"/services/{service.pk}").json()["current"] is None


def test_services_are_filtered(ask):
    wanted = ServiceFactory(name_zh="律师值班咨询", code="FL1")
    ServiceFactory(name_zh="体检报告解读", category=CategoryFactory(code="JK"), code="JK1")

    assert ids(ask("/services?category=FL")) == ids(ask("/services?q=律师")) == [str(wanted.pk)]
    assert ids(ask("/services?category=JK&q=律师")) == []


def test_a_retired_service_is_not_there(ask):
    service = ServiceFactory(retired_on=date(2026, 6, 1))

    assert ask(f"/services/{service.pk}").status_code == 404
    assert ids(ask("/services")) == []


def test_providers_tell_what_they_do_and_where(ask):
    provider, service, zone = ProviderFactory(), ServiceFactory(code="FL1"), ZoneFactory(code="here")
    provider.services.add(service)
    provider.zones.add(zone)
    ProviderFactory(kind="medical")

    (found,) = ask("/providers?service=FL1&zone=here&kind=law").json()["items"]

    assert (found["slug"], found["services"], found["zones"]) == (provider.slug, ["FL1"], ["here"])


def test_one_provider_tells_when_it_can_come_and_not_why_it_cannot(ask, at):
    at("2026-11-25T10:00+08:00")
    hours = ProviderHoursFactory()
    days = {"starts_on": date(2026, 12, 24), "ends_on": date(2026, 12, 31)}
    ProviderAbsence.objects.create(provider=hours.provider, reason_zh="负责人生病", **days)
    ProviderAbsence.objects.create(
        provider=hours.provider, starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 25), reason_zh="过去了"
    )

    found = ask(f"/providers/{hours.provider_id}").json()

    assert found["hours"] == [{"weekday": 2, "starts": "12:00:00", "ends": "13:30:00"}]
    assert found["absences"] == [{"starts_on": "2026-12-24", "ends_on": "2026-12-31"}]


def test_zones_and_categories_are_told_in_their_order(ask):
    ZoneFactory(code="b", position=2)
    ZoneFactory(code="a", position=1)
    CategoryFactory(code="ZW", position=2)
    CategoryFactory(code="DQ", position=1)

    assert [zone["code"] for zone in ask("/zones").json()] == ["a", "b"]
    assert [category["code"] for category in ask("/categories").json()] == ["DQ", "ZW"]


def test_nobody_is_named(ask):
    station = StationFactory()
    person = PersonFactory(name="陆文静")
    Appointment.objects.create(
        person=person, role=Role.STATION, scope="station", scope_id=station.pk, starts_on=date(2026, 1, 1)
    )

    assert "陆文静" not in ask(f"/stations/{station.pk}").content.decode()
