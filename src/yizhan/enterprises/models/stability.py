"""How stable enterprises are, as named officers judged it for a time; a business secret."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yizhan.enterprises.models.enterprises import Enterprise
from yizhan.kernel import seals
from yizhan.kernel.identifiers import uuid7
from yizhan.people.models import Person


class Colour(models.IntegerChoices):
    """From stable to unstable; a higher one is worse."""

    GREEN = 1, _("稳定")
    BLUE = 2, _("较稳定")
    YELLOW = 3, pgettext_lazy("stability", "一般")
    ORANGE = 4, _("较不稳定")
    RED = 5, _("不稳定")


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def in_force(self, day: date) -> Self:
        """The newest of each enterprise, as long as it has not run out."""
        newest = self.order_by("enterprise_id", "-at", "-id").distinct("enterprise_id").values("pk")
        return self.filter(pk__in=newest, expires_on__gt=day)


class Assessment(models.Model):
    """A colour that a named officer gave an enterprise, with the reason sealed, in force until `expires_on`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="assessments")
    colour = models.PositiveSmallIntegerField(_("稳定程度"), choices=Colour.choices)
    reason_sealed = models.BinaryField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    made_on = models.DateField()
    expires_on = models.DateField()

    objects: ClassVar = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["enterprise", "-at"], name="enterprises_assessment_of")]
        constraints = [
            models.CheckConstraint(condition=Q(colour__in=Colour.values), name="enterprises_assessment_colour_known"),
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("made_on")), name="enterprises_assessment_made_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_colour_display())

    @property
    def reason(self) -> str:
        """Why, unsealed."""
        return seals.unseal(self.reason_sealed)
