"""Needs for tests: the plainest that the constraints allow."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from tests.factories import LONG_AGO, PersonFactory, ServiceFactory, StationFactory
from yizhan.needs.models import Channel, Need, Requester, Survey


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


class SurveyFactory(DjangoModelFactory):
    """A survey of a station that takes answers, with one service to tick."""

    class Meta:
        model = Survey
        skip_postgeneration_save = True

    station = factory.SubFactory(StationFactory)
    title_zh = factory.Sequence("楼里想要什么{}".format)
    token = factory.Sequence("token-{}".format)
    opens_on = date(2026, 11, 1)
    closes_on = date(2026, 12, 1)
    made_at = LONG_AGO

    @factory.post_generation
    def offered(self, create, extracted, **kwargs):
        self.services.set(extracted or [ServiceFactory()])
