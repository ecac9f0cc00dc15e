"""Input of the staff's pages."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.people.models import Role
from yizhan.people.queries import today
from yizhan.ui.widgets import DateInput, TextArea


class AppointForm(forms.Form):
    """Who gets which role, where and from when."""

    phone = forms.CharField(label=_("手机号"), max_length=20, help_text=_("对方要先用这个号码登录过一次。"))
    scope_id = forms.TypedChoiceField(label=_("在哪里"), coerce=UUID, empty_value=None)
    starts_on = forms.DateField(label=_("起始日期"), widget=DateInput(), initial=today)
    ends_on = forms.DateField(label=_("结束日期"), widget=DateInput(), required=False, help_text=_("不填就是长期。"))

    def __init__(self, *args: Any, places: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if places:
            self.fields["scope_id"].choices = [("", _("请选择")), *places]  # type: ignore[attr-defined]
        else:
            del self.fields["scope_id"]


class EndForm(forms.Form):
    """Why a role ends."""

    reason = forms.CharField(label=_("原因"), max_length=500, widget=TextArea(), help_text=_("会记入台账。"))


ROLES = [choice for choice in Role.choices if choice[0] != Role.ORGANISATION]
