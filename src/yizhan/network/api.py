"""The network for other programs."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from yizhan.kernel.api import MOST, Page, next_link, page_of
from yizhan.network import queries
from yizhan.network.models import Kind, Station

router = Router(tags=["network"])
ID = "0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f"


class Text(Schema):
    """Words in both languages."""

    zh: str = Field(examples=["恒隆广场党群服务站"])
    en: str = Field(examples=["Plaza 66 Service Station"])


class ZoneOut(Schema):
    code: str = Field(examples=["nanjing-west"])
    name: Text

    @staticmethod
    def resolve_name(row: Any) -> dict[str, str]:
        return text(row, "name")


class BuildingOut(Schema):
    slug: str = Field(examples=["plaza-66"])
    name: Text
    address: Text
    lat: float | None = Field(examples=[31.2288])
    lon: float | None = Field(examples=[121.4493])
    error_m: int | None = Field(examples=[150])

    @staticmethod
    def resolve_name(row: Any) -> dict[str, str]:
        return text(row, "name")

    @staticmethod
    def resolve_address(row: Any) -> dict[str, str]:
        return text(row, "address")


class StationOut(Schema):
    id: UUID = Field(examples=[ID])
    slug: str = Field(examples=["plaza-66"])
    code: str = Field(examples=["JA-001"])
    kind: Kind = Field(examples=["building"])
    name: Text
    about: Text
    zone: ZoneOut | None
    subdistrict: str | None = Field(examples=["310106012"])
    building: BuildingOut | None
    floor: str = Field(examples=["3F"])
    area_m2: int | None = Field(examples=[180])
    constructed: bool = Field(examples=[False], description="made-up reference data, shown as a sample")

    @staticmethod
    def resolve_name(row: Any) -> dict[str, str]:
        return text(row, "name")

    @staticmethod
    def resolve_about(row: Any) -> dict[str, str]:
        return text(row, "about")

    @staticmethod
    def resolve_subdistrict(row: Any) -> str | None:
        return row.subdistrict.code if row.subdistrict else None


class RoomOut(Schema):
    id: UUID = Field(examples=[ID])
    name: Text
    floor: str = Field(examples=["3F"])
    area_m2: int | None = Field(examples=[90])
    seats: int = Field(examples=[50])
    equipment: list[str] = Field(examples=[["projector", "sound"]])
    uses: list[str] = Field(examples=[["class", "salon"]])

    @staticmethod
    def resolve_name(row: Any) -> dict[str, str]:
        return text(row, "name")


class HoursOut(Schema):
    weekday: int = Field(examples=[1], description="1 Monday to 7 Sunday")
    opens: time = Field(examples=["09:00:00"])
    closes: time = Field(examples=["18:00:00"])
    kind: str = Field(examples=["regular"])
    follows_holidays: bool = Field(examples=[True])


class ExceptionOut(Schema):
    day: date = Field(examples=["2026-12-31"])
    kind: str = Field(examples=["closure"])
    opens: time | None = Field(examples=[None])
    closes: time | None = Field(examples=[None])
    reason: Text

    @staticmethod
    def resolve_reason(row: Any) -> dict[str, str]:
        return text(row, "reason")


class StationDetail(StationOut):
    rooms: list[RoomOut]
    hours: list[HoursOut]
    exceptions: list[ExceptionOut]
    is_open: bool = Field(examples=[True], description="whether the station is open at this moment")

    @staticmethod
    def resolve_rooms(row: Station) -> list[Any]:
        return list(queries.rooms_of(row))

    @staticmethod
    def resolve_hours(row: Station) -> list[Any]:
        return list(queries.hours_of(row))

    @staticmethod
    def resolve_exceptions(row: Station) -> list[Any]:
        return list(queries.exceptions_of(row))

    @staticmethod
    def resolve_is_open(row: Station) -> bool:
        return queries.statuses([row], at=queries.local_now())[row.pk].is_open


class StationPage(Schema):
    items: list[StationOut]
    next: str | None = Field(examples=[None], description="the address of the next page")


class StationFilter(Schema):
    q: str = Field("", max_length=60, examples=["恒隆"], description="words of names and places")
    zone: str = Field("", max_length=40, examples=["nanjing-west"])
    subdistrict: str = Field("", max_length=12, examples=["310106012"])
    kind: Kind | None = Field(None, examples=["building"])


class Cut(Schema):
    cursor: str = Field("", max_length=60, examples=[""])
    limit: int = Field(20, ge=1, le=MOST, examples=[20])


def text(row: Any, name: str) -> dict[str, str]:
    """A pair of columns as words in both languages."""
    return {"zh": getattr(row, f"{name}_zh"), "en": getattr(row, f"{name}_en")}


def answer(request: HttpRequest, response: HttpResponse, page: Page[Any]) -> dict[str, Any]:
    """A page of rows and the way to the next one."""
    return {"items": page.rows, "next": next_link(request, response, page.next_cursor)}


@router.get("/stations", response=StationPage, summary="Stations that serve")
def stations(
    request: HttpRequest, response: HttpResponse, wanted: Query[StationFilter], cut: Query[Cut]
) -> dict[str, Any]:
    """The stations that serve, by identifier."""
    rows = queries.stations(text=wanted.q, zone=wanted.zone, subdistrict=wanted.subdistrict, kind=wanted.kind or "")
    return answer(request, response, page_of(rows, cursor=cut.cursor, limit=cut.limit))


@router.get("/stations/{uuid:pk}", response=StationDetail, summary="One station")
def station(request: HttpRequest, pk: UUID) -> Station:
    """A station that serves, with its rooms and hours."""
    return get_object_or_404(queries.serving(), pk=pk)


@router.get("/zones", response=list[ZoneOut], summary="Zones")
def zones(request: HttpRequest) -> Any:
    """The bands of the district, in order."""
    return queries.zones()
