"""The schematic map shows every station as a link."""

from tests.ui.markup import parsed
from yizhan.ui.maps import MapStation, MapStop, Sheet, arrange, schematic

ZONES = ["南京西路", "苏州河两岸", "中环两翼"]
PLAZA = MapStation(name="恒隆广场", url="/stations/1/", lat=31.2288, lon=121.4493, kind="building", zone="南京西路")
HUB = MapStation(name="枢纽", url="/stations/2/", lat=31.2292, lon=121.4530, kind="hub", zone="南京西路")
STOP = MapStop(name="静安寺", lat=31.2251, lon=121.4417)


def crowd(count):
    return [
        MapStation(
            name=f"示例大厦{n}",
            url=f"/stations/{n}/",
            lat=31.2288,
            lon=121.4493,
            kind="building",
            zone="南京西路",
            sample=True,
        )
        for n in range(count)
    ]


def drawn(stations, *, width=328, height=640):
    html = schematic(ZONES, stations, stops=[STOP], width=width, height=height)
    return parsed(f"<div>{html}</div>")


def test_every_station_is_a_link_with_its_name():
    links = drawn([PLAZA, HUB]).findall(".//svg/a")

    assert [(a.get("href"), a.findtext("title")) for a in links] == [
        ("/stations/2/", "枢纽"),
        ("/stations/1/", "恒隆广场"),
    ]


def test_a_station_without_room_for_its_name_is_numbered_and_listed():
    tree = drawn([HUB, *crowd(60)])

    numbers = [text.text for text in tree.findall(".//svg/a/text[@class='dot-number']")]
    assert numbers == [b.text for b in tree.findall(".//ol/li/a/b")]
    assert len(tree.findall(".//svg/a")) == 61


def test_named_stations_get_their_labels_before_constructed_ones():
    plan = arrange(ZONES, [*crowd(60), PLAZA], sheet=Sheet(width=328, height=640))

    assert [station.number for station in plan.stations if not station.sample] == [0]


def test_a_name_cannot_bring_markup_into_the_map():
    tree = drawn([MapStation(name='<b>"楼"</b>', url="/?a=1&b=2", lat=31.23, lon=121.45, kind="point", zone="")])

    assert tree.find(".//svg/a").findtext("title") == '<b>"楼"</b>'


def test_the_north_is_above_the_south():
    sheet = Sheet(width=700, height=860)

    heights = [sheet.at(lat, 121.45)[1] for lat in (31.31, 31.27, 31.25, 31.23)]

    assert heights == sorted(heights)


def test_no_station_makes_an_empty_map_without_a_list():
    tree = drawn([])

    assert (tree.findall(".//svg/a"), tree.findall(".//ol")) == ([], [])
