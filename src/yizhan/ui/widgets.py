"""Controls that the browser's own widgets do not give: cards to choose from, dates, pictures with their limits."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
Attributes = dict[str, Any]
LEVELS: tuple[tuple[int, Words, str], ...] = (
    (1, _("很不满意"), "angry"),
    (2, _("不满意"), "frown"),
    (3, _("一般"), "meh"),
    (4, _("满意"), "smile"),
    (5, _("很满意"), "laugh"),
)
PICTURES = ("image/jpeg", "image/png", "image/webp")


class DateInput(forms.DateInput):
    """A day, in the form every browser's picker reads."""

    input_type = "date"

    def __init__(self, attrs: Attributes | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of day in quarters of an hour."""

    input_type = "time"

    def __init__(self, attrs: Attributes | None = None) -> None:
        super().__init__({"step": 900, **(attrs or {})}, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """A day and a time of day on the network's wall clock, in steps of five minutes."""

    input_type = "datetime-local"

    def __init__(self, attrs: Attributes | None = None) -> None:
        super().__init__({"step": 300, **(attrs or {})}, format="%Y-%m-%dT%H:%M")


class CodeInput(forms.TextInput):
    """A one-time code: digits, offered by the phone from the message it received."""

    def __init__(self, attrs: Attributes | None = None) -> None:
        hints = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code", "maxlength": 8}
        super().__init__({**hints, **(attrs or {})})


class TextArea(forms.Textarea):
    """Several lines, three to start with."""

    def __init__(self, attrs: Attributes | None = None) -> None:
        super().__init__({"rows": 3, "cols": False, **(attrs or {})})


class Cards(ChoiceWidget):
    """A few choices, each a card with a sentence that explains it."""

    template_name = "ui/widgets/cards.html"

    def __init__(
        self, attrs: Attributes | None = None, *, about: Mapping[str, Words] | None = None, columns: int = 1
    ) -> None:
        super().__init__(attrs)
        self.about = about or {}
        self.columns = columns

    def get_context(self, name: str, value: object, attrs: Attributes | None) -> Attributes:
        """The cards, and how many stand side by side."""
        context: Attributes = super().get_context(name, value, attrs)
        context["widget"]["columns"] = self.columns
        for _group, options, _index in context["widget"]["optgroups"]:
            for option in options:
                option["about"] = self.about.get(str(option["value"]), "")
        return context


class RadioCards(Cards, forms.RadioSelect):
    """One choice of a few."""

    template_name = Cards.template_name


class CheckboxCards(Cards, forms.CheckboxSelectMultiple):
    """Any of a few."""

    template_name = Cards.template_name


class PictureInput(forms.ClearableFileInput):
    """A photograph: its limits are told before it is chosen, and it is shown before it is sent."""

    template_name = "ui/widgets/picture.html"

    def __init__(self, attrs: Attributes | None = None, *, max_bytes: int = 10 * 1024 * 1024) -> None:
        super().__init__({"accept": ",".join(PICTURES), "data-max-bytes": max_bytes, **(attrs or {})})
        self.max_bytes = max_bytes

    def get_context(self, name: str, value: object, attrs: Attributes | None) -> Attributes:
        """The control, and the limit it tells."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"limit": filesizeformat(self.max_bytes)}
        return context


class Levels(forms.RadioSelect):
    """Five in a row, each as large as a thumb: faces where they are given, else numbers."""

    template_name = "ui/widgets/levels.html"

    def __init__(self, attrs: Attributes | None = None, *, faces: Mapping[str, str] | None = None) -> None:
        super().__init__(attrs)
        self.faces = faces or {}

    def get_context(self, name: str, value: object, attrs: Attributes | None) -> Attributes:
        """The choices, each with its face."""
        context: Attributes = super().get_context(name, value, attrs)
        options = [option for _group, found, _index in context["widget"]["optgroups"] for option in found]
        context["faces"] = [(option, self.faces.get(str(option["value"]), "")) for option in options]
        return context
