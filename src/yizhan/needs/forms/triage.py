"""What officers fill in when they decide about a need."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models import Service
from yizhan.needs.forms.needs import ServiceChoice
from yizhan.needs.models import Need
from yizhan.needs.rules import WAITING, Part, month_after
from yizhan.ui.widgets import TextArea

MONTHS_AHEAD = 6
PARTS = 4


def months_from(day: date) -> list[tuple[str, str]]:
    """The month of `day` and those after it, by their first day."""
    months = [day.replace(day=1)]
    while len(months) < MONTHS_AHEAD:
        months.append(month_after(months[-1]))
    return [(month.isoformat(), date_format(month, "YEAR_MONTH_FORMAT")) for month in months]


class AcceptForm(forms.Form):
    """The service that meets the need, and the month it is wanted in."""

    service = ServiceChoice(
        label=_("用哪个服务满足"),
        queryset=Service.objects.filter(retired_on=None).select_related("category"),
        error_messages={"required": _("受理前请先选定服务，排期时才知道请谁来。")},
    )
    month = forms.TypedChoiceField(label=_("排在哪个月"), required=False, coerce=date.fromisoformat, empty_value=None)

    def __init__(self, *args: Any, need: Need, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        month = cast("forms.ChoiceField", self.fields["month"])
        month.choices = [("", str(_("最近的一期"))), *months_from(today)]
        self.initial = {"service": need.service_id, "month": need.month.isoformat() if need.month else ""}


class MergeForm(forms.Form):
    """The need that another one becomes part of."""

    into = forms.ModelChoiceField(
        label=_("并入哪一条"),
        queryset=Need.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择要并入的那一条。")},
    )

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Need.objects.filter(station=need.station_id, state__in=WAITING).exclude(pk=need.pk)
        cast("forms.ModelChoiceField[Need]", self.fields["into"]).queryset = others.order_by("raised_at", "id")


class ReasonForm(forms.Form):
    """Why a need is returned; those who have it read it."""

    reason = forms.CharField(
        label=_("原因"),
        max_length=400,
        widget=TextArea(),
        help_text=_("只有提出需求的人和工作人员看得到。写清楚为什么、可以怎么办。"),
        error_messages={"required": _("请写明原因，提出的人会看到。")},
    )


class HandOverForm(forms.Form):
    """What those who take the case over should know."""

    reason = forms.CharField(
        label=_("补充说明"),
        max_length=400,
        required=False,
        widget=TextArea(),
        help_text=_("提出需求的人也看得到。"),
    )


class PartForm(forms.Form):
    """One of the things a need is split into; a row without anything is left out."""

    service = ServiceChoice(
        label=_("服务"),
        queryset=Service.objects.filter(retired_on=None).select_related("category"),
        required=False,
        empty_label=_("不用这一条"),
    )
    people = forms.IntegerField(label=_("人数"), min_value=1, required=False)
    words = forms.CharField(label=_("想要什么"), max_length=500, required=False, help_text=_("不填就用原来的话。"))

    def clean(self) -> dict[str, Any]:
        """Both a service and a number of people, or neither."""
        cleaned = super().clean() or {}
        if cleaned.get("service") and not cleaned.get("people") and "people" not in self.errors:
            self.add_error("people", _("请填人数。"))
        if cleaned.get("people") and not cleaned.get("service") and "service" not in self.errors:
            self.add_error("service", _("请选服务。"))
        return cleaned


PartFormSet = forms.formset_factory(PartForm, extra=PARTS)


def parts_of(rows: Sequence[dict[str, Any]]) -> list[Part]:
    """The parts that were filled in."""
    return [
        Part(service=row["service"], people=row["people"], words=row["words"]) for row in rows if row.get("service")
    ]
