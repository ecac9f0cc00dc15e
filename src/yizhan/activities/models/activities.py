"""Activities: dated things with places, and the series they belong to."""

from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models import Category, Programme, Provider, Service
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.labels import Labelled
from yizhan.kernel.languages import in_language
from yizhan.network.models import Room, Station
from yizhan.people.models import Person


class ActivityState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已发布")
    CANCELLED = "cancelled", _("已取消")
    CONCLUDED = "concluded", _("已结束")


class Allotment(models.TextChoices):
    FIRST_COME = "first_come", _("先到先得")
    LOTTERY = "lottery", _("抽签")


class Audience(models.TextChoices):
    EVERYONE = "everyone", _("所有会员")
    BUILDING = "building", _("在本楼工作的会员")
    INVITED = "invited", _("受邀会员")


class Series(models.Model):
    """Activities that were made together and repeat."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title_zh = models.CharField(max_length=80)
    title_en = models.CharField(max_length=160, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(title_zh=""), name="activities_series_has_a_title")]


# Of its many columns those that may change meanwhile: everybody who gets in line reads them.
HELD = "SELECT id, state, capacity, taken, closes_at, drawn_at FROM activities_activity WHERE id = %s FOR SHARE"


class ActivityQuerySet(models.QuerySet["Activity"]):
    def locked(self, pk: UUID) -> "Activity":
        """The activity, ours until the transaction ends; commands about it take it first, sign-up takes it last.

        Rows that refer to it may still be written meanwhile, so that a sign-up waits here once and not again at its commit.
        """
        return self.select_for_update(of=("self",), no_key=True).get(pk=pk)

    def held_still(self, pk: UUID) -> "Activity":
        """The activity, which nobody changes until the transaction ends; those who get in line do not wait for each other."""
        return next(iter(self.raw(HELD, [pk])))

    def shown(self) -> Self:
        """Those that members see, with where and what."""
        return self.exclude(state=ActivityState.DRAFT).select_related(
            "station__building", "category", "service", "room"
        )

    def to_come(self, at: datetime) -> Self:
        """Those published that are not over at `at`, the next first."""
        return self.filter(state=ActivityState.PUBLISHED, ends_at__gt=at).order_by("starts_at", "id")


class Activity(Labelled):
    """Something at a place during [starts_at, ends_at) with `capacity` places, of which `taken` are given away."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    series = models.ForeignKey(Series, on_delete=models.SET_NULL, null=True, blank=True, related_name="activities")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="activities")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, blank=True, related_name="activities")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="activities")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="activities")
    programme = models.ForeignKey(
        Programme, on_delete=models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, null=True, blank=True, related_name="activities")
    state = models.CharField(max_length=10, choices=ActivityState.choices, default=ActivityState.DRAFT)
    title_zh = models.CharField(_("中文标题"), max_length=80)
    title_en = models.CharField(_("英文标题"), max_length=160, blank=True)
    about_zh = models.TextField(_("中文介绍"), max_length=4000, blank=True)
    about_en = models.TextField(_("英文介绍"), max_length=4000, blank=True)
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    capacity = models.PositiveIntegerField(_("名额"))
    taken = models.PositiveIntegerField(default=0)
    allotment = models.CharField(
        _("名额怎么分"), max_length=10, choices=Allotment.choices, default=Allotment.FIRST_COME
    )
    audience = models.CharField(_("面向"), max_length=10, choices=Audience.choices, default=Audience.EVERYONE)
    opens_at = models.DateTimeField(_("报名开始"))
    closes_at = models.DateTimeField(_("报名截止"))
    cancel_until = models.DateTimeField(_("最晚取消"))
    most_per_person = models.PositiveSmallIntegerField(_("每人最多名额"), default=1)
    most_per_enterprise = models.PositiveSmallIntegerField(_("每家企业最多名额"), null=True, blank=True)
    children_welcome = models.BooleanField(_("可以带孩子"), default=False)
    counts_hours = models.BooleanField(_("计时长（要签退）"), default=False)
    offer_minutes = models.PositiveSmallIntegerField(_("候补确认时限（分钟）"), default=120)
    seed_hash = models.CharField(max_length=64, blank=True)
    seed_sealed = models.BinaryField(null=True)
    seed = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["state", "starts_at"], name="activities_to_come"),
            models.Index(fields=["station", "starts_at"], name="activities_at_station"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ActivityState.values), name="activities_activity_state_known"),
            models.CheckConstraint(
                condition=Q(allotment__in=Allotment.values), name="activities_activity_allotment_known"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="activities_activity_audience_known"
            ),
            models.CheckConstraint(condition=Q(capacity__gt=0), name="activities_activity_has_places"),
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")), name="activities_activity_gives_no_more_than_it_has"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="activities_activity_starts_before_end"
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at"), closes_at__lte=F("ends_at"), cancel_until__lte=F("ends_at")),
                name="activities_activity_times_in_order",
            ),
            models.CheckConstraint(
                condition=Q(most_per_person__range=(1, 10)), name="activities_activity_places_per_person"
            ),
            models.CheckConstraint(
                condition=Q(seed="", drawn_at=None) | ~Q(seed="") & Q(drawn_at__isnull=False),
                name="activities_activity_seed_shown_once_drawn",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def about(self) -> str:
        return in_language(self.about_zh, self.about_en)

    @property
    def day(self) -> date:
        """The day on which it starts, where the network is."""
        return timezone.localdate(self.starts_at)

    @property
    def left(self) -> int:
        """How many places are left."""
        return self.capacity - self.taken
