"""What the forms about needs have in common."""

from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db.models import Model
from django.forms.models import construct_instance

M = TypeVar("M", bound=Model)


class Draft(forms.ModelForm[M]):
    """Input for one row: each field fits its column; what holds about rows is the service's to refuse."""

    def _post_clean(self) -> None:
        """Clean the columns only, so that no constraint is told in the words of the database."""
        draft = construct_instance(self, self._meta.model(), self._meta.fields)
        filled = {name for name, value in self.cleaned_data.items() if value not in EMPTY_VALUES}
        try:
            draft.clean_fields(exclude={column.name for column in draft._meta.fields} - filled)
        except ValidationError as error:
            self.add_error(None, error)

    @property
    def typed(self) -> dict[str, Any]:
        """The columns as they were typed, as the service takes them."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}
