"""What a kind asks beside the words, as rows that somebody writes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.cases.models import Kind
from yizhan.cases.rules import fields
from yizhan.cases.rules.fields import Labels, Question
from yizhan.ui.widgets import TextArea

MOST_CHOICES = 20
BLANK_ROWS = 2
BETWEEN = "|"


class QuestionForm(forms.Form):
    """One question; a row without a name is left out."""

    code = forms.SlugField(max_length=40, required=False, widget=forms.HiddenInput())
    label_zh = forms.CharField(label=_("问什么"), max_length=60, required=False)
    label_en = forms.CharField(label=_("英文怎么问"), max_length=120, required=False)
    type = forms.ChoiceField(label=_("怎样回答"), choices=list(fields.TYPES.items()), initial="string")
    required = forms.BooleanField(label=_("必须回答"), required=False)
    choices = forms.CharField(
        label=_("有哪些可选"),
        max_length=2000,
        required=False,
        widget=TextArea(),
        help_text=_("一行一个，英文写在竖线后面，例如：大堂 | Lobby。"),
    )

    def clean_choices(self) -> list[Labels]:
        """The choices: Chinese and English."""
        lines = [line.split(BETWEEN, 1) for line in self.cleaned_data["choices"].splitlines() if line.strip()]
        if len(lines) > MOST_CHOICES:
            raise forms.ValidationError(_("最多 %(most)d 个可选的。") % {"most": MOST_CHOICES})
        return [(line[0].strip(), line[1].strip() if line[1:] else "") for line in lines]

    def clean(self) -> dict[str, Any]:
        """A name for everything that is asked, and something to choose from where a choice is asked for."""
        cleaned = super().clean() or {}
        if cleaned.get("type") in fields.LISTS and not cleaned.get("choices") and "choices" not in self.errors:
            self.add_error("choices", _("请写出可选的，一行一个。"))
        if self.has_changed() and not cleaned.get("label_zh") and "label_zh" not in self.errors:
            self.add_error("label_zh", _("请写问什么；不要这一条，就勾选删除。"))
        return cleaned


QuestionFormSet = forms.formset_factory(QuestionForm, extra=BLANK_ROWS, can_order=True, can_delete=True)


def rows_of(asked: Iterable[Mapping[str, object]]) -> list[dict[str, object]]:
    """Those fields of a kind as the rows show them."""
    return [{**field, "choices": "\n".join(_lines(field))} for field in asked]


def _lines(field: Mapping[str, object]) -> list[str]:
    choices = field.get("choices")
    pairs = [(one.get("label_zh"), one.get("label_en")) for one in choices] if isinstance(choices, list) else []
    return [f"{zh} {BETWEEN} {en}" if en else str(zh) for zh, en in pairs]


def said(rows: "forms.BaseFormSet[QuestionForm]", kind: Kind) -> dict[str, Any]:
    """What those rows ask, in the order that was given, as the version after `kind` says it."""
    return {"fields": fields.written(_questions(rows), kind.fields)}


def _questions(rows: "forms.BaseFormSet[QuestionForm]") -> list[Question]:
    """Those that were written and not deleted."""
    written = [row.cleaned_data for row in rows.ordered_forms if row.cleaned_data.get("label_zh")]
    return [
        Question(
            code=row["code"],
            label=(row["label_zh"], row["label_en"]),
            type=row["type"],
            required=row["required"],
            choices=row["choices"],
        )
        for row in written
    ]
