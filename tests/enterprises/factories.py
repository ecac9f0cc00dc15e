"""Enterprises for tests: the plainest that the constraints allow."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from tests.factories import LONG_AGO, BuildingFactory, PersonFactory, StationFactory
from yizhan.enterprises.models import Contact, Enterprise, Finding, Picture, Steward, Visit
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
