"""Codes that were scanned at the door, each kept with what became of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models.activities import Activity
from yizhan.activities.models.registrations import Registration
from yizhan.kernel.identifiers import uuid7
from yizhan.people.models import Person


class Verdict(models.TextChoices):
    ADMITTED = "admitted", _("已签到")
    ALREADY = "already", _("之前已签到")
    OTHER_ACTIVITY = "other", _("不是这场活动的码")
    EXPIRED = "expired", _("码已过期")
    FORGED = "forged", _("不是我们发的码")
    COPIED = "copied", _("同一个码在两台设备上扫过")
    NOT_EXPECTED = "unexpected", _("没有名额")
    SHUT = "shut", _("不在签到时间")

    @classmethod
    def refusals(cls) -> "list[Verdict]":
        """Those by which nobody was let in."""
        return [cls.OTHER_ACTIVITY, cls.EXPIRED, cls.FORGED, cls.COPIED, cls.NOT_EXPECTED, cls.SHUT]


class Scan(models.Model):
    """One code read by a scanner at `scanned_at` by its own clock; `nonce` makes sending it again harmless."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="scans")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, null=True, related_name="scans")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    nonce = models.UUIDField()
    device = models.CharField(max_length=36)
    minute = models.PositiveIntegerField(null=True)
    offline = models.BooleanField(default=False)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    scanned_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [models.Index(fields=["activity", "-received_at"], name="activities_scans")]
        constraints = [
            models.UniqueConstraint(fields=["nonce"], name="activities_scan_once"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="activities_scan_verdict_known"),
            models.CheckConstraint(
                condition=Q(scanned_at__lte=F("received_at")), name="activities_scan_read_before_received"
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=["admitted", "already", "copied"]) | Q(registration__isnull=False),
                name="activities_scan_lets_somebody_in",
            ),
        ]
