"""Input about quotas."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from yizhan.catalogue.models import Category
from yizhan.delivery.queries.quotas import QuotaTable
from yizhan.network.models import Station

MOST = 20


class QuotaForm(forms.Form):
    """A number for each station and category of a table."""

    def __init__(self, *args: Any, table: QuotaTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        for station in table.stations:
            for kind in table.categories:
                label = _("%(station)s，%(category)s，每月场次") % {"station": station, "category": kind}
                self.fields[_name(station.pk, kind.pk)] = forms.IntegerField(
                    label=label,
                    min_value=0,
                    max_value=MOST,
                    initial=table.sessions[station.pk, kind.pk],
                    widget=forms.NumberInput({"class": "quota", "aria-label": label}),
                )

    def rows(self) -> Iterator[tuple[Station, list[tuple[Category, BoundField]]]]:
        """Each station with its controls by category."""
        for station in self.table.stations:
            yield station, [(kind, self[_name(station.pk, kind.pk)]) for kind in self.table.categories]

    def wanted(self) -> dict[tuple[UUID, UUID], int]:
        """The numbers that were changed, by (station, category)."""
        changed = set(self.changed_data)
        names = {key: _name(*key) for key in self.table.sessions}
        return {key: self.cleaned_data[name] for key, name in names.items() if name in changed}


def _name(station: UUID, category: UUID) -> str:
    return f"{station.hex}-{category.hex}"
