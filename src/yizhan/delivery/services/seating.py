"""Giving free places in deliveries that stay to people who lost theirs."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F

from yizhan.delivery.models import Delivery, DeliveryState, Party, Seating
from yizhan.delivery.queries.repairs import free_places
from yizhan.delivery.rules import order_refusals as refusals
from yizhan.delivery.services import telling


def seat(seatings: Iterable[Seating]) -> None:
    """Promise the needs their places, as long as all are still free; called by a repair that was authorised."""
    wanted = {one.delivery_id: one for one in seatings}
    list(Delivery.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk"))
    found = free_places(Delivery.objects.told().filter(pk__in=wanted).order_by("pk"))
    for delivery, free in found:
        if delivery.state not in DeliveryState.standing() or free < wanted[delivery.pk].people:
            raise refusals.PlacesTaken
    given = [(one, UUID(need), people) for one, _ in found for need, people in wanted[one.pk].parties]
    for delivery, need_id, people in given:
        _add(delivery, need_id=need_id, people=people)
    telling.promise_in(given)


def _add(delivery: Delivery, *, need_id: UUID, people: int) -> None:
    if not delivery.parties.filter(need=need_id).update(people=F("people") + people):
        Party.objects.create(delivery=delivery, need_id=need_id, people=people)
