"""Forms: how they are drawn, and how a command's refusal comes back to the field it belongs to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db.models import Model
from django.forms import BaseForm, BoundField, ModelForm
from django.forms.models import construct_instance
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString

from yizhan.kernel.errors import Refused

Result = TypeVar("Result")
M = TypeVar("M", bound=Model)
OURS = {"django/forms/widgets/select.html": "ui/widgets/select.html"}


def attempt(form: BaseForm, command: Callable[[], Result]) -> Result | None:
    """Run `command` when the form is valid; a refusal becomes an error of the field it names."""
    if form.is_valid():
        try:
            return command()
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return None


class RowForm(ModelForm[M]):
    """Input for one row: each field fits its column; what holds about rows is the service's to refuse."""

    def _post_clean(self) -> None:
        """Clean the columns of a row that is thrown away, so that the one being edited stays as it was read."""
        draft = construct_instance(self, self._meta.model(), self._meta.fields)
        filled = {name for name in self._meta.fields or () if self.cleaned_data.get(name) not in EMPTY_VALUES}
        try:
            draft.clean_fields(exclude={column.name for column in draft._meta.fields} - filled)
        except ValidationError as error:
            self.add_error(None, error)


class Renderer(DjangoTemplates):
    """Draws every form, field and control with the templates of the design system.

    Django draws each option of a list with two templates of its own, which takes most of the time of a form with many.
    """

    form_template_name = "ui/form.html"
    formset_template_name = "ui/formset.html"
    field_template_name = "ui/field.html"

    def get_template(self, template_name: str) -> Any:
        return super().get_template(OURS.get(template_name, template_name))


@dataclass(frozen=True, kw_only=True, slots=True)
class Complaint:
    """One thing to correct, and the control it is about (none when it is about the whole form)."""

    label: str
    text: str
    target: str


def complaints(form: BaseForm) -> Iterator[Complaint]:
    """Everything to correct in `form`, in the order of its fields."""
    for error in form.non_field_errors():
        yield Complaint(label="", text=str(error), target="")
    for field in form:
        for error in field.errors:
            yield Complaint(label=str(field.label), text=str(error), target=target_of(field))


def target_of(field: BoundField) -> str:
    """The id of the first control of `field`, so that a link to it moves the focus there."""
    return field.id_for_label or (f"{field.auto_id}_0" if field.field.widget.use_fieldset else str(field.auto_id))


def control(field: BoundField) -> SafeString:
    """The control of `field`; the first one that needs correction takes the focus."""
    errors = field.form.errors
    first = next((name for name in field.form.fields if name in errors), None) if errors else None
    grouped = field.field.widget.use_fieldset
    return field.as_widget(attrs={"autofocus": True} if field.name == first and not grouped else None)
