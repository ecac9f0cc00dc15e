"""What is offered: categories, services and their standards, providers, resources, programmes."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.languages import in_language
from yizhan.network.models import Station, Zone


class Entry(models.Model):
    """What the catalogue lists: an identifier, a name and words about it in two languages."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name_zh = models.CharField(_("中文名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    about_zh = models.TextField(_("中文介绍"), blank=True)
    about_en = models.TextField(_("英文介绍"), blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def about(self) -> str:
        return in_language(self.about_zh, self.about_en)


class Category(Entry):
    """One of the six categories of services."""

    code = models.CharField(max_length=4)
    icon = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["code"], name="catalogue_category_code_once")]


class Service(Entry):
    """One of the items that stations offer."""

    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="services")
    code = models.CharField(max_length=8)
    constructed = models.BooleanField(default=False)
    retired_on = models.DateField(null=True, blank=True)
    search = SearchVectorField(null=True)

    class Meta:
        ordering = ["category__position", "code"]
        indexes = [GinIndex(fields=["search"], name="catalogue_service_search")]
        constraints = [models.UniqueConstraint(fields=["code"], name="catalogue_service_code_once")]


class StandardQuerySet(models.QuerySet["Standard"]):
    def on(self, day: date) -> Self:
        """Those in force on `day`."""
        return self.filter(Q(effective_until=None) | Q(effective_until__gt=day), effective_from__lte=day)


class Standard(models.Model):
    """A version of a service: what is promised during [effective_from, effective_until)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="standards")
    version = models.PositiveSmallIntegerField()
    effective_from = models.DateField()
    effective_until = models.DateField(null=True, blank=True)
    standard_zh = models.TextField()
    standard_en = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    min_people = models.PositiveSmallIntegerField(null=True, blank=True)
    max_people = models.PositiveSmallIntegerField(null=True, blank=True)
    needs_booking = models.BooleanField(default=False)

    objects = StandardQuerySet.as_manager()

    class Meta:
        ordering = ["service", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["service", "version"], name="catalogue_standard_version_once"),
            models.CheckConstraint(
                condition=Q(min_people=None) | Q(max_people=None) | Q(max_people__gte=F("min_people")),
                name="catalogue_standard_people_in_order",
            ),
            ExclusionConstraint(
                name="catalogue_standard_one_at_a_time",
                expressions=[
                    ("service", RangeOperators.EQUAL),
                    (
                        Func("effective_from", "effective_until", function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    @property
    def words(self) -> str:
        return in_language(self.standard_zh, self.standard_en)


class Offer(models.Model):
    """That a station offers a service: any time while open, or weekly during [starts, ends)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="offers")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="offers")
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    note_zh = models.CharField(max_length=120, blank=True)
    note_en = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["station", "service", "weekday", "starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "service", "weekday", "starts"], nulls_distinct=False, name="catalogue_offer_once"
            ),
            models.CheckConstraint(
                condition=Q(weekday=None, starts=None, ends=None)
                | Q(weekday__isnull=False, starts__isnull=False, ends__isnull=False)
                & Q(weekday__range=(1, 7), starts__lt=F("ends")),
                name="catalogue_offer_any_time_or_weekly",
            ),
        ]

    @property
    def note(self) -> str:
        return in_language(self.note_zh, self.note_en)


class ProviderKind(models.TextChoices):
    DEPARTMENT = "department", _("职能部门")
    UNION = "union", _("工青妇")
    LAW = "law", _("律师事务所")
    MEDICAL = "medical", _("医疗机构")
    SOCIAL = "social", _("社会组织")
    ENTERPRISE = "enterprise", pgettext_lazy("provider", "企业")
    VOLUNTEER = "volunteer", _("志愿者团队")
    MERCHANT = "merchant", _("商户")


class Provider(Entry):
    """Who delivers services: its services, the zones it serves, and how many sessions a month it can give."""

    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=12, choices=ProviderKind.choices)
    monthly_capacity = models.PositiveSmallIntegerField()
    services = models.ManyToManyField(Service, related_name="providers")
    zones = models.ManyToManyField(Zone, related_name="providers")
    constructed = models.BooleanField(default=False)

    class Meta:
        ordering = ["name_zh", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="catalogue_provider_slug_once"),
            models.CheckConstraint(condition=Q(kind__in=ProviderKind.values), name="catalogue_provider_kind_known"),
            models.CheckConstraint(condition=Q(monthly_capacity__gt=0), name="catalogue_provider_can_do_something"),
        ]


class ProviderHours(models.Model):
    """When a provider can come, every week on `weekday` during [starts, ends)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["provider", "weekday", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "weekday", "starts"], name="catalogue_providerhours_once"),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 7), starts__lt=F("ends")), name="catalogue_providerhours_in_order"
            ),
        ]


class ProviderAbsence(models.Model):
    """Days [starts_on, ends_on) on which a provider cannot come."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason_zh = models.CharField(max_length=120, blank=True)
    reason_en = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["provider", "starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_on")), name="catalogue_providerabsence_in_order"),
            ExclusionConstraint(
                name="catalogue_providerabsence_no_overlap",
                expressions=[
                    ("provider", RangeOperators.EQUAL),
                    (
                        Func("starts_on", "ends_on", function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]


class ResourceKind(models.TextChoices):
    VENUE = "venue", _("场地")
    PEOPLE = "people", _("人力")
    GOODS = "goods", _("物资")
    FUNDING = "funding", _("经费")
    KNOWLEDGE = "knowledge", _("知识")


class Resource(Entry):
    """Something that can be shared: a venue, people, goods, funding or knowledge."""

    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=12, choices=ResourceKind.choices)
    provider = models.ForeignKey(Provider, on_delete=models.SET_NULL, null=True, blank=True, related_name="resources")
    quantity = models.PositiveIntegerField(null=True, blank=True)
    unit_zh = models.CharField(max_length=20, blank=True)
    unit_en = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["kind", "name_zh"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="catalogue_resource_slug_once"),
            models.CheckConstraint(condition=Q(kind__in=ResourceKind.values), name="catalogue_resource_kind_known"),
        ]

    @property
    def unit(self) -> str:
        return in_language(self.unit_zh, self.unit_en)


class Programme(Entry):
    """A brand programme under which several services are known."""

    slug = models.SlugField(max_length=60)
    services = models.ManyToManyField(Service, related_name="programmes")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "slug"]
        constraints = [models.UniqueConstraint(fields=["slug"], name="catalogue_programme_slug_once")]
