"""Input about a photograph."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.network.rules.photos import HEAVIEST
from yizhan.ui.widgets import PictureInput


class PhotoForm(forms.Form):
    """A photograph and what it shows."""

    upload = forms.FileField(
        label=_("照片"),
        widget=PictureInput(max_bytes=HEAVIEST),
        error_messages={"required": _("请选择一张照片。"), "empty": _("这个文件是空的，请换一张照片。")},
    )
    alt_zh = forms.CharField(
        label=_("照片里是什么"),
        max_length=120,
        help_text=_("读屏软件会读出来，例如：三楼活动室，正在上瑜伽课。"),
        error_messages={"required": _("请写明照片里是什么。")},
    )
    alt_en = forms.CharField(label=_("英文说明"), max_length=200, required=False)
