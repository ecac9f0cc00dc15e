"""Drafts of a month's plan: their sessions, who attends them, who is left over, and what was changed by hand."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models import Category, Provider, Service
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.languages import in_language
from yizhan.needs.models import Need
from yizhan.network.models import Room, Station
from yizhan.people.models import Person


class DraftState(models.TextChoices):
    DRAFT = "draft", _("草案")
    PUBLISHED = "published", _("已发布")
    REPLACED = "replaced", _("已并入后来的计划")


class DraftQuerySet(models.QuerySet["Draft"]):
    def locked(self, pk: UUID) -> "Draft":
        """The draft, ours until the transaction ends; every command about it takes it first."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class Draft(models.Model):
    """A plan of a month under way: `problem` is the planner's document it was made from, so that it can be solved again.

    `version` grows with every change; `factors` say where evaluation changed the weight of needs, `worth` what one more of
    something scarce would gain.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    month = models.DateField(_("月份"))
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    problem = models.TextField()
    factors = models.JSONField(default=list)
    worth = models.JSONField(default=list)
    objective = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    covered = models.FloatField(null=True)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    objects: ClassVar = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["month", "number"], name="delivery_draft_numbered"),
            models.UniqueConstraint(
                fields=["month"], condition=Q(state="published"), name="delivery_draft_one_published"
            ),
            models.CheckConstraint(condition=Q(state__in=DraftState.values), name="delivery_draft_state_known"),
            models.CheckConstraint(condition=Q(month__day=1), name="delivery_draft_month_by_first_day"),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None) | ~Q(state="draft") & Q(published_at__isnull=False),
                name="delivery_draft_published_at_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(covered=None) | Q(covered__range=(0, 1)), name="delivery_draft_covered_is_a_share"
            ),
        ]

    @property
    def per_cent(self) -> int | None:
        """The covered share in whole per cent."""
        return None if self.covered is None else round(100 * self.covered)


class PlannedSession(models.Model):
    """A session of a draft, in `slots` slots of a day from `slot` on; a pinned one stays when the draft is solved again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="sessions")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    slot = models.PositiveSmallIntegerField()
    slots = models.PositiveSmallIntegerField(default=1)
    seats = models.PositiveSmallIntegerField()
    pinned = models.BooleanField(default=False)

    class Meta:
        ordering = ["day", "slot", "station__code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "provider", "service", "station", "day", "slot"], name="delivery_plannedsession_once"
            ),
            models.CheckConstraint(
                condition=Q(slot__range=(0, 7), slots__range=(1, 2)), name="delivery_plannedsession_slots_of_a_day"
            ),
            models.CheckConstraint(condition=Q(seats__gt=0), name="delivery_plannedsession_has_seats"),
        ]


class PlannedParty(models.Model):
    """People of a need who are to attend a session of a draft."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(PlannedSession, on_delete=models.CASCADE, related_name="parties")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "need"], name="delivery_plannedparty_once"),
            models.CheckConstraint(condition=Q(people__gt=0), name="delivery_plannedparty_somebody"),
        ]


class Ban(models.Model):
    """What a draft must not hold: every session that agrees with all that is named here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="bans")
    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, null=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, null=True, related_name="+")
    station = models.ForeignKey(Station, on_delete=models.CASCADE, null=True, related_name="+")
    day = models.DateField(null=True)
    slot = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(provider__isnull=False) | Q(station__isnull=False), name="delivery_ban_says_whose"
            ),
            models.UniqueConstraint(
                fields=["draft", "provider", "service", "station", "day", "slot"],
                nulls_distinct=False,
                name="delivery_ban_once",
            ),
        ]


class Unmet(models.Model):
    """People of a need whom a draft leaves over, and the planner's reason; empty when the draft was changed since."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="unmet")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    people = models.PositiveIntegerField()
    reason = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-people", "id"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "need"], name="delivery_unmet_once"),
            models.CheckConstraint(condition=Q(people__gt=0), name="delivery_unmet_somebody"),
        ]


class Shortage(models.Model):
    """Regular sessions of a category that a station's quota wants and a draft does not hold."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="shortages")
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+")
    sessions = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["station__code", "category"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "station", "category"], name="delivery_shortage_once"),
            models.CheckConstraint(condition=Q(sessions__gt=0), name="delivery_shortage_of_something"),
        ]


class EditKind(models.TextChoices):
    ADDED = "added", _("加了一场")
    MOVED = "moved", _("改了一场")
    REMOVED = "removed", _("去掉一场")
    PINNED = "pinned", _("钉住一场")
    UNPINNED = "unpinned", _("松开一场")
    FORBIDDEN = "forbidden", _("禁了一处")
    ALLOWED = "allowed", _("取消一条禁令")
    SOLVED = "solved", _("重新求解")
    REFRESHED = "refreshed", _("按新情况更新")
    UNDONE = "undone", _("撤销上一步")
    COPIED = "copied", _("照着做了一份")


class Edit(models.Model):
    """A change of a draft that made its `version`; `before` is what it was, so that the last one can be undone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="edits")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=EditKind.choices)
    zh = models.CharField(max_length=300, blank=True)
    en = models.CharField(max_length=300, blank=True)
    before = models.TextField(blank=True)
    gain = models.FloatField(null=True)
    undone = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "version"], name="delivery_edit_one_a_version"),
            models.CheckConstraint(condition=Q(kind__in=EditKind.values), name="delivery_edit_kind_known"),
        ]

    @property
    def words(self) -> str:
        """What was changed, in the language of the page."""
        return in_language(self.zh, self.en)
