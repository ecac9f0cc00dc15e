"""The list of stations, applying, the page of one station, and changing what it says."""

import re

import pytest
from django.urls import reverse

from tests.factories import (
    BuildingFactory,
    ChecklistItemFactory,
    HoursFactory,
    RoomFactory,
    StationFactory,
    SubdistrictFactory,
    ZoneFactory,
)
from yizhan.network.models import ChecklistMark, Station, StationState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
LIST, NEW = "/desk/stations/", "/desk/stations/new/"
PART = {"HX-Request": "true"}


def page_of(station, act=""):
    return f"/desk/stations/{station.slug}/{act}"


def shown(response):
    """The names of the stations in the table, from above."""
    return re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]*)</a>', response.content.decode())


def application(**more):
    return {"name_zh": "新站", "kind": "building", "slug": "new-one", "code": "JA-900"} | more


def edition(station, **more):
    return {
        "name_zh": station.name_zh,
        "kind": station.kind,
        "code": station.code,
        "building": station.building.pk,
        "zone": station.zone.pk,
        "subdistrict": station.subdistrict.pk,
        "version": station.version,
    } | more


@pytest.mark.parametrize("count", [1, 3])
def test_station_list_costs_the_same_for_many(client, hub, count, django_assert_num_queries):
    StationFactory.create_batch(count)
    client.force_login(hub)
    client.get(LIST)

    with django_assert_num_queries(9):
        response = client.get(LIST)

    assert len(shown(response)) == count


def test_station_list_can_be_narrowed_by_every_filter(client, hub):
    wanted = StationFactory(name_zh="恒隆广场站", state="closed", kind="point", zone=ZoneFactory(code="west"))
    StationFactory(name_zh="别的站")
    client.force_login(hub)

    for name, value in {
        "q": "恒隆",
        "state": "closed",
        "kind": "point",
        "zone": "west",
        "subdistrict": wanted.subdistrict.code,
    }.items():
        assert shown(client.get(LIST, {name: value})) == ["恒隆广场站"], name


def test_station_list_sorts_by_its_columns(client, hub):
    complete, bare = StationFactory(code="JA-1"), StationFactory(code="JA-2")
    ChecklistMark.objects.create(
        station=complete, item=ChecklistItemFactory(), met=True, evidence="看过", seen_on="2026-11-01"
    )
    client.force_login(hub)

    assert shown(client.get(LIST, {"sort": "-code"})) == [bare.name, complete.name]
    assert shown(client.get(LIST, {"sort": "checklist"})) == [bare.name, complete.name]
    assert shown(client.get(LIST, {"sort": "-checklist"})) == [complete.name, bare.name]


def test_station_list_is_read_fifty_at_a_time(client, hub):
    place = BuildingFactory()
    StationFactory.create_batch(51, building=place)
    client.force_login(hub)

    first, second = client.get(LIST), client.get(LIST, {"page": 2})

    assert (len(shown(first)), len(shown(second))) == (50, 1)
    assert ("第 1 页，共 2 页" in first.content.decode(), "上一页" in second.content.decode()) == (True, True)


def test_station_list_sends_only_the_rows_to_htmx(client, hub):
    StationFactory(name_zh="恒隆广场站")
    client.force_login(hub)

    response = client.get(LIST, headers=PART)

    assert ("<html" in response.content.decode(), shown(response)) == (False, ["恒隆广场站"])


def test_station_list_says_what_to_do_when_nothing_fits(client, hub):
    client.force_login(hub)

    assert "放宽一个条件试试" in client.get(LIST, {"q": "潜水"}).content.decode()


def test_officers_see_the_stations_that_are_theirs_to_administer(client, officer_of):
    mine, other = StationFactory(), StationFactory()

    for officer in (officer_of(mine), officer_of(mine.subdistrict)):
        client.force_login(officer)
        assert shown(client.get(LIST)) == [mine.name]
    assert other.name not in client.get(LIST).content.decode()


@pytest.mark.parametrize("address", [LIST, NEW, "/desk/stations/some/", "/desk/checklist/"])
def test_a_visitor_is_asked_to_sign_in_and_a_member_is_turned_away(client, member, address):
    assert client.get(address).headers["Location"] == f"{reverse('account_login')}?next={address}"

    client.force_login(member)
    assert client.get(address).status_code == 403


def test_the_hub_applies_for_a_station(client, hub):
    building = BuildingFactory()
    client.force_login(hub)

    response = client.post(NEW, application(building=building.pk))

    station = Station.objects.get(slug="new-one")
    assert response.headers["Location"] == page_of(station)
    assert (station.state, station.building, station.zone) == (StationState.APPLIED, building, building.zone)


