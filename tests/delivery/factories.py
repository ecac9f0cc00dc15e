"""Deliveries for tests: the plainest that the constraints allow."""

from datetime import date, timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories import LONG_AGO, ProviderFactory, ServiceFactory, StationFactory
from yizhan.delivery.models import Delivery, Origin


class DeliveryFactory(DjangoModelFactory):
    """A custom session dispatched to a provider, in the month after LONG_AGO."""

    class Meta:
        model = Delivery

    month = date(2026, 2, 1)
    station = factory.SubFactory(StationFactory)
    service = factory.SubFactory(ServiceFactory)
    provider = factory.SubFactory(ProviderFactory)
    origin = Origin.CUSTOM
    starts_at = LONG_AGO + timedelta(days=30)
    ends_at = factory.LazyAttribute(lambda delivery: delivery.starts_at + timedelta(hours=1))
    seats = 12
    made_at = LONG_AGO
