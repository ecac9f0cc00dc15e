"""The network as files: all or nothing, every error with its place, and nothing changed twice."""

import csv
import time as stopwatch
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import Workbook

import yizhan
from tests.factories import (
    BuildingFactory,
    HoursFactory,
    OpeningExceptionFactory,
    PersonFactory,
    RoomFactory,
    StationFactory,
    ZoneFactory,
)
from tests.rows import put_back, rows_after
from yizhan.kernel import tables
from yizhan.network import queries, services
from yizhan.network.models import Building, Hours, OpeningException, Room, Station, Zone
from yizhan.network.services.imports import SHAPES
from yizhan.people.models import Change

pytestmark = pytest.mark.django_db
JINGAN = Path(yizhan.__file__).parent / "reference" / "jingan"
STATION = {
    "slug": "plaza",
    "code": "JA-001",
    "kind": "building",
    "building": "tower",
    "name_zh": "恒隆站",
    "name_en": "Plaza",
    "about_zh": "",
    "about_en": "",
    "floor": "3F",
    "area_m2": "120",
    "operator_zh": "",
    "operator_en": "",
    "desk_phone": "",
    "opened_on": "2024-05-01",
    "level": "standard",
    "constructed": "yes",
}
ROOM = {
    "station": "plaza",
    "slug": "talk",
    "name_zh": "会谈室",
    "name_en": "",
    "floor": "",
    "area_m2": "",
    "seats": "8",
    "equipment": "screen",
    "uses": "meeting;consulting",
}
HOURS = {
    "station": "plaza",
    "weekday": "1",
    "opens": "09:00",
    "closes": "18:00",
    "kind": "regular",
    "follows_holidays": "yes",
}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "network"


def write(folder, **rows_by_table):
    folder.mkdir(exist_ok=True)
    for name, rows in rows_by_table.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def load(path, *, actor=None, apply=True, said=None):
    found, errors = tables.read(path, SHAPES)
    said = [] if said is None else said
    return errors + services.import_network(actor=actor, tables=found, apply=apply and not errors, report=said.append)


def told(errors):
    return [(error.file, error.row, error.column, error.message) for error in errors]


def test_the_reference_network_loads_in_three_seconds():
    begun = stopwatch.process_time()
    errors = load(JINGAN)
    took = stopwatch.process_time() - begun

    assert errors == []
    assert (queries.stations(kind="hub").count(), queries.stations(kind="building").count()) == (1, 70)
    assert took < 3


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    """What the reference network writes."""
    with django_db_blocker.unblock():
        return rows_after(lambda: load(JINGAN))


@pytest.fixture
def entered(db, rows):
    """The reference network as it was imported, until the end of the test."""
    put_back(rows)


def test_a_second_time_changes_nothing(entered, folder):
    before = snapshot()
    services.export_network(folder)

    errors = load(folder)

    assert errors == []
    assert snapshot() == before


def snapshot():
    models = (Zone, Building, Station, Room, Hours, OpeningException)
    return [list(model.objects.order_by("pk").values()) for model in models] + [Change.objects.count()]


def test_what_is_exported_is_what_was_imported(entered, folder, tmp_path):
    services.export_network(folder)

    again = tmp_path / "again"
    services.export_network(again)

    names = [f"{shape.name}.csv" for shape in SHAPES]
    assert sorted(file.name for file in folder.iterdir()) == sorted(names)
    assert [(again / name).read_text() for name in names] == [(folder / name).read_text() for name in names]


def test_a_dry_run_says_what_it_read_and_changes_nothing():
    said = []

    errors = load(JINGAN, apply=False, said=said)

    assert (errors, Station.objects.count(), Change.objects.count()) == ([], 0, 0)
    assert said[:2] == ["district: 1", "zones: 3"]


def test_an_imported_station_serves_where_its_building_is_and_is_found(folder):
    building = BuildingFactory(slug="tower", name_zh="恒隆广场")
    write(folder, stations=[STATION], rooms=[ROOM], hours=[HOURS])

    errors = load(folder)

    station = Station.objects.get()
    assert errors == []
    assert (station.state, station.opened_on, station.constructed) == ("open", date(2024, 5, 1), True)
    assert (station.building, station.zone, station.subdistrict) == (building, building.zone, building.subdistrict)
    assert [found.pk for found in queries.stations(text="恒隆广场")] == [station.pk]
    assert list(station.rooms.values_list("seats", "uses", "equipment")) == [(8, ["meeting", "consulting"], ["screen"])]
    assert [change.verb for change in Change.objects.filter(subject_id=station.pk)] == ["import"] * 3


