"""Applying for a station, and keeping what is said of it."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import BuildingFactory, StationFactory, SubdistrictFactory, ZoneFactory
from yizhan.network import queries, services
from yizhan.network.models import Kind, Station
from yizhan.network.rules import refusals

pytestmark = pytest.mark.django_db


def test_an_application_takes_zone_and_subdistrict_from_its_building(hub, history):
    building = BuildingFactory()

    station = services.apply(
        actor=hub, fields={"name_zh": "静安寺党群服务站", "kind": "building", "building": building, "code": "JA-900"}
    )

    station.refresh_from_db()
    assert (station.state, station.zone, station.subdistrict) == ("applied", building.zone, building.subdistrict)
    assert (station.code, station.slug) == ("JA-900", "ja-900")
    assert history(station) == [("apply", "")]


def test_an_application_keeps_the_zone_that_is_given(hub):
    zone = ZoneFactory()

    station = services.apply(
        actor=hub, fields={"name_zh": "示例站", "kind": "point", "building": BuildingFactory(), "zone": zone}
    )

    assert station.zone == zone


def test_an_application_without_code_gets_a_provisional_one(hub):
    station = services.apply(actor=hub, fields={"name_zh": "示例站", "kind": "point"})

    assert station.code == f"SQ-{station.pk.hex[-8:].upper()}"


def test_an_application_is_found_by_the_words_of_its_place(hub):
    building = BuildingFactory(name_zh="恒隆广场", address_zh="南京西路1266号")
    services.apply(actor=hub, fields={"name_zh": "示例站", "kind": "building", "building": building})

    found = queries.stations(text="恒隆", state="")

    assert [station.name_zh for station in found] == ["示例站"]


def test_a_subdistrict_applies_in_its_own_area_only(officer_of):
    ours, theirs = SubdistrictFactory(), SubdistrictFactory()
    officer = officer_of(ours)

    services.apply(actor=officer, fields={"name_zh": "本街道的站", "kind": "point", "subdistrict": ours})
    with pytest.raises(PermissionDenied):
        services.apply(actor=officer, fields={"name_zh": "别处的站", "kind": "point", "subdistrict": theirs})

    assert [station.name_zh for station in Station.objects.all()] == ["本街道的站"]


def test_a_subdistrict_cannot_claim_a_building_elsewhere(officer_of):
    ours = SubdistrictFactory()
    fields = {"name_zh": "别处的楼", "kind": "point", "subdistrict": ours, "building": BuildingFactory()}

    with pytest.raises(PermissionDenied):
        services.apply(actor=officer_of(ours), fields=fields)


def test_nobody_applies_for_a_place_without_subdistrict_but_the_hub(officer_of):
    with pytest.raises(PermissionDenied):
        services.apply(actor=officer_of(SubdistrictFactory()), fields={"name_zh": "无处", "kind": "point"})


def test_an_application_needs_a_name(hub):
    with pytest.raises(refusals.NameMissing):
        services.apply(actor=hub, fields={"name_zh": "", "kind": "point"})


def test_a_code_and_a_slug_are_taken_once(hub):
    StationFactory(code="JA-001", slug="plaza")

    with pytest.raises(refusals.CodeTaken):
        services.apply(actor=hub, fields={"name_zh": "站", "kind": "point", "code": "JA-001"})
    with pytest.raises(refusals.SlugTaken):
        services.apply(actor=hub, fields={"name_zh": "站", "kind": "point", "slug": "plaza"})


def test_an_edit_is_kept_counted_and_written_down(officer_of, history):
    station = StationFactory()

    services.edit_station(
        actor=officer_of(station), station=station, version=1, fields={"name_zh": "新名字", "desk_phone": "021-6000"}
    )

    station.refresh_from_db()
    assert (station.name_zh, station.desk_phone, station.version) == ("新名字", "021-6000", 2)
    assert history(station) == [("edit", "")]
    assert [found.pk for found in queries.stations(text="新名字")] == [station.pk]


def test_an_edit_that_changes_nothing_is_no_change(hub, history):
    station = StationFactory(floor="3")

    services.edit_station(actor=hub, station=station, version=1, fields={"floor": "3"})

    station.refresh_from_db()
    assert (station.version, history(station)) == (1, [])


def test_an_edit_of_an_old_version_is_refused_and_changes_nothing(hub):
    station = StationFactory(floor="1")
    services.edit_station(actor=hub, station=station, version=1, fields={"floor": "2"})

    with pytest.raises(refusals.StationChanged):
        services.edit_station(actor=hub, station=station, version=1, fields={"floor": "3"})

    station.refresh_from_db()
    assert station.floor == "2"


def test_an_edit_leaves_state_level_and_address_alone(hub):
    station = StationFactory(slug="plaza")

    services.edit_station(
        actor=hub, station=station, version=1, fields={"state": "closed", "level": "demonstration", "slug": "x"}
    )

    station.refresh_from_db()
    assert (station.state, station.level, station.slug) == ("open", "standard", "plaza")


def test_a_stranger_does_not_edit(member):
    with pytest.raises(PermissionDenied):
        services.edit_station(actor=member, station=StationFactory(), version=1, fields={"floor": "9"})


def test_a_station_officer_does_not_move_the_station(officer_of):
    station = StationFactory()
    fields = {"building": BuildingFactory(), "floor": "9"}

    with pytest.raises(refusals.PlacementIsTheHubs):
        services.edit_station(actor=officer_of(station), station=station, version=1, fields=fields)

    station.refresh_from_db()
    assert station.floor == ""


def test_a_station_officer_may_send_the_place_back_unchanged(officer_of):
    station = StationFactory()
    fields = {
        "kind": "building",
        "code": station.code,
        "building": station.building,
        "zone": station.zone,
        "floor": "9",
    }

    services.edit_station(actor=officer_of(station), station=station, version=1, fields=fields)

    station.refresh_from_db()
    assert station.floor == "9"


def test_the_hub_moves_a_station_and_its_zone_and_subdistrict_follow(hub):
    station, building = StationFactory(), BuildingFactory()

    services.edit_station(actor=hub, station=station, version=1, fields={"building": building})

    station.refresh_from_db()
    assert (station.building, station.zone, station.subdistrict) == (building, building.zone, building.subdistrict)


def test_a_subdistrict_corrects_its_own_application_but_not_into_another(officer_of):
    subdistrict = SubdistrictFactory()
    station = StationFactory(state="applied", building=BuildingFactory(subdistrict=subdistrict))
    officer = officer_of(subdistrict)

    services.edit_station(
        actor=officer,
        station=station,
        version=1,
        fields={"kind": "point", "building": BuildingFactory(subdistrict=subdistrict)},
    )
    with pytest.raises(refusals.PlacementIsTheHubs):
        services.edit_station(actor=officer, station=station, version=2, fields={"building": BuildingFactory()})

    station.refresh_from_db()
    assert (station.kind, station.subdistrict) == ("point", subdistrict)


def test_an_edit_does_not_make_a_second_hub_or_take_a_code(hub):
    StationFactory(kind=Kind.HUB, code="JA-000")
    station = StationFactory()

    with pytest.raises(refusals.HubAlreadyOpen):
        services.edit_station(actor=hub, station=station, version=1, fields={"kind": "hub"})
    with pytest.raises(refusals.CodeTaken):
        services.edit_station(actor=hub, station=station, version=1, fields={"code": "JA-000"})


def test_an_edit_does_not_take_the_name_away(hub):
    with pytest.raises(refusals.NameMissing):
        services.edit_station(actor=hub, station=StationFactory(), version=1, fields={"name_zh": ""})
