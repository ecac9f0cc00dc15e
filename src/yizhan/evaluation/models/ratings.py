"""Who is asked, what they say, and the call-backs that follow."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models import Registration
from yizhan.catalogue.models import Category
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.labels import Labelled
from yizhan.kernel.languages import in_language
from yizhan.network.models import Station
from yizhan.people.models import Person


class RatingItem(models.Model):
    """Something short to say of a session of one category, offered to be ticked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="rating_items")
    code = models.CharField(max_length=30)
    name_zh = models.CharField(max_length=20)
    name_en = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["category", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["category", "code"], name="evaluation_ratingitem_code_once"),
            models.CheckConstraint(condition=~Q(name_zh=""), name="evaluation_ratingitem_says_something"),
        ]

    def __str__(self) -> str:
        return in_language(self.name_zh, self.name_en)


class AskQuerySet(models.QuerySet["Ask"]):
    def locked(self, pk: UUID) -> "Ask":
        """The ask, ours until the transaction ends; every command about its rating takes it first."""
        return self.select_for_update(of=("self",)).select_related("registration__activity").get(pk=pk)

    def of(self, person_id: UUID) -> Self:
        """What one person is asked, with the activity and where it was."""
        found = self.filter(registration__person_id=person_id)
        return found.select_related("registration__activity__station", "registration__activity__category", "rating")

    def waiting(self, at: datetime) -> Self:
        """Those that nobody has answered, and that can be answered at `at`."""
        return self.filter(rating=None, closes_at__gt=at)


class Ask(models.Model):
    """That somebody who came was asked, once, and may answer until `closes_at`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="ask")
    asked_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    objects: ClassVar = AskQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("asked_at")), name="evaluation_ask_time_to_answer")
        ]


class Rating(models.Model):
    """What one who came says: a level from 1 to 5, up to three items, words, and whether an officer may call."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ask = models.OneToOneField(Ask, on_delete=models.CASCADE, related_name="rating")
    level = models.PositiveSmallIntegerField()
    items = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    words = models.CharField(max_length=500, blank=True)
    may_call = models.BooleanField(default=False)
    rated_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-rated_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="evaluation_rating_level_one_to_five"),
            models.CheckConstraint(condition=Q(items__len__lte=3), name="evaluation_rating_three_items_at_most"),
            models.CheckConstraint(
                condition=Q(changed_at=None) | Q(changed_at__gte=F("rated_at")),
                name="evaluation_rating_made_then_changed",
            ),
        ]


class RatingCallBackQuerySet(models.QuerySet["CallBack"]):
    def locked(self, pk: UUID) -> "CallBack":
        """The call-back, ours until the transaction ends; every command about it takes it first."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def open(self) -> Self:
        """Those without a result, the first due first."""
        return self.filter(done_at=None).order_by("due_at", "id")

    def overdue(self, at: datetime) -> Self:
        """Those without a result whose time was over at `at`."""
        return self.open().filter(due_at__lte=at)


class CallBack(Labelled):
    """That a named officer asks after a bad rating until `due_at`, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rating = models.ForeignKey(Rating, on_delete=models.CASCADE, related_name="call_backs")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    reached = models.BooleanField(_("联系上了"), null=True)
    solved = models.BooleanField(_("解决了"), null=True)
    words = models.CharField(_("说明"), max_length=500, blank=True)

    objects: ClassVar = RatingCallBackQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["rating"], name="evaluation_callback_once"),
            models.CheckConstraint(condition=Q(due_at__gt=F("opened_at")), name="evaluation_callback_has_time"),
            models.CheckConstraint(
                condition=Q(done_at=None, reached=None, solved=None, words="")
                | Q(done_at__isnull=False, reached__isnull=False, solved__isnull=False) & ~Q(words=""),
                name="evaluation_callback_done_with_a_result",
            ),
        ]

    @property
    def late(self) -> bool:
        """Whether the hub was told that its time ran out."""
        return self.escalated_at is not None
