"""What is asked of the network, and that it costs the same for many as for one."""

from datetime import date, datetime, time

import pytest

from tests.factories import (
    AppointmentFactory,
    BuildingFactory,
    ChecklistItemFactory,
    HoursFactory,
    OpeningExceptionFactory,
    RoomFactory,
    StationFactory,
    SubdistrictFactory,
    ZoneFactory,
)
from yizhan.network import queries
from yizhan.network.models import Assessment, ChecklistMark, Kind, Photo
from yizhan.people.models import Role
from yizhan.people.services import record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
NOON = datetime.fromisoformat("2026-11-25T12:00+08:00")
TODAY = date(2026, 11, 25)
WEDNESDAY = 3


def codes(stations):
    return [station.code for station in stations]


def test_members_see_what_serves():
    StationFactory(code="A")
    for state in ("applied", "visited", "declined", "closed"):
        StationFactory(state=state)

    assert codes(queries.serving()) == ["A"]


def test_stations_are_filtered_by_zone_subdistrict_kind_and_set():
    zone, subdistrict = ZoneFactory(code="axis"), SubdistrictFactory(code="310106012")
    wanted = StationFactory(code="A", zone=zone, subdistrict=subdistrict, kind=Kind.POINT)
    StationFactory(code="B", zone=zone)
    StationFactory(code="C", subdistrict=subdistrict)

    assert codes(queries.stations(zone="axis")) == ["A", "B"]
    assert codes(queries.stations(subdistrict="310106012")) == ["A", "C"]
    assert codes(queries.stations(kind="point")) == ["A"]
    assert codes(queries.stations(among=[wanted.pk])) == ["A"]
    assert codes(queries.stations(among=[])) == []
    assert codes(queries.stations()) == ["A", "B", "C"]


def test_stations_of_another_state_or_of_any_are_found_when_asked_for():
    StationFactory(code="A")
    StationFactory(code="B", state="applied")

    assert codes(queries.stations(state="applied")) == ["B"]
    assert codes(queries.stations(state="")) == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("恒隆", ["A"]),
        ("服务站 恒隆", ["A"]),
        ("恒", ["A"]),
        ("ja-001", ["A"]),
        ("plaza", ["A"]),
        ("Plaza 6", ["A"]),
        ("恒隆广厂", ["A"]),
        ("嘉地", ["B"]),
        ("  ", ["A", "B"]),
        ("游泳池", []),
        ("%", []),
        ("'; drop", []),
    ],
)
def test_stations_are_found_by_words_parts_of_names_and_near_misses(text, found):
    StationFactory(code="A", name_zh="恒隆广场党群服务站", name_en="Plaza 66 Station JA-001")
    StationFactory(code="B", name_zh="嘉地中心党群服务站", name_en="Jiadi Centre Station")

    assert codes(queries.stations(text=text)) == found


def test_the_nearest_stations_come_first_and_those_nowhere_not_at_all():
    for code, lat in [("FAR", 31.30), ("NEAR", 31.231), ("NEXT", 31.24)]:
        StationFactory(code=code, building__lat=lat, building__lon=121.45)
    StationFactory(code="NOWHERE", building=None, zone=None, subdistrict=None)
    StationFactory(code="SHUT", state="closed")

    near = queries.near(lat=31.23, lon=121.45, limit=2)

    assert [(row.station.code, round(row.metres)) for row in near] == [("NEAR", 111), ("NEXT", 1112)]
    assert codes(queries.nearest(BuildingFactory(lat=31.23, lon=121.45), limit=3)) == ["NEAR", "NEXT", "FAR"]


def test_the_hub_comes_first_when_nothing_is_known_of_where_one_is():
    StationFactory(code="A")
    StationFactory(code="Z", kind=Kind.HUB)

    assert codes(queries.nearest(None, limit=2)) == ["Z", "A"]
    assert codes(queries.nearest(BuildingFactory(lat=None, lon=None), limit=1)) == ["Z"]


