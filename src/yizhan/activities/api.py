"""Activities for other programs, and who comes to them for those who run them."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from yizhan.activities import queries, services
from yizhan.activities.models import (
    Activity,
    ActivityState,
    Allotment,
    Audience,
    Registration,
    RegistrationState,
    Scan,
    Verdict,
)
from yizhan.activities.queries.desk import run_by
from yizhan.activities.queries.rosters import of_those_run_by
from yizhan.kernel import clock
from yizhan.kernel.api import Cut, Id, Listing, Typed, Words, cut_out

router = Router(tags=["activities"])
roster = Router(tags=["roster"])
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


class RegistrationOut(Schema):
    """That somebody signed up, for themselves and whom they bring; phones and answers are not told."""

    id: Id
    name: str = Field(examples=["小林"], description="what the person wants to be called")
    state: RegistrationState = Field(examples=["confirmed"])
    places: int = Field(examples=[2], description="how many come, the person included")
    registered_at: datetime = Field(examples=["2026-11-20T09:00:03+08:00"])
    checked_in_at: datetime | None = Field(examples=["2026-12-01T12:08:00+08:00"])
    checked_out_at: datetime | None = Field(
        examples=["2026-12-01T13:15:00+08:00"], description="only where hours are counted"
    )


class RegistrationPage(Listing):
    """One page of registrations."""

    items: list[RegistrationOut]


class RegistrationFilter(Schema):
    state: RegistrationState | None = Field(None, examples=["confirmed"])


class ScanIn(Schema):
    """A code that was read at the door."""

    code: str = Field(
        max_length=120,
        pattern=r"^[^\x00]*$",
        examples=["40718255"],
        description="its text, or the eight digits under it",
    )
    nonce: Id = Field(description="made by the sender for this reading; sent again, it gets the same answer")
    device: str = Field(
        "api", max_length=36, pattern=r"^[^\x00]*$", examples=["gate-2"], description="which scanner read it"
    )
    read_at: datetime | None = Field(
        None, examples=["2026-12-01T12:08:00+08:00"], description="only for what was read without a connection"
    )


class ScanOut(Schema):
    """What became of a code that was read, and who was let in by it."""

    verdict: Verdict = Field(examples=["admitted"])
    registration: RegistrationOut | None = Field(description="null when nobody was let in")


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


@roster.get("/activities/{uuid:id}/registrations", response=RegistrationPage, summary="Who signed up")
def registrations(
    request: HttpRequest,
    response: HttpResponse,
    id: Id,  # noqa: A002
    wanted: Query[RegistrationFilter],
    cut: Query[Cut],
) -> RegistrationPage:
    """The registrations of an activity that the token's person runs, those that were cancelled left out."""
    rows = get_object_or_404(run_by(request.user), pk=id).registrations.standing().select_related("person")
    found, following = cut_out(request, response, rows.filter(state=wanted.state) if wanted.state else rows, cut=cut)
    return RegistrationPage(items=[registration_out(row) for row in found], next=following)


@roster.get("/activities/{uuid:id}/check-ins", response=RegistrationPage, summary="Who came")
def check_ins(request: HttpRequest, response: HttpResponse, id: Id, cut: Query[Cut]) -> RegistrationPage:  # noqa: A002
    """The registrations of an activity that the token's person runs, of those who were checked in."""
    came = get_object_or_404(run_by(request.user), pk=id).registrations.filter(state=RegistrationState.ATTENDED)
    rows = came.select_related("person")
    found, following = cut_out(request, response, rows, cut=cut)
    return RegistrationPage(items=[registration_out(row) for row in found], next=following)


@roster.post("/activities/{uuid:id}/check-ins", response=ScanOut, summary="Check in by a code")
def check_in_by_code(request: HttpRequest, id: Id, given: ScanIn) -> ScanOut:  # noqa: A002
    """Decide about a code that was read at the door of an activity that the token's person runs."""
    reading = services.Reading(
        text=given.code.strip(),
        nonce=given.nonce,
        device=given.device,
        at=given.read_at or clock.now(),
        offline=given.read_at is not None,
    )
    found = get_object_or_404(run_by(request.user), pk=id)
    return scan_out(services.scan(actor=request.user, activity=found, reading=reading))


@roster.post("/registrations/{uuid:id}/check-in", response=RegistrationOut, summary="Check in by hand")
def check_in(request: HttpRequest, id: Id) -> RegistrationOut:  # noqa: A002
    """Note that somebody came to an activity that the token's person runs; who is in already stays in."""
    row = get_object_or_404(of_those_run_by(request.user), pk=id)
    return registration_out(services.check_in(actor=request.user, registration=row))


def registration_out(row: Registration) -> RegistrationOut:
    """A registration as it is told to those who run the activity."""
    return RegistrationOut(
        id=row.pk,
        name=str(row.person),
        state=RegistrationState(row.state),
        places=row.places,
        registered_at=row.registered_at,
        checked_in_at=row.checked_in_at,
        checked_out_at=row.checked_out_at,
    )


def scan_out(row: Scan) -> ScanOut:
    """What became of a code; the name only of who was let in."""
    mine = row.registration if row.verdict in {Verdict.ADMITTED, Verdict.ALREADY} else None
    return ScanOut(verdict=Verdict(row.verdict), registration=registration_out(mine) if mine else None)


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
