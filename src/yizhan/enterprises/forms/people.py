"""Input about contacts, platforms and teams."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.enterprises.forms.profiles import Draft
from yizhan.enterprises.models import Agreed, Contact, Enterprise, Platform
from yizhan.ui.widgets import DateInput, RadioCards, TextArea


class ContactForm(Draft[Contact]):
    """Who speaks for an enterprise, and how they agreed to be noted."""

    phone = forms.CharField(
        label=_("手机号"),
        max_length=30,
        help_text=_("加密保存，只有负责这家企业的人看得到；对方用它登录，就能看到“我的企业”。"),
        error_messages={"required": _("请填写手机号。")},
    )
    agreed_how = forms.ChoiceField(
        label=_("怎样同意的"),
        choices=Agreed.choices,
        widget=RadioCards(columns=3),
        error_messages={"required": _("请先问过本人，再选怎样同意的。")},
    )
    field_order = ("name", "position", "phone", "agreed_how", "agreed_on")

    class Meta:
        model = Contact
        fields = ["name", "position", "agreed_how", "agreed_on"]
        widgets = {"agreed_on": DateInput()}
        error_messages = {
            "name": {"required": _("请填写联系人的姓名。")},
            "agreed_on": {"required": _("请填写哪天同意的。")},
        }


class PartForm(forms.Form):
    """Which platform an enterprise takes part in, since when."""

    platform = forms.ModelChoiceField(
        label=_("哪个平台"),
        queryset=Platform.objects.all(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择平台。")},
    )
    since = forms.DateField(label=_("从哪天起"), widget=DateInput(), error_messages={"required": _("请填写日期。")})

    def __init__(self, *args: Any, enterprise: Enterprise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["platform"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - as declared above
        field.queryset = Platform.objects.exclude(participations__enterprise=enterprise)


class WordsForm(forms.Form):
    """How a platform or a team is named and explained."""

    name_zh = forms.CharField(label=_("中文名称"), max_length=40, error_messages={"required": _("请填写名称。")})
    name_en = forms.CharField(label=_("英文名称"), max_length=80, required=False)
    about_zh = forms.CharField(label=_("说明（中文）"), max_length=300, required=False, widget=TextArea())
    about_en = forms.CharField(label=_("说明（英文）"), max_length=500, required=False, widget=TextArea())


class TeammateForm(forms.Form):
    """Who joins a team."""

    phone = forms.CharField(
        label=_("对方的手机号"),
        max_length=30,
        help_text=_("对方要登录过一次。"),
        error_messages={"required": _("请填写手机号。")},
    )
