"""Input about when a station is open."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.network.forms.drafts import Draft
from yizhan.network.models import ExceptionKind, Hours, OpeningException
from yizhan.ui.widgets import DateInput, RadioCards, TimeInput

WEEKDAYS = [
    (1, _("周一")),
    (2, _("周二")),
    (3, _("周三")),
    (4, _("周四")),
    (5, _("周五")),
    (6, _("周六")),
    (7, _("周日")),
]
KINDS = {
    ExceptionKind.EXTENDED.value: _("在平日时间之外，多开一段。"),
    ExceptionKind.MAKE_UP.value: _("这一天改用这里写的时间。"),
    ExceptionKind.CLOSURE.value: _("这一天不开放，不写时间。"),
}


class HoursForm(Draft[Hours]):
    """A weekly interval."""

    weekday = forms.TypedChoiceField(label=_("星期"), coerce=int, choices=WEEKDAYS)

    class Meta:
        model = Hours
        fields = ["weekday", "opens", "closes", "kind", "follows_holidays"]
        widgets = {"opens": TimeInput(), "closes": TimeInput()}
        labels = {"follows_holidays": _("公共假日不开放，调休日照常开放")}


class ExceptionForm(Draft[OpeningException]):
    """One day that differs."""

    kind = forms.ChoiceField(
        label=_("类型"),
        choices=ExceptionKind.choices,
        widget=RadioCards(columns=3, about=KINDS),
        error_messages={"required": _("请选择类型。")},
    )

    class Meta:
        model = OpeningException
        fields = ["day", "kind", "opens", "closes", "reason_zh", "reason_en"]
        widgets = {"day": DateInput(), "opens": TimeInput(), "closes": TimeInput()}
        help_texts = {
            "opens": _("临时闭站不填时间。"),
            "reason_zh": _("会员会看到，例如：消防设施检修。"),
        }
        error_messages = {"reason_zh": {"required": _("请写明原因，会员会看到。")}}
