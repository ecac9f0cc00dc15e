"""Rows of imported tables: each form's fields are the table's columns."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models import ProviderKind, ResourceKind
from yizhan.kernel.rows import Words, YesNo, number, text


class EntryRow(forms.Form):
    name_zh = text(80, required=True)
    name_en = text(160)
    about_zh = text(2000)
    about_en = text(2000)


class CategoryRow(EntryRow):
    code = text(4, required=True)
    icon = text(40, required=True)
    position = number()


class ServiceRow(EntryRow):
    code = text(8, required=True)
    category = text(4, required=True)
    constructed = YesNo()


class StandardRow(forms.Form):
    service = text(8, required=True)
    version = number(least=1, required=True)
    effective_from = forms.DateField()
    effective_until = forms.DateField(required=False)
    standard_zh = text(4000, required=True)
    standard_en = text(4000)
    minutes = number(least=1)
    min_people = number(least=1)
    max_people = number(least=1)
    needs_booking = YesNo()


class WeeklyRow(forms.Form):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and starts >= ends:
            self.add_error("ends", _("结束要晚于开始。"))
        return cleaned


class OfferRow(WeeklyRow):
    station = text(60, required=True)
    service = text(8, required=True)
    weekday = number(least=1, most=7)
    starts = forms.TimeField(required=False)
    ends = forms.TimeField(required=False)
    note_zh = text(120)
    note_en = text(200)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        given = {cleaned.get(column) is None for column in ("weekday", "starts", "ends") if column not in self.errors}
        if len(given) > 1:
            self.add_error("weekday", _("星期、开始、结束要么都填，要么都不填。"))
        return cleaned


class ProviderRow(EntryRow):
    slug = forms.SlugField(max_length=60)
    kind = forms.ChoiceField(choices=ProviderKind.choices)
    monthly_capacity = number(least=1, most=10_000, required=True)
    zones = Words(required=True)
    services = Words(required=True)
    constructed = YesNo()


class ProviderHoursRow(WeeklyRow):
    provider = text(60, required=True)
    weekday = number(least=1, most=7, required=True)
    starts = forms.TimeField()
    ends = forms.TimeField()


class ProviderAbsenceRow(forms.Form):
    provider = text(60, required=True)
    starts_on = forms.DateField()
    ends_on = forms.DateField()
    reason_zh = text(120)
    reason_en = text(200)


class ResourceRow(EntryRow):
    slug = forms.SlugField(max_length=60)
    kind = forms.ChoiceField(choices=ResourceKind.choices)
    provider = text(60)
    quantity = number()
    unit_zh = text(20)
    unit_en = text(40)


class ProgrammeRow(EntryRow):
    slug = forms.SlugField(max_length=60)
    services = Words(required=True)
    position = number()
