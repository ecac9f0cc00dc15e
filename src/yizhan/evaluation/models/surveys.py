"""The yearly survey."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yizhan.kernel.identifiers import uuid7
from yizhan.network.models import Zone
from yizhan.people.models import Person


class SurveyAnswer(models.Model):
    """What a member answers for one year: three senses, each by itself, in the zone where the member works."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="survey_answers")
    year = models.PositiveSmallIntegerField()
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, null=True, related_name="+")
    gain = models.PositiveSmallIntegerField(_("获得感"))
    happiness = models.PositiveSmallIntegerField(_("幸福感"))
    safety = models.PositiveSmallIntegerField(_("安全感"))
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-answered_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="evaluation_surveyanswer_once_a_year"),
            models.CheckConstraint(
                condition=Q(gain__range=(1, 5), happiness__range=(1, 5), safety__range=(1, 5)),
                name="evaluation_surveyanswer_one_to_five",
            ),
        ]
