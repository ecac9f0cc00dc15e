"""What the forms about needs have in common."""

from typing import Any, TypeVar

from django.db.models import Model

from yizhan.ui.forms import RowForm

M = TypeVar("M", bound=Model)


class Draft(RowForm[M]):
    """Input for one row, taken as it was typed."""

    @property
    def typed(self) -> dict[str, Any]:
        """The columns as they were typed, as the service takes them."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}
