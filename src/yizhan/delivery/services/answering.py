"""What providers answer: accept, refuse with a reason, propose another time, or take what is open to all."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yizhan.delivery import policies
from yizhan.delivery.models import Delivery, DeliveryState, EventKind, Order, OrderState
from yizhan.delivery.queries import openings
from yizhan.delivery.rules import dispatching as rules
from yizhan.delivery.rules import order_refusals as refusals
from yizhan.delivery.services import telling
from yizhan.delivery.services.dispatching import lock_providers, locked, move, pass_on, require_fit
from yizhan.delivery.services.ledger import note
from yizhan.delivery.services.settling import settle
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import Refused
from yizhan.kernel.states import step
from yizhan.people.models import Actor, Person
from yizhan.people.queries import digest


@transaction.atomic
def accept(*, actor: Actor, order: Order, key: str = "") -> None:
    """Take the order; accepting twice changes nothing, and late is accepted while nobody else was asked."""
    authorise(policies.can_answer, actor, order, key)
    order, delivery = taken(order)
    if order.state == OrderState.ACCEPTED:
        return
    rules.require_waiting(order.state)
    rules.require_ahead(delivery.starts_at, at=clock.now())
    answer(actor, order, OrderState.ACCEPTED)
    settle(delivery)
    note(actor, EventKind.ACCEPTED, delivery)


def accept_all(*, actor: Actor, orders: Iterable[Order]) -> dict[UUID, Refused]:
    """Take several orders, each for itself; returns why those that could not be taken were refused."""
    refused: dict[UUID, Refused] = {}
    for order in orders:
        try:
            accept(actor=actor, order=order)
        except Refused as refusal:
            refused[order.pk] = refusal
    return refused


@transaction.atomic
def refuse(*, actor: Actor, order: Order, reason: str, key: str = "") -> None:
    """Give the order back, and why; the next provider is asked."""
    authorise(policies.can_answer, actor, order, key)
    order, delivery = taken(order)
    reason = rules.require_reason(reason)
    rules.require_waiting(order.state)
    answer(actor, order, OrderState.REFUSED, reason=reason)
    note(actor, EventKind.REFUSED, delivery, reason=reason)
    move(delivery, DeliveryState.UNASSIGNED, provider_id=None)
    pass_on(delivery)


@transaction.atomic
def propose(*, actor: Actor, order: Order, starts_at: datetime, reason: str = "", key: str = "") -> None:
    """Propose one of the times that break nothing; the station says whether it suits."""
    authorise(policies.can_answer, actor, order, key)
    order, delivery = taken(order)
    rules.require_waiting(order.state)
    rules.require_free(starts_at, offered=openings.of(delivery))
    order.proposed_starts_at = starts_at
    answer(actor, order, OrderState.PROPOSED, reason=reason.strip())
    note(actor, EventKind.PROPOSED, delivery, reason=reason.strip())
    telling.station_of_proposal(order)


@transaction.atomic
def grab(*, actor: Actor, delivery: Delivery, provider_id: UUID) -> Order:
    """Take a delivery that is open to all; the first provider that fits has it."""
    authorise(policies.can_grab, actor, provider_id)
    delivery = locked(delivery.pk)
    if delivery.state != DeliveryState.OPEN:
        raise refusals.TakenAlready
    rules.require_ahead(delivery.starts_at, at=clock.now())
    lock_providers(delivery)
    require_fit(delivery, provider_id, refusal=refusals.DoesNotFit, again=True)
    move(delivery, DeliveryState.DISPATCHED, provider_id=provider_id)
    order = _grabbed(actor, delivery, provider_id)
    note(actor, EventKind.GRABBED, delivery)
    settle(delivery)
    return order


def _grabbed(actor: Actor, delivery: Delivery, provider_id: UUID) -> Order:
    """The order of somebody who took it: sent and accepted at once."""
    at = clock.now()
    order = Order(
        delivery=delivery,
        provider_id=provider_id,
        state=OrderState.ACCEPTED,
        sent_at=at,
        respond_by=delivery.starts_at,
        answered_at=at,
        answered_by=actor if isinstance(actor, Person) else None,
    )
    order.digest = digest(order.token)
    order.save(force_insert=True)
    return order


def taken(order: Order) -> tuple[Order, Delivery]:
    """The order and its delivery as they are now, ours until the transaction ends."""
    delivery = locked(order.delivery_id)
    current = Order.objects.select_related("provider").get(pk=order.pk)
    current.delivery = delivery
    return current, delivery


def answer(actor: Actor | None, order: Order, to: OrderState, *, reason: str = "") -> None:
    """Bring an order, whose delivery is locked, into another state, and keep who answered and why."""
    order.state = step(rules.ORDER_MOVES, at=order.state, to=to)
    order.answered_at, order.reason = clock.now(), reason or order.reason
    order.answered_by = actor if isinstance(actor, Person) else None
    order.save(update_fields=["state", "answered_at", "answered_by", "reason", "proposed_starts_at", "respond_by"])
