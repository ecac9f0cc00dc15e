"""Runs of the solver for a draft."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.delivery.models.drafts import Draft
from yizhan.kernel.identifiers import uuid7
from yizhan.people.models import Person


class RunState(models.TextChoices):
    WAITING = "waiting", _("排队中")
    RUNNING = "running", _("求解中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("没有完成")
    LOST = "lost", _("中断了")


class RunQuerySet(models.QuerySet["Run"]):
    def locked(self, pk: UUID) -> "Run":
        """The run, ours until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class Run(models.Model):
    """The solver at work on a draft: where it is, until `ended_at`; `beat_at` tells that its worker is alive."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.WAITING)
    seconds = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=20, blank=True)
    objective = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    stop_asked = models.BooleanField(default=False)
    trouble = models.CharField(max_length=20, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=Q(state__in=["waiting", "running"]), name="delivery_run_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="delivery_run_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at=None)
                | ~Q(state__in=["waiting", "running"]) & Q(ended_at__isnull=False, ended_at__gte=F("asked_at")),
                name="delivery_run_ends",
            ),
            models.CheckConstraint(condition=Q(seconds__gt=0), name="delivery_run_has_time"),
        ]
