"""Lists that are published for a month: what is wanted, what is offered, what is under way."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yizhan.kernel.identifiers import uuid7
from yizhan.people.models import Person


class ListKind(models.TextChoices):
    NEEDS = "needs", _("需求清单")
    RESOURCES = "resources", _("资源清单")
    PROJECTS = "projects", _("项目清单")


class MonthListQuerySet(models.QuerySet["MonthList"]):
    def of(self, month: date) -> "MonthListQuerySet":
        """Those published for the month that begins on `month`."""
        return self.filter(month=month)


class MonthList(models.Model):
    """A list as it was published for a month, with its lines as they were then; what is not here is a draft."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=ListKind.choices)
    month = models.DateField()
    lines: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list)
    published_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()

    objects: ClassVar = MonthListQuerySet.as_manager()

    class Meta:
        ordering = ["month", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "month"], name="needs_monthlist_published_once"),
            models.CheckConstraint(condition=Q(kind__in=ListKind.values), name="needs_monthlist_kind_known"),
            models.CheckConstraint(condition=Q(month__day=1), name="needs_monthlist_month_by_first_day"),
        ]
