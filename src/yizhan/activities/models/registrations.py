"""Who signed up with whom, what became of it, who was invited, and how many of one firm there are."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models.activities import Activity
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.labels import Labelled
from yizhan.people.models import Person


class RegistrationState(models.TextChoices):
    CONFIRMED = "confirmed", _("已有名额")
    DRAWING = "drawing", _("等抽签")
    WAITING = "waiting", _("候补中")
    OFFERED = "offered", _("有空位，待确认")
    NOT_DRAWN = "not_drawn", _("没有轮到")
    CANCELLED = "cancelled", _("已取消")
    EXPIRED = "expired", _("逾期未确认")
    ATTENDED = "attended", _("已签到")
    ABSENT = "absent", _("未到场")

    @classmethod
    def holding(cls) -> "list[RegistrationState]":
        """The states that take places away from others."""
        return [cls.CONFIRMED, cls.OFFERED, cls.ATTENDED, cls.ABSENT]

    @classmethod
    def standing(cls) -> "list[RegistrationState]":
        """The states in which somebody is signed up; at most one of these for each person and activity."""
        return [*cls.holding(), cls.DRAWING, cls.WAITING, cls.NOT_DRAWN]


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def locked(self, pk: UUID) -> "Registration":
        """The registration, ours until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def standing(self) -> Self:
        """Those that have not been cancelled and have not run out."""
        return self.filter(state__in=RegistrationState.standing())


class Registration(Labelled):
    """That a person signed up for `places` places; waiting ones queue by `queued_at`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="registrations")
    state = models.CharField(max_length=10, choices=RegistrationState.choices)
    places = models.PositiveSmallIntegerField(default=1)
    enterprise = models.CharField(_("所在企业"), max_length=80, blank=True)
    enterprise_key = models.CharField(max_length=80, blank=True, editable=False)
    registered_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    offered_until = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    checked_out_at = models.DateTimeField(null=True)
    forgiven_at = models.DateTimeField(null=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["registered_at", "id"]
        indexes = [
            models.Index(fields=["activity", "state", "queued_at"], name="activities_queue"),
            models.Index(fields=["person", "-registered_at"], name="activities_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"],
                condition=Q(state__in=RegistrationState.standing()),
                name="activities_registration_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RegistrationState.values), name="activities_registration_state_known"
            ),
            models.CheckConstraint(condition=Q(places__range=(1, 10)), name="activities_registration_some_places"),
            models.CheckConstraint(
                condition=Q(state="offered", offered_until__isnull=False) | ~Q(state="offered") & Q(offered_until=None),
                name="activities_registration_offer_ends",
            ),
            models.CheckConstraint(
                condition=Q(state="attended", checked_in_at__isnull=False)
                | ~Q(state="attended") & Q(checked_in_at=None),
                name="activities_registration_attended_came_in",
            ),
            models.CheckConstraint(
                condition=Q(checked_out_at=None) | Q(checked_out_at__gte=F("checked_in_at")),
                name="activities_registration_in_before_out",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(queued_at__isnull=False), name="activities_registration_waits_in_line"
            ),
            models.CheckConstraint(
                condition=Q(forgiven_at=None) | Q(state="absent"), name="activities_registration_absence_forgiven"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_state_display()}"

    @property
    def in_line(self) -> bool:
        """Whether the person has no place and may still get one."""
        return self.state in {RegistrationState.WAITING, RegistrationState.DRAWING}


class Companion(models.Model):
    """Somebody whom the person brings; the person is the guardian of a child."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="companions")
    name = models.CharField(_("姓名"), max_length=40)
    is_child = models.BooleanField(_("是孩子"), default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="activities_companion_has_a_name")]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """That a person may sign up for an activity that is for invited people."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    invited_at = models.DateTimeField()

    class Meta:
        ordering = ["invited_at", "id"]
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="activities_invitation_once")]


class EnterpriseShare(models.Model):
    """How many places of an activity people of one firm hold, of the `most` they may."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="shares")
    enterprise_key = models.CharField(max_length=80)
    taken = models.PositiveSmallIntegerField(default=0)
    most = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["activity", "enterprise_key"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "enterprise_key"], name="activities_enterpriseshare_once"),
            models.CheckConstraint(condition=Q(taken__lte=F("most")), name="activities_enterpriseshare_within_limit"),
        ]
