"""What the two upper mechanisms need: dispensations with two approvers, and task forces with milestones."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.cases.models.cases import Case
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.labels import Labelled
from yizhan.people.models import Person


class RequestKind(models.TextChoices):
    """What an officer may not decide alone."""

    SPECIAL = "special", _("特事特办")
    SUSPENSION = "suspension", _("挂账")
    EXTENSION = "extension", _("延长期限")
    EXCLUSION = "exclusion", _("剔除统计")


class Verdict(models.TextChoices):
    PENDING = "pending", _("待审批")
    SECONDED = "seconded", _("待第二人确认")
    GRANTED = "granted", _("已同意")
    DECLINED = "declined", _("未同意")
    REVIEWED = "reviewed", _("已复核")


class RequestQuerySet(models.QuerySet["Request"]):
    def waiting(self) -> Self:
        """Those that somebody has to decide."""
        return self.filter(verdict__in=[Verdict.PENDING, Verdict.SECONDED])

    def register(self) -> Self:
        """The register of exceptions: what was granted, the newest first."""
        return self.filter(verdict__in=[Verdict.GRANTED, Verdict.REVIEWED]).order_by("-decided_at", "-id")


class Request(Labelled):
    """What somebody asks leave for in a case, with the ground in writing; a dispensation (特事特办) needs two to agree.

    `until` is the end of an exception or the review date of a suspension, `limit` the new limit of an extension.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=12, choices=RequestKind.choices)
    round = models.PositiveSmallIntegerField()
    ground = models.CharField(_("理由"), max_length=1000)
    until = models.DateTimeField(null=True)
    limit = models.CharField(max_length=8, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    approver = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.PENDING)
    decided_at = models.DateTimeField(null=True)
    words = models.CharField(_("审批意见"), max_length=500, blank=True)
    review = models.CharField(_("复核意见"), max_length=500, blank=True)

    objects: ClassVar = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(
                fields=["asked_at"], condition=Q(verdict__in=["pending", "seconded"]), name="cases_request_waiting"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RequestKind.values), name="cases_request_kind_known"),
            models.CheckConstraint(condition=~Q(ground=""), name="cases_request_with_ground"),
            models.CheckConstraint(condition=~Q(approver=F("asked_by")), name="cases_request_not_by_its_asker"),
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("asked_by")) & ~Q(second=F("approver")),
                name="cases_request_two_different_people",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, verdict__in=["pending", "seconded"])
                | Q(decided_at__isnull=False, verdict__in=["granted", "declined", "reviewed"]),
                name="cases_request_decided_since",
            ),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(verdict__in=["pending", "seconded"]),
                name="cases_request_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(kind="exclusion", verdict__in=["granted", "reviewed"]),
                name="cases_request_excluded_once",
            ),
        ]


class TaskForce(models.Model):
    """The task force (专班) of a hard case: who leads it, what it plans, and by when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="task_force")
    leader = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    plan = models.CharField(_("打算怎么办"), max_length=2000)
    progress = models.CharField(max_length=8)
    until = models.DateTimeField()
    formed_at = models.DateTimeField()
    lesson = models.CharField(_("经验教训"), max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(plan=""), name="cases_taskforce_has_a_plan"),
            models.CheckConstraint(condition=Q(until__gt=F("formed_at")), name="cases_taskforce_has_time"),
        ]


class TaskMember(models.Model):
    """That a person works in a task force."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    force = models.ForeignKey(TaskForce, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["force", "person"], name="cases_taskmember_once")]


class Milestone(models.Model):
    """Something that a task force will have done by a day, until it is done or dropped with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    force = models.ForeignKey(TaskForce, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("节点"), max_length=80)
    due_on = models.DateField(_("日期"))
    done_at = models.DateTimeField(null=True)
    dropped = models.BooleanField(default=False)
    words = models.CharField(_("说明"), max_length=500, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="cases_milestone_named"),
            models.CheckConstraint(
                condition=Q(done_at=None, dropped=False) | Q(done_at__isnull=False) & ~Q(words=""),
                name="cases_milestone_settled_with_words",
            ),
        ]
