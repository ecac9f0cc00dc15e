"""District, subdistricts, zones, buildings, and who works where."""

from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.languages import in_language
from yizhan.people.models import Person


class Place(models.Model):
    """What has an identifier and a name in two languages."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name_zh = models.CharField(_("中文名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return in_language(self.name_zh, self.name_en)


class District(Place):
    """The district whose network this is."""

    code = models.CharField(_("代码"), max_length=12)
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], name="network_district_code_once")]


class Zone(Place):
    """One of the bands (一轴三带) that stations are grouped in."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="zones")
    code = models.SlugField(_("代码"), max_length=40)
    about_zh = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["code"], name="network_zone_code_once")]

    @property
    def about(self) -> str:
        return in_language(self.about_zh, self.about_en)


class Subdistrict(Place):
    """A subdistrict or town, with its staff in thousands as the weight of its demand."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="subdistricts")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, null=True, related_name="subdistricts")
    code = models.CharField(_("代码"), max_length=12)
    staff_thousands = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["code"], name="network_subdistrict_code_once")]


class Building(Place):
    """An office building; what is not public about it is empty, what is made up is `constructed`."""

    slug = models.SlugField(_("网址名"), max_length=60)
    subdistrict = models.ForeignKey(
        Subdistrict, verbose_name=_("街道"), on_delete=models.PROTECT, null=True, blank=True, related_name="buildings"
    )
    zone = models.ForeignKey(
        Zone, verbose_name=_("片区"), on_delete=models.PROTECT, null=True, blank=True, related_name="buildings"
    )
    address_zh = models.CharField(_("中文地址"), max_length=160, blank=True)
    address_en = models.CharField(_("英文地址"), max_length=240, blank=True)
    lat = models.FloatField(_("纬度"), null=True, blank=True)
    lon = models.FloatField(_("经度"), null=True, blank=True)
    error_m = models.PositiveIntegerField(_("位置误差（米）"), null=True, blank=True)
    floors = models.PositiveSmallIntegerField(_("楼层数"), null=True, blank=True)
    constructed = models.BooleanField(_("示例"), default=False)
    basis = models.CharField(_("依据"), max_length=240, blank=True)

    class Meta:
        ordering = ["name_zh", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="network_building_slug_once"),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None)
                | Q(lat__isnull=False, lon__isnull=False) & Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="network_building_position_whole",
            ),
        ]

    @property
    def address(self) -> str:
        return in_language(self.address_zh, self.address_en)


class Metro(Place):
    """A metro station, for finding one's way on the schematic map."""

    lines = ArrayField(models.CharField(max_length=8))
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        ordering = ["name_zh"]
        constraints = [models.UniqueConstraint(fields=["name_zh"], name="network_metro_name_once")]


class WorkplaceQuerySet(models.QuerySet["Workplace"]):
    def current(self, person_id: UUID) -> "WorkplaceQuerySet":
        """The workplace that has not ended."""
        return self.filter(person_id=person_id, ends_on=None)


class Workplace(models.Model):
    """That a person works in a building during [starts_on, ends_on), as they chose to tell us."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="workplaces")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="workplaces")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    objects = WorkplaceQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="network_workplace_starts_before_end"
            ),
            ExclusionConstraint(
                name="network_workplace_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func("starts_on", "ends_on", function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
