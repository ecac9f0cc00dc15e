"""Enterprises for other programs: those that the token's person looks after; no contacts, no colours, no visits' words."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from yizhan.enterprises.models import Enterprise, Industry, Size
from yizhan.enterprises.queries.desk import GONE, HERE, found, with_last_visit
from yizhan.kernel.api import Cut, Id, Listing, Typed, Words, cut_out

router = Router(tags=["enterprises"])


class EnterpriseOut(Schema):
    """A firm in a building; nobody is named, and nothing is said of how stable it is."""

    id: Id
    name: Words = Field(examples=[{"zh": "静安示例贸易有限公司", "en": "Jing'an Sample Trading"}])
    industry: Industry = Field(examples=["trade"])
    size: Size = Field(examples=["10-49"], description="how many people work there")
    building: str = Field(examples=["plaza-66"], description="the address name of a building")
    floor: str = Field(examples=["12 楼"])
    station: str = Field(examples=["JA-001"], description="the code of the station that looks after it")
    point: str | None = Field(examples=[None], description="the code of its own activity point")
    platforms: list[str] = Field(examples=[["fuel-station"]], description="the codes of the platforms it takes part in")
    visited_on: date | None = Field(examples=["2026-11-02"], description="the day of the last visit")
    visit_by: date = Field(examples=["2027-01-31"], description="the day by which it should be visited again")
    came_on: date | None = Field(examples=["2024-05-01"])
    left_on: date | None = Field(examples=[None], description="the day it moved away")
    constructed: bool = Field(examples=[True], description="made up for the demo")


class EnterprisePage(Listing):
    """One page of enterprises."""

    items: list[EnterpriseOut]


class EnterpriseFilter(Schema):
    """Which enterprises are wanted; those that are here unless asked otherwise."""

    station: Typed = Field("", examples=["JA-001"], description="the code of a station")
    building: Typed = Field("", examples=["plaza-66"], description="the address name of a building")
    industry: Industry | None = Field(None, examples=["trade"])
    size: Size | None = Field(None, examples=["10-49"])
    moved_away: bool = Field(default=False, examples=[False], description="those that moved away instead")
    q: Typed = Field("", examples=["贸易"], description="words of the name")


@router.get("/enterprises", response=EnterprisePage, summary="Enterprises")
def enterprises(
    request: HttpRequest, response: HttpResponse, wanted: Query[EnterpriseFilter], cut: Query[Cut]
) -> EnterprisePage:
    """The enterprises that fit every filter."""
    plain = {"building": wanted.building, "industry": wanted.industry or "", "size": wanted.size or "", "q": wanted.q}
    rows = found(request.user, wanted={**plain, "state": GONE if wanted.moved_away else HERE})
    if wanted.station:
        rows = rows.filter(station__code=wanted.station)
    rows = with_last_visit(rows).prefetch_related("participations__platform")
    page, following = cut_out(request, response, rows, cut=cut)
    return EnterprisePage(items=[enterprise_out(row) for row in page], next=following)


@router.get("/enterprises/{uuid:id}", response=EnterpriseOut, summary="One enterprise")
def enterprise(request: HttpRequest, id: Id) -> EnterpriseOut:  # noqa: A002
    """An enterprise."""
    return enterprise_out(get_object_or_404(with_last_visit(found(request.user, wanted={})), pk=id))


def enterprise_out(row: Enterprise) -> EnterpriseOut:
    """An enterprise as it is told."""
    return EnterpriseOut(
        id=row.pk,
        name=Words(zh=row.name_zh, en=row.name_en),
        industry=Industry(row.industry),
        size=Size(row.size),
        building=row.building.slug,
        floor=row.floor,
        station=row.station.code,
        point=row.point.code if row.point else None,
        platforms=[part.platform.code for part in row.participations.all()],
        visited_on=getattr(row, "visited_on", None),
        visit_by=row.visit_by,
        came_on=row.came_on,
        left_on=row.left_on,
        constructed=row.constructed,
    )
