"""The network for other programs."""

from datetime import date, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from yizhan.kernel.api import Cut, Id, Listing, Typed, Words, cut_out
from yizhan.network import queries, rules
from yizhan.network.models import (
    Building,
    Equipment,
    ExceptionKind,
    Hours,
    HoursKind,
    Kind,
    Level,
    OpeningException,
    Room,
    Station,
    Use,
    Zone,
)

router = Router(tags=["network"])


class ZoneOut(Schema):
    """One of the bands of the district that stations are grouped in."""

    id: Id
    code: str = Field(examples=["nanjing-west"])
    name: Words = Field(examples=[{"zh": "南京西路片区", "en": "Nanjing West Road"}])
    about: Words = Field(examples=[{"zh": "总部和商圈最密的一带。", "en": "Head offices and shops."}])


class BuildingOut(Schema):
    """An office building; what is not public about it is null or empty."""

    id: Id
    slug: str = Field(examples=["plaza-66"])
    name: Words = Field(examples=[{"zh": "恒隆广场", "en": "Plaza 66"}])
    address: Words = Field(examples=[{"zh": "南京西路1266号", "en": "1266 Nanjing West Road"}])
    lat: float | None = Field(examples=[31.2288], description="degrees north")
    lon: float | None = Field(examples=[121.4493], description="degrees east")
    error_m: int | None = Field(examples=[150], description="how far off the position may be, in metres")


class StationOut(Schema):
    """A station that serves."""

    id: Id
    slug: str = Field(examples=["plaza-66"], description="its name in addresses of pages")
    code: str = Field(examples=["JA-001"])
    kind: Kind = Field(examples=["building"])
    level: Level = Field(examples=["demonstration"])
    name: Words
    about: Words = Field(
        examples=[
            {"zh": "下楼就到：办事、问律师、歇一歇。", "en": "One lift ride away: paperwork, a lawyer, a short rest."}
        ]
    )
    operator: Words = Field(examples=[{"zh": "枢纽托管", "en": "Run by the hub"}])
    zone: str | None = Field(examples=["nanjing-west"], description="the code of a zone")
    subdistrict: str | None = Field(examples=["310106012"], description="the statistical code")
    building: BuildingOut | None
    floor: str = Field(examples=["3F"])
    area_m2: int | None = Field(examples=[180])
    desk_phone: str = Field(examples=["021-00000000"], description="the station's own telephone")
    opened_on: date | None = Field(examples=["2024-03-26"])
    constructed: bool = Field(examples=[False], description="a made-up sample, not public information")


class RoomOut(Schema):
    """A room in use; one room has several uses."""

    id: Id
    slug: str = Field(examples=["talk"])
    name: Words = Field(examples=[{"zh": "会谈室", "en": "Meeting Room"}])
    floor: str = Field(examples=["3F"])
    area_m2: int | None = Field(examples=[24])
    seats: int = Field(examples=[10])
    equipment: list[Equipment] = Field(examples=[["screen", "whiteboard"]])
    uses: list[Use] = Field(examples=[["meeting", "consulting"]])


class HoursOut(Schema):
    """Open every week on a weekday during [opens, closes), on the station's wall clock."""

    weekday: int = Field(examples=[1], ge=1, le=7, description="1 Monday to 7 Sunday")
    opens: time = Field(examples=["09:00:00"])
    closes: time = Field(examples=["18:00:00"])
    kind: HoursKind = Field(examples=["regular"])
    follows_holidays: bool = Field(examples=[True], description="closed on public holidays, open on make-up days")


class ExceptionOut(Schema):
    """A day from today on that differs from the weekly hours."""

    day: date = Field(examples=["2026-11-26"])
    kind: ExceptionKind = Field(examples=["closure"])
    opens: time | None = Field(examples=[None])
    closes: time | None = Field(examples=[None])
    reason: Words = Field(examples=[{"zh": "消防设施检修", "en": "Fire-safety maintenance"}])


class IntervalOut(Schema):
    """Open during [opens, closes)."""

    opens: time = Field(examples=["09:00:00"])
    closes: time = Field(examples=["18:00:00"])
    kind: HoursKind = Field(examples=["regular"])


class OpeningOut(Schema):
    """Whether one can go in at the moment of the answer, and today's intervals with holidays and exceptions counted."""

    is_open: bool = Field(examples=[True])
    doors: rules.Doors = Field(examples=["open"])
    day: date | None = Field(examples=["2026-11-25"], description="the day of `at`")
    at: time | None = Field(examples=["18:00:00"], description="when it closes if it is open, else when it opens next")
    today: list[IntervalOut]
    settled: bool = Field(examples=[True], description="false while the holidays of that year are not announced")


class StationDetail(StationOut):
    """A station that serves, with its rooms and hours."""

    opening: OpeningOut
    rooms: list[RoomOut]
    hours: list[HoursOut]
    exceptions: list[ExceptionOut]


