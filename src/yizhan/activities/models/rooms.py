"""Rooms that are booked."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models.activities import Activity
from yizhan.kernel.identifiers import uuid7
from yizhan.network.models import Room
from yizhan.people.models import Person


class BookingState(models.TextChoices):
    ASKED = "asked", _("待站点确认")
    HELD = "held", _("已预订")
    DECLINED = "declined", _("未同意")
    CANCELLED = "cancelled", _("已取消")


class Booking(models.Model):
    """A room during [starts_at, ends_at): for an activity, or for a person's own purpose."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="bookings")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, null=True, blank=True, related_name="bookings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="bookings")
    state = models.CharField(max_length=10, choices=BookingState.choices, default=BookingState.HELD)
    purpose = models.CharField(_("用途"), max_length=120)
    people = models.PositiveSmallIntegerField(_("人数"), default=1)
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    reason = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()

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
            ExclusionConstraint(
                name="activities_booking_one_at_a_time",
                condition=Q(state__in=["asked", "held"]),
                expressions=[
                    ("room", RangeOperators.EQUAL),
                    (
                        Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
