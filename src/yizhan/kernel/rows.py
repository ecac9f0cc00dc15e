"""How cells of imported tables are understood."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

YES = {"yes", "true", "1", "是"}
NO = {"no", "false", "0", "否", ""}


class YesNo(forms.CharField):
    """yes or no, in English or Chinese; empty is no."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> Any:
        word = str(value or "").strip().lower()
        if word not in YES | NO:
            raise forms.ValidationError(_("请填 yes 或 no。"))
        return word in YES


class Words(forms.CharField):
    """Several words in one cell, separated by semicolons; only known ones when `known` is given."""

    def __init__(self, *, known: list[str] | None = None, required: bool = False) -> None:
        super().__init__(required=required)
        self.known = known

    def clean(self, value: Any) -> Any:
        words = [word.strip() for word in str(super().clean(value)).split(";") if word.strip()]
        unknown = [word for word in words if self.known is not None and word not in self.known]
        if unknown:
            raise forms.ValidationError(_("不认得“%(words)s”。") % {"words": "、".join(unknown)})
        return words


def text(length: int = 200, *, required: bool = False) -> forms.CharField:
    """A cell of words of at most `length` characters."""
    return forms.CharField(max_length=length, required=required)


def number(*, least: int = 0, most: int | None = None, required: bool = False) -> forms.IntegerField:
    """A cell with a whole number."""
    return forms.IntegerField(min_value=least, max_value=most, required=required)
