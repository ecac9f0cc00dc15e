"""Input about closing reports."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from yizhan.delivery.rules.reporting import MOST_PHOTOS
from yizhan.ui.widgets import TextArea

WORDS, MOST = 2000, 9999


class SeveralFiles(forms.FileInput):
    """A control that takes more than one file."""

    allow_multiple_selected = True


class Photographs(forms.FileField):
    """Any number of files, as a list."""

    widget = SeveralFiles({"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Every file that was sent."""
        given: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(Photographs, self).clean(one, initial) for one in given]


class ReportForm(forms.Form):
    """Numbers, words, photographs."""

    came = forms.IntegerField(
        label=_("到场人数"),
        min_value=0,
        max_value=MOST,
        error_messages={"required": _("请填写到场人数，没有人来就填 0。")},
    )
    words = forms.CharField(
        label=_("办得怎么样"),
        max_length=WORDS,
        widget=TextArea({"rows": 5}),
        help_text=_("做了什么、大家问得最多的是什么、下次可以怎样更好。不要写个人隐私。"),
        error_messages={"required": _("请写几句办得怎么样。")},
    )
    photos = Photographs(
        label=_("照片"),
        required=False,
        help_text=format_lazy(
            _("最多 {most} 张，JPEG、PNG 或 WebP。位置等信息会去掉，只有工作人员看得到。"), most=MOST_PHOTOS
        ),
    )
