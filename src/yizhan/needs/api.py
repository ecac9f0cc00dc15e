"""Needs for other programs: those of the stations that the token's person looks after, and nobody's name."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status

from yizhan.catalogue.models import Category, Service
from yizhan.kernel.api import ID, Cut, Id, Listing, Typed, Words, cut_out
from yizhan.needs import services
from yizhan.needs.models import Channel, Need, NeedState, PartOfDay, Step, StepKind
from yizhan.needs.queries.desk import inbox, stations_of
from yizhan.needs.rules import MOST_PEOPLE
from yizhan.needs.rules.refusals import UnknownCode

router = Router(tags=["needs"])
M = TypeVar("M", bound=Model)
Weekday = Annotated[int, Field(ge=1, le=7)]


class NeedOut(Schema):
    """What some people of a station want; nobody is named."""

    id: Id
    station: str = Field(examples=["JA-001"], description="the code of a station")
    category: str = Field(examples=["FL"], description="the code of a category")
    service: str | None = Field(examples=["FL1"], description="the code of a service; null while it is open")
    channel: Channel = Field(examples=["member"])
    state: NeedState = Field(examples=["accepted"])
    words: str = Field(examples=["午休想请律师看看租房合同"])
    people: int = Field(examples=[12])
    promised: int = Field(examples=[8], description="how many of them have a place in a plan")
    served: int = Field(examples=[0], description="how many of them had their delivery")
    month: date | None = Field(examples=["2026-12-01"], description="the month it is wanted in, by its first day")
    parts_of_day: list[PartOfDay] = Field(examples=[["noon"]])
    weekdays: list[int] = Field(examples=[[2, 3]], description="1 is Monday")
    raised_at: datetime = Field(examples=["2026-11-25T04:00:00Z"])
    merged_into: UUID | None = Field(examples=[None], description="the need that it has become")
    split_from: UUID | None = Field(examples=[ID], description="the need that it was a part of")


class StepOut(Schema):
    """What was done about a need, as those who have it are told."""

    kind: StepKind = Field(examples=["accepted"])
    at: datetime = Field(examples=["2026-11-26T02:00:00Z"])
    due_at: datetime | None = Field(examples=["2026-12-31T15:59:00Z"], description="by when more is known")
    words: Words = Field(examples=[{"zh": "会安排“律师值班咨询”。", "en": "It will be “Lawyer on duty”."}])


class NeedDetail(NeedOut):
    """A need with its history."""

    steps: list[StepOut]


class NeedPage(Listing):
    """Needs, a page at a time."""

    items: list[NeedOut]


class NeedFilter(Schema):
    """Which needs are wanted."""

    station: Typed = Field("", examples=["JA-001"], description="the code of a station")
    category: Typed = Field("", examples=["FL"], description="the code of a category")
    state: NeedState | None = Field(None, examples=["open"])
    channel: Channel | None = Field(None, examples=["walk"])
    q: Typed = Field("", examples=["律师"], description="words to look for")


class NeedIn(Schema):
    """What people of a station want, as another program tells it."""

    station: Typed = Field(examples=["JA-001"], description="the code of a station that the token's person looks after")
    category: Typed = Field(examples=["FL"], description="the code of a category")
    service: Typed = Field("", examples=["FL1"], description="the code of a service; empty while it is open")
    words: str = Field(max_length=500, pattern=r"^[^\x00]*$", examples=["午休想请律师看看租房合同"])
    people: int = Field(ge=1, le=MOST_PEOPLE, examples=[12])
    month: date | None = Field(None, examples=["2026-12-01"], description="any day of the month it is wanted in")
    parts_of_day: list[PartOfDay] = Field([], max_length=4, examples=[["noon"]])
    weekdays: list[Weekday] = Field([], max_length=7, examples=[[2, 3]], description="1 is Monday")
    nonce: Id | None = Field(None, examples=[ID], description="made by the sender; sent again, it makes no second need")


@router.get("/needs", response=NeedPage, summary="Needs")
def needs(request: HttpRequest, response: HttpResponse, wanted: Query[NeedFilter], cut: Query[Cut]) -> NeedPage:
    """The needs that fit every filter."""
    plain = {"category": wanted.category, "state": wanted.state or "", "channel": wanted.channel or "", "q": wanted.q}
    rows = inbox(request.user, wanted=plain)
    if wanted.station:
        rows = rows.filter(station__code=wanted.station)
    found, following = cut_out(request, response, rows, cut=cut)
    return NeedPage(items=[need_out(row) for row in found], next=following)


@router.get("/needs/{uuid:id}", response=NeedDetail, summary="One need")
def need(request: HttpRequest, id: Id) -> NeedDetail:  # noqa: A002
    """A need and what was done about it."""
    row = get_object_or_404(inbox(request.user, wanted={}), pk=id)
    return NeedDetail(**need_out(row).model_dump(), steps=[step_out(step) for step in row.steps.all()])


@router.post("/needs", response={201: NeedDetail}, summary="Raise a need")
def need_raise(request: HttpRequest, given: NeedIn) -> Status[NeedDetail]:
    """Write down what people want of a station that the token's person looks after."""
    made = services.raise_need(
        actor=request.user, fields=_fields(request, given), channel=Channel.API, nonce=given.nonce
    )
    return Status(201, need(request, made.pk))


def _fields(request: HttpRequest, given: NeedIn) -> Mapping[str, Any]:
    service = _known(Service.objects.all(), given.service, "service") if given.service else None
    return {
        "station": _known(stations_of(request.user), given.station, "station"),
        "category": _known(Category.objects.all(), given.category, "category"),
        "service": service,
        "words": given.words,
        "people": given.people,
        "month": given.month.replace(day=1) if given.month else None,
        "parts_of_day": sorted(set(given.parts_of_day)),
        "weekdays": sorted(set(given.weekdays)),
    }


def _known(rows: QuerySet[M], code: str, field: str) -> M:
    found = rows.filter(code=code).first()
    if found is None:
        raise UnknownCode(field=field)
    return found


def need_out(row: Need) -> NeedOut:
    """A need as it is told."""
    return NeedOut(
        id=row.pk,
        station=row.station.code,
        category=row.category.code,
        service=row.service.code if row.service else None,
        channel=Channel(row.channel),
        state=NeedState(row.state),
        words=row.words,
        people=row.people,
        promised=row.promised,
        served=row.served,
        month=row.month,
        parts_of_day=[PartOfDay(part) for part in row.parts_of_day],
        weekdays=row.weekdays,
        raised_at=row.raised_at,
        merged_into=row.merged_into_id,
        split_from=row.split_from_id,
    )


def step_out(row: Step) -> StepOut:
    """A step as it is told, without who took it."""
    return StepOut(
        kind=StepKind(row.kind),
        at=row.at,
        due_at=row.due_at,
        words=Words(zh=row.words_zh, en=row.words_en),
    )
