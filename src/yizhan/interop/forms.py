"""Input of interop's pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class KeyForm(forms.Form):
    """Who is let in."""

    name = forms.CharField(
        label=_("哪个程序"), max_length=60, help_text=_("例如“城市随手拍”。诉求没有留称呼时，记它的名字。")
    )
    contact = forms.CharField(label=_("谁负责"), max_length=120, help_text=_("单位和联系方式，出了问题时找得到人。"))
