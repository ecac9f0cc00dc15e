"""How rows of imported tables are understood."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from yizhan.enterprises.models import Industry, Size
from yizhan.kernel.rows import YesNo, number, text


class Labelled(forms.CharField):
    """One of a few choices, by its code or by what it is called."""

    def __init__(self, choices: Iterable[tuple[str, Any]]) -> None:
        super().__init__()
        self.known = list(choices)

    def clean(self, value: Any) -> Any:
        """The code."""
        word = str(super().clean(value)).strip()
        for code, label in self.known:
            if word in {code, str(label)}:
                return code
        told = "、".join(str(label) for _code, label in self.known)
        raise forms.ValidationError(_("不认得“%(word)s”。可以填：%(known)s。") % {"word": word, "known": told})


class EnterpriseRow(forms.Form):
    name_zh = text(80, required=True)
    name_en = text(160)
    industry = Labelled(Industry.choices)
    size = Labelled(Size.choices)
    building = text(60, required=True)
    floor = text(20)
    station = text(20, required=True)
    visit_days = number(least=7, most=366)
    came_on = forms.DateField(required=False)
    lease_ends_on = forms.DateField(required=False)


class ListedRow(forms.Form):
    code = forms.SlugField(max_length=40)
    name_zh = text(40, required=True)
    name_en = text(80)
    about_zh = text(300)
    about_en = text(500)
    position = number()
    constructed = YesNo()

    def clean_position(self) -> int:
        """Nothing is first."""
        return self.cleaned_data["position"] or 0
