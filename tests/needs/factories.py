"""Needs for tests: the plainest that the constraints allow."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from tests.factories import LONG_AGO, PersonFactory, ProviderFactory, ServiceFactory, StationFactory
from yizhan.catalogue.models import Resource
from yizhan.needs.models import Channel, Claim, Milestone, Need, Project, Requester, Survey


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


class ResourceFactory(DjangoModelFactory):
    """Something that a provider shares."""

    class Meta:
        model = Resource

    slug = factory.Sequence("resource-{}".format)
    kind = "venue"
    provider = factory.SubFactory(ProviderFactory)
    name_zh = factory.Sequence("多功能厅{}".format)
    name_en = factory.Sequence("Hall {}".format)


class ClaimFactory(DjangoModelFactory):
    """A resource offered to an accepted need, waiting for an answer."""

    class Meta:
        model = Claim

    need = factory.SubFactory(NeedFactory, state="accepted", people=5)
    resource = factory.SubFactory(ResourceFactory)
    side = "resource"
    made_by = factory.SubFactory(PersonFactory)
    made_at = LONG_AGO


class ProjectFactory(DjangoModelFactory):
    """A project that goes on."""

    class Meta:
        model = Project

    claim = factory.SubFactory(ClaimFactory, state="accepted", answered_at=LONG_AGO)
    title = factory.Sequence("楼里的合唱团{}".format)
    owner = factory.SelfAttribute("claim.made_by")
    starts_on = date(2026, 11, 20)
    ends_on = date(2026, 12, 20)


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence("第{}次排练".format)
    due_on = date(2026, 12, 1)
