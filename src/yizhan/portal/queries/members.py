"""What the members' pages show, joined from network and catalogue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from yizhan.activities import queries as activities
from yizhan.activities.models import Activity
from yizhan.cases.queries import answers_for_some
from yizhan.catalogue import queries as catalogue
from yizhan.catalogue.models import Offer
from yizhan.enterprises.queries import enterprises_of
from yizhan.evaluation.queries import has_answered
from yizhan.kernel import calendar
from yizhan.network import queries as network
from yizhan.network.models import Building, Kind, Photo, Station
from yizhan.people.models import Actor, Person
from yizhan.people.queries import roles_of, today
from yizhan.portal import rules
from yizhan.ui import maps, parts

NEAR_COUNT = 6
SOON_COUNT = 6
COMING_COUNT = 6
DAY_FROM, DAY_UNTIL = 9, 21


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A station as lists show it: how it is open, how far, how much it offers, and its photograph if any."""

    station: Station
    status: network.OpenStatus
    metres: float | None
    services: int
    photo: parts.Photo | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Soon:
    """A service at a fixed time today, at a station near."""

    offer: Offer
    metres: float | None
    over: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What somebody filters stations by."""

    text: str = ""
    zone: str = ""
    kind: str = ""
    service: str = ""
    open_now: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Wanted":
        """The filters in an address; what is not a filter is left out."""
        names = {"text": "q", "zone": "zone", "kind": "kind", "service": "service"}
        words = {field: query.get(key, "").strip() for field, key in names.items()}
        return cls(**words, open_now=query.get("open") == "1")

    @property
    def narrow(self) -> bool:
        """Whether anything is filtered at all."""
        return self != Wanted()


def photo_of(photo: Photo | None) -> parts.Photo | None:
    """A photograph in its two sizes, as the picture component takes it."""
    if photo is None:
        return None
    small = min(640, photo.width)
    return parts.Photo(
        small=reverse("network:photo", args=[photo.pk, 640]),
        small_width=small,
        small_height=round(photo.height * small / photo.width),
        large=reverse("network:photo", args=[photo.pk, 1600]),
        large_width=photo.width,
        alt=photo.alt,
    )


def cards(stations: Sequence[Station], *, building: Building | None) -> list[Card]:
    """Those stations as cards, in the order given."""
    statuses = network.statuses(stations, at=network.local_now())
    counts = catalogue.offer_counts(station.pk for station in stations)
    photos = network.covers_of(stations)
    return [
        Card(
            station=station,
            status=statuses[station.pk],
            metres=network.metres_between(building, station.building),
            services=counts.get(station.pk, 0),
            photo=photo_of(photos.get(station.pk)),
        )
        for station in stations
    ]


def near(building: Building | None) -> list[Card]:
    """The stations nearest to `building`; the hub and the first ones when none is chosen."""
    return cards(network.nearest(building, limit=NEAR_COUNT), building=building)


def soon(found: Iterable[Card]) -> list[Soon]:
    """What happens today at the stations of those cards, the past last."""
    now = network.local_now()
    metres = {
        card.station.pk: card.metres for card in found if card.status.doors in {network.Doors.OPEN, network.Doors.TODAY}
    }
    rows = [
        Soon(offer=offer, metres=metres[offer.station_id], over=bool(offer.ends and offer.ends <= now.time()))
        for offer in catalogue.slots_at(metres, now.date())
    ]
    return sorted(rows, key=lambda row: row.over)[:SOON_COUNT]


def coming(found: Iterable[Card]) -> list[Activity]:
    """What is on next, at the stations of those cards first."""
    return activities.coming_near([card.station.pk for card in found], limit=COMING_COUNT)


def greeting() -> rules.Greeting:
    """What the home page says first, now."""
    now = network.local_now()
    return rules.greeting(now, working_day=_is_working_day(now.date()))


def _is_working_day(day: date) -> bool:
    try:
        return calendar.load("cn").is_working_day(day)
    except calendar.CalendarEnds:
        return day.isoweekday() <= 5  # noqa: PLR2004


def building_of(actor: Actor, *, slug: str) -> Building | None:
    """The building that pages begin with: the member's workplace, or the one this device remembers."""
    workplace = network.workplace_of(actor) if isinstance(actor, Person) else None
    return workplace or (network.buildings().filter(slug=slug).first() if slug else None)


def wanted_stations(wanted: Wanted, *, building: Building | None) -> list[Station]:
    """The stations that fit, the nearest first when a building is chosen."""
    among = catalogue.stations_offering(wanted.service) if wanted.service else None
    found = list(network.stations(text=wanted.text, zone=wanted.zone, kind=wanted.kind, among=among))
    if wanted.open_now:
        found = network.open_among(found, at=network.local_now())
    if building and not wanted.text:
        metres = {station.pk: network.metres_between(building, station.building) for station in found}
        found.sort(key=lambda station: (metres[station.pk] is None, metres[station.pk] or 0.0))
    return found


def kinds(wanted: Wanted) -> list[parts.Item]:
    """Kinds of stations as links, each keeping the other filters."""
    return _links("kind", wanted.kind, [(kind.value, str(kind.label)) for kind in Kind], wanted)


