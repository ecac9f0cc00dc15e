"""Input about requests, appeals, the ladder, kinds and bodies."""

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from yizhan.cases.models import Body, Clock, Kind, Mechanism, Recipient
from yizhan.cases.rules import keeping
from yizhan.kernel.errors import Refused
from yizhan.people.queries import normal_phone
from yizhan.ui.forms import RowForm
from yizhan.ui.widgets import CheckboxCards, MomentInput, RadioCards, TextArea

LIMITS = {
    "contact": _("首次联系"),
    "resolution": _("办结答复"),
    "again": _("再次办理"),
    "part": _("协办"),
    "report_in": _("报到"),
    "progress": _("进展通报"),
    "call_back": _("回访"),
    "appeal": _("申诉复核"),
    "pause": _("暂停最长"),
}
READABLE = re.compile(r"[1-9][0-9]{0,3}[dhm]")
YES_NO = (("yes", _("同意")), ("no", _("不同意")))
UPHELD = (("yes", _("支持申诉，重新办理")), ("no", _("维持原来的结论")))


def _choice(label: Any, choices: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=lambda word: word == "yes", widget=RadioCards(columns=2)
    )


class DecideForm(forms.Form):
    """Whether what was asked for is granted, and why."""

    granted = _choice(_("你的决定"), YES_NO)
    words = forms.CharField(label=_("审批意见"), max_length=250, widget=TextArea())


class ReviewForm(forms.Form):
    """What came of an exception."""

    words = forms.CharField(label=_("复核意见"), max_length=500, widget=TextArea())


class AppealForm(forms.Form):
    """What comes of an appeal."""

    upheld = _choice(_("复核结论"), UPHELD)
    decision = forms.CharField(label=_("理由，会告诉反映人"), max_length=1000, widget=TextArea())


class DryRunForm(forms.Form):
    """For which moment the ladder is tried."""

    at = forms.DateTimeField(label=_("假如现在是"), required=False, widget=MomentInput())


class RungForm(forms.Form):
    """Who is told how long before or after a clock is due."""

    clock = forms.ChoiceField(label=_("时限"), choices=Clock.choices)
    offset = forms.CharField(
        label=_("提前或超期"), max_length=8, help_text=_("工作时间：-4h 是到期前 4 小时，0h 是到期时，2d 是超期 2 天。")
    )
    recipient = forms.ChoiceField(label=_("告诉谁"), choices=Recipient.choices)


class KindForm(RowForm[Kind]):
    """What the next version of a kind says; what it asks beside the words stays as it is."""

    mechanisms = forms.MultipleChoiceField(
        label=_("可用的机制"), choices=Mechanism.choices, widget=CheckboxCards(columns=2)
    )
    keywords = forms.CharField(
        label=_("关键词"), required=False, max_length=400, help_text=_("用分号隔开，会员打出这些字时先推荐这一类。")
    )

    class Meta:
        model = Kind
        fields = ("name_zh", "name_en", "about_zh", "about_en", "group_zh", "group_en", "may_be_public", "position")
        widgets = {"about_zh": TextArea(), "about_en": TextArea()}
        labels = {"group_zh": _("中文分组"), "group_en": _("英文分组")}

    def __init__(self, data: QueryDict | None, *, instance: Kind) -> None:
        first = {"mechanisms": instance.mechanisms, "keywords": ";".join(instance.keywords)}
        super().__init__(data, instance=instance, initial=first)
        for name, label in LIMITS.items():
            self.fields[f"limit_{name}"] = forms.RegexField(
                READABLE,
                label=label,
                initial=instance.limits.get(name, ""),
                required=name in keeping.NEEDED,
                error_messages={"invalid": _("请写成 5d（工作日）、4h（工作小时）或 30m（分钟）。")},
            )

    @property
    def limit_fields(self) -> list[forms.BoundField]:
        """The fields of the limits, to be laid out together."""
        return [self[f"limit_{name}"] for name in LIMITS]

    def said(self, last: Kind) -> dict[str, Any]:
        """What the next version says, with what the form does not ask taken from `last`."""
        data = self.cleaned_data
        plain = {name: data[name] for name in (*self._meta.fields, "mechanisms")}  # type: ignore[misc]
        limits = {name: data[f"limit_{name}"] for name in LIMITS if data[f"limit_{name}"]}
        keywords = [word.strip() for word in re.split("[;；]", data["keywords"]) if word.strip()]
        kept = {name: getattr(last, name) for name in ("code", "fields", "acts", "constructed")}
        return {**kept, **plain, "limits": limits, "keywords": keywords}


class BodyForm(RowForm[Body]):
    """What a body is called, what it looks after, and where."""

    class Meta:
        model = Body
        fields = ("code", "name_zh", "name_en", "duties_zh", "duties_en", "subdistrict", "active")


class DelegateForm(forms.Form):
    """Who answers for a body, by phone."""

    phone = forms.CharField(
        label=_("手机号"), max_length=32, widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"})
    )

    def clean_phone(self) -> str:
        """The number in E.164."""
        try:
            return normal_phone(self.cleaned_data["phone"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
