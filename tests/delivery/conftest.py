"""A station with a room, providers who can come, and a day to do it on."""

from datetime import time

import pytest

from tests.delivery.factories import DeliveryFactory
from tests.factories import AppointmentFactory, HoursFactory, ProviderFactory, RoomFactory
from yizhan.catalogue.models import ProviderHours
from yizhan.people.models import Role


@pytest.fixture
def staff_of():
    """Somebody who works for a provider or a station: staff_of(place)."""
    roles = {"provider": Role.PROVIDER, "station": Role.STATION, "subdistrict": Role.SUBDISTRICT}
    return lambda place: AppointmentFactory(role=roles[place._meta.model_name], place=place).person


@pytest.fixture
def january(at):
    """It is nine in the morning of Monday 26 January 2026; deliveries of the factory begin on Wednesday 4 February."""
    at("2026-01-26T09:00+08:00")


def able(provider, delivery):
    """Let the provider give the delivery's service in its zone, all day on every working day."""
    provider.services.add(delivery.service)
    provider.zones.add(delivery.station.zone)
    ProviderHours.objects.bulk_create(
        ProviderHours(provider=provider, weekday=day, starts=time(9), ends=time(18)) for day in range(1, 6)
    )
    return provider


@pytest.fixture
def place():
    """A delivery to a room of a station that is open on working days, by a provider who can: place(**fields)."""

    def make(**fields):
        delivery = DeliveryFactory(**fields)
        delivery.room = RoomFactory(station=delivery.station, seats=20)
        delivery.save()
        for day in range(1, 6):
            HoursFactory(station=delivery.station, weekday=day)
        if delivery.provider:
            able(delivery.provider, delivery)
        return delivery

    return make


@pytest.fixture
def another():
    """Another provider who can deliver it: another(delivery, **fields)."""
    return lambda delivery, **fields: able(ProviderFactory(**fields), delivery)
