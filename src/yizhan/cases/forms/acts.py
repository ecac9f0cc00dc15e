"""What officers fill in when they do something about a case."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yizhan.cases.models import Result
from yizhan.cases.rules import closing
from yizhan.people.models import Person
from yizhan.ui.widgets import MomentInput, RadioCards, TextArea

LONGEST = 2000
GIVEN = [result for result in Result if result in closing.GIVEN_BY_OFFICERS]
ABOUT = {
    Result.SOLVED.value: _("问题没有了。"),
    Result.PARTLY.value: _("写明还剩什么、以后怎么办。"),
    Result.EXPLAINED.value: _("办不了或不用办，对方听了解释能接受。"),
    Result.IMPOSSIBLE.value: _("写明依据，以及对方还能找谁。"),
    Result.NOT_OURS.value: _("写明转给了谁、什么时候收到的。"),
}


class ContactForm(forms.Form):
    """What was said when the reporter was spoken to."""

    words = forms.CharField(
        label=_("说了什么"),
        max_length=LONGEST,
        widget=TextArea(),
        help_text=_("反映人会看到。写清楚听到了什么、下一步谁来做。"),
        error_messages={"required": _("请写下联系时说了什么，反映人会看到。")},
    )


class TellForm(forms.Form):
    """How it goes."""

    words = forms.CharField(
        label=_("进展"),
        max_length=LONGEST,
        widget=TextArea(),
        help_text=_("每个反映人都会收到通知。"),
        error_messages={"required": _("请写一句进展。")},
    )


class NoteForm(forms.Form):
    """Something for those who work on it."""

    words = forms.CharField(
        label=_("记什么"),
        max_length=LONGEST,
        widget=TextArea(),
        help_text=_("只有办这件事的人看得到，反映人看不到。"),
        error_messages={"required": _("请写下要记的内容。")},
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        widget=TextArea(),
        help_text=_("会记入经过。"),
        error_messages={"required": _("请写明理由。")},
    )


class AssignForm(ReasonForm):
    """To whom a case is handed, and why."""

    person = forms.ModelChoiceField(
        label=_("交给谁"),
        queryset=Person.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择接手的人。")},
    )
    field_order = ("person", "reason")

    def __init__(self, *args: Any, people: "QuerySet[Person]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Person]", self.fields["person"]).queryset = people


class PauseForm(forms.Form):
    """Why the clock stops, and until when: one of a few usual times, or another."""

    reason = forms.CharField(
        label=_("为什么要等"),
        max_length=500,
        widget=TextArea(),
        help_text=_("反映人会看到，例如：等配件到货。"),
        error_messages={"required": _("请写明在等什么，反映人会看到。")},
    )
    preset = forms.ChoiceField(label=_("等到什么时候"), required=False, widget=RadioCards(columns=3))
    until = forms.DateTimeField(label=_("其他时间"), required=False, widget=MomentInput())

    def __init__(self, *args: Any, presets: Sequence[tuple[datetime, str, str]], ceiling: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        preset = cast("forms.ChoiceField", self.fields["preset"])
        choices = [(moment.isoformat(), label) for moment, label, _when in presets]
        preset.choices = [*choices, ("", str(_("其他时间")))]
        cast("RadioCards", preset.widget).about = {moment.isoformat(): when for moment, _label, when in presets}
        self.fields["until"].help_text = ceiling
        self.initial.setdefault("preset", choices[0][0] if choices else "")

    def clean(self) -> dict[str, Any]:
        """The end that was chosen or typed."""
        cleaned = super().clean() or {}
        if cleaned.get("preset"):
            cleaned["until"] = datetime.fromisoformat(cleaned["preset"])
        elif not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", _("请选一个时间，或者填写其他时间。"))
        return cleaned

    @property
    def typed(self) -> dict[str, Any]:
        """The reason, and when the pause is over."""
        return {name: self.cleaned_data[name] for name in ("reason", "until")}


class AnswerForm(forms.Form):
    """What came of it, and the answer in words."""

    result = forms.TypedChoiceField(
        label=_("办得怎样"),
        choices=[(result.value, result.label) for result in GIVEN],
        coerce=Result,
        widget=RadioCards(about=ABOUT, columns=2),
        error_messages={"required": _("请选一个结果。只有真的解决了才选“已解决”。")},
    )
    words = forms.CharField(
        label=_("答复"),
        max_length=LONGEST,
        widget=TextArea({"rows": 5}),
        help_text=_("反映人会看到，并请他确认是不是真的解决了。"),
        error_messages={"required": _("请写下答复，反映人会看到。")},
    )
    basis = forms.CharField(
        label=_("依据或回执"),
        max_length=500,
        required=False,
        widget=TextArea(),
        help_text=_("无法办到的写依据；转给别的单位的写谁接了、回执编号。其他结果可以不填。"),
    )
