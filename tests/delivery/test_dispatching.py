"""From sessions of a plan to orders, and to the next provider."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.delivery.factories import DeliveryFactory, HandlingFactory, OrderFactory
from tests.factories import LONG_AGO, ProviderFactory, RoomFactory, ServiceFactory, StationFactory
from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.delivery.models import Delivery, EventKind
from yizhan.delivery.rules import order_refusals as refusals
from yizhan.delivery.services.dispatching import Session, assign, dispatch, open_up
from yizhan.messages.models import Notice
from yizhan.people.queries import digest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
FEBRUARY = date(2026, 2, 1)
START = LONG_AGO + timedelta(days=30)


def session(provider=None, *, parties=(), hours=0, **fields):
    station = fields.pop("station", None) or StationFactory()
    return Session(
        station_id=station.pk,
        service_id=ServiceFactory().pk,
        provider_id=(provider or ProviderFactory()).pk,
        room_id=fields.pop("room_id", None),
        starts_at=START + timedelta(hours=hours),
        ends_at=START + timedelta(hours=hours + 1),
        seats=12,
        origin="custom",
        parties=parties,
        **fields,
    )


def test_a_session_becomes_a_delivery_with_an_order_that_its_provider_is_told_of(hub, staff_of):
    provider = ProviderFactory()
    person = staff_of(provider)

    [delivery] = dispatch(actor=hub, month=FEBRUARY, sessions=[session(provider)])

    order = delivery.orders.get()
    notice = Notice.objects.get(person=person)
    assert (delivery.state, delivery.month, delivery.seats) == ("dispatched", FEBRUARY, 12)
    assert (order.state, order.provider, order.respond_by) == (
        "sent",
        provider,
        datetime.fromisoformat("2026-01-28T18:00+08:00"),
    )
    assert (notice.title_zh, notice.link) == ("有一张新派单", f"/orders/{order.token}/")
    assert order.digest == digest(order.token)
    assert [(event.kind, event.by, event.provider) for event in delivery.events.all()] == [
        ("dispatched", hub, provider)
    ]


def test_many_orders_to_one_provider_are_told_together(hub, staff_of):
    provider = ProviderFactory()
    person = staff_of(provider)

    dispatch(actor=hub, month=FEBRUARY, sessions=[session(provider, hours=2 * n) for n in range(4)])

    assert [(n.title_zh, n.link) for n in Notice.objects.filter(person=person)] == [("有 4 张新派单", "/desk/orders/")]


def test_needs_in_a_session_are_promised_and_their_requesters_told(hub):
    need = NeedFactory(state="accepted", people=3)
    requester = RequesterFactory(need=need)

    [delivery] = dispatch(actor=hub, month=FEBRUARY, sessions=[session(parties=((need.pk, 2),))])

    need.refresh_from_db()
    assert (need.promised, [(p.need, p.people) for p in delivery.parties.all()]) == (2, [(need, 2)])
    assert Notice.objects.filter(person=requester.person).count() == 1


def test_nobody_but_those_who_plan_dispatches(member):
    with pytest.raises(PermissionDenied):
        dispatch(actor=member, month=FEBRUARY, sessions=[session()])


def test_a_provider_is_not_sent_to_two_places_at_once_and_nothing_is_kept(hub):
    provider = ProviderFactory()

    with pytest.raises(refusals.ProviderBusy):
        dispatch(actor=hub, month=FEBRUARY, sessions=[session(provider), session(provider)])

    assert Delivery.objects.count() == 0


def test_a_room_does_not_hold_two_sessions_at_once(hub):
    room = RoomFactory()
    both = [session(station=room.station, room_id=room.pk) for _ in range(2)]

    with pytest.raises(refusals.RoomBusy):
        dispatch(actor=hub, month=FEBRUARY, sessions=both)


def test_a_session_that_has_begun_is_refused(hub, at):
    at("2026-02-04T09:00+08:00")

    with pytest.raises(refusals.SessionBegun):
        dispatch(actor=hub, month=FEBRUARY, sessions=[session()])


@pytest.mark.parametrize("count", [1, 40])
def test_dispatching_many_costs_as_many_queries_as_one(hub, count, django_assert_num_queries, staff_of):
    provider = ProviderFactory()
    staff_of(provider)
    sessions = [session(provider, hours=2 * n) for n in range(count)]

    with django_assert_num_queries(19):
        dispatch(actor=hub, month=FEBRUARY, sessions=sessions)


def test_the_hub_assigns_what_nobody_holds_to_a_provider_who_can(hub, place, another):
    delivery = place(state="unassigned", provider=None)
    provider = another(delivery)

    assign(actor=hub, delivery=delivery, provider=provider)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.provider, delivery.orders.get().provider) == ("dispatched", provider, provider)


def test_the_hub_cannot_assign_to_a_provider_who_is_elsewhere(hub, place, another):
    delivery = place(state="unassigned", provider=None)
    provider = another(delivery)
    DeliveryFactory(provider=provider, starts_at=delivery.starts_at)

    with pytest.raises(refusals.NobodyFits):
        assign(actor=hub, delivery=delivery, provider=provider)


def test_what_nobody_holds_is_opened_where_the_service_allows_it(hub, place, another, staff_of):
    delivery = place(state="unassigned", provider=None)
    person = staff_of(another(delivery))
    HandlingFactory(service=delivery.service, may_grab=True)

    open_up(actor=hub, delivery=delivery)

    delivery.refresh_from_db()
    assert (delivery.state, [event.kind for event in delivery.events.all()]) == ("open", [EventKind.OPENED])
    assert [notice.title_zh for notice in Notice.objects.filter(person=person)] == ["有一场可以抢单"]


def test_nothing_is_opened_where_the_service_does_not_allow_it(hub, place):
    delivery = place(state="unassigned", provider=None)
    HandlingFactory(may_grab=True)
    HandlingFactory(service=delivery.service, may_grab=False)

    with pytest.raises(refusals.GrabbingClosed):
        open_up(actor=hub, delivery=delivery)


@pytest.mark.parametrize("command", [assign, open_up])
def test_only_those_who_plan_decide_what_becomes_of_it(member, place, command):
    delivery = place(state="unassigned", provider=None)
    more = {"provider": ProviderFactory()} if command is assign else {}

    with pytest.raises(PermissionDenied):
        command(actor=member, delivery=delivery, **more)


def test_an_order_has_an_owner_to_answer_it():
    order = OrderFactory()

    assert order.token != order.digest
