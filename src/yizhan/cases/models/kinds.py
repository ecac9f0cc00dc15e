"""Kinds of cases as versioned data: what is asked, how long everything may take, which mechanisms, and who may do what."""

from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.languages import in_language


class Mechanism(models.TextChoices):
    """The rungs that a case rises on, the lowest first."""

    INSTANT = "instant", _("即知即办")
    JOINT = "joint", _("平台协办")
    SPECIAL = "special", _("特事特办")
    HARD = "hard", _("难题专办")


class KindQuerySet(models.QuerySet["Kind"]):
    def locked(self, pk: UUID) -> "Kind":
        """The kind, ours until the transaction ends; whoever publishes its next version takes it first."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def offered(self) -> Self:
        """Those that a new case may have: the version in force of each."""
        return self.filter(retired_at=None)

    def for_everyone(self) -> Self:
        """Those that anyone may bring, without those that only some roles open."""
        return self.offered().exclude(acts__has_key="raise")


class Kind(models.Model):
    """One version of a kind of case; it is never changed, a running case keeps the version it began with.

    `limits` maps the name of a clock to a limit in working time ("1d", "4h"), `fields` lists what is asked beside the
    words (`code`, `type` as Open311 names it, `label_zh`, `label_en`, `required`, `choices` of `code` and labels), `acts` maps
    an act to the roles that may do it where it differs from the rule.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("代码"), max_length=40)
    version = models.PositiveIntegerField(default=1)
    name_zh = models.CharField(_("中文名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    about_zh = models.CharField(_("说明（中文）"), max_length=300, blank=True)
    about_en = models.CharField(_("说明（英文）"), max_length=500, blank=True)
    group_zh = models.CharField(max_length=40, blank=True)
    group_en = models.CharField(max_length=80, blank=True)
    keywords = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    limits: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField()
    fields: "models.JSONField[list[dict[str, object]], list[dict[str, object]]]" = models.JSONField(default=list)
    mechanisms = ArrayField(models.CharField(max_length=10, choices=Mechanism.choices))
    acts: "models.JSONField[dict[str, list[str]], dict[str, list[str]]]" = models.JSONField(default=dict)
    may_be_public = models.BooleanField(_("可以公开"), default=False)
    position = models.PositiveSmallIntegerField(_("次序"), default=0)
    constructed = models.BooleanField(_("示例"), default=False)
    published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects: ClassVar = KindQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="cases_kind_version_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(retired_at=None), name="cases_kind_one_version_in_force"
            ),
            models.CheckConstraint(condition=~Q(name_zh=""), name="cases_kind_named"),
            models.CheckConstraint(
                condition=Q(mechanisms__len__gt=0) & Q(mechanisms__contained_by=Mechanism.values),
                name="cases_kind_mechanisms_known",
            ),
            models.CheckConstraint(
                condition=Q(limits__has_keys=["contact", "resolution"]), name="cases_kind_has_its_limits"
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(retired_at__gte=F("published_at")),
                name="cases_kind_published_before_retired",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def about(self) -> str:
        return in_language(self.about_zh, self.about_en)

    @property
    def questions(self) -> list[dict[str, object]]:
        """What is asked beside the words, by the name that its column has in tables."""
        return self.fields

    @property
    def group(self) -> str:
        return in_language(self.group_zh, self.group_en)
