"""Which providers can deliver a session, and what stands against those who cannot."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from yizhan.catalogue.models import Provider, ProviderAbsence, ProviderHours
from yizhan.delivery.models import Delivery, DeliveryState, Order
from yizhan.delivery.rules.dispatching import Candidate

WAY = timedelta(minutes=30)
"""How long a provider needs from one station to another."""


def giving(delivery: Delivery) -> QuerySet[Provider]:
    """The providers who give the service in the station's zone."""
    return Provider.objects.filter(services=delivery.service_id, zones=delivery.station.zone_id)


def of(delivery: Delivery) -> list[Candidate]:
    """Everyone who gives the service in the zone, by name; the delivery comes with its station."""
    rows: Any = giving(delivery).annotate(
        comes=_comes(delivery),
        busy=Exists(
            Delivery.objects.holding().filter(touching(delivery), provider=OuterRef("pk")).exclude(pk=delivery.pk)
        ),
        asked=Exists(Order.objects.filter(delivery=delivery, provider=OuterRef("pk"))),
        held=Coalesce(Subquery(_held(delivery)), 0),
    )
    return [
        Candidate(
            provider_id=row.pk,
            name=row.name_zh,
            capacity=row.monthly_capacity,
            held=row.held,
            comes_then=row.comes,
            busy=row.busy,
            asked=row.asked,
        )
        for row in rows.order_by("name_zh", "slug")
    ]


def touching(delivery: Delivery) -> Q:
    """Sessions at the same time; at another station, those that leave no time for the way too."""
    here = Q(station=delivery.station_id, starts_at__lt=delivery.ends_at, ends_at__gt=delivery.starts_at)
    elsewhere = Q(starts_at__lt=delivery.ends_at + WAY, ends_at__gt=delivery.starts_at - WAY)
    return here | ~Q(station=delivery.station_id) & elsewhere


def _comes(delivery: Delivery) -> Q:
    """Comes at that time every week, and is not away that day."""
    start, end = timezone.localtime(delivery.starts_at), timezone.localtime(delivery.ends_at)
    hours = ProviderHours.objects.filter(
        provider=OuterRef("pk"), weekday=start.isoweekday(), starts__lte=start.time(), ends__gte=end.time()
    )
    away = ProviderAbsence.objects.filter(
        provider=OuterRef("pk"), starts_on__lte=start.date(), ends_on__gt=start.date()
    )
    return Q(Exists(hours)) & ~Q(Exists(away))


def _held(delivery: Delivery) -> QuerySet[Delivery, Any]:
    """How many sessions of the month a provider has."""
    taking = [*DeliveryState.holding(), DeliveryState.DELIVERED]
    mine = Delivery.objects.filter(month=delivery.month, state__in=taking, provider=OuterRef("pk"))
    return mine.exclude(pk=delivery.pk).order_by().values("provider").annotate(n=Count("pk")).values("n")
