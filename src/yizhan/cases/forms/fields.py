"""What a kind of case asks beside the words, as fields of a form."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms

from yizhan.cases.rules import fields
from yizhan.ui.widgets import CheckboxCards, MomentInput, RadioCards, TextArea

PREFIX = "answer_"


def field_of(asked: Mapping[str, object]) -> forms.Field:
    """The form's field for one field of a kind."""
    common: dict[str, Any] = {"label": fields.label_of(asked), "required": bool(asked.get("required"))}
    choices = fields.choices_of(asked)
    match asked["type"]:
        case "singlevaluelist":
            return forms.ChoiceField(choices=choices, widget=RadioCards(columns=3), **common)
        case "multivaluelist":
            return forms.MultipleChoiceField(choices=choices, widget=CheckboxCards(columns=3), **common)
        case "number":
            return forms.FloatField(min_value=0, **common)
        case "datetime":
            return forms.DateTimeField(widget=MomentInput(), **common)
        case "text":
            return forms.CharField(max_length=1000, widget=TextArea(), **common)
        case _:
            return forms.CharField(max_length=200, **common)


def add_fields(form: forms.BaseForm, asked: Iterable[Mapping[str, object]]) -> None:
    """Put the fields of a kind into `form`."""
    for one in asked:
        form.fields[f"{PREFIX}{one['code']}"] = field_of(one)


def answers_in(cleaned: Mapping[str, object]) -> dict[str, object]:
    """What was answered, by code of the field, as it can be kept."""
    found = {name.removeprefix(PREFIX): value for name, value in cleaned.items() if name.startswith(PREFIX)}
    return {code: value.isoformat() if isinstance(value, datetime) else value for code, value in found.items()}
