"""Rows of imported tables: each form's fields are the table's columns."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.kernel.rows import Words, YesNo, number, text
from yizhan.network.models import Equipment, ExceptionKind, HoursKind, Kind, Level, Use


class Named(forms.Form):
    name_zh = text(80, required=True)
    name_en = text(160)


class DistrictRow(Named):
    code = text(12, required=True)
    time_zone = text(40, required=True)


class ZoneRow(Named):
    code = forms.SlugField(max_length=40)
    district = text(12, required=True)
    about_zh = text(2000)
    about_en = text(2000)
    position = number()


class SubdistrictRow(Named):
    code = text(12, required=True)
    district = text(12, required=True)
    staff_thousands = number()
    zone = text(40)


class BuildingRow(Named):
    slug = forms.SlugField(max_length=60)
    subdistrict = text(12)
    zone = text(40)
    address_zh = text(160)
    address_en = text(240)
    lat = forms.FloatField(min_value=-90, max_value=90, required=False)
    lon = forms.FloatField(min_value=-180, max_value=180, required=False)
    error_m = number()
    floors = number(most=200)
    constructed = YesNo()
    basis = text(240)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("lat") is None) != (cleaned.get("lon") is None):
            self.add_error("lon", _("纬度和经度要么都填，要么都不填。"))
        return cleaned


class StationRow(Named):
    slug = forms.SlugField(max_length=60)
    code = text(20, required=True)
    kind = forms.ChoiceField(choices=Kind.choices)
    building = text(60)
    about_zh = text(2000)
    about_en = text(2000)
    floor = text(20)
    area_m2 = number(most=1_000_000)
    operator_zh = text(80)
    operator_en = text(160)
    desk_phone = text(30)
    opened_on = forms.DateField()
    level = forms.ChoiceField(choices=Level.choices)
    constructed = YesNo()
    zone = text(40)
    subdistrict = text(12)


class RoomRow(Named):
    station = text(60, required=True)
    slug = forms.SlugField(max_length=60)
    floor = text(20)
    area_m2 = number(most=100_000)
    seats = number(least=1, most=10_000, required=True)
    equipment = Words(known=Equipment.values)
    uses = Words(known=Use.values, required=True)


class Span(forms.Form):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and opens >= closes:
            self.add_error("closes", _("关门要晚于开门。"))
        return cleaned


class HoursRow(Span):
    station = text(60, required=True)
    weekday = number(least=1, most=7, required=True)
    opens = forms.TimeField()
    closes = forms.TimeField()
    kind = forms.ChoiceField(choices=HoursKind.choices)
    follows_holidays = YesNo()


class ExceptionRow(Span):
    station = text(60, required=True)
    day = forms.DateField()
    kind = forms.ChoiceField(choices=ExceptionKind.choices)
    opens = forms.TimeField(required=False)
    closes = forms.TimeField(required=False)
    reason_zh = text(120, required=True)
    reason_en = text(200)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        closed = cleaned.get("kind") == ExceptionKind.CLOSURE
        for column in ("opens", "closes"):
            if column not in self.errors and closed != (cleaned.get(column) is None):
                self.add_error(column, _("闭站不填时间，其他类型要填起止时间。"))
        return cleaned


class ChecklistRow(Named):
    code = forms.SlugField(max_length=40)
    help_zh = text(300)
    help_en = text(500)
    position = number()


class MetroRow(Named):
    lines = Words(required=True)
    lat = forms.FloatField(min_value=-90, max_value=90)
    lon = forms.FloatField(min_value=-180, max_value=180)
