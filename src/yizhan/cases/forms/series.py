"""What is filled in when one problem has many cases, or a case is shown to everyone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.cases.models import Case
from yizhan.cases.queries import cases
from yizhan.ui.widgets import TextArea


class FollowForm(forms.Form):
    """The case that another one is answered together with, by its number."""

    into = forms.CharField(
        label=_("并入哪一件"),
        max_length=12,
        help_text=_("填那一件的编号。"),
        error_messages={"required": _("请填要并入的编号。")},
    )

    def clean_into(self) -> Case:
        """The case of that number."""
        found = cases().filter(code=self.cleaned_data["into"].strip().upper()).first()
        if found is None:
            raise forms.ValidationError(_("没有这个编号，请核对。"))
        return found


class SplitForm(forms.Form):
    """What is something else in a case."""

    words = forms.CharField(
        label=_("分出来的是什么事"),
        max_length=4000,
        widget=TextArea({"rows": 4}),
        help_text=_("原来的反映人两件都跟着；提出的时间还是原来的。"),
        error_messages={"required": _("请写明分出来的是什么事。")},
    )


class PublishForm(forms.Form):
    """The words that everyone reads."""

    words = forms.CharField(
        label=_("公开的内容"),
        max_length=4000,
        widget=TextArea({"rows": 8}),
        help_text=_("已经遮住电话号码和反映人的称呼。请再看一遍：单位、楼层、工位也可能让人认出来。"),
        error_messages={"required": _("公开前请写一份去掉个人信息的内容。")},
    )

    def __init__(self, *args: Any, draft: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("words", draft)
