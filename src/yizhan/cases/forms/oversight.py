"""Input about requests, appeals, the ladder and bodies."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.cases.models import Body, Clock, Recipient
from yizhan.kernel.errors import Refused
from yizhan.network.models import Subdistrict
from yizhan.people.queries import normal_phone
from yizhan.ui.forms import RowForm
from yizhan.ui.widgets import MomentInput, RadioCards, TextArea

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


class BodyForm(RowForm[Body]):
    """What a body is called, what it looks after, and where."""

    class Meta:
        model = Body
        fields = ("code", "name_zh", "name_en", "duties_zh", "duties_en", "subdistrict", "active")
        labels = {"subdistrict": _("管哪个街道")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Subdistrict]", self.fields["subdistrict"]).empty_label = _("全区")


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
