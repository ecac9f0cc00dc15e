from datetime import date, time

import pytest
from django.urls import reverse

from tests.evaluation.factories import SurveyAnswerFactory
from tests.factories import (
    AppointmentFactory,
    BuildingFactory,
    ConsentFactory,
    ConsentTextFactory,
    HoursFactory,
    OfferFactory,
    OpeningExceptionFactory,
    PersonFactory,
    RoomFactory,
    StationFactory,
)
from yizhan.network.models import Workplace

pytestmark = pytest.mark.django_db
NOON = "2026-11-25T12:14+08:00"  # a Wednesday


def text_of(response):
    return response.content.decode()


def test_home_speaks_to_the_moment(client, at):
    at(NOON)

    assert "午休还有 <b>76</b> 分钟" in text_of(client.get("/"))


def test_home_begins_with_the_stations_nearest_to_the_chosen_building(client, at):
    at(NOON)
    far = StationFactory(building=BuildingFactory(lat=31.30, lon=121.45))
    near = StationFactory(building=BuildingFactory(lat=31.2301, lon=121.45))
    here = BuildingFactory(lat=31.23, lon=121.45)
    client.cookies["building"] = here.slug

    page = text_of(client.get("/"))

    assert page.index(near.name_zh) < page.index(far.name_zh)
    assert "10 m" in page


def test_home_tells_what_happens_today_near_and_leaves_out_a_station_that_is_closed(client, at):
    at(NOON)
    offers = [OfferFactory(weekday=3, starts=time(12, 30), ends=time(13)) for _ in range(2)]
    for offer in offers:
        HoursFactory(station=offer.station, weekday=3)
    OpeningExceptionFactory(station=offers[1].station, day=date(2026, 11, 25))

    page = text_of(client.get("/"))

    assert (offers[0].service.name_zh in page, offers[1].service.name_zh in page) == (True, False)


def test_choosing_a_building_is_remembered_on_the_device_alone_without_consent(client):
    building, person = BuildingFactory(), PersonFactory()
    client.force_login(person)

    response = client.post(reverse("portal:building-choose", args=[building.slug]))

    assert response.cookies["building"].value == building.slug
    assert Workplace.objects.count() == 0


def test_choosing_a_building_is_kept_as_the_workplace_with_consent(client):
    building = BuildingFactory()
    consent = ConsentFactory(text=ConsentTextFactory(purpose="workplace"))
    client.force_login(consent.person)

    client.post(reverse("portal:building-choose", args=[building.slug]))

    assert list(Workplace.objects.values_list("person", "building")) == [(consent.person_id, building.pk)]


def test_a_building_that_does_not_exist_cannot_be_chosen(client):
    assert client.post(reverse("portal:building-choose", args=["nowhere"])).status_code == 404


def test_buildings_are_found_by_name(client):
    BuildingFactory(name_zh="恒隆广场")
    BuildingFactory(name_zh="嘉地中心")

    page = text_of(client.get("/buildings/", {"q": "恒隆"}, headers={"HX-Request": "true"}))

    assert ("恒隆广场" in page, "嘉地中心" in page) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_station_list_costs_the_same_for_many(client, count, django_assert_num_queries, at):
    at(NOON)
    StationFactory.create_batch(count)
    client.get("/stations/")

    with django_assert_num_queries(7):
        response = client.get("/stations/")

    assert text_of(response).count('<li class="item') == count


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "恒隆"}, {"恒隆广场站"}),
        ({"kind": "point"}, {"四行天地点"}),
        ({"open": "1"}, {"恒隆广场站"}),
        ({"service": "FL1"}, {"四行天地点"}),
        ({"q": "没有"}, set()),
    ],
)
def test_stations_are_filtered(client, at, query, expected):
    at(NOON)
    opened = StationFactory(name_zh="恒隆广场站")
    HoursFactory(station=opened, weekday=3)
    OfferFactory(station=StationFactory(name_zh="四行天地点", kind="point"), service__code="FL1")

    page = text_of(client.get("/stations/", query))

    assert {name for name in ("恒隆广场站", "四行天地点") if name in page} == expected


