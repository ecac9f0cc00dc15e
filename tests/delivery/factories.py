"""Deliveries for tests: the plainest that the constraints allow."""

from datetime import date, timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories import LONG_AGO, ProviderFactory, RoomFactory, ServiceFactory, StationFactory
from tests.needs.factories import NeedFactory
from yizhan.delivery.models import Delivery, Draft, Handling, Order, Origin, Party, Repair, Replacement, Seating
from yizhan.delivery.services import repairing
from yizhan.delivery.services.cancelling import cancel
from yizhan.kernel.identifiers import uuid7
from yizhan.people.queries import digest


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


class OrderFactory(DjangoModelFactory):
    """The order of a delivery to its provider, still to be answered."""

    class Meta:
        model = Order

    delivery = factory.SubFactory(DeliveryFactory)
    provider = factory.SelfAttribute("delivery.provider")
    sent_at = LONG_AGO
    respond_by = LONG_AGO + timedelta(days=2)
    id = factory.LazyFunction(uuid7)
    digest = factory.LazyAttribute(lambda order: digest(Order(pk=order.id).token))


class PartyFactory(DjangoModelFactory):
    """One person of an accepted need, with a place in a delivery."""

    class Meta:
        model = Party

    delivery = factory.SubFactory(DeliveryFactory)
    need = factory.SubFactory(NeedFactory, state="accepted", people=3)
    people = 1


class HandlingFactory(DjangoModelFactory):
    """What is allowed for every service: nothing, unless said otherwise."""

    class Meta:
        model = Handling


class DraftFactory(DjangoModelFactory):
    """A draft of December without anything in it."""

    class Meta:
        model = Draft

    month = date(2026, 12, 1)
    number = factory.Sequence(lambda n: n + 1)
    problem = "{}"
    made_at = LONG_AGO


class RepairFactory(DjangoModelFactory):
    """A proposed repair of a cancelled delivery, without sessions."""

    class Meta:
        model = Repair

    delivery = factory.SubFactory(DeliveryFactory, state="cancelled")
    state = "proposed"
    by_provider = False
    asked_at = LONG_AGO


class ReplacementFactory(DjangoModelFactory):
    """The same session a day later."""

    class Meta:
        model = Replacement

    repair = factory.SubFactory(RepairFactory)
    station = factory.SelfAttribute("repair.delivery.station")
    room = factory.SubFactory(RoomFactory, station=factory.SelfAttribute("..station"))
    service = factory.SelfAttribute("repair.delivery.service")
    provider = factory.SelfAttribute("repair.delivery.provider")
    starts_at = factory.LazyAttribute(lambda row: row.repair.delivery.starts_at + timedelta(days=1))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(hours=1))
    seats = 12


class SeatingFactory(DjangoModelFactory):
    """Nobody is offered a place in another delivery yet."""

    class Meta:
        model = Seating

    repair = factory.SubFactory(RepairFactory)
    delivery = factory.SubFactory(DeliveryFactory)


def called_off(actor, delivery):
    """The repair of a delivery that `actor` called off, carried out."""
    cancel(actor=actor, delivery=delivery, reason="房间漏水")
    repair = Repair.objects.get(delivery=delivery)
    repairing.carry_out(repair.pk)
    repair.refresh_from_db()
    return repair
