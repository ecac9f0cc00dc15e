"""Enterprises for tests: the plainest that the constraints allow."""

from datetime import date, datetime

import factory
from factory.django import DjangoModelFactory

from tests.factories import LONG_AGO, BuildingFactory, PersonFactory, StationFactory
from yizhan.enterprises.models import (
    Assessment,
    Briefing,
    Colour,
    Contact,
    Enterprise,
    Finding,
    Participation,
    Picture,
    Platform,
    Receipt,
    Steward,
    Team,
    Teammate,
    Visit,
)
from yizhan.kernel import seals


class EnterpriseFactory(DjangoModelFactory):
    """A small trading firm in the building of its station, visited again by the end of the year."""

    class Meta:
        model = Enterprise

    station = factory.SubFactory(StationFactory)
    building = factory.SelfAttribute("station.building")
    name_zh = factory.Sequence("示例企业{}".format)
    industry = "trade"
    size = "10-49"
    visit_by = date(2026, 12, 31)
    noted_on = date(2026, 10, 1)


class StewardFactory(DjangoModelFactory):
    class Meta:
        model = Steward

    building = factory.SubFactory(BuildingFactory)
    person = factory.SubFactory(PersonFactory)
    starts_on = date(2026, 1, 1)


class ContactFactory(DjangoModelFactory):
    """Somebody who agreed by word of mouth and is no member."""

    class Meta:
        model = Contact

    class Params:
        phone = factory.Sequence("+8613700{:06d}".format)

    enterprise = factory.SubFactory(EnterpriseFactory)
    name = factory.Sequence("联系人{}".format)
    position = "行政"
    phone_key = factory.LazyAttribute(lambda contact: seals.lookup(contact.phone))
    phone_sealed = factory.LazyAttribute(lambda contact: seals.seal(contact.phone))
    agreed_how = "spoken"
    agreed_on = date(2026, 10, 1)


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = Visit

    enterprise = factory.SubFactory(EnterpriseFactory)
    on = date(2026, 11, 1)
    words = "经营平稳，新招了两个人。"
    by = factory.SubFactory(PersonFactory)
    at = LONG_AGO


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = Finding

    visit = factory.SubFactory(VisitFactory)
    kind = "wish"
    topic = "FL"
    words = "想请律师看租房合同"


class PictureFactory(DjangoModelFactory):
    class Meta:
        model = Picture

    visit = factory.SubFactory(VisitFactory)
    width = 1600
    height = 1200
    at = LONG_AGO


class AssessmentFactory(DjangoModelFactory):
    """Stable since the beginning of November, by an officer."""

    class Meta:
        model = Assessment

    enterprise = factory.SubFactory(EnterpriseFactory)
    colour = Colour.GREEN
    reason_sealed = factory.LazyFunction(lambda: seals.seal("人员稳定，续租三年。"))
    by = factory.SubFactory(PersonFactory)
    at = datetime.fromisoformat("2026-11-01T09:00+08:00")
    made_on = date(2026, 11, 1)
    expires_on = date(2027, 1, 30)


class BriefingFactory(DjangoModelFactory):
    """A briefing to everyone that waits to be sent."""

    class Meta:
        model = Briefing

    title_zh = factory.Sequence("政策简报{}".format)
    body_zh = "裁员少的企业可以申请。"
    source = "示例文件 1 号"
    made_by = factory.SubFactory(PersonFactory)
    made_at = LONG_AGO


class ReceiptFactory(DjangoModelFactory):
    """A briefing that was sent and is not read."""

    class Meta:
        model = Receipt

    briefing = factory.SubFactory(BriefingFactory, sent_at=LONG_AGO)
    person = factory.SubFactory(PersonFactory)
    contact = factory.SubFactory(ContactFactory, person=factory.SelfAttribute("..person"))
    sent_at = LONG_AGO


class PlatformFactory(DjangoModelFactory):
    class Meta:
        model = Platform

    code = factory.Sequence("platform-{}".format)
    name_zh = factory.Sequence("平台{}".format)


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    code = factory.Sequence("team-{}".format)
    name_zh = factory.Sequence("队伍{}".format)


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = Participation

    enterprise = factory.SubFactory(EnterpriseFactory)
    platform = factory.SubFactory(PlatformFactory)
    since = date(2026, 3, 1)


class TeammateFactory(DjangoModelFactory):
    class Meta:
        model = Teammate

    team = factory.SubFactory(TeamFactory)
    person = factory.SubFactory(PersonFactory)
    since = date(2026, 3, 1)