def test_station_list_without_a_hit_says_what_to_do(client):
    assert "放宽一个条件" in text_of(client.get("/stations/", {"q": "没有"}))


@pytest.mark.parametrize("state", ["applied", "visited", "declined", "closed"])
def test_a_station_that_does_not_serve_is_hidden(client, state):
    station = StationFactory(state=state)

    assert client.get(reverse("portal:station-detail", args=[station.slug])).status_code == 404
    assert station.name_zh not in text_of(client.get("/stations/"))


def test_a_station_page_tells_rooms_hours_offers_and_who_runs_it(client, at):
    at(NOON)
    station = StationFactory(operator_zh="楼宇联合党委")
    HoursFactory(station=station, weekday=3, opens=time(9), closes=time(18))
    RoomFactory(station=station, name_zh="会谈室")
    offer = OfferFactory(station=station, weekday=3, starts=time(12, 30), ends=time(13))
    officer = AppointmentFactory(role="station", place=station, person__name="叶澄").person

    page = text_of(client.get(reverse("portal:station-detail", args=[station.slug])))

    for words in ("营业中 至 18:00", "会谈室", "12:30", offer.service.name_zh, "楼宇联合党委", officer.name):
        assert words in page
    assert officer.phone not in page


@pytest.mark.parametrize("count", [1, 3])
def test_station_page_costs_the_same_for_many(client, at, count, django_assert_num_queries):
    at(NOON)
    station = StationFactory()
    for weekday in range(1, count + 1):
        HoursFactory(station=station, weekday=weekday)
        RoomFactory(station=station)
        OfferFactory(station=station)
    address = reverse("portal:station-detail", args=[station.slug])
    client.get(address)

    with django_assert_num_queries(9):
        client.get(address)


def test_the_map_links_every_station_with_a_known_position(client):
    here = StationFactory()
    nowhere = StationFactory(building=BuildingFactory(lat=None, lon=None))

    page = text_of(client.get("/map/"))

    assert (f"/stations/{here.slug}/" in page, f"/stations/{nowhere.slug}/" in page) == (True, False)
    assert "示意图" in page


def test_search_finds_stations_and_services(client):
    station = StationFactory(name_zh="恒隆广场站")
    offer = OfferFactory(service__name_zh="恒隆读书会", station=station)

    page = text_of(client.get("/search/", {"q": "恒隆"}))

    assert (station.name_zh in page, offer.service.name_zh in page) == (True, True)
    assert "没有找到" in text_of(client.get("/search/", {"q": "潜水"}))


def test_my_page_masks_the_phone_and_leads_staff_to_the_desk(client):
    officer, member = AppointmentFactory().person, PersonFactory()

    client.force_login(officer)
    assert officer.phone_masked in text_of(client.get("/me/"))
    assert 'href="/desk/"' in text_of(client.get("/me/"))
    client.force_login(member)
    assert 'href="/desk/"' not in text_of(client.get("/me/"))


@pytest.mark.parametrize("address", ["/me/", "/ratings/"])
def test_the_open_survey_is_offered_until_it_is_answered(client, at, address):
    at("2026-11-25T12:00+08:00")
    member = PersonFactory()
    client.force_login(member)

    before = text_of(client.get(address))
    SurveyAnswerFactory(person=member, year=2026)

    assert ('href="/survey/2026/"' in before, 'href="/survey/2026/"' in text_of(client.get(address))) == (True, False)


def test_my_page_asks_a_stranger_to_sign_in(client):
    assert client.get("/me/").url == "/sign-in/?next=/me/"


def test_pages_speak_english_when_asked(client):
    assert "Stations" in text_of(client.get("/stations/", headers={"Accept-Language": "en"}))
