"""What is to become better because of a figure."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yizhan.evaluation.models.releases import Figure
from yizhan.kernel.identifiers import uuid7
from yizhan.people.models import Person


class ImprovementQuerySet(models.QuerySet["Improvement"]):
    def locked(self, pk: UUID) -> "Improvement":
        """The task, ours until the transaction ends; every command about it takes it first."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class Improvement(models.Model):
    """That `owner` makes what `figure` shows better until `due_on`, and how it ended."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="improvements")
    owner = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(_("期限"))
    words = models.CharField(_("要做什么"), max_length=500)
    opened_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(_("做了什么"), max_length=500, blank=True)

    objects: ClassVar = ImprovementQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure"], condition=Q(closed_at=None), name="evaluation_improvement_one_open_a_figure"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="evaluation_improvement_says_what"),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="evaluation_improvement_closed_with_an_outcome",
            ),
        ]

    def late(self, day: date) -> bool:
        """Whether it should have been done before `day`."""
        return self.closed_at is None and self.due_on < day
