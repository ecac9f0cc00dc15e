"""What the forms of the administration have in common."""

from typing import Any, TypeVar

from django import forms
from django.db.models import Model

M = TypeVar("M", bound=Model)


class Draft(forms.ModelForm[M]):
    """Input for one row; what the database holds about several rows is the service's to refuse."""

    def validate_unique(self) -> None:
        """Leave it to the service, which asks the database."""

    def validate_constraints(self) -> None:
        """Leave it to the service, which asks the database."""

    def typed(self, *names: str) -> dict[str, Any]:
        """What was typed, without the fields called `names`."""
        return {name: value for name, value in self.cleaned_data.items() if name not in names}
