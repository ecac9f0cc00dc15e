"""Plans, deliveries and orders for other programs; each token reads and answers what its person may."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from yizhan.catalogue.models import Provider, Service
from yizhan.delivery.models import (
    Delivery,
    DeliveryState,
    Draft,
    DraftState,
    EventKind,
    Order,
    OrderState,
    Origin,
    PlannedSession,
)
from yizhan.delivery.queries import deliveries as queries
from yizhan.delivery.queries import drafts
from yizhan.delivery.queries import orders as asked
from yizhan.delivery.services import answering
from yizhan.kernel.api import Cut, Id, Listing, Typed, Words, cut_out
from yizhan.network.models import Room, Station

Named = Station | Room | Service | Provider
router = Router(tags=["delivery"])


class Ref(Schema):
    """Which station, room, service or provider it is."""

    id: Id
    name: Words = Field(examples=[{"zh": "恒隆广场党群服务站", "en": "Plaza 66 Service Station"}])


class DeliveryOut(Schema):
    """A session of a published plan, during [starts_at, ends_at)."""

    id: Id
    month: date = Field(examples=["2026-12-01"], description="the first day of the month it is planned for")
    station: Ref
    room: Ref | None
    service: Ref
    provider: Ref | None = Field(description="who holds it; null while nobody does")
    origin: Origin = Field(examples=["custom"])
    state: DeliveryState = Field(examples=["accepted"])
    starts_at: datetime = Field(examples=["2026-12-03T12:00:00+08:00"])
    ends_at: datetime = Field(examples=["2026-12-03T13:00:00+08:00"])
    seats: int = Field(examples=[20])
    activity: Id | None = Field(description="the activity that people sign up for; null until a provider accepts")


class EventOut(Schema):
    """A step in the history of a delivery."""

    kind: EventKind = Field(examples=["accepted"])
    at: datetime = Field(examples=["2026-11-25T12:15:00+08:00"])
    provider: Ref | None
    reason: str = Field(examples=["那天要开庭"])


class DeliveryDetail(DeliveryOut):
    """A delivery with its history and, once it was reported, how many came."""

    events: list[EventOut]
    came: int | None = Field(examples=[12])


class PlanOut(Schema):
    """A plan of a month: a draft that the hub works on, the published one, or one that was replaced."""

    id: Id
    month: date = Field(examples=["2026-12-01"], description="the first day of the month")
    number: int = Field(examples=[2], description="which of the month's drafts")
    state: DraftState = Field(examples=["published"])
    version: int = Field(examples=[7], description="grows with every change")
    sessions: int = Field(examples=[297], description="how many sessions it holds")
    points: float | None = Field(examples=[3677.2], description="null until it was solved")
    bound: float | None = Field(examples=[3683.3], description="no plan of this month has more points")
    covered: float | None = Field(examples=[0.75], description="the share of all people, by weight, who have a seat")
    made_at: datetime = Field(examples=["2026-11-25T12:15:00+08:00"])
    published_at: datetime | None = Field(examples=["2026-11-26T09:00:00+08:00"])


class PlannedOut(Schema):
    """A session of a plan; who attends is not told."""

    station: Ref
    room: Ref
    service: Ref
    provider: Ref
    day: date = Field(examples=["2026-12-03"])
    slot: int = Field(
        examples=[1], description="the first of those it takes: 0 is 10:00, 1 is 12:00, 2 is 14:00, 3 is 18:30"
    )
    slots: int = Field(examples=[1], description="how many slots in a row")
    seats: int = Field(examples=[20])
    pinned: bool = Field(examples=[False], description="stays when the draft is solved again")


class PlanDetail(PlanOut):
    """A plan with its sessions, in the order of time."""

    planned: list[PlannedOut]


class PlanPage(Listing):
    """One page of plans."""

    items: list[PlanOut]


class PlanFilter(Schema):
    month: date | None = Field(None, examples=["2026-12-01"], description="any day of the month")
    state: DraftState | None = Field(None, examples=["published"])


class DeliveryPage(Listing):
    """One page of deliveries."""

    items: list[DeliveryOut]


class DeliveryFilter(Schema):
    month: date | None = Field(None, examples=["2026-12-01"], description="any day of the month")
    state: DeliveryState | None = Field(None, examples=["accepted"])
    station: Typed = Field("", examples=["JA-001"], description="the code of a station")
    provider: Typed = Field("", examples=["qingheng-law-firm"], description="the slug of a provider")


class OrderOut(Schema):
    """A delivery as it was dispatched to one provider, during [starts_at, ends_at); who else was asked is not told."""

    id: Id
    delivery: Id
    provider: Ref
    station: Ref
    room: Ref | None
    service: Ref
    starts_at: datetime = Field(examples=["2026-12-03T12:00:00+08:00"])
    ends_at: datetime = Field(examples=["2026-12-03T13:00:00+08:00"])
    seats: int = Field(examples=[20])
    state: OrderState = Field(examples=["sent"])
    sent_at: datetime = Field(examples=["2026-11-25T12:15:00+08:00"])
    respond_by: datetime = Field(examples=["2026-11-27T12:15:00+08:00"])
    answered_at: datetime | None = Field(examples=["2026-11-26T09:00:00+08:00"])
    reason: str = Field(examples=["那天要开庭"], description="why it was refused or withdrawn; empty otherwise")
    proposed_starts_at: datetime | None = Field(
        examples=["2026-12-04T12:00:00+08:00"], description="the other time that the provider proposed"
    )


class OrderPage(Listing):
    """One page of orders."""

    items: list[OrderOut]


class OrderFilter(Schema):
    month: date | None = Field(None, examples=["2026-12-01"], description="any day of the month of the delivery")
    state: OrderState | None = Field(None, examples=["sent"])
    station: Typed = Field("", examples=["JA-001"], description="the code of a station")
    provider: Typed = Field("", examples=["qingheng-law-firm"], description="the slug of a provider")


class RefusalIn(Schema):
    """Why an order is refused."""

    reason: str = Field(max_length=500, pattern=r"^[^\x00]*$", examples=["那天要开庭"])


@router.get("/orders", response=OrderPage, summary="Orders")
def orders(request: HttpRequest, response: HttpResponse, wanted: Query[OrderFilter], cut: Query[Cut]) -> OrderPage:
    """The orders that the token's person may see and that fit every filter; a provider's staff see its own."""
    equal = {
        "delivery__month": wanted.month.replace(day=1) if wanted.month else None,
        "state": wanted.state,
        "delivery__station__code": wanted.station,
        "provider__slug": wanted.provider,
    }
    rows = asked.seen_by(request.user).filter(**{name: value for name, value in equal.items() if value})
    found, following = cut_out(request, response, rows, cut=cut)
    return OrderPage(items=[order_out(row) for row in found], next=following)


@router.get("/orders/{uuid:id}", response=OrderOut, summary="One order")
def order(request: HttpRequest, id: Id) -> OrderOut:  # noqa: A002
    """An order as it stands."""
    return order_out(get_object_or_404(asked.seen_by(request.user), pk=id))


@router.post("/orders/{uuid:id}/accept", response=OrderOut, summary="Accept an order")
def order_accept(request: HttpRequest, id: Id) -> OrderOut:  # noqa: A002
    """Take it, for the provider whose staff the token's person is; accepting twice changes nothing."""
    row = get_object_or_404(asked.seen_by(request.user), pk=id)
    answering.accept(actor=request.user, order=row)
    return order_out(asked.seen_by(request.user).get(pk=id))


