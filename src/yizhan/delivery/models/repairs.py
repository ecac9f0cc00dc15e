"""What could be held in place of a delivery that was called off."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models import Provider, Service
from yizhan.delivery.models.deliveries import Delivery
from yizhan.kernel.identifiers import uuid7
from yizhan.network.models import Room, Station
from yizhan.people.models import Person


class RepairState(models.TextChoices):
    RUNNING = "running", _("正在找")
    PROPOSED = "proposed", _("待确认")
    DONE = "done", _("已补上")
    DISMISSED = "dismissed", _("没有采用")
    EMPTY = "empty", _("没有找到")


class RepairQuerySet(models.QuerySet["Repair"]):
    def locked(self, pk: UUID) -> "Repair":
        """The repair, ours until the transaction ends; every command about it takes it first."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class Repair(models.Model):
    """The search for what can be held instead of a delivery, which its provider or somebody else called off."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="repair")
    state = models.CharField(max_length=10, choices=RepairState.choices, default=RepairState.RUNNING)
    by_provider = models.BooleanField()
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    objects: ClassVar = RepairQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RepairState.values), name="delivery_repair_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["running", "proposed"], settled_at=None)
                | ~Q(state__in=["running", "proposed"]) & Q(settled_at__isnull=False),
                name="delivery_repair_settled_at_an_instant",
            ),
        ]


class Replacement(models.Model):
    """A session that a repair proposes; `parties` are the needs with places in it and how many people of each."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    repair = models.ForeignKey(Repair, on_delete=models.CASCADE, related_name="replacements")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveIntegerField()
    parties = models.JSONField(default=list)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="delivery_replacement_starts_before_end"
            ),
        ]

    @property
    def people(self) -> int:
        """How many people have places in it."""
        return sum(people for _need, people in self.parties)


class Seating(models.Model):
    """Free places in a delivery that stays, which a repair proposes to give to `parties`: needs and how many people of each."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    repair = models.ForeignKey(Repair, on_delete=models.CASCADE, related_name="seatings")
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="+")
    parties = models.JSONField(default=list)

    class Meta:
        ordering = ["delivery__starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["repair", "delivery"], name="delivery_seating_once"),
        ]

    @property
    def people(self) -> int:
        """How many people get places in it."""
        return sum(people for _need, people in self.parties)
