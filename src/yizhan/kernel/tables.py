"""Tables from outside: a folder of CSV files or one workbook, read row by row, with every error's place.

Nothing here knows what the rows mean: a context gives a form for each row, says which column names which other row, and
writes what came out.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Manager, Model, QuerySet
from django.forms import Form
from django.utils.translation import gettext as _

from yizhan.kernel.errors import Refused
from yizhan.kernel.sheets import Lines, RowError, of_file, raw_tables, write

__all__ = [
    "Row",
    "RowError",
    "Save",
    "Shape",
    "Table",
    "cells",
    "insert",
    "load",
    "of_same",
    "plain",
    "read",
    "rows_of",
    "upsert",
    "write",
]
Save = Callable[[Sequence[Any]], None]
HEADER_ROW = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row's number as the spreadsheet counts, and its cells as text by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table by its name, with the file it came from."""

    name: str
    file: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """How rows of one table are parsed and written.

    The columns are the form's fields, all of which must be there but the `optional` ones. `refers` maps a column to the
    table whose `key` it names; the columns `once` together occur once in a file. `make` turns cleaned cells into a row to
    write, or refuses; `clear` makes room for all of them, `save` writes them, and `refusals` says what a violated
    constraint means.
    """

    name: str
    form: type[Form]
    make: Callable[[Mapping[str, Any]], Any]
    save: Save
    clear: Callable[[Sequence[Any]], object] = len
    key: str = ""
    once: tuple[str, ...] = ()
    optional: Set[str] = frozenset()
    refers: Mapping[str, str] = field(default_factory=dict)
    refusals: Mapping[str, type[Refused]] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        return list(self.form.base_fields)


def read(path: Path, shapes: Iterable[Shape]) -> tuple[dict[str, Table], list[RowError]]:
    """The tables of `shapes` found at `path`: a folder of CSV files, one of them, or a workbook with a sheet for each."""
    known = {shape.name: shape for shape in shapes}
    raw, errors = raw_tables(path, known)
    tables = {name: _table(known[name], file, lines, errors) for name, (file, lines) in raw.items()}
    if not tables and not errors:
        errors.append(of_file(path, _("这里没有认得的表。表名要是其中之一：%(names)s。") % {"names": "、".join(known)}))
    return tables, errors


def _table(shape: Shape, file: str, lines: Lines, errors: list[RowError]) -> Table:
    cells = [[cell.strip() for cell in line] for line in lines] or [[]]
    header = _without_empty_end(cells[0])
    errors += [RowError(file=file, row=HEADER_ROW, column=c, message=m) for c, m in _wrong_header(shape, header)]
    rows = []
    for number, line in enumerate(cells[1:], HEADER_ROW + 1):
        if any(line[len(header) :]):
            errors.append(RowError(file=file, row=number, column="", message=_("这一行比表头多出了内容。")))
        if any(line):
            padded = line + [""] * (len(header) - len(line))
            rows.append(Row(number=number, cells=dict(zip(header, padded, strict=False))))
    return Table(name=shape.name, file=file, rows=tuple(rows))


def _without_empty_end(header: list[str]) -> list[str]:
    while header and not header[-1]:
        header = header[:-1]
    return header


def _wrong_header(shape: Shape, header: list[str]) -> Iterator[tuple[str, str]]:
    for column in dict.fromkeys(header):
        if column not in shape.columns:
            yield column, _("这张表没有这一列。")
        elif header.count(column) > 1:
            yield column, _("这一列出现了两次。")
    for column in shape.columns:
        if column not in header and column not in shape.optional:
            yield column, _("缺少这一列。")


class _DryRun(Exception):
    """Takes back what was written."""


def load(
    tables: Mapping[str, Table],
    shapes: Sequence[Shape],
    *,
    keys: Callable[[str], Mapping[str, Any]],
    apply: bool,
    report: Callable[[str], object] = str,
) -> list[RowError]:
    """Write the tables in the order of `shapes`, all or nothing; returns every error found.

    `keys(table)` gives what the rows of a table are called and which row each name stands for.
    """
    errors: list[RowError] = []
    broken: dict[str, set[str]] = {}
    try:
        with transaction.atomic():
            for shape in shapes:
                if shape.name in tables:
                    report(f"{shape.name}: {len(tables[shape.name].rows)}")
                    errors += _load_table(tables[shape.name], shape, Names(keys, shape, broken))
            _take_back(unless=apply and not errors)
    except _DryRun:
        pass
    return errors


def _take_back(*, unless: bool) -> None:
    if not unless:
        raise _DryRun


class Names:
    """What the cells of one table may refer to; a row of this import that is broken itself is not complained of twice."""

    def __init__(self, keys: Callable[[str], Mapping[str, Any]], shape: Shape, broken: dict[str, set[str]]) -> None:
        self.known = {target: keys(target) for target in set(shape.refers.values())}
        self.broken = broken
        self.own = broken.setdefault(shape.name, set())

    def unknown(self, target: str, wanted: Iterable[str]) -> list[str]:
        """Those of `wanted` that neither the database nor this import has."""
        return [name for name in wanted if name not in self.known[target] and name not in self.broken.get(target, ())]

    def found(self, target: str, wanted: Iterable[str]) -> list[Any]:
        """The rows that `wanted` names."""
        return [self.known[target][name] for name in wanted if name in self.known[target]]


