"""Bodies that help, and their parts of a case."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.cases.models.cases import Case
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.labels import Labelled
from yizhan.kernel.languages import in_language
from yizhan.network.models import Subdistrict
from yizhan.people.models import Person


class BodyQuerySet(models.QuerySet["Body"]):
    def locked(self, pk: UUID) -> "Body":
        """The body, ours until the transaction ends; every command about it takes it first."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def of(self, person: Person) -> Self:
        """Those that `person` answers for."""
        return self.filter(people__person=person)

    def reaching(self, subdistrict_id: UUID | None) -> Self:
        """Those that may be asked where the subdistrict is: its own, and those of the whole district."""
        return self.filter(Q(subdistrict=None) | Q(subdistrict_id=subdistrict_id), active=True)


class Body(models.Model):
    """A department, property manager or other body that stations may ask; without a subdistrict it serves them all."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("代码"), max_length=40)
    name_zh = models.CharField(_("中文名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    duties_zh = models.CharField(_("管什么（中文）"), max_length=300, blank=True)
    duties_en = models.CharField(_("管什么（英文）"), max_length=500, blank=True)
    subdistrict = models.ForeignKey(Subdistrict, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    active = models.BooleanField(_("在用"), default=True)
    constructed = models.BooleanField(_("示例"), default=False)

    objects: ClassVar = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["name_zh", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="cases_body_code_once"),
            models.CheckConstraint(condition=~Q(name_zh=""), name="cases_body_named"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def duties(self) -> str:
        return in_language(self.duties_zh, self.duties_en)


class BodyPerson(models.Model):
    """That a person answers for a body."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bodies")
    since = models.DateTimeField()

    class Meta:
        ordering = ["since", "id"]
        constraints = [models.UniqueConstraint(fields=["body", "person"], name="cases_bodyperson_once")]


class PartState(models.TextChoices):
    ASKED = "asked", _("待协办")
    WORKING = "working", _("协办中")
    REFUSED = "refused", _("已退回")
    DONE = "done", _("已完成")
    EXCUSED = "excused", _("已免去")

    @classmethod
    def open(cls) -> "frozenset[PartState]":
        """Those in which a body still has something to do."""
        return frozenset({cls.ASKED, cls.WORKING})


class PartQuerySet(models.QuerySet["Part"]):
    def open(self) -> Self:
        """Those that a body still has to do."""
        return self.filter(state__in=[PartState.ASKED, PartState.WORKING])


class Part(Labelled):
    """What one body was asked to do in a case, by when, and what it did; a whistle must be answered by reporting in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parts")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="parts")
    round = models.PositiveSmallIntegerField()
    whistle = models.BooleanField(default=False)
    task = models.CharField(_("请他们做什么"), max_length=500)
    state = models.CharField(max_length=10, choices=PartState.choices, default=PartState.ASKED)
    limit = models.CharField(max_length=8)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reported_in_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    ground = models.CharField(_("退回理由"), max_length=500, blank=True)
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(_("办得怎样"), max_length=1000, blank=True)
    level = models.PositiveSmallIntegerField(_("站点评价"), null=True, blank=True)
    level_words = models.CharField(max_length=500, blank=True)

    objects: ClassVar = PartQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["body", "due_at"], condition=Q(state__in=["asked", "working"]), name="cases_part_open")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "body", "round"],
                condition=~Q(state="excused"),
                name="cases_part_one_a_body",
            ),
            models.CheckConstraint(condition=Q(state__in=PartState.values), name="cases_part_state_known"),
            models.CheckConstraint(condition=~Q(task=""), name="cases_part_says_what"),
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="cases_part_has_time"),
            models.CheckConstraint(condition=Q(refused_at=None) | ~Q(ground=""), name="cases_part_refused_with_ground"),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False) & ~Q(outcome="")
                | ~Q(state="done") & Q(done_at=None, level=None),
                name="cases_part_done_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__range=(1, 5)), name="cases_part_level_one_to_five"
            ),
        ]
