"""What the forms of the administration have in common."""

from typing import Any, TypeVar

from django.db.models import Model

from yizhan.ui.forms import RowForm

M = TypeVar("M", bound=Model)


class Draft(RowForm[M]):
    """Input for one row, taken as it was typed."""

    def typed(self, *without: str) -> dict[str, Any]:
        """What was typed, but for the fields called `without`."""
        return {name: value for name, value in self.cleaned_data.items() if name not in without}
