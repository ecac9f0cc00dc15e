"""Needs for tests: the plainest that the constraints allow."""

import factory
from factory.django import DjangoModelFactory

from tests.factories import LONG_AGO, PersonFactory, ServiceFactory, StationFactory
from yizhan.needs.models import Channel, Need, Requester


class NeedFactory(DjangoModelFactory):
    """An open need of one person."""

    class Meta:
        model = Need

    service = factory.SubFactory(ServiceFactory)
    category = factory.SelfAttribute("service.category")
    station = factory.SubFactory(StationFactory)
    building = factory.SelfAttribute("station.building")
    channel = Channel.MEMBER
    words = factory.Sequence("想找律师看合同{}".format)
    raised_by = factory.SubFactory(PersonFactory)
    raised_at = LONG_AGO


class RequesterFactory(DjangoModelFactory):
    class Meta:
        model = Requester

    need = factory.SubFactory(NeedFactory)
    person = factory.SubFactory(PersonFactory)
    joined_at = LONG_AGO
