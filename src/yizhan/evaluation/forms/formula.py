"""The numbers of the formula, as the hub types them."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from yizhan.evaluation.models import Formula
from yizhan.ui.widgets import TextArea

NUMBERS = (
    "window_months",
    "prior",
    "service_prior",
    "neutral_rating",
    "neutral_attendance",
    "rating_gain",
    "attendance_gain",
    "floor",
    "ceiling",
)
HELP = {
    "prior": _("相当于多少份和全网络一样的评价（或名额）。越大，一个站点越要有很多评价才会拉开差距。"),
    "service_prior": _("相当于多少份中性的评价（或名额）。"),
    "neutral_rating": _("1 到 5。评分等于它时，系数不变。"),
    "neutral_attendance": _("0 到 1。到场率等于它时，系数不变。"),
    "floor": _("0.1 到 1。"),
    "ceiling": _("1 到 3。"),
}


class FormulaForm(forms.Form):
    """Every number of the formula, whether it is used, and why it is changed."""

    reason = forms.CharField(
        label=_("为什么改"),
        max_length=500,
        widget=TextArea(),
        help_text=_("和改动一起留下，枢纽的人都看得到。"),
        error_messages={"required": _("请写明为什么改，它会和公式一起公开给枢纽。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {**fields_for_model(Formula, fields=("on", *NUMBERS)), **self.fields}
        for name in NUMBERS:
            self.fields[name].widget.attrs["step"] = "any"
            self.fields[name].help_text = HELP.get(name, "")
