"""Sending orders: made for many deliveries in a few statements, and told to the staff of their providers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from django.urls import reverse

from yizhan.delivery.models import Delivery, Event, EventKind, Order
from yizhan.delivery.rules import dispatching as rules
from yizhan.delivery.services import words
from yizhan.kernel import calendar, clock
from yizhan.messages.services import Letter, post
from yizhan.network.queries import CALENDAR
from yizhan.people.models import Actor, Person, Role
from yizhan.people.queries import digest, people_in


def send(actor: Actor | None, deliveries: Sequence[Delivery], *, reason: str = "") -> list[Order]:
    """Ask the provider of each delivery, note it, and tell the provider's staff; deliveries come with what words need."""
    orders = Order.objects.bulk_create(_order(one, one.provider_id) for one in deliveries if one.provider_id)
    who, at = actor if isinstance(actor, Person) else None, clock.now()
    Event.objects.bulk_create(
        Event(delivery=one, kind=EventKind.DISPATCHED, at=at, by=who, provider_id=one.provider_id, reason=reason)
        for one in deliveries
    )
    tell_providers(orders)
    return orders


def _order(delivery: Delivery, provider_id: UUID) -> Order:
    at = clock.now()
    order = Order(
        delivery=delivery,
        provider_id=provider_id,
        sent_at=at,
        respond_by=rules.respond_by(sent_at=at, starts_at=delivery.starts_at, calendar=calendar.load(CALENDAR)),
    )
    order.digest = digest(order.token)
    return order


def tell_providers(orders: Sequence[Order]) -> None:
    """Tell all staff of the providers: a few orders one by one with the link that answers each, more of them together."""
    by_provider: dict[UUID, list[Order]] = defaultdict(list)
    for order in orders:
        by_provider[order.provider_id].append(order)
    staff = staff_of(by_provider)
    post(
        letter
        for provider_id, mine in by_provider.items()
        for person_id in staff.get(provider_id, ())
        for letter in _letters(person_id, mine)
    )


def staff_of(provider_ids: Iterable[UUID]) -> Mapping[UUID, list[UUID]]:
    """Who works for each of those providers today."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for appointment in people_in(Role.PROVIDER, provider_ids):
        if appointment.scope_id:
            found[appointment.scope_id].append(appointment.person_id)
    return found


def _letters(person_id: UUID, orders: Sequence[Order]) -> Iterator[Letter]:
    if len(orders) > rules.FEW:
        yield _together(person_id, orders)
        return
    for order in orders:
        what, until = words.session(order.delivery), words.moment(order.respond_by)
        yield Letter(
            person_id=person_id,
            zh=("有一张新派单", f"{what.zh}。请在 {until.zh} 前答复：接单、拒单，或另提一个时间。"),
            en=("A new order", f"{what.en}. Answer by {until.en}: accept, refuse or propose another time."),
            link=reverse("delivery:order-answer", args=[order.token]),
        )


def _together(person_id: UUID, orders: Sequence[Order]) -> Letter:
    count, until = len(orders), words.moment(min(order.respond_by for order in orders))
    return Letter(
        person_id=person_id,
        zh=(f"有 {count} 张新派单", f"最早一张请在 {until.zh} 前答复。可以一次接下几张。"),
        en=(f"{count} new orders", f"The first is to be answered by {until.en}. You can accept several at once."),
        link=reverse("delivery:order-list"),
    )
