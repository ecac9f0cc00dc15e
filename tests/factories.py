"""Rows for tests, with no surprises: what a test does not say is the plainest that the constraints allow."""

from datetime import date, datetime, time

import factory
from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from factory.django import DjangoModelFactory

from yizhan.catalogue.models import Category, Offer, Provider, ProviderHours, Service, Standard
from yizhan.kernel import seals, search
from yizhan.messages.models import Notice
from yizhan.network.models import (
    Building,
    ChecklistItem,
    District,
    Hours,
    Kind,
    OpeningException,
    Room,
    Station,
    StationState,
    Subdistrict,
    Workplace,
    Zone,
)
from yizhan.people.models import Appointment, Consent, ConsentText, Person, Role

LONG_AGO = datetime.fromisoformat("2026-01-05T09:00+08:00")


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    class Params:
        phone = factory.Sequence("+8613900{:06d}".format)

    name = factory.Sequence("会员{}".format)
    password = "!"  # noqa: S105 - nobody has one
    phone_key = factory.LazyAttribute(lambda person: seals.lookup(person.phone))
    phone_sealed = factory.LazyAttribute(lambda person: seals.seal(person.phone))
    created_at = LONG_AGO
    joined_at = LONG_AGO


class AppointmentFactory(DjangoModelFactory):
    """An administrator unless said otherwise; `place` is the station, subdistrict or provider of the role."""

    class Meta:
        model = Appointment

    class Params:
        place = None

    person = factory.SubFactory(PersonFactory)
    role = Role.ADMINISTRATOR
    scope = factory.LazyAttribute(
        lambda a: "network" if a.role in {Role.ADMINISTRATOR, Role.HUB} else Role(a.role).value
    )
    scope_id = factory.LazyAttribute(lambda a: a.place.pk if a.place else None)
    starts_on = date(2026, 1, 1)


class ConsentTextFactory(DjangoModelFactory):
    class Meta:
        model = ConsentText

    purpose = "service"
    version = factory.Sequence("2026-{:02d}".format)
    published_on = date(2026, 1, 1)
    title_zh = "服务与隐私条款"
    title_en = "Service and privacy terms"
    body_zh = "我们只收所需。"
    body_en = "We only ask for what is needed."
    required = True


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    person = factory.SubFactory(PersonFactory)
    text = factory.SubFactory(ConsentTextFactory)
    channel = "page"
    given_at = LONG_AGO


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    person = factory.SubFactory(PersonFactory)
    title_zh = factory.Sequence("通知{}".format)
    title_en = factory.Sequence("Notice {}".format)
    created_at = LONG_AGO


class DistrictFactory(DjangoModelFactory):
    class Meta:
        model = District
        django_get_or_create = ("code",)

    code = "310106"
    name_zh = "静安区"
    name_en = "Jing'an District"


class ZoneFactory(DjangoModelFactory):
    class Meta:
        model = Zone

    district = factory.SubFactory(DistrictFactory)
    code = factory.Sequence("zone-{}".format)
    name_zh = factory.Sequence("片区{}".format)
    name_en = factory.Sequence("Zone {}".format)


class SubdistrictFactory(DjangoModelFactory):
    class Meta:
        model = Subdistrict

    district = factory.SubFactory(DistrictFactory)
    zone = factory.SubFactory(ZoneFactory)
    code = factory.Sequence("3101{:05d}".format)
    name_zh = factory.Sequence("街道{}".format)
    name_en = factory.Sequence("Subdistrict {}".format)
    staff_thousands = 10


class BuildingFactory(DjangoModelFactory):
    class Meta:
        model = Building

    slug = factory.Sequence("building-{}".format)
    subdistrict = factory.SubFactory(SubdistrictFactory)
    zone = factory.SelfAttribute("subdistrict.zone")
    name_zh = factory.Sequence("大厦{}".format)
    name_en = factory.Sequence("Tower {}".format)
    lat = 31.23
    lon = 121.45