def test_a_station_may_lie_in_another_zone_than_its_building(folder):
    BuildingFactory(slug="tower")
    zone = ZoneFactory(code="creek")
    write(folder, stations=[{**STATION, "zone": "creek", "subdistrict": ""}])

    load(folder)

    assert Station.objects.get().zone == zone


def test_an_import_changes_a_station_and_outdates_open_forms(folder):
    station = StationFactory(slug="plaza", building=BuildingFactory(slug="tower"))
    write(folder, stations=[STATION])

    load(folder)

    station.refresh_from_db()
    assert (station.name_zh, station.version) == ("恒隆站", 2)


def test_a_building_of_another_name_makes_its_stations_found_by_it(folder):
    station = StationFactory(building=BuildingFactory(slug="tower"))
    columns = dict.fromkeys(tables.read(JINGAN, SHAPES)[0]["buildings"].rows[0].cells, "")
    write(folder, buildings=[{**columns, "slug": "tower", "name_zh": "嘉地中心"}])

    errors = load(folder)

    assert errors == []
    assert [found.pk for found in queries.stations(text="嘉地中心")] == [station.pk]


def test_hours_are_what_the_file_says_for_the_stations_it_names_only(folder):
    station, other = StationFactory(slug="plaza"), StationFactory()
    kept = HoursFactory(station=station, weekday=1)
    HoursFactory(station=station, weekday=2)
    untouched = HoursFactory(station=other, weekday=2)
    write(folder, hours=[HOURS, {**HOURS, "weekday": "3"}])

    errors = load(folder)

    assert errors == []
    assert list(station.hours.values_list("weekday", flat=True)) == [1, 3]
    assert Hours.objects.filter(pk__in=[kept.pk, untouched.pk]).count() == 2
    assert [change.details for change in Change.objects.filter(subject_id=station.pk)] == [
        {"hours_added": 1},
        {"hours_removed": 1},
    ]


@pytest.mark.parametrize("state", ["applied", "visited", "declined", "closed"])
def test_an_import_does_not_pass_by_admission(folder, state):
    station = StationFactory(slug="plaza", state=state, building=BuildingFactory(slug="tower"))
    write(folder, stations=[STATION])

    errors = load(folder)

    station.refresh_from_db()
    assert [(error.row, error.column) for error in errors] == [(2, "slug")]
    assert "导入不能代替申报和授牌" in errors[0].message
    assert station.state == state


def test_a_room_out_of_use_stays_out_of_use(folder):
    RoomFactory(station=StationFactory(slug="plaza"), slug="talk", closed_on=date(2026, 1, 1))
    write(folder, rooms=[ROOM])

    assert [error.message for error in load(folder)] == ["这个空间已经停用，不能再改。"]


def test_a_second_hub_is_refused_with_its_row(folder):
    StationFactory(kind="hub")
    BuildingFactory(slug="tower")
    write(folder, stations=[STATION, {**STATION, "slug": "hub", "code": "JA-000", "kind": "hub"}])

    errors = load(folder)

    assert [(error.row, error.column) for error in errors] == [(3, "kind")]
    assert Station.objects.count() == 1


@pytest.mark.parametrize(
    ("table", "row", "wrong", "column", "message"),
    [
        (
            "stations",
            STATION,
            {"slug": "Plaza 66"},
            "slug",
            "输入由字母，数字，下划线或连字符号组成的有效“字段”。",
        ),
        ("stations", STATION, {"slug": ""}, "slug", "这个字段是必填项。"),
        ("stations", STATION, {"kind": "kiosk"}, "kind", "选择一个有效的选项。 kiosk 不在可用的选项中。"),
        ("stations", STATION, {"building": "atlantis"}, "building", "没有“atlantis”。"),
        ("stations", STATION, {"opened_on": "上周"}, "opened_on", "输入一个有效的日期。"),
        ("stations", STATION, {"area_m2": "-1"}, "area_m2", "确保该值大于或等于0。"),
        ("stations", STATION, {"constructed": "maybe"}, "constructed", "请填 yes 或 no。"),
        ("rooms", ROOM, {"seats": "many"}, "seats", "输入整数。"),
        ("rooms", ROOM, {"seats": "0"}, "seats", "确保该值大于或等于1。"),
        ("rooms", ROOM, {"uses": "meeting;sleeping"}, "uses", "不认得“sleeping”。"),
        ("rooms", ROOM, {"equipment": "rocket"}, "equipment", "不认得“rocket”。"),
        ("rooms", ROOM, {"station": "nowhere"}, "station", "没有“nowhere”。"),
        ("hours", HOURS, {"weekday": "8"}, "weekday", "确保该值小于或等于7。"),
        ("hours", HOURS, {"closes": "08:00"}, "closes", "关门要晚于开门。"),
        ("hours", HOURS, {"opens": "25:00"}, "opens", "输入一个有效的时间。"),
    ],
)
def test_a_cell_that_is_wrong_is_told_with_its_place(folder, table, row, wrong, column, message):
    building = BuildingFactory(slug="tower")
    if table != "stations":
        StationFactory(slug="plaza", building=building)
    write(folder, **{table: [row | wrong]})

    assert told(load(folder)) == [(f"{table}.csv", 2, column, message)]


