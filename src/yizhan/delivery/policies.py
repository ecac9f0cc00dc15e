"""Who may do what with plans and orders."""

from uuid import UUID

from yizhan.delivery.models import Delivery, Order
from yizhan.people.models import Actor, Role
from yizhan.people.queries import digest, holds


def can_plan(actor: Actor) -> bool:
    """The hub and administrators set quotas, make drafts and publish them."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR)


def can_see_deliveries(actor: Actor) -> bool:
    """Those who plan, and the officers of subdistricts and stations; each sees their own."""
    return can_plan(actor) or holds(actor, Role.SUBDISTRICT, Role.STATION, Role.PROVIDER)


def can_see_orders(actor: Actor) -> bool:
    """The staff of providers have orders."""
    return holds(actor, Role.PROVIDER)


def delivers(actor: Actor, delivery: Delivery) -> bool:
    """The staff of the provider who holds the delivery."""
    return delivery.provider_id is not None and holds(actor, Role.PROVIDER, scope_id=delivery.provider_id)


def receives(actor: Actor, delivery: Delivery) -> bool:
    """The hub and administrators, and the officers of the station."""
    return can_plan(actor) or holds(actor, Role.STATION, scope_id=delivery.station_id)


def can_answer(actor: Actor, order: Order, key: str) -> bool:
    """Whoever has the secret of the link, and the staff of the provider who was asked."""
    return digest(key) == order.digest or holds(actor, Role.PROVIDER, scope_id=order.provider_id)


def can_grab(actor: Actor, provider_id: UUID) -> bool:
    """The staff of a provider take open deliveries for it."""
    return holds(actor, Role.PROVIDER, scope_id=provider_id)


def can_decide_proposal(actor: Actor, order: Order) -> bool:
    """Those who receive the delivery say whether another time suits."""
    return receives(actor, order.delivery)


def can_cancel(actor: Actor, delivery: Delivery) -> bool:
    """The provider who holds it, and those who receive it."""
    return receives(actor, delivery) or delivers(actor, delivery)


def can_report(actor: Actor, delivery: Delivery) -> bool:
    """The provider who held it, and those who received it."""
    return can_cancel(actor, delivery)


def can_see_delivery(actor: Actor, delivery: Delivery) -> bool:
    """Those who receive or deliver it, and the officers of its subdistrict."""
    subdistrict_id = delivery.station.subdistrict_id
    oversees = subdistrict_id is not None and holds(actor, Role.SUBDISTRICT, scope_id=subdistrict_id)
    return can_cancel(actor, delivery) or oversees