class StationPage(Listing):
    """One page of stations, in the order of their identifiers."""

    items: list[StationOut]


class StationFilter(Schema):
    q: Typed = Field("", examples=["恒隆"], description="words of names, in either language, or a code")
    zone: Typed = Field("", examples=["nanjing-west"], description="the code of a zone")
    subdistrict: Typed = Field("", examples=["310106012"], description="a statistical code")
    kind: Kind | None = Field(None, examples=["building"])


@router.get("/stations", response=StationPage, summary="Stations that serve")
def stations(
    request: HttpRequest, response: HttpResponse, wanted: Query[StationFilter], cut: Query[Cut]
) -> StationPage:
    """The stations that serve and fit every filter; names that are nearly `q` are found when none has it."""
    rows = queries.stations(text=wanted.q, zone=wanted.zone, subdistrict=wanted.subdistrict, kind=wanted.kind or "")
    found, following = cut_out(request, response, rows, cut=cut)
    return StationPage(items=[station_out(row) for row in found], next=following)


@router.get("/stations/{uuid:id}", response=StationDetail, summary="One station")
def station(request: HttpRequest, id: Id) -> StationDetail:  # noqa: A002
    """A station that serves, with its rooms, its weekly hours, the exceptions ahead, and whether it is open now."""
    return station_detail(get_object_or_404(queries.serving(), pk=id))


@router.get("/zones", response=list[ZoneOut], summary="Zones")
def zones(request: HttpRequest) -> list[ZoneOut]:
    """The zones, in their order."""
    return [zone_out(row) for row in queries.zones()]


def zone_out(row: Zone) -> ZoneOut:
    """A zone as it is told."""
    return ZoneOut(
        id=row.pk,
        code=row.code,
        name=Words(zh=row.name_zh, en=row.name_en),
        about=Words(zh=row.about_zh, en=row.about_en),
    )


def building_out(row: Building) -> BuildingOut:
    """A building as it is told."""
    return BuildingOut(
        id=row.pk,
        slug=row.slug,
        name=Words(zh=row.name_zh, en=row.name_en),
        address=Words(zh=row.address_zh, en=row.address_en),
        lat=row.lat,
        lon=row.lon,
        error_m=row.error_m,
    )


def station_out(row: Station) -> StationOut:
    """A station as a list tells it."""
    return StationOut(
        id=row.pk,
        slug=row.slug,
        code=row.code,
        kind=Kind(row.kind),
        level=Level(row.level),
        name=Words(zh=row.name_zh, en=row.name_en),
        about=Words(zh=row.about_zh, en=row.about_en),
        operator=Words(zh=row.operator_zh, en=row.operator_en),
        zone=row.zone.code if row.zone else None,
        subdistrict=row.subdistrict.code if row.subdistrict else None,
        building=building_out(row.building) if row.building else None,
        floor=row.floor,
        area_m2=row.area_m2,
        desk_phone=row.desk_phone,
        opened_on=row.opened_on,
        constructed=row.constructed,
    )


def station_detail(row: Station) -> StationDetail:
    """A station as it is told by itself."""
    return StationDetail(
        **station_out(row).model_dump(),
        opening=opening_out(row),
        rooms=[room_out(room) for room in queries.rooms_of(row)],
        hours=[hours_out(hours) for hours in queries.hours_of(row)],
        exceptions=[exception_out(exception) for exception in queries.exceptions_of(row)],
    )


def opening_out(row: Station) -> OpeningOut:
    """Whether a station is open at this moment, and its day."""
    now = queries.local_now()
    days = queries.week(row, first=now.date())
    status, today = rules.status_at(now, days), days[0]
    return OpeningOut(
        is_open=status.is_open,
        doors=status.doors,
        day=status.day,
        at=status.at,
        today=[IntervalOut(opens=one.opens, closes=one.closes, kind=one.kind) for one in today.intervals],
        settled=today.settled,
    )


def room_out(row: Room) -> RoomOut:
    """A room as it is told."""
    return RoomOut(
        id=row.pk,
        slug=row.slug,
        name=Words(zh=row.name_zh, en=row.name_en),
        floor=row.floor,
        area_m2=row.area_m2,
        seats=row.seats,
        equipment=[Equipment(item) for item in row.equipment],
        uses=[Use(use) for use in row.uses],
    )


def hours_out(row: Hours) -> HoursOut:
    """Weekly hours as they are told."""
    return HoursOut(
        weekday=row.weekday,
        opens=row.opens,
        closes=row.closes,
        kind=HoursKind(row.kind),
        follows_holidays=row.follows_holidays,
    )


def exception_out(row: OpeningException) -> ExceptionOut:
    """An exception as it is told."""
    return ExceptionOut(
        day=row.day,
        kind=ExceptionKind(row.kind),
        opens=row.opens,
        closes=row.closes,
        reason=Words(zh=row.reason_zh, en=row.reason_en),
    )
