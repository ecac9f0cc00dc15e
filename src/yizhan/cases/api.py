"""Cases for other programs: those of the stations that the token's person looks after, and never who reported them."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status

from yizhan.cases import policies, services
from yizhan.cases.models import Case, Channel, Clock, Event, Mechanism, Result, State, Timer
from yizhan.cases.queries import kinds
from yizhan.cases.queries.inbox import stations_of
from yizhan.cases.queries.outside import cases_for, with_all
from yizhan.cases.rules import LONGEST
from yizhan.cases.rules.refusals import CodeUnknown
from yizhan.cases.services import From
from yizhan.kernel import clock
from yizhan.kernel.api import Cut, Id, Listing, Typed, Words, cut_out
from yizhan.people.queries import normal_phone

router = Router(tags=["cases"])
TEXT = r"^[^\x00]*$"


class CaseOut(Schema):
    """A worry that somebody brought to a station; nobody is named."""

    id: Id
    code: str = Field(examples=["7KQ2M9XP"], description="its number, as people are told it")
    station: str = Field(examples=["JA-001"], description="the code of the station that answers for it")
    building: str | None = Field(examples=["plaza-66"], description="the name of the building in our addresses")
    kind: str = Field(examples=["help"], description="the code of its kind")
    version: int = Field(examples=[1], description="the version of the kind that it keeps")
    channel: str = Field(examples=["member"], description="how it came in")
    words: str = Field(examples=["三楼茶水间漏水"])
    place: str = Field(examples=["三楼茶水间"])
    state: State = Field(examples=["handling"])
    mechanism: Mechanism = Field(examples=["instant"])
    result: Result | None = Field(examples=[None], description="what came of it; null until it is answered")
    round: int = Field(examples=[1], description="how often it was taken up")
    raised_at: datetime = Field(examples=["2026-11-25T02:00:00Z"])
    closed_at: datetime | None = Field(examples=[None])
    due_at: datetime | None = Field(examples=["2026-12-02T10:00:00Z"], description="when the next thing is due")
    due_clock: Clock | None = Field(examples=["resolution"], description="the clock that says so")
    need: UUID | None = Field(examples=[None], description="the need that it was")
    series: UUID | None = Field(examples=[None], description="the case that it is answered with")
    split_from: UUID | None = Field(examples=[None], description="the case that it was a part of")
    public: bool = Field(examples=[False])


class CaseClock(Schema):
    """A clock of a case, as it was last read off its log."""

    clock: Clock = Field(examples=["resolution"])
    round: int = Field(examples=[1])
    started_at: datetime = Field(examples=["2026-11-25T02:00:00Z"])
    due_at: datetime = Field(examples=["2026-12-02T10:00:00Z"])
    judged_at: datetime = Field(examples=["2026-12-02T10:00:00Z"], description="the first limit that passed")
    stopped_at: datetime | None = Field(examples=[None])
    dropped: bool = Field(examples=[False], description="ended by something that is neither kept nor missed")
    late: bool = Field(examples=[False])
    provisional: bool = Field(examples=[False], description="due in a year whose holidays are not announced yet")


class CaseEvent(Schema):
    """One line of the log of a case: what reporters were told, and what only those who handle it read."""

    kind: str = Field(examples=["contacted"], description="what happened")
    at: datetime = Field(examples=["2026-11-25T03:00:00Z"])
    words: Words = Field(examples=[{"zh": "今天去看", "en": "Coming today"}])
    note: str | None = Field(examples=["物业下午到场"], description="null for those who do not handle the case")


class CaseDetail(CaseOut):
    """A case with its clocks and its log."""

    clocks: list[CaseClock]
    events: list[CaseEvent]


class CasePage(Listing):
    """Cases, a page at a time."""

    items: list[CaseOut]


class CaseFilter(Schema):
    """Which cases are wanted."""

    station: Typed = Field("", examples=["JA-001"], description="the code of a station")
    kind: Typed = Field("", examples=["help"], description="the code of a kind")
    state: State | None = Field(None, examples=["handling"])
    mechanism: Mechanism | None = Field(None, examples=["joint"])
    q: Typed = Field("", examples=["漏水"], description="words to look for, or a number")


class CaseIn(Schema):
    """What somebody told a station, as another program writes it down."""

    station: Typed = Field(examples=["JA-001"], description="the code of a station that the token's person looks after")
    kind: Typed = Field(examples=["help"], description="the code of a kind that is offered")
    words: str = Field(max_length=LONGEST, pattern=TEXT, examples=["三楼茶水间漏水"])
    place: str = Field("", max_length=160, pattern=TEXT, examples=["三楼茶水间"])
    name: str = Field("", max_length=40, pattern=TEXT, examples=["李女士"], description="how to address the reporter")
    phone: Typed = Field("", examples=["13900001234"], description="of the reporter; kept sealed")
    answers: dict[str, str | list[str]] = Field({}, examples=[{}], description="to what the kind asks, by code")


@router.get("/cases", response=CasePage, summary="Cases")
def cases(request: HttpRequest, response: HttpResponse, wanted: Query[CaseFilter], cut: Query[Cut]) -> CasePage:
    """The cases that fit every filter."""
    plain = {name: str(value or "") for name, value in wanted.model_dump().items()}
    found, following = cut_out(request, response, cases_for(request.user, plain), cut=cut)
    return CasePage(items=[case_out(row) for row in found], next=following)


@router.get("/cases/{uuid:id}", response=CaseDetail, summary="One case")
def case(request: HttpRequest, id: Id) -> CaseDetail:  # noqa: A002
    """A case, what its clocks say, and what happened."""
    row = get_object_or_404(with_all(cases_for(request.user, {})), pk=id)
    handles = policies.can_handle(request.user, row)
    return CaseDetail(
        **case_out(row).model_dump(),
        clocks=[clock_out(timer, at=clock.now()) for timer in row.timers.all()],
        events=[event_out(event, handles=handles) for event in row.events.all()],
    )


@router.post("/cases", response={201: CaseDetail}, summary="Bring a case")
def case_raise(request: HttpRequest, given: CaseIn) -> Status[CaseDetail]:
    """Write down what somebody told a station that the token's person looks after."""
    station = next((one for one in stations_of(request.user) if one.code == given.station), None)
    kind = next((one for one in kinds() if one.code == given.kind), None)
    if station is None or kind is None:
        raise CodeUnknown(field="kind" if station else "station")
    fields = {
        "station": station,
        "building": station.building,
        "kind": kind,
        "words": given.words,
        "place": given.place,
        "answers": given.answers,
    }
    source = From(name=given.name, phone=normal_phone(given.phone) if given.phone else "")
    made = services.raise_case(actor=request.user, fields=fields, channel=Channel.DESK, reporter=source)
    return Status(201, case(request, made.pk))


