"""Published sessions and the orders that went out for them."""

from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models import Activity
from yizhan.catalogue.models import Provider, Service
from yizhan.kernel import seals
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.labels import Labelled
from yizhan.needs.models import Need
from yizhan.network.models import Room, Station
from yizhan.people.models import Person

DURING = Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField())


class Origin(models.TextChoices):
    REGULAR = "regular", _("常规配送")
    CUSTOM = "custom", _("需求定制")


class DeliveryState(models.TextChoices):
    DISPATCHED = "dispatched", _("已派单")
    UNASSIGNED = "unassigned", _("待指派")
    OPEN = "open", _("可抢单")
    ACCEPTED = "accepted", _("已接单")
    DELIVERED = "delivered", _("已配送")
    CANCELLED = "cancelled", _("已取消")

    @classmethod
    def holding(cls) -> "list[DeliveryState]":
        """The states in which a provider's time is taken."""
        return [cls.DISPATCHED, cls.ACCEPTED]

    @classmethod
    def standing(cls) -> "list[DeliveryState]":
        """The states in which the session is still to be held, by whomever; its room is taken."""
        return [cls.DISPATCHED, cls.UNASSIGNED, cls.OPEN, cls.ACCEPTED]


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def locked(self, pk: UUID) -> "Delivery":
        """The delivery, ours until the transaction ends; every command about it takes it first."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def standing(self) -> Self:
        """Those that are still to be held."""
        return self.filter(state__in=DeliveryState.standing())

    def holding(self) -> Self:
        """Those that take a provider's time."""
        return self.filter(state__in=DeliveryState.holding())

    def told(self) -> Self:
        """With where, what and by whom read in the same query."""
        return self.select_related("station__building", "station__zone", "room", "service__category", "provider")


class Delivery(Labelled):
    """A session of a published plan: a service at a station during [starts_at, ends_at), from a provider."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    month = models.DateField()
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="deliveries")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, related_name="deliveries")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="deliveries")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, null=True, related_name="deliveries")
    origin = models.CharField(max_length=10, choices=Origin.choices)
    state = models.CharField(max_length=12, choices=DeliveryState.choices, default=DeliveryState.DISPATCHED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveIntegerField()
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="delivery")
    made_at = models.DateTimeField()

    objects: ClassVar = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["month", "state"], name="delivery_of_month")]
        constraints = [
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="delivery_delivery_origin_known"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="delivery_delivery_state_known"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="delivery_delivery_starts_before_end"),
            models.CheckConstraint(condition=Q(month__day=1), name="delivery_delivery_month_by_first_day"),
            models.CheckConstraint(
                condition=Q(state__in=["unassigned", "open", "cancelled"]) | Q(provider__isnull=False),
                name="delivery_delivery_somebody_delivers",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["dispatched", "accepted", "delivered", "cancelled"]) | Q(provider=None),
                name="delivery_delivery_nobody_holds_what_is_open",
            ),
            ExclusionConstraint(
                name="delivery_delivery_provider_in_one_place",
                condition=Q(state__in=["dispatched", "accepted"]),
                expressions=[("provider", RangeOperators.EQUAL), (DURING, RangeOperators.OVERLAPS)],
            ),
            ExclusionConstraint(
                name="delivery_delivery_one_in_a_room",
                condition=Q(state__in=["dispatched", "unassigned", "open", "accepted"]),
                expressions=[("room", RangeOperators.EQUAL), (DURING, RangeOperators.OVERLAPS)],
            ),
        ]


class Party(models.Model):
    """People of a need who have places in a delivery."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="parties")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "need"], name="delivery_party_once"),
            models.CheckConstraint(condition=Q(people__gt=0), name="delivery_party_somebody"),
        ]


class OrderState(models.TextChoices):
    SENT = "sent", _("待答复")
    ACCEPTED = "accepted", _("已接单")
    REFUSED = "refused", _("已拒单")
    PROPOSED = "proposed", _("提议改期")
    LATE = "late", _("逾期未答")
    WITHDRAWN = "withdrawn", _("已撤回")

    @classmethod
    def standing(cls) -> "list[OrderState]":
        """The states in which the provider still has the delivery; at most one order of these for each."""
        return [cls.SENT, cls.ACCEPTED, cls.PROPOSED]


class OrderQuerySet(models.QuerySet["Order"]):
    def told(self) -> Self:
        """With the delivery, where and what it is, and the provider."""
        return self.select_related(
            "provider",
            "delivery__station__building",
            "delivery__station__zone",
            "delivery__room",
            "delivery__service__category",
        )

    def waiting(self) -> Self:
        """Those a provider has not answered."""
        return self.filter(state=OrderState.SENT)


class Order(Labelled):
    """A delivery dispatched to one provider, to be answered by `respond_by`; the token opens it from a link."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="orders")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="orders")
    state = models.CharField(max_length=10, choices=OrderState.choices, default=OrderState.SENT)
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    respond_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    proposed_starts_at = models.DateTimeField(null=True)

    objects: ClassVar = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["delivery"],
                condition=Q(state__in=["sent", "accepted", "proposed"]),
                name="delivery_order_one_stands",
            ),
            models.UniqueConstraint(fields=["digest"], name="delivery_order_digest_once"),
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="delivery_order_state_known"),
            models.CheckConstraint(condition=Q(respond_by__gt=F("sent_at")), name="delivery_order_time_to_answer"),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="delivery_order_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="proposed") | Q(proposed_starts_at__isnull=False),
                name="delivery_order_proposes_a_time",
            ),
        ]

    @property
    def token(self) -> str:
        """The secret that opens the order from a link: made from its identifier and a key, so that it is stored nowhere."""
        return seals.lookup(f"order:{self.pk}")
