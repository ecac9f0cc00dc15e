"""Input of the staff's pages that join contexts."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.people.queries import today
from yizhan.ui.widgets import DateInput, TextArea


class AppointForm(forms.Form):
    """Who gets a role, where and from when; without `places` it is a role of the whole network."""

    phone = forms.CharField(
        label=_("手机号"),
        max_length=32,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
        help_text=_("对方要先用这个号码登录过一次。"),
        error_messages={"required": _("请填写手机号。")},
    )
    scope_id = forms.TypedChoiceField(
        label=_("在哪里"),
        coerce=UUID,
        empty_value=None,
        error_messages={"required": _("请选择任职的地方。")},
    )
    starts_on = forms.DateField(label=_("起始日期"), widget=DateInput(), initial=today)
    ends_on = forms.DateField(
        label=_("结束日期"), widget=DateInput(), required=False, help_text=_("到这一天为止，不含当天；不填就是长期。")
    )

    def __init__(self, *args: Any, places: Sequence[tuple[UUID, str]] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if places is None:
            del self.fields["scope_id"]
        else:
            cast("forms.ChoiceField", self.fields["scope_id"]).choices = [("", _("请选择")), *places]


class EndForm(forms.Form):
    """Why a role ends."""

    reason = forms.CharField(
        label=_("原因"),
        max_length=500,
        widget=TextArea(),
        help_text=_("会记入台账，以后查得到。"),
        error_messages={"required": _("请写明结束任职的原因。")},
    )


class LedgerForm(forms.Form):
    """Which lines of the ledger: about which kind of thing, about one thing, before which line."""

    subject = forms.CharField(required=False)
    thing = forms.UUIDField(required=False)
    cursor = forms.UUIDField(required=False)

    @property
    def wanted(self) -> dict[str, Any]:
        """What was asked for; what cannot be read is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
