"""Photographs of an activity, and whether those who are recognisable agreed to be shown."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models.activities import Activity
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.languages import in_language
from yizhan.people.models import Person


class PictureQuerySet(models.QuerySet["Picture"]):
    def showable(self) -> Self:
        """Those that anyone may see: nobody is recognisable, or everybody who is has agreed."""
        shown = Likeness.objects.filter(picture=OuterRef("pk"))
        agreed = Exists(shown) & ~Exists(shown.exclude(answer=LikenessAnswer.AGREED))
        return self.filter(Q(nobody_recognisable=True) | agreed)


class Picture(models.Model):
    """A photograph of an activity, re-encoded in two sizes; its files are named after it in the media folder."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="pictures")
    alt_zh = models.CharField(_("中文说明"), max_length=120)
    alt_en = models.CharField(_("英文说明"), max_length=200, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    nobody_recognisable = models.BooleanField(_("认不出任何人"), default=False)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="activities_picture_has_a_size"),
            models.CheckConstraint(condition=~Q(alt_zh=""), name="activities_picture_says_what_it_shows"),
        ]

    @property
    def alt(self) -> str:
        return in_language(self.alt_zh, self.alt_en)


class LikenessAnswer(models.TextChoices):
    ASKED = "asked", _("等答复")
    AGREED = "agreed", _("同意")
    REFUSED = "refused", _("不同意")


class Likeness(models.Model):
    """That a person is recognisable in a photograph, and what they answered when asked to be shown."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="likenesses")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="likenesses")
    answer = models.CharField(max_length=10, choices=LikenessAnswer.choices, default=LikenessAnswer.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["picture", "person"], name="activities_likeness_once"),
            models.CheckConstraint(
                condition=Q(answer__in=LikenessAnswer.values), name="activities_likeness_answer_known"
            ),
            models.CheckConstraint(
                condition=Q(answer="asked", answered_at=None) | ~Q(answer="asked") & Q(answered_at__isnull=False),
                name="activities_likeness_answered_at_some_time",
            ),
        ]
