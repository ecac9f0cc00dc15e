"""Needs, who has them, and what was done about them."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models import Category, Service
from yizhan.enterprises.models import Finding
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.labels import Labelled
from yizhan.kernel.languages import in_language
from yizhan.network.models import Building, Station
from yizhan.people.models import Person


class Channel(models.TextChoices):
    MEMBER = "member", _("会员")
    ENTERPRISE = "enterprise", _("企业联络人")
    WALK = "walk", _("跑楼")
    SURVEY = "survey", _("问卷")
    IMPORT = "import", _("表格导入")
    API = "api", _("其他系统")


class PartOfDay(models.TextChoices):
    MORNING = "morning", _("上午")
    NOON = "noon", _("午间")
    AFTERNOON = "afternoon", _("下午")
    EVENING = "evening", _("晚间")


class NeedState(models.TextChoices):
    OPEN = "open", _("待审核")
    ACCEPTED = "accepted", _("已受理")
    PLANNED = "planned", _("已排期")
    MET = "met", _("已满足")
    RETURNED = "returned", _("已退回")
    MERGED = "merged", _("已合并")
    SPLIT = "split", _("已拆分")
    HANDED_OVER = "handed_over", _("已转诉求")
    WITHDRAWN = "withdrawn", _("已撤回")


class NeedQuerySet(models.QuerySet["Need"]):
    def locked(self, pk: UUID) -> "Need":
        """The need, ours until the transaction ends; every command about it takes it first."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def alive(self) -> Self:
        """Those that somebody still waits for."""
        return self.filter(state__in=[NeedState.OPEN, NeedState.ACCEPTED, NeedState.PLANNED])

    def for_month(self, month: date) -> Self:
        """Those wanted in the month that begins on `month`, earlier, or as soon as it can be."""
        return self.filter(Q(month=None) | Q(month__lte=month))


class Need(Labelled):
    """People of one station who want something; `promised` of them have a place in a plan, `served` had their delivery."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="needs")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="needs")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="needs")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, null=True, blank=True, related_name="needs")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    state = models.CharField(max_length=12, choices=NeedState.choices, default=NeedState.OPEN)
    words = models.CharField(_("想要什么"), max_length=500)
    people = models.PositiveIntegerField(_("人数"), default=1)
    promised = models.PositiveIntegerField(default=0)
    served = models.PositiveIntegerField(default=0)
    urgency = models.PositiveSmallIntegerField(_("迫切程度"), default=1)
    reach_m = models.PositiveIntegerField(_("愿意走多远（米）"), default=600)
    parts_of_day = ArrayField(models.CharField(max_length=10, choices=PartOfDay.choices), default=list, blank=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    month = models.DateField(_("希望的月份"), null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    split_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    finding = models.OneToOneField(Finding, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    raised_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    raised_at = models.DateTimeField()
    nonce = models.UUIDField(null=True, blank=True, editable=False)
    search = SearchVectorField(null=True)

    objects: ClassVar = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-id"]
        indexes = [
            GinIndex(fields=["search"], name="needs_need_search"),
            models.Index(fields=["station", "state", "service"], name="needs_need_at_station"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["raised_by", "nonce"], name="needs_need_sent_once"),
            models.CheckConstraint(condition=Q(state__in=NeedState.values), name="needs_need_state_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="needs_need_channel_known"),
            models.CheckConstraint(condition=Q(people__gt=0), name="needs_need_of_somebody"),
            models.CheckConstraint(
                condition=Q(people__gte=F("promised") + F("served")), name="needs_need_promises_no_more_than_asked"
            ),
            models.CheckConstraint(condition=Q(urgency__range=(1, 3)), name="needs_need_urgency_one_to_three"),
            models.CheckConstraint(condition=~Q(words=""), name="needs_need_says_what"),
            models.CheckConstraint(
                condition=Q(parts_of_day__contained_by=PartOfDay.values), name="needs_need_parts_of_day_known"
            ),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=[1, 2, 3, 4, 5, 6, 7]), name="needs_need_weekdays_known"
            ),
            models.CheckConstraint(condition=Q(month=None) | Q(month__day=1), name="needs_need_month_by_first_day"),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | ~Q(state="merged") & Q(merged_into=None),
                name="needs_need_merged_into_something",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:40]

    @property
    def left(self) -> int:
        """How many people neither had their delivery nor have a place in a plan."""
        return self.people - self.promised - self.served


class Requester(models.Model):
    """That a person has a need, with how many others; `origin` is the need they first raised, before it was merged."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="requesters")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="requests")
    origin = models.ForeignKey(Need, on_delete=models.SET_NULL, null=True, related_name="+")
    people = models.PositiveIntegerField(default=1)
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ["joined_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["need", "person"], name="needs_requester_once"),
            models.CheckConstraint(condition=Q(people__gt=0), name="needs_requester_somebody"),
        ]


class StepKind(models.TextChoices):
    RAISED = "raised", _("提出")
    JOINED = "joined", _("有人加入")
    LEFT = "left", _("有人退出")
    ACCEPTED = "accepted", _("受理")
    MERGED = "merged", _("合并")
    SPLIT = "split", _("拆分")
    RETURNED = "returned", _("退回")
    HANDED_OVER = "handed_over", _("转为诉求")
    WITHDRAWN = "withdrawn", _("撤回")
    PLANNED = "planned", _("排进计划")
    RELEASED = "released", _("安排取消")
    UNMET = "unmet", _("这个月没有排上")
    SERVED = "served", _("已配送")


class Step(models.Model):
    """What was done about a need, in words that its requesters may read, with a link inside the application."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    words_zh = models.CharField(max_length=500, blank=True)
    words_en = models.CharField(max_length=800, blank=True)
    due_at = models.DateTimeField(null=True)
    link = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["need", "at"], name="needs_step_of_need")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=StepKind.values), name="needs_step_kind_known"),
            models.CheckConstraint(condition=Q(link="") | Q(link__startswith="/"), name="needs_step_links_inside"),
        ]

    @property
    def words(self) -> str:
        return in_language(self.words_zh, self.words_en)
