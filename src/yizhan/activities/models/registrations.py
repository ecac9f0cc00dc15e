"""Who signed up, and what became of it."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models.activities import Activity
from yizhan.kernel.identifiers import uuid7
from yizhan.people.models import Person


class RegistrationState(models.TextChoices):
    CONFIRMED = "confirmed", _("已有名额")
    DRAWING = "drawing", _("等抽签")
    WAITING = "waiting", _("候补中")
    OFFERED = "offered", _("有空位，待确认")
    NOT_DRAWN = "not_drawn", _("未抽中")
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


class Registration(models.Model):
    """That a person signed up for `places` places; waiting ones queue by `queued_at`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="registrations")
    state = models.CharField(max_length=10, choices=RegistrationState.choices)
    places = models.PositiveSmallIntegerField(default=1)
    enterprise = models.CharField(_("所在企业"), max_length=80, blank=True)
    registered_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    offered_until = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    checked_out_at = models.DateTimeField(null=True)

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
        ]
