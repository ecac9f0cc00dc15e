"""Deliveries that are called off."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from tests.delivery.factories import OrderFactory, PartyFactory
from tests.needs.factories import RequesterFactory
from yizhan.delivery.rules import order_refusals as refusals
from yizhan.delivery.services.answering import accept
from yizhan.delivery.services.cancelling import cancel
from yizhan.messages.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


def settled(place):
    """An order that its provider accepted."""
    order = OrderFactory(delivery=place())
    accept(actor=None, order=order, key=order.token)
    order.refresh_from_db()
    return order


def titles(person):
    return [notice.title_zh for notice in Notice.objects.filter(person=person)]


def test_the_activity_the_order_and_the_places_of_needs_go_with_it(place, hub):
    order = settled(place)
    party = PartyFactory(delivery=order.delivery, people=2)
    party.need.promised = 2
    party.need.save()
    person = RequesterFactory(need=party.need).person

    cancel(actor=hub, delivery=order.delivery, reason="房间漏水")

    order.refresh_from_db()
    party.need.refresh_from_db()
    delivery = order.delivery
    assert (delivery.state, delivery.activity.state, order.state, party.need.promised) == (
        "cancelled",
        "cancelled",
        "withdrawn",
        0,
    )
    assert [(e.kind, e.by, e.reason) for e in delivery.events.all()][-1] == ("cancelled", hub, "房间漏水")
    assert titles(person) == ["你的需求要重新安排"]


def test_the_provider_hears_of_what_others_call_off_and_the_hub_of_what_it_calls_off(place, hub, staff_of):
    ours, theirs = settled(place), settled(lambda: place(starts_at=datetime.fromisoformat("2026-02-05T10:00+08:00")))
    person, partner = staff_of(ours.provider), staff_of(theirs.provider)

    cancel(actor=hub, delivery=ours.delivery, reason="房间漏水")
    cancel(actor=partner, delivery=theirs.delivery, reason="讲师生病")

    assert (titles(person), titles(partner)) == (["有一场取消了"], [])
    assert titles(hub) == ["有一场取消了", "有一场取消了"]


def test_what_is_over_is_not_called_off(place, hub):
    delivery = place(state="cancelled")

    with pytest.raises(refusals.OverAlready):
        cancel(actor=hub, delivery=delivery, reason="房间漏水")


def test_calling_off_says_why(place, hub):
    with pytest.raises(refusals.ReasonMissing):
        cancel(actor=hub, delivery=place(), reason="")


def test_others_call_nothing_off(place, member):
    with pytest.raises(PermissionDenied):
        cancel(actor=member, delivery=place(), reason="房间漏水")
