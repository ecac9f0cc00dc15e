"""Rows of an imported table of needs: the form's fields are the table's columns."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.kernel.rows import Words, number, text
from yizhan.needs.models import PartOfDay
from yizhan.needs.rules import MOST_PEOPLE

PARTS = {"上午": PartOfDay.MORNING, "午间": PartOfDay.NOON, "下午": PartOfDay.AFTERNOON, "晚间": PartOfDay.EVENING}


class Month(forms.CharField):
    """A month as 2026-12, or nothing."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=10)

    def clean(self, value: Any) -> Any:
        """The first day of the month."""
        written = super().clean(value)
        try:
            return date.fromisoformat(f"{written[:7]}-01") if written else None
        except ValueError as error:
            raise forms.ValidationError(_("月份请写成 2026-12 的样子。")) from error


class NeedRow(forms.Form):
    """One need: where, what, for how many, and when it suits."""

    station = text(20, required=True)
    category = text(4, required=True)
    service = text(8)
    words = text(500, required=True)
    people = number(least=1, most=MOST_PEOPLE, required=True)
    month = Month()
    parts_of_day = Words(known=list(PARTS))
    weekdays = Words(known=list("1234567"))