@router.post("/orders/{uuid:id}/refuse", response=OrderOut, summary="Refuse an order")
def order_refuse(request: HttpRequest, id: Id, given: RefusalIn) -> OrderOut:  # noqa: A002
    """Give it back, and why; the next provider is asked."""
    row = get_object_or_404(asked.seen_by(request.user), pk=id)
    answering.refuse(actor=request.user, order=row, reason=given.reason)
    return order_out(asked.seen_by(request.user).get(pk=id))


@router.get("/deliveries", response=DeliveryPage, summary="Deliveries")
def deliveries(
    request: HttpRequest, response: HttpResponse, wanted: Query[DeliveryFilter], cut: Query[Cut]
) -> DeliveryPage:
    """The deliveries that the token's person may see and that fit every filter."""
    rows = queries.found(
        request.user,
        month=wanted.month.replace(day=1) if wanted.month else None,
        state=wanted.state,
        station__code=wanted.station,
        provider__slug=wanted.provider,
    )
    found, following = cut_out(request, response, rows, cut=cut)
    return DeliveryPage(items=[delivery_out(row) for row in found], next=following)


@router.get("/deliveries/{uuid:id}", response=DeliveryDetail, summary="One delivery")
def delivery(request: HttpRequest, id: Id) -> DeliveryDetail:  # noqa: A002
    """A delivery with its history; who took each step is not told."""
    row = get_object_or_404(queries.found(request.user), pk=id)
    report = queries.report_of(row)
    events = row.events.select_related("provider").order_by("at", "pk")
    return DeliveryDetail(
        **delivery_out(row).model_dump(),
        events=[
            EventOut(
                kind=EventKind(one.kind),
                at=one.at,
                provider=ref(one.provider) if one.provider else None,
                reason=one.reason,
            )
            for one in events
        ],
        came=report.came if report else None,
    )