class StationFactory(DjangoModelFactory):
    """A building station that serves, without rooms, hours or services."""

    class Meta:
        model = Station
        skip_postgeneration_save = True

    slug = factory.Sequence("station-{}".format)
    code = factory.Sequence("JA-{:04d}".format)
    kind = Kind.BUILDING
    state = StationState.OPEN
    building = factory.SubFactory(BuildingFactory)
    zone = factory.SelfAttribute("building.zone")
    subdistrict = factory.SelfAttribute("building.subdistrict")
    name_zh = factory.Sequence("大厦{}党群服务站".format)
    name_en = factory.Sequence("Tower {} Service Station".format)
    applied_at = LONG_AGO
    opened_on = factory.LazyAttribute(lambda s: date(2026, 1, 5) if s.state in {"open", "closed"} else None)
    closed_on = factory.LazyAttribute(lambda s: date(2026, 6, 1) if s.state == "closed" else None)

    @factory.post_generation
    def indexed(self, create, extracted, **kwargs):
        Station.objects.filter(pk=self.pk).update(search=_vector(self.name_zh, self.name_en))


def _vector(*texts):
    return SearchVector(Value(search.words(*texts)), config="simple")


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = Room

    station = factory.SubFactory(StationFactory)
    slug = factory.Sequence("room-{}".format)
    name_zh = factory.Sequence("会谈室{}".format)
    name_en = factory.Sequence("Room {}".format)
    seats = 8
    uses = ["meeting"]


class HoursFactory(DjangoModelFactory):
    class Meta:
        model = Hours

    station = factory.SubFactory(StationFactory)
    weekday = 1
    opens = time(9)
    closes = time(18)


class OpeningExceptionFactory(DjangoModelFactory):
    class Meta:
        model = OpeningException

    station = factory.SubFactory(StationFactory)
    day = date(2026, 11, 25)
    kind = "closure"
    reason_zh = "设备检修"
    reason_en = "Maintenance"


class ChecklistItemFactory(DjangoModelFactory):
    class Meta:
        model = ChecklistItem

    code = factory.Sequence("item-{}".format)
    name_zh = factory.Sequence("有第{}样".format)
    name_en = factory.Sequence("Has thing {}".format)


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category
        django_get_or_create = ("code",)

    code = "FL"
    name_zh = "法律"
    name_en = "Law"
    icon = "scale"


class ServiceFactory(DjangoModelFactory):
    class Meta:
        model = Service
        skip_postgeneration_save = True

    category = factory.SubFactory(CategoryFactory)
    code = factory.Sequence("FL{}".format)
    name_zh = factory.Sequence("律师值班咨询{}".format)
    name_en = factory.Sequence("Lawyer on duty {}".format)

    @factory.post_generation
    def indexed(self, create, extracted, **kwargs):
        Service.objects.filter(pk=self.pk).update(search=_vector(self.name_zh, self.name_en))


class StandardFactory(DjangoModelFactory):
    class Meta:
        model = Standard

    service = factory.SubFactory(ServiceFactory)
    version = 1
    effective_from = date(2026, 1, 1)
    standard_zh = "每周一次，每次 30 分钟。"
    standard_en = "Once a week, 30 minutes each."


class OfferFactory(DjangoModelFactory):
    class Meta:
        model = Offer

    station = factory.SubFactory(StationFactory)
    service = factory.SubFactory(ServiceFactory)


class ProviderFactory(DjangoModelFactory):
    class Meta:
        model = Provider

    slug = factory.Sequence("provider-{}".format)
    kind = "law"
    name_zh = factory.Sequence("示例律所{}".format)
    name_en = factory.Sequence("Sample law firm {}".format)
    monthly_capacity = 8


class ProviderHoursFactory(DjangoModelFactory):
    class Meta:
        model = ProviderHours

    provider = factory.SubFactory(ProviderFactory)
    weekday = 2
    starts = time(12)
    ends = time(13, 30)


class WorkplaceFactory(DjangoModelFactory):
    class Meta:
        model = Workplace

    person = factory.SubFactory(PersonFactory)
    building = factory.SubFactory(BuildingFactory)
    starts_on = date(2026, 1, 1)
