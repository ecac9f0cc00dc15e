"""Input about rooms."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models import RoomRule
from yizhan.ui.templatetags.ui import duration
from yizhan.ui.widgets import TextArea

HALF_HOUR = timedelta(minutes=30)


class BookingForm(forms.Form):
    """From when, for how long, what for; the free half hours of the day are offered."""

    starts_at = forms.ChoiceField(label=_("几点开始"), error_messages={"required": _("请选择几点开始。")})
    half_hours = forms.TypedChoiceField(label=_("多久"), coerce=int)
    people = forms.IntegerField(label=_("几个人"), min_value=1, initial=2)
    purpose = forms.CharField(
        label=_("用途"),
        max_length=120,
        help_text=_("例如：读书会、部门讨论。站点会看到。"),
        error_messages={"required": _("请写一句用途，站点会看到。")},
    )

    def __init__(self, *args: Any, starts: Sequence[datetime], rule: RoomRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"] = forms.ChoiceField(
            label=_("几点开始"),
            choices=[(moment.isoformat(), f"{timezone.localtime(moment):%H:%M}") for moment in starts],
            error_messages={"required": _("请选择几点开始。"), "invalid_choice": _("这个时间刚被订走，请选另一个。")},
        )
        lengths = [(n, duration(n * 30)) for n in range(1, rule.longest_hours * 2 + 1)]
        self.fields["half_hours"] = forms.TypedChoiceField(label=_("多久"), coerce=int, choices=lengths, initial=2)

    def typed(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        found = self.cleaned_data
        starts_at = datetime.fromisoformat(found["starts_at"])
        ends_at = starts_at + found["half_hours"] * HALF_HOUR
        return {"starts_at": starts_at, "ends_at": ends_at, "people": found["people"], "purpose": found["purpose"]}


class DeclineForm(forms.Form):
    """Why; the person who asked reads it."""

    reason = forms.CharField(
        label=_("原因"),
        max_length=500,
        widget=TextArea(),
        help_text=_("对方会看到，请写得让人明白。"),
        error_messages={"required": _("请写明原因，对方会看到。")},
    )


class RoomRuleForm(forms.Form):
    """Who may book a room, for how long, how far ahead."""

    members_may_book = forms.BooleanField(label=_("会员可以预订"), required=False)
    needs_consent = forms.BooleanField(label=_("要站点确认"), required=False)
    longest_hours = forms.IntegerField(label=_("一次最长（小时）"), min_value=1, max_value=12, initial=2)
    days_ahead = forms.IntegerField(label=_("最多提前（天）"), min_value=1, max_value=90, initial=14)
    buffer_minutes = forms.IntegerField(
        label=_("用后整理（分钟）"),
        min_value=0,
        max_value=120,
        initial=0,
        help_text=_("每次用完留出的时间，别人订不到。"),
    )