def test_an_application_without_code_gets_one(client, hub):
    client.force_login(hub)

    client.post(NEW, application(slug="", code=""))

    station = Station.objects.get()
    assert (station.code[:3], station.slug) == ("SQ-", station.code.lower())


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"name_zh": ""}, "name_zh", "必填"),
        ({"kind": ""}, "kind", "请选择类型"),
        ({"code": "编号 九"}, "code", "字母"),
        ({"area_m2": "99999999999"}, "area_m2", "2147483647"),
        ({"slug": "taken"}, "slug", "已经有站点在用"),
        ({"code": "JA-TAKEN"}, "code", "已经有站点在用"),
    ],
)
def test_a_refused_application_names_the_field_and_keeps_what_was_typed(client, hub, wrong, field, words):
    StationFactory(slug="taken", code="JA-TAKEN")
    client.force_login(hub)

    response = client.post(NEW, application(floor="写好的楼层") | wrong, headers=PART)

    errors = response.context_data["form"].errors
    assert (response.status_code, list(errors), words in errors[field][0]) == (422, [field], True)
    assert ('value="写好的楼层"' in response.content.decode(), "<html" in response.content.decode()) == (True, False)


def test_a_subdistrict_is_offered_its_own_places_alone(client, officer_of):
    mine, other = BuildingFactory(), BuildingFactory()
    client.force_login(officer_of(mine.subdistrict))

    form = client.get(NEW).context["form"]
    refused = client.post(NEW, application(subdistrict=other.subdistrict.pk))
    given = client.post(NEW, application(subdistrict=mine.subdistrict.pk))

    assert list(form.fields["building"].queryset) == [mine]
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["subdistrict"])
    assert given.headers["Location"] == "/desk/stations/new-one/"


def test_htmx_is_told_where_to_go_after_applying(client, hub):
    client.force_login(hub)

    response = client.post(NEW, application(), headers=PART)

    assert (response.status_code, response.headers["HX-Redirect"]) == (200, "/desk/stations/new-one/")


def test_station_page_tells_everything_about_it(client, hub, officer_of):
    room = RoomFactory(name_zh="会谈室")
    HoursFactory(station=room.station, weekday=3)
    ChecklistItemFactory(name_zh="有场所")
    officer_of(room.station)
    client.force_login(hub)

    words = client.get(page_of(room.station)).content.decode()

    for expected in ("运行中", "会谈室", "09:00–18:00", "有场所", "做 2026 年度评估", "还没有照片", "未来两周"):
        assert expected in words


@pytest.mark.parametrize("count", [1, 3])
def test_station_page_costs_the_same_for_many_belongings(client, hub, count, django_assert_num_queries):
    station = StationFactory()
    RoomFactory.create_batch(count, station=station)
    ChecklistItemFactory.create_batch(count)
    [HoursFactory(station=station, weekday=day) for day in range(1, count + 1)]
    client.force_login(hub)
    client.get(page_of(station))

    with django_assert_num_queries(18):
        client.get(page_of(station))


@pytest.mark.parametrize(("state", "acts"), [
    ("applied", ["visit", "decline"]),
    ("visited", ["approve", "decline"]),
    ("open", ["review", "close"]),
    ("declined", ["reapply"]),
    ("closed", ["reapply"]),
])  # fmt: skip
def test_station_page_offers_the_hub_the_acts_of_its_state(client, hub, state, acts):
    station = StationFactory(state=state)
    client.force_login(hub)

    words = client.get(page_of(station)).content.decode()

    offered = [
        act
        for act in ("visit", "approve", "decline", "reapply", "review", "close")
        if f'href="{page_of(station, act)}/"' in words
    ]
    assert sorted(offered) == sorted(acts)


def test_station_page_offers_its_officer_no_decisions(client, officer_of):
    station = StationFactory()
    client.force_login(officer_of(station))

    assert "摘牌" not in client.get(page_of(station)).content.decode()


def test_a_public_station_of_others_is_forbidden_and_an_application_of_others_is_unknown(client, officer_of):
    client.force_login(officer_of(SubdistrictFactory()))

    assert client.get(page_of(StationFactory())).status_code == 403
    assert client.get(page_of(StationFactory(state="applied"))).status_code == 404
    assert client.get("/desk/stations/nowhere/").status_code == 404


def test_a_station_is_changed(client, hub):
    station = StationFactory()
    client.force_login(hub)

    response = client.post(page_of(station, "edit/"), edition(station, floor="3 楼"))

    station.refresh_from_db()
    assert (response.status_code, station.floor, station.version) == (302, "3 楼", 2)


def test_a_change_of_what_somebody_changed_meanwhile_is_refused_and_shows_theirs(client, hub):
    station = StationFactory(floor="12 楼", version=2)
    client.force_login(hub)

    response = client.post(page_of(station, "edit/"), edition(station, floor="13 楼", version=1))

    words = response.content.decode()
    assert (response.status_code, Station.objects.get().floor) == (422, "12 楼")
    assert [("刚才有人改过" in words), ('value="13 楼"' in words), ("12 楼" in words)] == [True, True, True]


def test_officers_are_not_asked_for_what_the_hub_decides(client, officer_of):
    station = StationFactory()
    client.force_login(officer_of(station))

    form = client.get(page_of(station, "edit/")).context["form"]
    response = client.post(page_of(station, "edit/"), {"name_zh": "新名字", "version": 1})

    assert {"kind", "code", "building", "zone", "subdistrict"} & form.fields.keys() == set()
    assert (response.status_code, Station.objects.get().name_zh) == (302, "新名字")


def test_a_station_of_others_cannot_be_changed(client, officer_of):
    client.force_login(officer_of(StationFactory()))

    assert client.post(page_of(StationFactory(), "edit/"), {}).status_code == 403
