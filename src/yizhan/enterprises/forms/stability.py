"""Input about how stable an enterprise is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.enterprises.models import Colour
from yizhan.enterprises.rules.stability import DAYS_IN_FORCE
from yizhan.ui.widgets import RadioCards, TextArea

ABOUT = {
    str(Colour.GREEN.value): _("照常走访。"),
    str(Colour.BLUE.value): _("有一两处要留意。"),
    str(Colour.YELLOW.value): _("有变化，走访要勤一些。"),
    str(Colour.ORANGE.value): _("可能要搬或要裁人，几方一起想办法。"),
    str(Colour.RED.value): _("已经在搬、在裁，马上一起去。"),
}


class JudgeForm(forms.Form):
    """A colour, why, and for how long it holds."""

    colour = forms.TypedChoiceField(
        label=_("现在怎么样"),
        choices=Colour.choices,
        coerce=lambda value: Colour(int(value)),
        widget=RadioCards(about=ABOUT),
        error_messages={"required": _("请选择一个。")},
    )
    reason = forms.CharField(
        label=_("依据是什么"),
        max_length=1000,
        widget=TextArea(),
        help_text=_("写看到和听到的事实，不写猜测，也不写谁的个人情况。加密保存。"),
        error_messages={"required": _("请写明依据，别人要看得懂为什么。")},
    )
    days = forms.IntegerField(
        label=_("有效多少天"),
        initial=DAYS_IN_FORCE,
        help_text=_("1 到 180 天；到期后不再显示，要重新看过再判断。"),
        error_messages={"required": _("请填写有效多少天。")},
    )
