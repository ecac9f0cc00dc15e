"""The release ledger: every figure that was ever shown, as it was shown."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.kernel.identifiers import uuid7


class ReleaseKind(models.TextChoices):
    SCORECARDS = "scorecards", _("月度评价")
    SURVEY = "survey", _("年度问卷")


class Dimension(models.TextChoices):
    ALL = "all", _("全网络")
    SERVICE = "service", _("服务")
    STATION = "station", _("站点")
    PROVIDER = "provider", _("服务方")
    PROGRAMME = "programme", _("品牌项目")
    ZONE = "zone", _("片区")


class Measure(models.TextChoices):
    ASKED = "asked", _("邀请评价")
    RATING = "rating", _("评分")
    ATTENDANCE = "attendance", _("到场率")
    NO_SHOW = "no_show", _("未到场率")
    UNMET = "unmet", _("没有排上的人数")
    GAIN = "gain", _("获得感")
    HAPPINESS = "happiness", _("幸福感")
    SAFETY = "safety", _("安全感")


class Release(models.Model):
    """What was published about one whole month, or one whole year; made once, and never again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=ReleaseKind.choices)
    period = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-period", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "period"], name="evaluation_release_once"),
            models.CheckConstraint(condition=Q(kind__in=ReleaseKind.values), name="evaluation_release_kind_known"),
            models.CheckConstraint(
                condition=Q(period__day=1) & (Q(kind="scorecards") | Q(period__month=1)),
                name="evaluation_release_of_a_whole_period",
            ),
        ]


class Figure(models.Model):
    """One number that was shown: about `base` people, never fewer than five, with its interval where it has one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="figures")
    dimension = models.CharField(max_length=10, choices=Dimension.choices)
    subject_id = models.UUIDField(null=True)
    measure = models.CharField(max_length=10, choices=Measure.choices)
    base = models.PositiveIntegerField()
    value = models.FloatField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)

    class Meta:
        ordering = ["release", "dimension", "subject_id", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "dimension", "subject_id", "measure"],
                nulls_distinct=False,
                name="evaluation_figure_once",
            ),
            models.CheckConstraint(
                condition=Q(dimension__in=Dimension.values), name="evaluation_figure_dimension_known"
            ),
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="evaluation_figure_measure_known"),
            models.CheckConstraint(
                condition=Q(dimension="all", subject_id=None) | ~Q(dimension="all") & Q(subject_id__isnull=False),
                name="evaluation_figure_of_something",
            ),
            models.CheckConstraint(condition=Q(base__gte=5), name="evaluation_figure_of_five_at_least"),
            models.CheckConstraint(
                condition=Q(low=None, high=None) | Q(low__lte=F("value"), high__gte=F("value")),
                name="evaluation_figure_within_its_interval",
            ),
        ]
