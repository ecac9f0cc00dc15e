"""What follows when a provider has a session for certain: it becomes an activity, and its requesters hear where to sign up."""

from django.urls import reverse

from yizhan.activities.services import make_for_delivery
from yizhan.delivery.models import Delivery, DeliveryState
from yizhan.delivery.services import telling
from yizhan.delivery.services.dispatching import move


def settle(delivery: Delivery) -> None:
    """Publish the activity of a locked delivery that its provider accepts, and tell those who asked for it."""
    service = delivery.service
    move(delivery, DeliveryState.ACCEPTED, provider_id=delivery.provider_id)
    delivery.activity = make_for_delivery(
        station=delivery.station,
        service=service,
        provider=delivery.provider,
        room=delivery.room,
        starts_at=delivery.starts_at,
        ends_at=delivery.ends_at,
        capacity=delivery.seats,
        title_zh=service.name_zh,
        title_en=service.name_en,
        about_zh=service.about_zh,
        about_en=service.about_en,
    )
    delivery.save(update_fields=["activity"])
    telling.requesters(delivery, link=reverse("activities:activity-detail", args=[delivery.activity.pk]))
