"""What those who run an activity prepare: the questions of the sign-up form, and who is invited."""

import re
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models import Question, QuestionKind
from yizhan.kernel.errors import Refused
from yizhan.people.queries import normal_phone
from yizhan.ui.widgets import RadioCards, TextArea

MOST_INVITED = 200
MOST_CHOICES = 12
KEPT_AT_MOST = 90
ABOUT: dict[str, str | Promise] = {
    QuestionKind.TEXT.value: _("一句话"),
    QuestionKind.CHOICE.value: _("从几项里选一项"),
    QuestionKind.NUMBER.value: _("整数"),
    QuestionKind.YES_NO.value: _("是或否"),
}


class QuestionForm(forms.ModelForm[Question]):
    """One question: what is asked, why, and how long the answer is kept."""

    kind = forms.ChoiceField(
        label=_("形式"),
        choices=QuestionKind.choices,
        initial=QuestionKind.TEXT,
        widget=RadioCards(about=ABOUT, columns=2),
    )
    choices = forms.CharField(
        label=_("选项"), required=False, widget=TextArea(), help_text=_("每行一项，至少两项；只用于“选一项”。")
    )
    keep_days = forms.IntegerField(
        label=_("活动后保留几天"),
        min_value=0,
        max_value=KEPT_AT_MOST,
        initial=7,
        help_text=_("到时自动删除，最多 90 天。"),
    )
    sensitive = forms.BooleanField(
        label=_("敏感信息"), required=False, help_text=_("健康、饮食禁忌、孩子的情况等：加密保存，本人单独勾选同意。")
    )

    class Meta:
        model = Question
        fields = [
            "label_zh",
            "label_en",
            "kind",
            "choices",
            "purpose_zh",
            "purpose_en",
            "keep_days",
            "required",
            "sensitive",
        ]

    def clean_choices(self) -> list[str]:
        """The lines that are not empty, each once."""
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines()]
        return list(dict.fromkeys(line for line in lines if line))[:MOST_CHOICES]

    def clean(self) -> dict[str, Any]:
        """Choices belong to a choice, and to nothing else."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = typed.get("kind") == QuestionKind.CHOICE
        if chosen and len(typed.get("choices", [])) < len(("one", "other")):
            self.add_error("choices", _("请至少写两个选项，每行一个。"))
        typed["choices"] = typed.get("choices", []) if chosen else []
        return typed

    def _post_clean(self) -> None:
        """The row is the service's to make; here only what was typed is looked at."""


class InviteForm(forms.Form):
    """Phones of members, one a line."""

    phones = forms.CharField(
        label=_("手机号"),
        widget=TextArea({"inputmode": "tel"}),
        help_text=_("每行一个，对方要登录过一次；一次最多 200 个。"),
    )

    def clean_phones(self) -> list[str]:
        """Each number as E.164; a bare mainland one is +86."""
        lines = [line for line in re.split(r"[\n,，;；、]", self.cleaned_data["phones"]) if line.strip()]
        if len(lines) > MOST_INVITED:
            raise forms.ValidationError(_("一次最多 200 个，请分几次邀请。"))
        read = {line.strip(): _read(line) for line in lines}
        wrong = [line for line, number in read.items() if number is None]
        if wrong or not read:
            raise forms.ValidationError(
                _("请检查手机号：%(wrong)s。每行一个，11 位或以 + 开头。") % {"wrong": " ".join(wrong)}
            )
        return list(dict.fromkeys(filter(None, read.values())))


def _read(line: str) -> str | None:
    """The number in E.164; none when it is no phone number."""
    try:
        return normal_phone(line)
    except Refused:
        return None
