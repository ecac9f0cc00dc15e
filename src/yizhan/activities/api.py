"""Activities for other programs."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from yizhan.activities import queries
from yizhan.activities.models import Activity, ActivityState, Allotment, Audience
from yizhan.kernel.api import Cut, Id, Listing, Typed, Words, cut_out

router = Router(tags=["activities"])
START, END = "2026-12-01T12:15:00+08:00", "2026-12-01T13:15:00+08:00"


class ActivityPlace(Schema):
    """Where an activity takes place."""

    id: Id
    slug: str = Field(examples=["plaza-66"])
    name: Words
    room: Words | None = Field(examples=[{"zh": "三楼会议室", "en": "Meeting room, floor 3"}])


class ActivityOut(Schema):
    """Something that takes place during [starts_at, ends_at), with places and how they are given away."""

    id: Id
    state: ActivityState = Field(examples=["published"])
    title: Words = Field(examples=[{"zh": "午间问律师", "en": "Ask a lawyer at noon"}])
    category: str = Field(examples=["FL"], description="the code of a category")
    service: str | None = Field(examples=["FL1"], description="the code of a service; null when it is of none")
    place: ActivityPlace
    starts_at: datetime = Field(examples=[START])
    ends_at: datetime = Field(examples=[END])
    capacity: int = Field(examples=[20], description="places in all")
    taken: int = Field(examples=[17], description="places given away")
    allotment: Allotment = Field(examples=["first_come"])
    audience: Audience = Field(examples=["everyone"])
    opens_at: datetime = Field(examples=["2026-11-20T09:00:00+08:00"], description="sign-up opens")
    closes_at: datetime = Field(examples=[START], description="sign-up closes")


class ActivityDetail(ActivityOut):
    """An activity with all that members are told of it."""

    about: Words = Field(examples=[{"zh": "带上合同，律师当面看。", "en": "Bring your papers."}])
    cancel_until: datetime = Field(examples=["2026-11-30T12:15:00+08:00"])
    most_per_person: int = Field(examples=[1], description="places that one person may take")
    children_welcome: bool = Field(examples=[False])
    cancelled_because: str = Field(examples=[""], description="why it was cancelled; empty when it was not")
    seed_hash: str = Field(examples=[""], description="SHA-256 of a lottery's seed, published before the draw")
    seed: str = Field(examples=[""], description="the seed of a lottery, once it is drawn")
    version: int = Field(examples=[2], description="rises with each change")


class ActivityPage(Listing):
    """One page of activities, in the order of their identifiers."""

    items: list[ActivityOut]


class ActivityFilter(Schema):
    q: Typed = Field("", examples=["律师"], description="words of title, description or station, in either language")
    station: Typed = Field("", examples=["plaza-66"], description="the slug of a station")
    category: Typed = Field("", examples=["FL"], description="the code of a category")
    zone: Typed = Field("", examples=["nanjing-west"], description="the code of a zone")
    day: date | None = Field(None, examples=["2026-12-01"], description="the day on which it starts")
    free: bool = Field(default=False, examples=[True], description="only those with places left")


@router.get("/activities", response=ActivityPage, summary="Activities to come")
def activities(
    request: HttpRequest, response: HttpResponse, wanted: Query[ActivityFilter], cut: Query[Cut]
) -> ActivityPage:
    """The published activities that are not over and fit every filter."""
    rows = queries.coming(
        station=wanted.station,
        category=wanted.category,
        zone=wanted.zone,
        day=wanted.day,
        text=wanted.q,
        free_only=wanted.free,
    )
    found, following = cut_out(request, response, rows, cut=cut)
    return ActivityPage(items=[activity_out(row) for row in found], next=following)


@router.get("/activities/{uuid:id}", response=ActivityDetail, summary="One activity")
def activity(request: HttpRequest, id: Id) -> ActivityDetail:  # noqa: A002
    """An activity that is or was published, the cancelled included; who signed up is not told."""
    return activity_detail(get_object_or_404(queries.one_activity(id)))


def activity_out(row: Activity) -> ActivityOut:
    """An activity as a list tells it."""
    room = Words(zh=row.room.name_zh, en=row.room.name_en) if row.room else None
    name = Words(zh=row.station.name_zh, en=row.station.name_en)
    return ActivityOut(
        id=row.pk,
        state=ActivityState(row.state),
        title=Words(zh=row.title_zh, en=row.title_en),
        category=row.category.code,
        service=row.service.code if row.service else None,
        place=ActivityPlace(id=row.station_id, slug=row.station.slug, name=name, room=room),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        capacity=row.capacity,
        taken=row.taken,
        allotment=Allotment(row.allotment),
        audience=Audience(row.audience),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
    )


def activity_detail(row: Activity) -> ActivityDetail:
    """An activity as it is told by itself."""
    return ActivityDetail(
        **dict(activity_out(row)),
        about=Words(zh=row.about_zh, en=row.about_en),
        cancel_until=row.cancel_until,
        most_per_person=row.most_per_person,
        children_welcome=row.children_welcome,
        cancelled_because=row.cancelled_because,
        seed_hash=row.seed_hash,
        seed=row.seed,
        version=row.version,
    )
