"""Deliveries go where their activities go."""

from datetime import timedelta

import pytest

from tests.delivery.factories import DeliveryFactory, OrderFactory
from yizhan.activities.services import cancel as cancel_activity
from yizhan.activities.services import move as move_activity
from yizhan.delivery.rules.order_refusals import ProviderBusy
from yizhan.delivery.services.answering import accept
from yizhan.messages.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


@pytest.fixture
def delivery(place):
    """A delivery that its provider accepted."""
    order = OrderFactory(delivery=place())
    accept(actor=None, order=order, key=order.token)
    order.delivery.refresh_from_db()
    return order.delivery


def test_calling_off_the_activity_calls_off_the_delivery_and_tells_the_provider(delivery, staff_of):
    person = staff_of(delivery.provider)

    cancel_activity(actor=staff_of(delivery.station), activity=delivery.activity, reason="房间漏水")

    delivery.refresh_from_db()
    assert (delivery.state, delivery.orders.get().state) == ("cancelled", "withdrawn")
    assert [(e.kind, e.reason) for e in delivery.events.all()][-1] == ("cancelled", "房间漏水")
    assert [notice.title_zh for notice in Notice.objects.filter(person=person)] == ["有一场取消了"]


def moved(delivery, officer):
    activity, later = delivery.activity, timedelta(hours=2)
    move_activity(
        actor=officer,
        activity=activity,
        starts_at=activity.starts_at + later,
        ends_at=activity.ends_at + later,
        room=activity.room,
    )


def test_moving_the_activity_moves_the_delivery_and_tells_the_provider(delivery, staff_of):
    person, before = staff_of(delivery.provider), delivery.starts_at

    moved(delivery, staff_of(delivery.station))

    delivery.refresh_from_db()
    assert (delivery.starts_at, delivery.state) == (before + timedelta(hours=2), "accepted")
    assert [notice.title_zh for notice in Notice.objects.filter(person=person)] == ["站点改了时间或地点"]


def test_an_activity_does_not_move_to_a_time_when_its_provider_is_elsewhere(delivery, staff_of):
    DeliveryFactory(provider=delivery.provider, starts_at=delivery.starts_at + timedelta(hours=2))

    with pytest.raises(ProviderBusy):
        moved(delivery, staff_of(delivery.station))
