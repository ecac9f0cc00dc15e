"""Needs and resources that claim each other, and the projects they become."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models import Resource
from yizhan.kernel.identifiers import uuid7
from yizhan.needs.models.needs import Need
from yizhan.people.models import Person


class Side(models.TextChoices):
    """Who spoke first."""

    RESOURCE = "resource", _("资源方认领需求")
    NEED = "need", _("需求方请求资源")


class ClaimState(models.TextChoices):
    OPEN = "open", _("等对方答复")
    ACCEPTED = "accepted", _("已成项目")
    DECLINED = "declined", _("已谢绝")


class ClaimQuerySet(models.QuerySet["Claim"]):
    def locked(self, pk: UUID) -> "Claim":
        """The claim, ours until the transaction ends; every command about it takes it first."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class Claim(models.Model):
    """That one side of a need and a resource asks the other to do it together."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="claims")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="claims")
    side = models.CharField(max_length=10, choices=Side.choices)
    state = models.CharField(max_length=10, choices=ClaimState.choices, default=ClaimState.OPEN)
    words = models.CharField(_("说明"), max_length=300, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "resource"], condition=~Q(state="declined"), name="needs_claim_stands_once"
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="needs_claim_side_known"),
            models.CheckConstraint(condition=Q(state__in=ClaimState.values), name="needs_claim_state_known"),
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None) | ~Q(state="open") & Q(answered_at__isnull=False),
                name="needs_claim_open_until_answered",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="needs_claim_declined_with_reason"
            ),
        ]


class ProjectState(models.TextChoices):
    RUNNING = "running", _("进行中")
    HANDED_IN = "handed_in", _("等验收")
    ACCEPTED = "accepted", _("已验收")


class ProjectQuerySet(models.QuerySet["Project"]):
    def locked(self, pk: UUID) -> "Project":
        """The project, ours until the transaction ends; every command about it takes it first."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def during(self, month: date, end: date) -> "ProjectQuerySet":
        """Those that go on at some time in [month, end)."""
        return self.filter(starts_on__lt=end, ends_on__gt=month)


class Project(models.Model):
    """What a need and a resource do together during [starts_on, ends_on), until the need's side has accepted it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="project")
    title = models.CharField(_("项目名称"), max_length=80)
    owner = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("完成日期"))
    state = models.CharField(max_length=10, choices=ProjectState.choices, default=ProjectState.RUNNING)
    verdict = models.CharField(_("验收意见"), max_length=300, blank=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    objects: ClassVar = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["ends_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_on")), name="needs_project_starts_before_end"),
            models.CheckConstraint(condition=~Q(title=""), name="needs_project_has_a_title"),
            models.CheckConstraint(condition=Q(state__in=ProjectState.values), name="needs_project_state_known"),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_at__isnull=False) & ~Q(verdict="")
                | ~Q(state="accepted") & Q(accepted_at=None),
                name="needs_project_accepted_with_words",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Milestone(models.Model):
    """Something that a project reaches by a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=80)
    due_on = models.DateField()
    reached_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="needs_milestone_has_a_title")]
