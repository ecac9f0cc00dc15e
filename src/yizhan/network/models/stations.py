"""Stations, how they are assessed, and the seven-item checklist."""

from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.languages import in_language
from yizhan.network.models.places import Building, Place, Subdistrict, Zone
from yizhan.people.models import Person


class Kind(models.TextChoices):
    HUB = "hub", _("枢纽")
    BUILDING = "building", _("楼宇站点")
    POINT = "point", _("企业活动点")


class Level(models.TextChoices):
    STANDARD = "standard", _("标准站")
    DEMONSTRATION = "demonstration", _("示范站")


class StationState(models.TextChoices):
    APPLIED = "applied", _("已申报")
    VISITED = "visited", _("已走访")
    OPEN = "open", _("运行中")
    DECLINED = "declined", _("未通过")
    CLOSED = "closed", _("已摘牌")


class StationQuerySet(models.QuerySet["Station"]):
    def locked(self, pk: UUID) -> "Station":
        """The station, ours until the transaction ends; every command about it takes it first."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def serving(self) -> Self:
        """Those that members see."""
        return self.filter(state=StationState.OPEN)

    def placed(self) -> Self:
        """With building, zone and subdistrict read in the same query."""
        return self.select_related("building", "zone", "subdistrict")


class Station(Place):
    """A hub, building station or activity point, from application to withdrawal."""

    slug = models.SlugField(_("网址名"), max_length=60)
    code = models.CharField(_("编号"), max_length=20)
    kind = models.CharField(_("类型"), max_length=10, choices=Kind.choices)
    level = models.CharField(_("等级"), max_length=20, choices=Level.choices, default=Level.STANDARD)
    state = models.CharField(_("状态"), max_length=10, choices=StationState.choices, default=StationState.APPLIED)
    building = models.ForeignKey(
        Building, verbose_name=_("楼宇"), on_delete=models.PROTECT, null=True, blank=True, related_name="stations"
    )
    zone = models.ForeignKey(
        Zone, verbose_name=_("片区"), on_delete=models.PROTECT, null=True, blank=True, related_name="stations"
    )
    subdistrict = models.ForeignKey(
        Subdistrict, verbose_name=_("街道"), on_delete=models.PROTECT, null=True, blank=True, related_name="stations"
    )
    about_zh = models.TextField(_("中文介绍"), blank=True)
    about_en = models.TextField(_("英文介绍"), blank=True)
    floor = models.CharField(_("楼层"), max_length=20, blank=True)
    area_m2 = models.PositiveIntegerField(_("面积（平方米）"), null=True, blank=True)
    operator_zh = models.CharField(_("运营方（中文）"), max_length=80, blank=True)
    operator_en = models.CharField(_("运营方（英文）"), max_length=160, blank=True)
    desk_phone = models.CharField(_("站点电话"), max_length=30, blank=True)
    constructed = models.BooleanField(_("示例"), default=False)
    applied_at = models.DateTimeField()
    opened_on = models.DateField(_("启用日期"), null=True, blank=True)
    closed_on = models.DateField(_("摘牌日期"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    search = SearchVectorField(null=True)

    objects: ClassVar = StationQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        indexes = [GinIndex(fields=["search"], name="network_station_search")]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="network_station_slug_once"),
            models.UniqueConstraint(fields=["code"], name="network_station_code_once"),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind="hub", state="open"), name="network_station_one_hub"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="network_station_kind_known"),
            models.CheckConstraint(condition=Q(state__in=StationState.values), name="network_station_state_known"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="network_station_level_known"),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(opened_on__isnull=False, closed_on=None),
                name="network_station_open_since",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_on__isnull=False), name="network_station_closed_since"
            ),
        ]

    @property
    def about(self) -> str:
        return in_language(self.about_zh, self.about_en)

    @property
    def operator(self) -> str:
        return in_language(self.operator_zh, self.operator_en)


class AssessmentKind(models.TextChoices):
    VISIT = "visit", _("走访评估")
    REVIEW = "review", _("年度评估")


class Verdict(models.TextChoices):
    PASS = "pass", _("通过")
    IMPROVE = "improve", _("限期整改")
    UPGRADE = "upgrade", _("升级")
    WITHDRAW = "withdraw", _("摘牌")
    DECLINE = "decline", _("不通过")


def score(label: StrPromise) -> "models.PositiveSmallIntegerField[int, int]":
    """A score of one aspect, 1 (poor) to 5 (excellent)."""
    return models.PositiveSmallIntegerField(label, validators=[MinValueValidator(1), MaxValueValidator(5)])


class Assessment(models.Model):
    """A visit before admission or a yearly review: five scored aspects and a verdict."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="assessments")
    kind = models.CharField(max_length=10, choices=AssessmentKind.choices)
    on = models.DateField(_("评估日期"))
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    venue = score(_("活动场地"))
    property_will = score(_("物业意向"))
    staffing = score(_("党群社工配备"))
    services = score(_("服务项目"))
    scale = score(_("楼宇体量"))
    verdict = models.CharField(_("结论"), max_length=10, choices=Verdict.choices)
    words = models.TextField(_("评语"), max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                ExtractYear("on"),
                "station",
                condition=Q(kind="review"),
                name="network_assessment_one_review_a_year",
            ),
            models.CheckConstraint(condition=Q(kind__in=AssessmentKind.values), name="network_assessment_kind_known"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="network_assessment_verdict_known"),
            models.CheckConstraint(
                condition=Q(
                    venue__range=(1, 5),
                    property_will__range=(1, 5),
                    staffing__range=(1, 5),
                    services__range=(1, 5),
                    scale__range=(1, 5),
                ),
                name="network_assessment_scores_one_to_five",
            ),
        ]

    @property
    def total(self) -> int:
        """The sum of the five aspects, of 25."""
        return self.venue + self.property_will + self.staffing + self.services + self.scale


class ChecklistItem(Place):
    """One of the seven things a station should have (七个有); the wording is the hub's to edit."""

    code = models.SlugField(max_length=40)
    help_zh = models.CharField(_("中文说明"), max_length=300, blank=True)
    help_en = models.CharField(_("英文说明"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["code"], name="network_checklistitem_code_once")]

    @property
    def help(self) -> str:
        return in_language(self.help_zh, self.help_en)


class ChecklistMark(models.Model):
    """Whether a station has one item of the checklist, with the evidence and the day it was seen."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="marks")
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="marks")
    met = models.BooleanField(_("已具备"), default=False)
    evidence = models.CharField(_("依据"), max_length=300, blank=True)
    seen_on = models.DateField(_("查看日期"))
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["item__position"]
        constraints = [
            models.UniqueConstraint(fields=["station", "item"], name="network_checklistmark_once"),
            models.CheckConstraint(
                condition=Q(met=False) | ~Q(evidence=""), name="network_checklistmark_met_with_evidence"
            ),
        ]