def case_out(row: Case) -> CaseOut:
    """A case as it is told."""
    return CaseOut(
        id=row.pk,
        code=row.code,
        station=row.station.code,
        building=row.building.slug if row.building else None,
        kind=row.kind.code,
        version=row.kind.version,
        channel=row.channel,
        words=row.words,
        place=row.place,
        state=State(row.state),
        mechanism=Mechanism(row.mechanism),
        result=Result(row.result) if row.result else None,
        round=row.round,
        raised_at=row.raised_at,
        closed_at=row.closed_at,
        due_at=row.due_at,
        due_clock=Clock(row.due_clock) if row.due_clock else None,
        need=row.need_id,
        series=row.series_id,
        split_from=row.split_from_id,
        public=row.public_at is not None,
    )


def clock_out(row: Timer, *, at: datetime) -> CaseClock:
    """A clock as it is told."""
    return CaseClock(
        clock=Clock(row.clock),
        round=row.round,
        started_at=row.started_at,
        due_at=row.due_at,
        judged_at=row.judged_at,
        stopped_at=row.stopped_at,
        dropped=row.dropped,
        late=(row.stopped_at or at) > row.judged_at,
        provisional=row.provisional,
    )


def event_out(row: Event, *, handles: bool) -> CaseEvent:
    """A line of the log as it is told, without who wrote it."""
    words = Words(zh=row.words_zh, en=row.words_en)
    return CaseEvent(kind=row.kind, at=row.at, words=words, note=row.note if handles else None)
