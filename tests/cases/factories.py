"""Cases for tests: the plainest that the constraints allow."""

from datetime import date, timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories import LONG_AGO, PersonFactory, StationFactory
from yizhan.cases.models import (
    Appeal,
    Body,
    BodyPerson,
    CallBack,
    Case,
    Channel,
    Clock,
    Escalation,
    Event,
    EventKind,
    Kind,
    Mechanism,
    Milestone,
    Part,
    Recipient,
    Reporter,
    Request,
    RequestKind,
    Rung,
    TaskForce,
    Timer,
)


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


class TimerFactory(DjangoModelFactory):
    """The clock of resolution, running."""

    class Meta:
        model = Timer

    case = factory.SubFactory(CaseFactory)
    position = 0
    clock = Clock.RESOLUTION
    round = 1
    started_at = LONG_AGO
    due_at = LONG_AGO + timedelta(days=7)
    judged_at = factory.SelfAttribute("due_at")


class PartFactory(DjangoModelFactory):
    class Meta:
        model = Part

    case = factory.SubFactory(CaseFactory)
    body = factory.SubFactory(BodyFactory)
    round = 1
    task = "查一下水管"
    limit = "2d"
    asked_at = LONG_AGO
    due_at = LONG_AGO + timedelta(days=2)


class RequestFactory(DjangoModelFactory):
    """A request for an exception that nobody decided."""

    class Meta:
        model = Request

    case = factory.SubFactory(CaseFactory)
    kind = RequestKind.SPECIAL
    round = 1
    ground = "规定之外，确有必要"
    until = LONG_AGO + timedelta(days=9)
    asked_by = factory.SubFactory(PersonFactory)
    asked_at = LONG_AGO
    approver = factory.SubFactory(PersonFactory)


class TaskForceFactory(DjangoModelFactory):
    class Meta:
        model = TaskForce

    case = factory.SubFactory(CaseFactory, mechanism=Mechanism.HARD)
    leader = factory.SubFactory(PersonFactory)
    plan = "会同物业换管"
    progress = "5d"
    until = LONG_AGO + timedelta(days=30)
    formed_at = LONG_AGO


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    force = factory.SubFactory(TaskForceFactory)
    title = "定方案"
    due_on = date(2026, 2, 2)


class CallBackFactory(DjangoModelFactory):
    """A call-back that nobody has done."""

    class Meta:
        model = CallBack

    case = factory.SubFactory(CaseFactory)
    round = 1
    handler = factory.SubFactory(PersonFactory)
    result = "solved"
    opened_at = LONG_AGO
    due_at = LONG_AGO + timedelta(days=7)


class AppealFactory(DjangoModelFactory):
    """An appeal that nobody has decided."""

    class Meta:
        model = Appeal

    case = factory.SubFactory(CaseFactory)
    round = 1
    by = factory.SubFactory(PersonFactory)
    words = "根本没来人"
    made_at = LONG_AGO
    due_at = LONG_AGO + timedelta(days=7)


class RungFactory(DjangoModelFactory):
    class Meta:
        model = Rung

    clock = Clock.RESOLUTION
    offset = "-4h"
    recipient = Recipient.RESPONSIBLE


class EscalationFactory(DjangoModelFactory):
    class Meta:
        model = Escalation

    case = factory.SubFactory(CaseFactory)
    rung = factory.SubFactory(RungFactory)
    position = 1
    at = LONG_AGO
    told = 1
