"""What the reporters say of it: call-backs and appeals."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yizhan.cases.models.cases import Case, Result
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.labels import Labelled
from yizhan.people.models import Person

ANSWERS = [result for result in Result if result not in {Result.DUPLICATE, Result.WITHDRAWN}]


class CaseCallBackQuerySet(models.QuerySet["CallBack"]):
    def locked(self, pk: UUID) -> "CallBack":
        """The call-back, ours until the transaction ends; its case is taken before it."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def waiting(self) -> Self:
        """Those that nobody has done, the first due first."""
        return self.filter(done_at=None).order_by("due_at", "id")


class CallBack(Labelled):
    """That somebody other than the handler asks whether one round solved it; silence leaves `solved` and `level` empty.

    `result` is what the handler said of that round, so that both can be laid side by side.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="call_backs")
    round = models.PositiveSmallIntegerField()
    handler = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    result = models.CharField(max_length=10, choices=Result.choices)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    own = models.BooleanField(_("本人在网上回答"), default=False)
    solved = models.BooleanField(_("解决了吗"), null=True)
    level = models.PositiveSmallIntegerField(_("满意程度"), null=True)
    words = models.CharField(_("怎么说的"), max_length=500, blank=True)

    objects: ClassVar = CaseCallBackQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(done_at=None), name="cases_callback_waiting"),
            models.Index(fields=["due_at"], condition=Q(round=1), name="cases_callback_first"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="cases_callback_once_a_round"),
            models.CheckConstraint(
                condition=Q(result__in=ANSWERS),
                name="cases_callback_about_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(handler=None) | Q(by=None) | Q(own=True) | ~Q(by=F("handler")),
                name="cases_callback_not_by_the_handler",
            ),
            models.CheckConstraint(
                condition=Q(level=None, solved=None)
                | Q(level__isnull=False, level__range=(1, 5), solved__isnull=False),
                name="cases_callback_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(level=None, solved=None),
                name="cases_callback_done_when_answered",
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("opened_at")), name="cases_callback_has_time"),
        ]

    @property
    def silent(self) -> bool:
        """Whether it is over and nobody answered."""
        return self.done_at is not None and self.level is None


class Appeal(models.Model):
    """That a reporter does not accept how a case ended, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="appeals")
    round = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    words = models.CharField(_("为什么不认可"), max_length=1000)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    upheld = models.BooleanField(_("支持申诉"), null=True)
    decision = models.CharField(_("结论"), max_length=1000, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="cases_appeal_once_a_round"),
            models.CheckConstraint(condition=~Q(words=""), name="cases_appeal_says_why"),
            models.CheckConstraint(
                condition=Q(decided_at=None, upheld=None)
                | Q(decided_at__isnull=False, upheld__isnull=False) & ~Q(decision=""),
                name="cases_appeal_decided_with_words",
            ),
        ]
