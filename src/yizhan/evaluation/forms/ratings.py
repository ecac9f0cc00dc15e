"""What those who came, and those who call back, type."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.evaluation.models import RatingItem
from yizhan.evaluation.rules.ratings import LONGEST
from yizhan.ui.widgets import LEVELS, Levels, RadioCards, TextArea


class Ticks(forms.CheckboxSelectMultiple):
    """A few short things to tick."""

    template_name = "evaluation/widgets/ticks.html"


class RatingForm(forms.Form):
    """Five levels, items, words, and whether an officer may call."""

    level = forms.TypedChoiceField(
        label=_("整体怎么样"),
        choices=[(level, words) for level, words, _face in LEVELS],
        coerce=int,
        widget=Levels(faces={str(level): face for level, _words, face in LEVELS}),
        error_messages={"required": _("请从五档里选一档。")},
    )
    items = forms.MultipleChoiceField(
        label=_("想特别说的（最多三项）"),
        required=False,
        widget=Ticks(),
        error_messages={"invalid_choice": _("请刷新页面重新选。")},
    )
    words = forms.CharField(
        label=_("还想说的"),
        max_length=LONGEST,
        required=False,
        widget=TextArea(),
        help_text=_("不带名字。同类活动满 5 个人评价后，站点和服务方才看得到。"),
    )
    may_call = forms.BooleanField(
        label=_("可以联系我"),
        required=False,
        help_text=_("只有选「很不满意」或「不满意」时，站点才会回访。不勾选，站点不知道你是谁，回复会发到你的通知里。"),
    )

    def __init__(self, *args: Any, offered: Iterable[RatingItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = self.fields["items"]
        assert isinstance(items, forms.MultipleChoiceField)  # noqa: S101
        items.choices = [(item.code, str(item)) for item in offered]
        if not items.choices:
            del self.fields["items"]


class CallBackForm(forms.Form):
    """What came of a call-back."""

    reached = forms.TypedChoiceField(
        label=_("联系上了吗"),
        choices=[("yes", _("联系上了")), ("no", _("没联系上，或对方没有留联系方式"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=RadioCards(columns=2),
        error_messages={"required": _("请选一项。")},
    )
    solved = forms.TypedChoiceField(
        label=_("问题解决了吗"),
        choices=[("yes", _("解决了")), ("no", _("还没有"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=RadioCards(columns=2),
        error_messages={"required": _("请选一项。")},
    )
    words = forms.CharField(
        label=_("给评价人的回复"),
        max_length=LONGEST,
        widget=TextArea(),
        help_text=_("做了什么、接下来怎么办。评价人会收到这段话。"),
        error_messages={"required": _("请写一两句话，别人才知道是怎么回事。")},
    )
