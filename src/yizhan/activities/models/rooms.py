"""Rooms that are booked, and the rules by which they are."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models.activities import Activity
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.labels import Labelled
from yizhan.network.models import Room
from yizhan.people.models import Person


class BookingState(models.TextChoices):
    ASKED = "asked", _("待站点确认")
    HELD = "held", _("已预订")
    DECLINED = "declined", _("未同意")
    CANCELLED = "cancelled", _("已取消")

    @classmethod
    def standing(cls) -> "list[BookingState]":
        """The states that keep others out of the room."""
        return [cls.ASKED, cls.HELD]


class RoomRule(models.Model):
    """Who may book a room, for how long, how far ahead, and how long it is cleared up afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    room = models.OneToOneField(Room, on_delete=models.CASCADE, related_name="rule")
    members_may_book = models.BooleanField(_("会员可以预订"), default=True)
    needs_consent = models.BooleanField(_("要站点确认"), default=True)
    longest_hours = models.PositiveSmallIntegerField(_("一次最长（小时）"), default=2)
    days_ahead = models.PositiveSmallIntegerField(_("最多提前（天）"), default=14)
    buffer_minutes = models.PositiveSmallIntegerField(_("用后整理（分钟）"), default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(longest_hours__range=(1, 12)), name="activities_roomrule_some_hours"),
            models.CheckConstraint(condition=Q(days_ahead__range=(1, 90)), name="activities_roomrule_some_days"),
            models.CheckConstraint(condition=Q(buffer_minutes__lte=120), name="activities_roomrule_short_buffer"),
        ]


class BookingQuerySet(models.QuerySet["Booking"]):
    def locked(self, pk: UUID) -> "Booking":
        """The booking, ours until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def standing(self) -> Self:
        """Those that keep others out."""
        return self.filter(state__in=BookingState.standing())

    def touching(self, starts_at: datetime, ends_at: datetime) -> Self:
        """Those that keep others out of some of [starts_at, ends_at)."""
        return self.standing().filter(starts_at__lt=ends_at, clear_at__gt=starts_at)


class Booking(Labelled):
    """A room during [starts_at, ends_at), clear for others from `clear_at`: for an activity, or for a person's purpose."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="bookings")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, null=True, blank=True, related_name="bookings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="bookings")
    state = models.CharField(max_length=10, choices=BookingState.choices, default=BookingState.HELD)
    purpose = models.CharField(_("用途"), max_length=120)
    people = models.PositiveSmallIntegerField(_("人数"), default=1)
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    clear_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()

    objects: ClassVar = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["room", "starts_at"], name="activities_booking_of_room")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BookingState.values), name="activities_booking_state_known"),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="activities_booking_starts_before_end"
            ),
            models.CheckConstraint(
                condition=Q(
                    starts_at__minute__in=[0, 30], ends_at__minute__in=[0, 30], starts_at__second=0, ends_at__second=0
                ),
                name="activities_booking_by_the_half_hour",
            ),
            models.CheckConstraint(
                condition=Q(activity__isnull=False, person=None) | Q(activity=None),
                name="activities_booking_for_one_cause",
            ),
            models.CheckConstraint(
                condition=Q(clear_at__gte=F("ends_at")), name="activities_booking_clear_after_its_end"
            ),
            ExclusionConstraint(
                name="activities_booking_one_at_a_time",
                condition=Q(state__in=["asked", "held"]),
                expressions=[
                    ("room", RangeOperators.EQUAL),
                    (
                        Func("starts_at", "clear_at", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