def test_distance_is_unknown_when_a_position_is():
    known, unknown = BuildingFactory(), BuildingFactory(lat=None, lon=None)

    assert queries.metres_between(known, known) == 0
    assert [queries.metres_between(*pair) for pair in ((known, unknown), (unknown, known), (None, known))] == [None] * 3


def opened(count):
    stations = StationFactory.create_batch(count)
    for station in stations:
        HoursFactory(station=station, weekday=WEDNESDAY)
        OpeningExceptionFactory(station=station, day=date(2026, 11, 26))
    return stations


@pytest.mark.parametrize("count", [1, 3])
def test_the_state_of_all_doors_costs_two_queries(count, django_assert_num_queries):
    stations = opened(count)

    with django_assert_num_queries(2):
        statuses = queries.statuses(stations, at=NOON)

    assert [statuses[station.pk].words for station in stations] == ["营业中 至 18:00"] * count


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_with_places_costs_one_query(count, django_assert_num_queries):
    StationFactory.create_batch(count)

    with django_assert_num_queries(1):
        found = [(s.building.name, s.zone.name, s.subdistrict.name) for s in queries.stations()]

    assert len(found) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_nearest_cost_one_query(count, django_assert_num_queries):
    StationFactory.create_batch(count)

    with django_assert_num_queries(1):
        assert len(queries.near(lat=31.23, lon=121.45, limit=5)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_dots_of_the_map_cost_one_query(count, django_assert_num_queries):
    StationFactory.create_batch(count)
    StationFactory(building__lat=None, building__lon=None)
    StationFactory(state="closed")

    with django_assert_num_queries(1):
        dots = queries.dots()

    assert len(dots) == count


def test_a_dot_says_what_and_where():
    station = StationFactory(kind=Kind.HUB, constructed=True, building__lat=31.2, building__lon=121.4)

    assert queries.dots() == [
        queries.Dot(
            slug=station.slug,
            name=station.name_zh,
            kind=Kind.HUB,
            zone=station.zone.code,
            lat=31.2,
            lon=121.4,
            constructed=True,
        )
    ]


def test_only_stations_that_are_open_now_in_the_order_given():
    first, shut, last = opened(3)
    shut.hours.all().delete()

    assert queries.open_among([last, shut, first], at=NOON) == [last, first]


def test_the_week_begins_on_the_day_asked_for_and_knows_exceptions():
    station = StationFactory()
    HoursFactory(station=station, weekday=WEDNESDAY, opens=time(9), closes=time(18))
    OpeningExceptionFactory(station=station, day=date(2026, 12, 1), kind="extended", opens=time(19), closes=time(21))
    OpeningExceptionFactory(station=station, day=date(2026, 12, 2))

    week = queries.week(station, first=TODAY)

    assert [(day.day.day, [(i.opens, i.closes) for i in day.intervals]) for day in week] == [
        (25, [(time(9), time(18))]),
        (26, []),
        (27, []),
        (28, []),
        (29, []),
        (30, []),
        (1, [(time(19), time(21))]),
    ]


def described(count):
    station = StationFactory()
    for n in range(count):
        RoomFactory(station=station, seats=10 + n)
        HoursFactory(station=station, weekday=n + 1)
        AppointmentFactory(role=Role.STATION, place=station, person__name=f"阿{n}")
        Photo.objects.create(station=station, alt_zh="前台", width=640, height=480, at=NOON)
    RoomFactory(station=station, closed_on=TODAY)
    return station


@pytest.mark.parametrize("count", [1, 3])
def test_a_station_page_costs_the_same_for_many(count, django_assert_num_queries):
    station = described(count)

    with django_assert_num_queries(6):
        page = queries.station_page(station.slug)

    assert [room.seats for room in page.rooms] == list(range(9 + count, 9, -1))
    assert [person.name for person in page.officers] == [f"阿{n}" for n in range(count)]
    assert (len(page.photos), len(page.week), page.today.day) == (count, 7, TODAY)


@pytest.mark.parametrize("state", ["applied", "closed"])
def test_a_station_that_does_not_serve_has_no_page(state):
    assert queries.station_page(StationFactory(state=state).slug) is None


def test_a_station_nobody_knows_has_no_page():
    assert queries.station_page("atlantis") is None


@pytest.mark.parametrize(
    ("text", "found"), [("恒隆", ["A"]), ("plaza 66", ["A"]), ("南京西路", ["A"]), ("恒隆广厂", ["A"]), ("xyz", [])]
)
def test_buildings_are_found_by_name_address_and_near_miss(text, found):
    BuildingFactory(slug="A", name_zh="恒隆广场", name_en="Plaza 66", address_zh="南京西路1266号")
    BuildingFactory(slug="B", name_zh="嘉地中心", name_en="Jiadi Centre", address_zh="北京西路968号")

    assert [building.slug for building in queries.buildings(text=text)] == found


def test_all_buildings_are_there_when_nothing_is_asked():
    BuildingFactory.create_batch(2)

    assert queries.buildings().count() == 2


def test_the_checklist_shows_every_item_with_or_without_a_mark():
    station, signs, place = StationFactory(), ChecklistItemFactory(position=2), ChecklistItemFactory(position=1)
    mark = ChecklistMark.objects.create(station=station, item=signs, met=True, evidence="有牌", seen_on=TODAY)
    ChecklistMark.objects.create(station=StationFactory(), item=place, met=True, evidence="有", seen_on=TODAY)

    checklist = queries.checklist_of(station)

    assert [(row.item, row.mark, row.met) for row in checklist] == [(place, None, False), (signs, mark, True)]


def test_history_says_who_did_what_and_why_newest_first(hub):
    station = StationFactory()
    record(actor=hub, verb="approve", subject=station, reason="五项齐全")
    record(actor=None, verb="import", subject=station)

    history = queries.history_of(station)

    assert [(line.who, str(line.deed), line.reason) for line in history] == [
        ("", "批量导入", ""),
        (hub.name, "授牌", "五项齐全"),
    ]


def test_who_runs_a_station_are_its_officers_of_today():
    station = StationFactory()
    now = AppointmentFactory(role=Role.STATION, place=station)
    AppointmentFactory(role=Role.STATION, place=station, ends_on=TODAY)
    AppointmentFactory(role=Role.STATION, place=StationFactory())

    assert list(queries.officers_of(station)) == [now]


def test_the_first_photograph_is_the_cover():
    station, other = StationFactory(), StationFactory()
    first, _ = [
        Photo.objects.create(station=station, alt_zh="前台", width=640, height=480, at=NOON.replace(hour=hour))
        for hour in (9, 10)
    ]

    assert queries.covers_of([station, other]) == {station.pk: first}


def test_exceptions_are_those_from_today_on():
    station = StationFactory()
    OpeningExceptionFactory(station=station, day=date(2026, 11, 24))
    today = OpeningExceptionFactory(station=station, day=TODAY)

    assert list(queries.exceptions_of(station)) == [today]


def test_states_and_zones_are_counted():
    zone = ZoneFactory(code="axis", position=1)
    ZoneFactory(code="creek", position=2)
    StationFactory(zone=zone, building=None, subdistrict=None)
    StationFactory(zone=zone, building=None, subdistrict=None, state="closed")

    assert queries.state_counts() == {"applied": 0, "visited": 0, "open": 1, "declined": 0, "closed": 1}
    assert queries.station_counts() == {"axis": 1, "creek": 0}


def test_a_review_is_due_for_those_not_reviewed_this_year():
    scores = {"venue": 3, "property_will": 3, "staffing": 3, "services": 3, "scale": 3}
    reviewed, due = StationFactory(code="A"), StationFactory(code="B")
    StationFactory(state="closed")
    for station, day in ((reviewed, TODAY), (due, date(2025, 11, 25))):
        Assessment.objects.create(station=station, kind="review", on=day, verdict="pass", at=NOON, **scores)

    assert list(queries.due_for_review(year=2026)) == [due]
