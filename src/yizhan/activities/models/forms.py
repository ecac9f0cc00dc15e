"""What an activity asks of those who sign up, and what they answer."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models.activities import Activity
from yizhan.activities.models.registrations import Registration
from yizhan.kernel import seals
from yizhan.kernel.identifiers import uuid7
from yizhan.kernel.languages import in_language


class QuestionKind(models.TextChoices):
    TEXT = "text", _("文字")
    CHOICE = "choice", _("选一项")
    NUMBER = "number", _("数字")
    YES_NO = "yes_no", _("是或否")


class Question(models.Model):
    """One field of the sign-up form, with why it is asked and how long the answer is kept after the activity."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("形式"), max_length=10, choices=QuestionKind.choices, default=QuestionKind.TEXT)
    label_zh = models.CharField(_("中文问题"), max_length=80)
    label_en = models.CharField(_("英文问题"), max_length=160, blank=True)
    purpose_zh = models.CharField(_("为什么问（中文）"), max_length=160)
    purpose_en = models.CharField(_("为什么问（英文）"), max_length=240, blank=True)
    choices = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    required = models.BooleanField(_("必填"), default=False)
    sensitive = models.BooleanField(_("敏感信息"), default=False)
    keep_days = models.PositiveSmallIntegerField(_("活动后保留几天"), default=7)

    class Meta:
        ordering = ["activity", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="activities_question_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind="choice") & Q(choices__len=0) | Q(kind="choice", choices__len__gt=1),
                name="activities_question_choices_where_chosen",
            ),
            models.CheckConstraint(condition=~Q(purpose_zh=""), name="activities_question_says_why"),
            models.CheckConstraint(condition=Q(keep_days__lte=90), name="activities_question_not_kept_for_long"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return in_language(self.label_zh, self.label_en)

    @property
    def purpose(self) -> str:
        return in_language(self.purpose_zh, self.purpose_en)


class Answer(models.Model):
    """What one person answered; a sensitive answer is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    text = models.CharField(max_length=500, blank=True)
    text_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ["registration", "question"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "question"], name="activities_answer_once"),
            models.CheckConstraint(
                condition=Q(text_sealed=None) & ~Q(text="") | Q(text_sealed__isnull=False, text=""),
                name="activities_answer_open_or_sealed",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The answer, unsealed."""
        return self.text if self.text_sealed is None else seals.unseal(self.text_sealed)
