"""The service package of an enterprise: what it was offered, and what it took."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models.offering import Service
from yizhan.enterprises.models import Enterprise
from yizhan.kernel.identifiers import uuid7


class PackageState(models.TextChoices):
    OFFERED = "offered", _("已推荐")
    TAKEN = "taken", _("在用")
    DECLINED = "declined", _("不需要")


class PackageItem(models.Model):
    """That an enterprise was offered a service, and what it answered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="package")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="packages")
    state = models.CharField(max_length=10, choices=PackageState.choices, default=PackageState.OFFERED)
    offered_on = models.DateField()
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["service__code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "service"], name="catalogue_packageitem_once"),
            models.CheckConstraint(
                condition=Q(state__in=PackageState.values), name="catalogue_packageitem_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="offered", answered_on=None) | ~Q(state="offered") & Q(answered_on__isnull=False),
                name="catalogue_packageitem_answered_on_some_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.service)
