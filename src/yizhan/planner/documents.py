"""Problems and plans as JSON documents: strict reading that names the place of an error, and writing."""

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

Value = TypeVar("Value")

strict = with_config(ConfigDict(extra="forbid"))
"""Class decorator above `@dataclass`: its documents may hold no other fields."""


class WrongDocument(ValueError):
    """A document that cannot be used: `place` is where, such as `needs[17].people`, `reason` is why."""

    def __init__(self, place: str, reason: str) -> None:
        self.place = place
        self.reason = reason
        super().__init__(f"{place}: {reason}")


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    any_kind: Any = kind
    return TypeAdapter(any_kind)


def read(kind: type[Value], text: str | bytes) -> Value:
    """The value of `kind` that the JSON document `text` describes; raises WrongDocument at the first error."""
    key: Any = kind
    try:
        value: Value = _adapter(key).validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise WrongDocument(_place(first["loc"]), first["msg"]) from error
    return value


def write(value: object) -> bytes:
    """The JSON document of a frozen value, in UTF-8, that `read` turns into an equal value."""
    kind: Any = type(value)
    return _adapter(kind).dump_json(value, exclude_none=True)


def schema(kind: type[Any]) -> dict[str, Any]:
    """The JSON Schema of the documents of `kind`."""
    key: Any = kind
    return _adapter(key).json_schema()


def _place(steps: tuple[int | str, ...]) -> str:
    place = ""
    for step in steps:
        if step != "[key]":
            place += f"[{step}]" if isinstance(step, int) else f".{step}" if place else step
    return place or "document"