def _load_table(table: Table, shape: Shape, names: Names) -> list[RowError]:
    errors: list[RowError] = []
    made: list[tuple[Row, Any]] = []
    seen: dict[tuple[str, ...], int] = {}
    form = shape.form({})  # one for all rows: its fields take longer to make than to read
    for row in table.rows:
        value, wrong = _read_row(row, shape, names, form)
        wrong += _again(row, shape, seen)
        errors += [RowError(file=table.file, row=row.number, column=c, message=m) for c, m in wrong]
        if wrong or value is None:
            names.own.add(row.cells.get(shape.key, ""))
        else:
            made.append((row, value))
    return errors + list(_save(table, shape, made))


def _read_row(row: Row, shape: Shape, names: Names, form: Form) -> tuple[Any, list[tuple[str, str]]]:
    """The row to write, if everything is right, and what is wrong by column."""
    form.data = dict(row.cells)
    form.full_clean()
    wrong = [(column, str(text)) for column, texts in form.errors.items() if column in row.cells for text in texts]
    wrong += [("", str(text)) for text in form.non_field_errors()]
    cleaned, whole = dict(form.cleaned_data), form.is_valid()
    for column, target in shape.refers.items():
        value = cleaned.get(column)
        wanted = value if isinstance(value, list) else [value] if value else []
        wrong += [(column, _("没有“%(name)s”。") % {"name": name}) for name in names.unknown(target, wanted)]
        found = names.found(target, wanted)
        whole = whole and len(found) == len(wanted)
        cleaned[column] = found if isinstance(value, list) else next(iter(found), None)
    if wrong or not whole:
        return None, wrong
    try:
        return shape.make(cleaned), []
    except Refused as refusal:
        return None, [(refusal.field or "", str(refusal))]


def _again(row: Row, shape: Shape, seen: dict[tuple[str, ...], int]) -> list[tuple[str, str]]:
    """Say so when the file has a row of the same name already, and in which row."""
    columns = shape.once or ((shape.key,) if shape.key else ())
    own = tuple(row.cells.get(column, "") for column in columns)
    if not all(own):
        return []
    first = seen.setdefault(own, row.number)
    told = _("“%(name)s”在第 %(row)d 行已经出现过。") % {"name": "，".join(own), "row": first}
    return [(columns[-1], told)] if columns and first != row.number else []


def _save(table: Table, shape: Shape, made: Sequence[tuple[Row, Any]]) -> Iterator[RowError]:
    """Write all rows at once; when the database refuses, one by one, to find which."""
    values = [value for _row, value in made]
    shape.clear(values)
    refused = _refused(shape, values)
    if refused is None:
        return
    errors = [(row.number, why) for row, value in made if (why := _refused(shape, [value]))]
    for number, (column, words) in errors or [(0, refused)]:
        yield RowError(file=table.file, row=number, column=column, message=words)


def _refused(shape: Shape, values: Sequence[Any]) -> tuple[str, str] | None:
    """Write those rows; when that is refused, in which column and what to say."""
    try:
        with transaction.atomic():
            shape.save(values)
    except Refused as refusal:
        return refusal.field or "", str(refusal)
    except DatabaseError as refused:
        constraint = getattr(getattr(refused.__cause__, "diag", None), "constraint_name", None) or ""
        if constraint in shape.refusals:
            meant = shape.refusals[constraint]()
            return meant.field or "", str(meant)
        return "", _("这一行和数据库里的规则冲突：%(rule)s。") % {"rule": constraint or type(refused).__name__}
    return None


def rows_of(model: type[Model]) -> "QuerySet[Any]":
    """Every row of `model`."""
    return QuerySet(model)


def upsert(model: type[Model], *, by: Sequence[str], fields: Sequence[str]) -> Save:
    """Write rows: new ones are inserted, those that exist by `by` get the new `fields`."""

    def save(made: Sequence[Any]) -> None:
        rows_of(model).bulk_create(
            made, update_conflicts=True, unique_fields=list(by), update_fields=list(fields), batch_size=500
        )

    return save


def insert(model: type[Model]) -> Save:
    """Write rows that have no name of their own."""

    def save(made: Sequence[Any]) -> None:
        rows_of(model).bulk_create(made, batch_size=1000)

    return save


def of_same(model: type[Model], parent: str) -> Save:
    """Take away the rows of `model` that the same parents had before."""

    def clear(made: Sequence[Any]) -> None:
        rows_of(model).filter(**{f"{parent}__in": {getattr(row, parent) for row in made}}).delete()

    return clear


def plain(name: str, form: type[Form], model: type[Model], *, by: Sequence[str], key: str = "", **refers: str) -> Shape:
    """The shape of a table whose columns are those of the model, and whose rows are known by `by`."""
    fields = [column for column in form.base_fields if column not in by]
    return Shape(
        name=name,
        form=form,
        make=lambda row: model(**row),
        save=upsert(model, by=by, fields=fields),
        key=key,
        once=tuple(by),
        refers=refers,
    )


def cells(
    shape: Shape, rows: "type[Model] | QuerySet[Any]", *, names: Mapping[str, tuple[type[Model], str]]
) -> Iterator[list[object]]:
    """Those rows as cells in the columns of `shape`; `names` tells what the rows of a table are called."""
    found = rows if isinstance(rows, QuerySet) else rows_of(rows)
    related = [column for column in shape.refers if not found.model._meta.get_field(column).many_to_many]
    for row in found.select_related(*related).order_by("pk"):
        yield [_cell(getattr(row, column), names.get(shape.refers.get(column, ""))) for column in shape.columns]


def _cell(value: object, named: tuple[type[Model], str] | None) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Manager):
        return ";".join(sorted(getattr(row, named[1]) for row in value.all())) if named else ""
    if isinstance(value, dict) or (isinstance(value, list) and not all(isinstance(one, str) for one in value)):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, list):
        return ";".join(value)
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    return getattr(value, named[1]) if named and value is not None else value
