"""Providers, stations and the clock act on the same delivery in the same second."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.delivery.factories import DeliveryFactory, OrderFactory, SeatingFactory
from tests.factories import ProviderFactory, RoomFactory, ServiceFactory, StationFactory
from tests.needs.factories import NeedFactory
from tests.rivals import at_once
from yizhan.delivery.models import Delivery, Order
from yizhan.delivery.services import answering, cancelling, lateness, repairing
from yizhan.delivery.services.dispatching import Session, dispatch

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("january")]
VISITOR = AnonymousUser()
LATER = datetime.fromisoformat("2026-02-05T10:00+08:00")


def test_one_of_many_providers_has_what_is_open(place, another, staff_of):
    delivery = place(state="open", provider=None)
    providers = [another(delivery) for _ in range(4)]
    people = [staff_of(provider) for provider in providers]

    ends = at_once(
        *[
            lambda person=person, provider=provider: answering.grab(
                actor=person, delivery=delivery, provider_id=provider.pk
            )
            for person, provider in zip(people, providers, strict=True)
        ]
    )

    delivery.refresh_from_db()
    assert ends == ["TakenAlready"] * 3 + ["done"]
    assert [order.provider for order in delivery.orders.all()] == [delivery.provider]


def test_a_provider_takes_no_more_than_its_month_holds(place, another, staff_of):
    first = place(state="open", provider=None)
    provider = another(first, monthly_capacity=1)
    second = DeliveryFactory(state="open", provider=None, station=first.station, service=first.service, starts_at=LATER)
    person = staff_of(provider)

    ends = at_once(
        *[
            lambda one=one: answering.grab(actor=person, delivery=one, provider_id=provider.pk)
            for one in (first, second)
        ]
    )

    assert ends == ["DoesNotFit", "done"]


def test_an_order_is_accepted_or_passed_on_as_late_never_both(place, another):
    order = OrderFactory(delivery=place())
    other = another(order.delivery)

    ends = at_once(
        lambda: answering.accept(actor=VISITOR, order=order, key=order.token),
        lateness.pass_on_late,
    )

    order.refresh_from_db()
    outcome = (order.state, order.delivery.state, order.delivery.provider)
    assert (ends, outcome) in [
        (["done", "done"], ("accepted", "accepted", order.provider)),
        (["OrderGone", "done"], ("late", "dispatched", other)),
    ]


def test_what_is_called_off_while_it_is_accepted_has_no_activity_that_stands(place, hub):
    order = OrderFactory(delivery=place())
    delivery = Delivery.objects.get(pk=order.delivery_id)

    ends = at_once(
        lambda: answering.accept(actor=VISITOR, order=order, key=order.token),
        lambda: cancelling.cancel(actor=hub, delivery=delivery, reason="房间漏水"),
    )

    delivery.refresh_from_db()
    activity = delivery.activity.state if delivery.activity else None
    assert delivery.state == "cancelled"
    assert (ends, activity) in [(["done", "done"], "cancelled"), (["OrderGone", "done"], None)]


def test_accepting_the_same_order_many_times_makes_one_activity(place):
    order = OrderFactory(delivery=place())

    ends = at_once(*[lambda: answering.accept(actor=VISITOR, order=order, key=order.token)] * 4)

    assert ends == ["done"] * 4
    assert Order.objects.get().delivery.events.count() == 1


def test_the_last_places_go_to_one_of_two_repairs_that_are_confirmed_at_once(hub):
    delivery = DeliveryFactory(state="accepted", seats=10)
    needs = NeedFactory.create_batch(2, state="accepted", people=8)
    rows = [SeatingFactory(delivery=delivery, parties=[[str(need.pk), 8]]) for need in needs]

    ends = at_once(*[lambda row=row: repairing.confirm(actor=hub, repair=row.repair) for row in rows])

    assert ends == ["PlacesTaken", "done"]
    assert sum(party.people for party in delivery.parties.all()) == 8


def test_rooms_and_providers_are_given_once_to_those_who_send_the_same_orders_in_another_order(hub):
    station, service = StationFactory(), ServiceFactory()
    sessions = [
        Session(
            station_id=station.pk,
            service_id=service.pk,
            provider_id=provider.pk,
            room_id=RoomFactory(station=station).pk,
            starts_at=LATER,
            ends_at=LATER + timedelta(hours=1),
            seats=12,
            origin="custom",
        )
        for provider in ProviderFactory.create_batch(20)
    ]

    ends = at_once(
        *[
            lambda some=some: dispatch(actor=hub, month=LATER.date().replace(day=1), sessions=some)
            for some in (sessions, sessions[::-1])
        ]
    )

    assert (ends, Delivery.objects.count()) == (["ProviderBusy", "done"], 20)
