"""Enterprises, and the stewards of the buildings they are in."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.labels import Labelled
from yizhan.kernel.languages import in_language
from yizhan.network.models import Building, Station
from yizhan.people.models import Person


class Industry(models.TextChoices):
    FINANCE = "finance", _("金融")
    PROFESSIONAL = "professional", _("专业服务")
    TRADE = "trade", _("商贸零售")
    TECHNOLOGY = "technology", _("信息技术")
    MEDIA = "media", _("文化传媒")
    HEALTH = "health", _("健康医疗")
    EDUCATION = "education", _("教育培训")
    PROPERTY = "property", _("房产物业")
    HOSPITALITY = "hospitality", _("餐饮住宿")
    OTHER = "other", _("其他")


class Size(models.TextChoices):
    """How many people work there."""

    TINY = "1-9", _("10 人以下")
    SMALL = "10-49", _("10 到 49 人")
    MEDIUM = "50-199", _("50 到 199 人")
    LARGE = "200-499", _("200 到 499 人")
    LARGEST = "500+", _("500 人及以上")


class EnterpriseQuerySet(models.QuerySet["Enterprise"]):
    def locked(self, pk: UUID) -> "Enterprise":
        """The enterprise, ours until the transaction ends; every command about it takes it first."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def here(self) -> Self:
        """Those that have not moved away."""
        return self.filter(left_on=None)

    def overdue(self, today: date) -> Self:
        """Those that should have been visited by yesterday."""
        return self.here().filter(visit_by__lt=today)

    def placed(self) -> Self:
        """With building, station and officer read in the same query."""
        return self.select_related("building__subdistrict", "station__subdistrict", "point", "officer")


class Enterprise(Labelled):
    """A firm in a building, looked after by one station; `visit_by` is the day by which it should be visited again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name_zh = models.CharField(_("企业名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    industry = models.CharField(_("行业"), max_length=20, choices=Industry.choices)
    size = models.CharField(_("规模"), max_length=10, choices=Size.choices)
    building = models.ForeignKey(Building, verbose_name=_("楼宇"), on_delete=models.PROTECT, related_name="enterprises")
    floor = models.CharField(_("楼层"), max_length=20, blank=True)
    station = models.ForeignKey(
        Station, verbose_name=_("由哪个站点服务"), on_delete=models.PROTECT, related_name="enterprises"
    )
    point = models.ForeignKey(
        Station, verbose_name=_("企业活动点"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    officer = models.ForeignKey(
        Person, verbose_name=_("联系它的党群工作者"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    visit_days = models.PositiveSmallIntegerField(_("多少天走访一次"), default=90)
    visit_by = models.DateField()
    came_on = models.DateField(_("入驻日期"), null=True, blank=True)
    lease_ends_on = models.DateField(_("租约到期"), null=True, blank=True)
    left_on = models.DateField(_("迁出日期"), null=True, blank=True)
    constructed = models.BooleanField(_("示例"), default=False)
    noted_on = models.DateField()

    objects: ClassVar = EnterpriseQuerySet.as_manager()

    class Meta:
        ordering = ["name_zh", "id"]
        indexes = [models.Index(fields=["station", "visit_by"], name="enterprises_enterprise_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["building", "name_zh"],
                condition=Q(left_on=None),
                name="enterprises_enterprise_once_in_a_building",
            ),
            models.CheckConstraint(condition=~Q(name_zh=""), name="enterprises_enterprise_has_a_name"),
            models.CheckConstraint(
                condition=Q(industry__in=Industry.values), name="enterprises_enterprise_industry_known"
            ),
            models.CheckConstraint(condition=Q(size__in=Size.values), name="enterprises_enterprise_size_known"),
            models.CheckConstraint(
                condition=Q(visit_days__range=(7, 366)), name="enterprises_enterprise_visited_within_a_year"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(came_on=None) | Q(left_on__gte=F("came_on")),
                name="enterprises_enterprise_came_before_it_left",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return in_language(self.name_zh, self.name_en)


class Steward(models.Model):
    """That a person is the steward (楼长) of a building during [starts_on, ends_on)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="stewards")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stewardships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="enterprises_steward_starts_before_end"
            ),
            ExclusionConstraint(
                name="enterprises_steward_one_at_a_time",
                expressions=[
                    ("building", RangeOperators.EQUAL),
                    (
                        Func("starts_on", "ends_on", function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
