"""The escalation ladder as data: which clock, how long before or after it is due, and who hears of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yizhan.cases.models.cases import Case, Clock
from yizhan.kernel.identifiers import uuid7


class Recipient(models.TextChoices):
    RESPONSIBLE = "responsible", _("负责人")
    STATION = "station", _("本站全体")
    SUBDISTRICT = "subdistrict", _("街道")
    HUB = "hub", _("枢纽")


class Rung(models.Model):
    """One rung: `offset` ("-4h", "0d", "2d") of working time from when `clock` is due, `recipient` is told."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clock = models.CharField(_("时限"), max_length=12, choices=Clock.choices)
    offset = models.CharField(_("提前或超期"), max_length=8)
    recipient = models.CharField(_("告诉谁"), max_length=12, choices=Recipient.choices)
    active = models.BooleanField(_("启用"), default=True)

    objects: ClassVar[models.Manager["Rung"]] = models.Manager()

    class Meta:
        ordering = ["clock", "offset", "recipient"]
        constraints = [
            models.UniqueConstraint(fields=["clock", "offset", "recipient"], name="cases_rung_once"),
            models.CheckConstraint(condition=Q(clock__in=Clock.values), name="cases_rung_clock_known"),
            models.CheckConstraint(
                condition=Q(offset__regex=r"^-?[0-9]{1,4}[dhm]$"), name="cases_rung_offset_readable"
            ),
            models.CheckConstraint(condition=Q(recipient__in=Recipient.values), name="cases_rung_recipient_known"),
        ]


class Escalation(models.Model):
    """That a rung was climbed for one clock of one case; it is climbed once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="escalations")
    rung = models.ForeignKey(Rung, on_delete=models.CASCADE, related_name="escalations")
    position = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    told = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "rung", "position"], name="cases_escalation_once"),
        ]
