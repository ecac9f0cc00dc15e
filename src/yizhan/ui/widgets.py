"""Controls that the browser's own widgets do not give: cards to choose from, dates, pictures with their limits."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise

Words = str | Promise
PICTURES = ("image/jpeg", "image/png", "image/webp")


class DateInput(forms.DateInput):
    """A day, in the form every browser's picker reads."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of day in quarters of an hour."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"step": 900, **(attrs or {})}, format="%H:%M")


class CodeInput(forms.TextInput):
    """A one-time code: digits, offered by the phone from the message it received."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        hints = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code", "maxlength": 8}
        super().__init__({**hints, **(attrs or {})})


class TextArea(forms.Textarea):
    """Several lines, three to start with."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 3, "cols": False, **(attrs or {})})


class RadioCards(forms.RadioSelect):
    """One choice of a few, each with a sentence that explains it."""

    template_name = "ui/widgets/cards.html"

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, about: Mapping[str, Words] | None = None, columns: int = 1
    ) -> None:
        super().__init__(attrs)
        self.about = about or {}
        self.columns = columns

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"columns": self.columns}
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One card, with its sentence."""
        return {**super().create_option(name, value, *args, **kwargs), "about": self.about.get(str(value), "")}


class CheckboxCards(RadioCards):
    """Any of a few, each with a sentence that explains it."""

    input_type = "checkbox"
    allow_multiple_selected = True

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: the browser would ask for every box."""
        return False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Every value that was ticked."""
        return forms.CheckboxSelectMultiple().value_from_datadict(data, files, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Never: an unticked box is not sent at all."""
        return False


class PictureInput(forms.ClearableFileInput):
    """A photograph: its limits are told before it is chosen, and it is shown before it is sent."""

    template_name = "ui/widgets/picture.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, max_bytes: int = 10 * 1024 * 1024) -> None:
        super().__init__({"accept": ",".join(PICTURES), "data-max-bytes": max_bytes, **(attrs or {})})
        self.max_bytes = max_bytes

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"limit": filesizeformat(self.max_bytes)}
        return context
