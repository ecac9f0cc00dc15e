"""Reads of orders: by the secret in a link, and those of a provider."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from yizhan.catalogue.models import Provider
from yizhan.delivery.models import Delivery, DeliveryState, Order
from yizhan.delivery.queries.deliveries import leads
from yizhan.kernel import clock
from yizhan.people.models import Actor, Role
from yizhan.people.queries import digest, places_of


def by_token(token: str) -> Order | None:
    """The order that a secret opens, if any; only the digest of the secret is compared."""
    return Order.objects.told().filter(digest=digest(token)).first()


def seen_by(actor: Actor) -> QuerySet[Order]:
    """The orders that `actor` may see: all, those for a subdistrict or a station, or a provider's own."""
    if leads(actor):
        return Order.objects.told()
    mine = Q(provider__in=places_of(actor, Role.PROVIDER)) | Q(delivery__station__in=places_of(actor, Role.STATION))
    mine |= Q(delivery__station__subdistrict__in=places_of(actor, Role.SUBDISTRICT))
    return Order.objects.told().filter(mine)


def inbox(actor: Actor) -> QuerySet[Order]:
    """The orders that `actor`'s providers have to answer, the most urgent first."""
    mine = Order.objects.told().waiting().filter(provider__in=places_of(actor, Role.PROVIDER))
    return mine.order_by("respond_by", "pk")


def open_to(actor: Actor) -> QuerySet[Delivery]:
    """The open deliveries of services and zones that `actor`'s providers serve, the next first."""
    mine = Provider.objects.filter(
        pk__in=places_of(actor, Role.PROVIDER), services=OuterRef("service"), zones=OuterRef("station__zone")
    )
    rows = Delivery.objects.told().filter(Exists(mine), state=DeliveryState.OPEN, starts_at__gt=clock.now())
    return rows.order_by("starts_at", "pk")


def neighbours(month: date) -> tuple[date, date]:
    """The month before and the month after."""
    return (month - timedelta(days=1)).replace(day=1), (month + timedelta(days=31)).replace(day=1)
