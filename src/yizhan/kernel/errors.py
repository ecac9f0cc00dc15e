"""Refusals: the request was understood, and a rule of the field says no."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.functional import Promise


class Refused(Exception):
    """The request was understood and is not allowed by a rule of the field."""

    message: str | Promise = ""
    field: str | None = None

    def __init__(self, message: str | Promise = "", *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message or self.message
        self.field = field or self.field

    def __str__(self) -> str:
        return str(self.message)


@contextmanager
def refusing(**refusals: type[Refused]) -> Iterator[None]:
    """Turn a violated constraint, named by keyword, into a refusal the user understands."""
    try:
        with transaction.atomic():  # a savepoint: the outer transaction stays usable
            yield
    except IntegrityError as error:
        diagnostics = getattr(error.__cause__, "diag", None)
        refusal = refusals.get(getattr(diagnostics, "constraint_name", ""))
        if refusal is None:
            raise
        raise refusal from error
