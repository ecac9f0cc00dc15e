"""New rows whose statement is worded once for each table: those of the commands that many people wait for."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


def insert(row: Row) -> Row:
    """Write a new row, as its `save` would, which words the statement anew each time and calls those who listen."""
    statement, fields = _worded(type(row))
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - as save leaves it
    return row


@cache
def _worded(model: type[models.Model]) -> tuple[str, Sequence["models.Field[Any, Any]"]]:
    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})", fields  # noqa: S608 - names only