def test_hours_that_overlap_are_told_with_the_row(folder):
    StationFactory(slug="plaza")
    write(folder, hours=[HOURS, {**HOURS, "weekday": "2"}, {**HOURS, "opens": "17:00", "closes": "20:00"}])

    assert told(load(folder)) == [("hours.csv", 4, "opens", "这一天的这段时间已经在开放时间里，两段时间不能重叠。")]


@pytest.mark.parametrize(
    ("table", "row", "column", "name"),
    [
        ("stations", STATION, "slug", "plaza"),
        ("rooms", ROOM, "slug", "plaza，talk"),
        ("hours", HOURS, "opens", "plaza，1，09:00"),
    ],
)
def test_a_row_that_comes_twice_is_told_with_both_rows(folder, table, row, column, name):
    building = BuildingFactory(slug="tower")
    if table != "stations":
        StationFactory(slug="plaza", building=building)
    write(folder, **{table: [row, row]})

    assert told(load(folder)) == [(f"{table}.csv", 3, column, f"“{name}”在第 2 行已经出现过。")]


def test_a_broken_station_is_not_complained_of_again_for_each_of_its_rooms(folder):
    BuildingFactory(slug="tower")
    write(folder, stations=[{**STATION, "kind": "kiosk"}], rooms=[ROOM, {**ROOM, "slug": "hall"}], hours=[HOURS])

    assert [(error.file, error.row, error.column) for error in load(folder)] == [("stations.csv", 2, "kind")]


def test_a_thousand_broken_rows_are_all_told_and_change_nothing(folder):
    BuildingFactory(slug="tower")
    StationFactory(slug="other")
    write(
        folder,
        stations=[STATION],
        rooms=[{**ROOM, "slug": f"room-{n}", "seats": "none", "uses": "sleeping"} for n in range(1000)],
    )

    errors = load(folder)

    assert [(error.row, error.column) for error in errors] == [
        (row, column) for row in range(2, 1002) for column in ("seats", "uses")
    ]
    assert (Station.objects.count(), Room.objects.count(), Change.objects.count()) == (1, 0, 0)


def test_the_network_loads_from_a_workbook_too(tmp_path):
    BuildingFactory(slug="tower")
    book = Workbook()
    for name, row in (("stations", STATION), ("rooms", ROOM), ("hours", HOURS)):
        sheet = book.create_sheet(name)
        sheet.append(list(row))
        sheet.append([date(2024, 5, 1) if value == "2024-05-01" else value for value in row.values()])
    book.save(tmp_path / "network.xlsx")

    errors = load(tmp_path / "network.xlsx")

    assert (errors, Station.objects.get().opened_on, Room.objects.count()) == ([], date(2024, 5, 1), 1)


def test_a_workbook_names_the_sheet_of_an_error(tmp_path):
    book = Workbook()
    book.active.title = "rooms"
    book.active.append(list(ROOM))
    book.active.append(list(ROOM.values()))
    book.save(tmp_path / "network.xlsx")

    assert told(load(tmp_path / "network.xlsx")) == [("network.xlsx/rooms", 2, "station", "没有“plaza”。")]


def test_an_administrator_imports_and_signs_it_and_others_do_not(folder, administrator, hub):
    BuildingFactory(slug="tower")
    write(folder, stations=[STATION])

    for stranger in (hub, PersonFactory()):
        with pytest.raises(PermissionDenied):
            load(folder, actor=stranger)
    load(folder, actor=administrator)

    assert [change.actor for change in Change.objects.filter(verb="import")] == [administrator]


def test_what_does_not_serve_is_not_exported(folder):
    serving, closed = StationFactory(), StationFactory(state="closed")
    for station in (serving, closed):
        RoomFactory(station=station)
        HoursFactory(station=station)
        OpeningExceptionFactory(station=station)
    RoomFactory(station=serving, closed_on=date(2026, 1, 1))

    services.export_network(folder)

    counts = {
        name: len((folder / f"{name}.csv").read_text().splitlines()) - 1 for name in ("stations", "rooms", "hours")
    }
    assert counts == {"stations": 1, "rooms": 1, "hours": 1}
