"""Taking a delivery away: its order, its activity and the places of its needs go with it, and everyone is told."""

from django.db import transaction

from yizhan.activities.models import Activity
from yizhan.activities.services import cancel_for_delivery
from yizhan.delivery import policies
from yizhan.delivery.models import Delivery, DeliveryState, EventKind, OrderState
from yizhan.delivery.rules import dispatching as rules
from yizhan.delivery.rules import order_refusals as refusals
from yizhan.delivery.services import repairing, telling, words
from yizhan.delivery.services.answering import answer
from yizhan.delivery.services.dispatching import locked, move
from yizhan.delivery.services.ledger import note
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.people.models import Actor


@transaction.atomic
def cancel(*, actor: Actor, delivery: Delivery, reason: str) -> None:
    """Call a delivery off, and why; those signed up, those who asked for it and its provider are told."""
    authorise(policies.can_cancel, actor, delivery)
    if delivery.activity_id is not None:
        Activity.objects.locked(delivery.activity_id)  # first, as everyone does who holds both
    delivery = locked(delivery.pk)
    authorise(policies.can_cancel, actor, delivery)
    reason = rules.require_reason(reason)
    if delivery.state not in DeliveryState.standing():
        raise refusals.OverAlready
    call_off(actor, delivery, reason=reason, by_provider=policies.delivers(actor, delivery))
    if delivery.activity_id is not None:
        cancel_for_delivery(activity_id=delivery.activity_id, reason=reason)


def call_off(actor: Actor | None, delivery: Delivery, *, reason: str, by_provider: bool) -> None:
    """Take a locked delivery away, all but its activity."""
    note(actor, EventKind.CANCELLED, delivery, reason=reason)
    _withdraw_order(actor, delivery, reason, told=by_provider)
    move(delivery, DeliveryState.CANCELLED, provider_id=delivery.provider_id)
    telling.release(delivery, reason=reason)
    if delivery.starts_at > clock.now():
        repairing.ask(delivery, by_provider=by_provider)
    telling.receivers_of_cancellation(delivery, reason=reason)


def _withdraw_order(actor: Actor | None, delivery: Delivery, reason: str, *, told: bool) -> None:
    """Take the order back that stands, if one does, and tell the provider unless its own staff called it off."""
    order = delivery.orders.select_related("provider").filter(state__in=OrderState.standing()).first()
    if order is None:
        return
    answer(actor, order, OrderState.WITHDRAWN, reason=reason)
    if not told:
        what = words.session(delivery)
        telling.provider_of(
            delivery,
            order.provider_id,
            zh=("有一场取消了", f"{what.zh}。原因：{reason}"),
            en=("A session is cancelled", f"{what.en}. Reason: {reason}"),
        )
