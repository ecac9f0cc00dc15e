"""The names of what a row chose, in the language of the page."""

from functools import cache
from typing import Any

from django.db import models
from django.utils.encoding import force_str


class Labelled(models.Model):
    """A row that tells the name of a choice and translates no other; Django translates all of a field's to tell one."""

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: "models.Field[Any, Any]") -> str:  # noqa: N802 - Django's name
        value = getattr(self, field.attname)
        name: str = force_str(_names(field).get(value, value), strings_only=True)
        return name


@cache
def _names(field: "models.Field[Any, Any]") -> dict[Any, Any]:
    """What the choices of a field are called, not yet translated: they are written in its class."""
    return dict(field.flatchoices)
