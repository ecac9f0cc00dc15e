"""What is reported of a delivery that was held."""

from django.db import models
from django.db.models import Q

from yizhan.delivery.models.deliveries import Delivery
from yizhan.kernel.identifiers import uuid7
from yizhan.people.models import Person


class Report(models.Model):
    """The closing report of a delivery: how many came, and how it went."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="report")
    came = models.PositiveIntegerField()
    words = models.TextField(max_length=2000)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="delivery_report_says_how_it_went")]


class ReportPhoto(models.Model):
    """A photograph of a report, re-encoded in two sizes; its files are named after it in the media folder."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="photos")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="delivery_reportphoto_has_a_size")
        ]
