"""Cases for tests: the plainest that the constraints allow."""

import factory
from factory.django import DjangoModelFactory

from tests.factories import LONG_AGO, PersonFactory, StationFactory
from yizhan.cases.models import Body, BodyPerson, Case, Channel, Event, EventKind, Kind, Mechanism, Reporter


class KindFactory(DjangoModelFactory):
    """A kind with the limits of a request for help, on the whole ladder."""

    class Meta:
        model = Kind

    code = factory.Sequence("help-{}".format)
    name_zh = "求助投诉"
    name_en = "Help"
    limits = factory.LazyFunction(lambda: {"contact": "1d", "resolution": "5d"})
    mechanisms = factory.LazyFunction(lambda: list(Mechanism.values))
    may_be_public = True
    published_at = LONG_AGO


class CaseFactory(DjangoModelFactory):
    """A case that nobody has looked at, with its first event and no reporter; its clocks were not read."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    code = factory.Sequence("C{:07d}".format)
    kind = factory.SubFactory(KindFactory)
    station = factory.SubFactory(StationFactory)
    building = factory.SelfAttribute("station.building")
    channel = Channel.MEMBER
    words = factory.Sequence("三楼茶水间漏水{}".format)
    raised_at = LONG_AGO
    changed_at = LONG_AGO

    @factory.post_generation
    def log(self, create, extracted, **kwargs):
        Event.objects.create(case=self, seq=1, kind=EventKind.RAISED, at=self.raised_at)


class ReporterFactory(DjangoModelFactory):
    class Meta:
        model = Reporter

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory)
    joined_at = LONG_AGO


class BodyFactory(DjangoModelFactory):
    """A body of the whole district that somebody answers for."""

    class Meta:
        model = Body
        skip_postgeneration_save = True

    code = factory.Sequence("body-{}".format)
    name_zh = factory.Sequence("市容管理所{}".format)
    name_en = factory.Sequence("City Appearance Office {}".format)

    @factory.post_generation
    def people(self, create, extracted, **kwargs):
        for person in extracted or [PersonFactory()]:
            BodyPerson.objects.create(body=self, person=person, since=LONG_AGO)
