"""What happened to a delivery, and how deliveries are handled."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models import Provider, Service
from yizhan.delivery.models.deliveries import Delivery
from yizhan.kernel.identifiers import uuid7
from yizhan.people.models import Person


class EventKind(models.TextChoices):
    DISPATCHED = "dispatched", _("已派单")
    ACCEPTED = "accepted", _("已接单")
    REFUSED = "refused", _("已拒单")
    PROPOSED = "proposed", _("提议改期")
    MOVED = "moved", _("已改期")
    DECLINED = "declined", _("不同意改期")
    LATE = "late", _("逾期未答")
    UNASSIGNED = "unassigned", _("没有能接的服务方")
    OPENED = "opened", _("开放抢单")
    GRABBED = "grabbed", _("已抢到")
    CANCELLED = "cancelled", _("已取消")
    REPAIRED = "repaired", _("补排")
    REPORTED = "reported", _("结案报告")
    REMINDED = "reminded", _("催报告")


class Event(models.Model):
    """One step of a delivery: what happened, when, by whom, for which provider, and why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["delivery", "at"], name="delivery_event_of_delivery")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="delivery_event_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=["refused", "cancelled"]) | ~Q(reason=""), name="delivery_event_says_why"
            ),
        ]


class Handling(models.Model):
    """How deliveries of one service are handled, or of every service that has no row of its own where it names none."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, null=True, blank=True, related_name="handlings")
    may_grab = models.BooleanField(default=False)
    repairs_at_once = models.BooleanField(default=False)

    class Meta:
        ordering = ["service__code"]
        constraints = [
            models.UniqueConstraint(fields=["service"], nulls_distinct=False, name="delivery_handling_once"),
        ]
