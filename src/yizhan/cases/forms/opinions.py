"""What reporters say of an answer, themselves or when they are called back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.cases.services import Opinion
from yizhan.ui.widgets import LEVELS, Levels, RadioCards, TextArea


class OpinionForm(forms.Form):
    """Solved or not, five levels, words."""

    solved = forms.TypedChoiceField(
        label=_("真的解决了吗"),
        choices=[("yes", _("解决了")), ("no", _("没有解决"))],
        coerce=lambda value: value == "yes",
        widget=RadioCards(columns=2, about={"no": _("会重新办理，期限重新算。")}),
        error_messages={"required": _("请选解决了还是没有解决。")},
    )
    level = forms.TypedChoiceField(
        label=_("满意吗"),
        choices=[(level, words) for level, words, _face in LEVELS],
        coerce=int,
        widget=Levels(faces={str(level): face for level, _words, face in LEVELS}),
        error_messages={"required": _("请从五档里选一档。")},
    )
    words = forms.CharField(label=_("还想说的"), max_length=500, required=False, widget=TextArea())

    @property
    def opinion(self) -> Opinion:
        """What was said."""
        return Opinion(**self.cleaned_data)


class SaidForm(forms.Form):
    """Why it is to be handled again, or why the answer is not accepted."""

    words = forms.CharField(
        label=_("为什么"),
        max_length=1000,
        widget=TextArea({"rows": 4}),
        help_text=_("写清楚哪里没有解决。"),
        error_messages={"required": _("请写一句为什么，接手的人才知道从哪里办起。")},
    )
