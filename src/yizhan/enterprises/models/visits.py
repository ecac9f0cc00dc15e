"""Visits to enterprises: what was found, and photographs."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yizhan.enterprises.models.contacts import Contact
from yizhan.enterprises.models.enterprises import Enterprise
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.labels import Labelled
from yizhan.people.models import Person


class Way(models.TextChoices):
    DOOR = "door", _("上门")
    STATION = "station", _("来站点")
    CALL = "call", _("电话")


class Visit(Labelled):
    """That somebody of the network spoke with an enterprise, and what was said."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="visits")
    on = models.DateField(_("走访日期"))
    way = models.CharField(_("方式"), max_length=10, choices=Way.choices, default=Way.DOOR)
    contact = models.ForeignKey(
        Contact, verbose_name=_("见到的人"), on_delete=models.SET_NULL, null=True, blank=True, related_name="visits"
    )
    words = models.CharField(_("聊了什么"), max_length=2000)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    nonce = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["enterprise", "-on"], name="enterprises_visit_to")]
        constraints = [
            models.UniqueConstraint(fields=["by", "nonce"], name="enterprises_visit_sent_once"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="enterprises_visit_way_known"),
            models.CheckConstraint(condition=~Q(words=""), name="enterprises_visit_says_something"),
        ]

    def __str__(self) -> str:
        return self.words[:40]


class FindingKind(models.TextChoices):
    WISH = "wish", pgettext_lazy("finding", "需求")
    WORRY = "worry", pgettext_lazy("finding", "诉求")


class Topic(models.TextChoices):
    """What a finding is about: the field's six categories, by the codes that the catalogue has for them."""

    PARTY = "DQ", _("党群")
    AFFAIRS = "ZW", _("政务")
    LIFE = "SH", _("生活")
    LAW = "FL", _("法律")
    HEALTH = "JK", _("健康")
    CULTURE = "WT", _("文体")


class FindingQuerySet(models.QuerySet["Finding"]):
    def whole(self, pk: UUID) -> "Finding":
        """A finding with its visit, its enterprise and who was met."""
        related = ("visit__enterprise__station", "visit__enterprise__building", "visit__by", "visit__contact__person")
        return self.select_related(*related).get(pk=pk)


class Finding(Labelled):
    """A wish or a worry that was heard on a visit; what became of it points here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=10, choices=FindingKind.choices)
    topic = models.CharField(_("类别"), max_length=4, choices=Topic.choices)
    words = models.CharField(_("说了什么"), max_length=500)
    people = models.PositiveIntegerField(_("大约几个人"), default=1)

    objects: ClassVar = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FindingKind.values), name="enterprises_finding_kind_known"),
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="enterprises_finding_topic_known"),
            models.CheckConstraint(condition=~Q(words=""), name="enterprises_finding_says_what"),
            models.CheckConstraint(condition=Q(people__gt=0), name="enterprises_finding_of_somebody"),
        ]

    def __str__(self) -> str:
        return self.words[:40]


class Picture(models.Model):
    """A photograph of a visit, re-encoded in two sizes, for those who look after the enterprise alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="pictures")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="enterprises_picture_has_a_size")
        ]
