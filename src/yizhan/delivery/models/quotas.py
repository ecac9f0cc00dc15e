"""How many regular sessions a station gets each month."""

from django.db import models
from django.db.models import Q

from yizhan.catalogue.models import Category
from yizhan.kernel.identifiers import uuid7
from yizhan.network.models import Station


class Quota(models.Model):
    """The regular sessions of one category that a station gets each month, where the hub has set them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="quotas")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    sessions = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["station", "category"]
        constraints = [
            models.UniqueConstraint(fields=["station", "category"], name="delivery_quota_once"),
            models.CheckConstraint(condition=Q(sessions__range=(0, 20)), name="delivery_quota_within_reason"),
        ]
