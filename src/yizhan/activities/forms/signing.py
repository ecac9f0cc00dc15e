"""What people fill in to sign up."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models import Activity, Question, QuestionKind
from yizhan.activities.queries import Prospect
from yizhan.activities.rules.questions import LONGEST, NO, YES, field_of, tick_of
from yizhan.activities.rules.signing import Guest
from yizhan.activities.services import Wish
from yizhan.ui.widgets import RadioCards

NAME_LENGTH = 40
FIRM_LENGTH = 80


class SignUpForm(forms.Form):
    """The fields that one activity needs: companions, the firm where firms share, and its own questions."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, seen: Prospect) -> None:
        super().__init__(data)
        self.questions = seen.questions
        self.guests = range(1, seen.activity.most_per_person)
        for name, field in (*_firm(seen.activity), *self._companions(seen.activity), *_answers(self.questions)):
            self.fields[name] = field

    def _companions(self, activity: Activity) -> Iterator[tuple[str, forms.Field]]:
        for number in self.guests:
            label = _("同行人 %(number)s") % {"number": number}
            yield f"guest-{number}", forms.CharField(label=label, max_length=NAME_LENGTH, required=False)
            if activity.children_welcome:
                yield f"child-{number}", forms.BooleanField(label=_("是孩子，我是监护人"), required=False)

    @property
    def party(self) -> list[forms.BoundField]:
        """The fields about those who are brought."""
        return [field for field in self if field.name.startswith(("guest-", "child-"))]

    @property
    def own(self) -> list[forms.BoundField]:
        """The fields about the person alone."""
        return [field for field in self if not field.name.startswith(("guest-", "child-"))]

    def wish(self) -> Wish:
        """What is asked for, as the service takes it."""
        typed = self.cleaned_data
        companions = [
            Guest(typed[f"guest-{number}"], typed.get(f"child-{number}", False))
            for number in self.guests
            if typed[f"guest-{number}"]
        ]
        return Wish(
            places=1 + len(companions),
            companions=companions,
            enterprise=typed.get("enterprise", ""),
            answers={question.pk: _typed(typed.get(field_of(question))) for question in self.questions},
            ticked=frozenset(question.pk for question in self.questions if typed.get(tick_of(question))),
        )


def _typed(value: object) -> str:
    return "" if value is None else str(value)


def _firm(activity: Activity) -> Iterator[tuple[str, forms.Field]]:
    if activity.most_per_enterprise:
        told = _("每家企业最多 %(most)s 个名额，只用来分名额。") % {"most": activity.most_per_enterprise}
        yield "enterprise", forms.CharField(label=_("所在企业"), max_length=FIRM_LENGTH, help_text=told)


def _answers(questions: Sequence[Question]) -> Iterator[tuple[str, forms.Field]]:
    for question in questions:
        yield field_of(question), _field(question)
        if question.sensitive:
            told = _("敏感信息：加密保存，只有这场活动的工作人员看得到。")
            yield tick_of(question), forms.BooleanField(label=_("我同意为此提供"), required=False, help_text=told)


def _field(question: Question) -> forms.Field:
    told = _("%(purpose)s。活动结束 %(days)s 天后删除。") % {"purpose": question.purpose, "days": question.keep_days}
    about: dict[str, Any] = {"label": question.label, "required": question.required, "help_text": told}
    if question.kind == QuestionKind.NUMBER:
        return forms.IntegerField(min_value=0, max_value=9_999_999, **about)
    if question.kind == QuestionKind.YES_NO:
        return forms.ChoiceField(choices=[(YES, _("是")), (NO, _("否"))], widget=RadioCards(columns=2), **about)
    if question.kind == QuestionKind.CHOICE:
        choices = [(choice, choice) for choice in question.choices]
        return forms.ChoiceField(choices=choices, widget=RadioCards(columns=2), **about)
    return forms.CharField(max_length=LONGEST, **about)
