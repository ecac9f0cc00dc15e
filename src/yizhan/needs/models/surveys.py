"""Short forms behind a link, whose answers become needs."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models import Service
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.languages import in_language
from yizhan.network.models import Station
from yizhan.people.models import Person


class SurveyQuerySet(models.QuerySet["Survey"]):
    def locked(self, pk: UUID) -> "Survey":
        """The survey, ours until the transaction ends; every command that changes it takes it first."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class Survey(models.Model):
    """Which of some services are wanted, asked during [opens_on, closes_on) at one station or in the whole network."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    station = models.ForeignKey(
        Station, verbose_name=_("站点"), on_delete=models.PROTECT, null=True, blank=True, related_name="surveys"
    )
    title_zh = models.CharField(_("标题"), max_length=60)
    title_en = models.CharField(_("英文标题"), max_length=120, blank=True)
    words_zh = models.CharField(_("说明"), max_length=300, blank=True)
    words_en = models.CharField(_("英文说明"), max_length=500, blank=True)
    services = models.ManyToManyField(Service, verbose_name=_("可以勾选的服务"), related_name="+")
    token = models.CharField(max_length=40, editable=False)
    opens_on = models.DateField(_("开始日期"))
    closes_on = models.DateField(_("截止日期"), help_text=_("到这一天就不再收。"))
    closed_at = models.DateTimeField(null=True, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects: ClassVar = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["token"], name="needs_survey_token_once"),
            models.CheckConstraint(condition=Q(opens_on__lt=F("closes_on")), name="needs_survey_opens_before_close"),
            models.CheckConstraint(condition=~Q(title_zh=""), name="needs_survey_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def words(self) -> str:
        return in_language(self.words_zh, self.words_en)

    def is_open(self, day: date) -> bool:
        """Whether answers are taken on `day`."""
        return self.closed_at is None and self.opens_on <= day < self.closes_on


class Answer(models.Model):
    """That a survey was answered; whoever was signed in did so once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    people = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "person"], name="needs_answer_once"),
            models.CheckConstraint(condition=Q(people__gt=0), name="needs_answer_of_somebody"),
        ]
