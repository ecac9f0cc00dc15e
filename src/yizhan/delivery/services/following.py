"""A delivery follows its activity, which the station may move or call off."""

from uuid import UUID

from django.db import transaction

from yizhan.delivery.models import Delivery, DeliveryState, EventKind
from yizhan.delivery.services import telling, words
from yizhan.delivery.services.cancelling import call_off
from yizhan.delivery.services.dispatching import locked, save_place
from yizhan.delivery.services.ledger import note


@transaction.atomic
def activity_cancelled(*, activity_id: UUID) -> None:
    """Call the delivery of an activity off that was called off; one that is over already stays as it is."""
    delivery = _of(activity_id)
    if delivery is not None and delivery.activity is not None:
        call_off(None, delivery, reason=delivery.activity.cancelled_because, by_provider=False)


@transaction.atomic
def activity_moved(*, activity_id: UUID) -> None:
    """Move the delivery of an activity that was moved, and tell the provider; refused when it is elsewhere then."""
    delivery = _of(activity_id)
    if delivery is None or delivery.activity is None or delivery.provider_id is None:
        return
    activity = delivery.activity
    delivery.starts_at, delivery.ends_at, delivery.room = activity.starts_at, activity.ends_at, activity.room
    save_place(delivery)
    note(None, EventKind.MOVED, delivery)
    what = words.session(delivery)
    telling.provider_of(
        delivery,
        delivery.provider_id,
        zh=("站点改了时间或地点", f"现在是 {what.zh}。去不了请尽早取消。"),
        en=("The station changed time or place", f"It is now {what.en}. If you cannot come, cancel early."),
    )


def _of(activity_id: UUID) -> Delivery | None:
    """The delivery of an activity, locked, while it is still to be held."""
    found = Delivery.objects.filter(activity=activity_id).first()
    delivery = locked(found.pk) if found else None
    return delivery if delivery and delivery.state in DeliveryState.standing() else None