@router.get("/plans", response=PlanPage, summary="Plans")
def plans(request: HttpRequest, response: HttpResponse, wanted: Query[PlanFilter], cut: Query[Cut]) -> PlanPage:
    """The plans that fit every filter; drafts only for those who plan."""
    rows = drafts.plans_for(request.user, month=wanted.month, state=wanted.state)
    found, following = cut_out(request, response, rows, cut=cut)
    return PlanPage(items=[plan_out(row) for row in found], next=following)


@router.get("/plans/{uuid:id}", response=PlanDetail, summary="One plan")
def plan(request: HttpRequest, id: Id) -> PlanDetail:  # noqa: A002
    """A plan with its sessions."""
    row = get_object_or_404(drafts.plans_for(request.user), pk=id)
    return PlanDetail(**plan_out(row).model_dump(), planned=[planned_out(one) for one in drafts.sessions_of(row)])


def plan_out(row: Draft) -> PlanOut:
    """A plan as a list tells it."""
    return PlanOut(
        id=row.pk,
        month=row.month,
        number=row.number,
        state=DraftState(row.state),
        version=row.version,
        sessions=getattr(row, "held", 0),
        points=row.objective,
        bound=row.bound,
        covered=row.covered,
        made_at=row.made_at,
        published_at=row.published_at,
    )


def planned_out(row: PlannedSession) -> PlannedOut:
    """A session of a plan as it is told."""
    return PlannedOut(
        station=ref(row.station),
        room=ref(row.room),
        service=ref(row.service),
        provider=ref(row.provider),
        day=row.day,
        slot=row.slot,
        slots=row.slots,
        seats=row.seats,
        pinned=row.pinned,
    )


def delivery_out(row: Delivery) -> DeliveryOut:
    """A delivery as a list tells it."""
    return DeliveryOut(
        id=row.pk,
        month=row.month,
        station=ref(row.station),
        room=ref(row.room) if row.room else None,
        service=ref(row.service),
        provider=ref(row.provider) if row.provider else None,
        origin=Origin(row.origin),
        state=DeliveryState(row.state),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        seats=row.seats,
        activity=row.activity_id,
    )


def order_out(row: Order) -> OrderOut:
    """An order as it is told."""
    held = row.delivery
    return OrderOut(
        id=row.pk,
        delivery=held.pk,
        provider=ref(row.provider),
        station=ref(held.station),
        room=ref(held.room) if held.room else None,
        service=ref(held.service),
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        seats=held.seats,
        state=OrderState(row.state),
        sent_at=row.sent_at,
        respond_by=row.respond_by,
        answered_at=row.answered_at,
        reason=row.reason,
        proposed_starts_at=row.proposed_starts_at,
    )


def ref(row: Named) -> Ref:
    """A thing by its identifier and its name."""
    return Ref(id=row.pk, name=Words(zh=row.name_zh, en=row.name_en))