def zone_links(wanted: Wanted) -> list[parts.Item]:
    """Zones as links, each keeping the other filters."""
    return _links("zone", wanted.zone, [(zone.code, zone.name) for zone in network.zones()], wanted)


def _links(name: str, chosen: str, choices: list[tuple[str, str]], wanted: Wanted) -> list[parts.Item]:
    query = {"q": wanted.text, "zone": wanted.zone, "kind": wanted.kind, "service": wanted.service}
    query["open"] = "1" if wanted.open_now else ""
    return [
        parts.Item(
            url="?" + urlencode({key: value for key, value in {**query, name: code}.items() if value}),
            label=label,
            current=code == chosen,
        )
        for code, label in choices
    ]


def station_page(station: Station) -> dict[str, object]:
    """Everything that the page of one station shows."""
    about = network.describe(station)
    offers = list(catalogue.offers_of_station(station.pk))
    services = {offer.service_id: offer.service for offer in offers}
    return {
        "station": station,
        "about": about,
        "photos": [photo_of(photo) for photo in about.photos],
        "rooms": rooms_today(about),
        "today": catalogue.slots_on(offers, network.local_now().date()),
        "coming": activities.coming_at(station.pk, limit=COMING_COUNT),
        "services": list(services.values()),
        "now": network.local_now(),
    }


def rooms_today(about: network.StationPage) -> list[parts.RoomDay]:
    """The rooms of a station over today's half hours: free while the station is open."""
    now = network.local_now()
    opens = [
        (datetime.combine(now.date(), span.opens, now.tzinfo), datetime.combine(now.date(), span.closes, now.tzinfo))
        for span in about.today.intervals
    ]
    first = now.replace(hour=DAY_FROM, minute=0, second=0, microsecond=0)
    last = first.replace(hour=DAY_UNTIL)
    taken = activities.taken_rooms([room.pk for room in about.rooms], first, last)
    return [
        parts.room_day(
            name=room.name,
            note=str(room.seats),
            url=reverse("activities:room-detail", args=[about.station.slug, room.slug]),
            opens=opens,
            taken=taken.get(room.pk, []),
            first=first,
            last=last,
        )
        for room in about.rooms
    ]


def map_of_stations() -> dict[str, object]:
    """The map: zones from south to north, stations with a known position, metro stops."""
    zones = {zone.code: zone.name for zone in network.zones()}
    stations = [
        maps.MapStation(
            name=dot.name,
            url=reverse("portal:station-detail", args=[dot.slug]),
            lat=dot.lat,
            lon=dot.lon,
            kind=dot.kind,
            zone=zones.get(dot.zone, ""),
            sample=dot.constructed,
        )
        for dot in network.dots()
    ]
    stops = [maps.MapStop(name=stop.name, lat=stop.lat, lon=stop.lon) for stop in network.metro()]
    return {"zones": list(zones.values()), "stations": stations, "stops": stops}


def my_page(person: Person) -> dict[str, object]:
    """What a person's own page shows."""
    building = network.workplace_of(person)
    menu = [*_own_enterprises(person), *_my_menu(building, helps=answers_for_some(person))]
    year = today().year
    asked = None if has_answered(person, year) else year
    return {"person": person, "roles": roles_of(person), "menu": menu, "survey": asked}


def _own_enterprises(person: Person) -> list[parts.Item]:
    """The way to the enterprises that a person speaks for; nothing for those who speak for none."""
    names = [str(enterprise) for enterprise in enterprises_of(person)]
    if not names:
        return []
    note = _("、").join(names)
    return [
        parts.Item(url=reverse("portal:enterprise-list"), icon="briefcase-business", label=_("我的企业"), note=note)
    ]


def _my_menu(building: Building | None, *, helps: bool) -> list[parts.Item]:
    rows = [
        ("activities:activity-mine", "calendar-check", _("我的活动"), _("报名、候补和签到码")),
        ("needs:need-list", "message-circle-plus", _("我的需求"), _("提一条，看走到哪一步")),
        ("cases:case-list", "megaphone", _("我的诉求"), _("要解决的事，看谁在办、什么时候有结果")),
        *([("cases:part-list", "handshake", _("协办"), _("站点请你们单位办的"))] if helps else []),
        ("evaluation:ask-list", "smile", _("我的评价"), _("参加过的，说一句怎么样")),
        ("portal:building-list", "building-2", _("我的楼宇"), building.name if building else _("还没有选")),
        ("activities:booking-mine", "door-open", _("我订的场地"), _("按半小时订站点的空间")),
        ("activities:calendar-link", "calendar-sync", _("日历订阅"), _("报名的活动自己进日历")),
        ("activities:likeness-list", "images", _("有我的照片"), _("同意了才显示")),
        ("people:profile-edit", "user-round-pen", _("称呼、语言和字号"), _("字可以放大到一倍半")),
        ("people:consent-list", "handshake", _("我同意过什么"), _("随时可以收回")),
        ("people:device-list", "monitor-smartphone", _("登录过的设备"), _("不认得的可以请出去")),
        ("people:person-export", "download", _("导出我的数据"), _("一份 JSON 文件")),
        ("people:person-erase", "trash-2", _("注销账号"), _("数据一并删除")),
    ]
    return [parts.Item(url=reverse(url), icon=icon, label=label, note=note) for url, icon, label, note in rows]
