"""Tables from outside: a folder of CSV files or one workbook, read row by row, with every error's place.

Nothing here knows what the rows mean: a context gives a form for each row, says which column names which other row, and
writes what came out.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from django.db import DatabaseError, transaction
from django.db.models import Manager, Model
from django.forms import Form
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

Save = Callable[[Sequence[Any]], None]
LARGEST = 20 * 1024 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")
HEADER_ROW = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class RowError:
    """What is wrong in one cell: file, row as the spreadsheet counts, column, and a sentence."""

    file: str
    row: int
    column: str
    message: str


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

    The columns are the form's fields; `refers` maps a column to the table whose key it names; `make` turns cleaned cells
    into a row to write; `clear` makes room for all of them, and `save` writes them.
    """

    name: str
    form: type[Form]
    make: Callable[[Mapping[str, Any]], Any]
    save: Save
    clear: Callable[[Sequence[Any]], object] = len
    key: str = ""
    refers: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        return list(self.form.base_fields)


def read(path: Path, shapes: Iterable[Shape]) -> tuple[dict[str, Table], list[RowError]]:
    """The tables of `shapes` found at `path`, a folder of CSV files or a workbook with a sheet for each."""
    known = {shape.name: shape for shape in shapes}
    errors: list[RowError] = []
    raw = _from_folder(path, known, errors) if path.is_dir() else _from_workbook(path, known, errors)
    tables = {name: _table(known[name], file, lines, errors) for name, (file, lines) in raw.items()}
    if not tables and not errors:
        errors.append(RowError(file=path.name, row=0, column="", message=_("这里没有认得的表。")))
    return tables, errors


Lines = list[list[str]]
Raw = dict[str, tuple[str, Lines]]


def _from_folder(path: Path, known: Mapping[str, Shape], errors: list[RowError]) -> Raw:
    found: Raw = {}
    for file in sorted(path.glob("*.csv")):
        if file.stem in known:
            text = _text(file)
            if text is None:
                errors.append(RowError(file=file.name, row=0, column="", message=_("文件过大或编码不是 UTF-8、GB18030。")))
            else:
                found[file.stem] = (file.name, list(csv.reader(io.StringIO(text))))
    return found


def _text(file: Path) -> str | None:
    if file.stat().st_size > LARGEST:
        return None
    content = file.read_bytes()
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _from_workbook(path: Path, known: Mapping[str, Shape], errors: list[RowError]) -> Raw:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, OSError):
        errors.append(RowError(file=path.name, row=0, column="", message=_("这不是 .xlsx 工作簿，也不是 CSV 文件夹。")))
        return {}
    return {
        sheet.title: (
            f"{path.name}/{sheet.title}",
            [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)],
        )
        for sheet in book.worksheets
        if sheet.title in known
    }


def _table(shape: Shape, file: str, lines: Lines, errors: list[RowError]) -> Table:
    header = [cell.strip() for cell in lines[0]] if lines else []
    for column in [column for column in header if column not in shape.columns or header.count(column) > 1]:
        errors.append(RowError(file=file, row=HEADER_ROW, column=column, message=_("没有这一列，或这一列重复。")))
    for column in [name for name, item in shape.form.base_fields.items() if item.required and name not in header]:
        errors.append(RowError(file=file, row=HEADER_ROW, column=column, message=_("缺少这一列。")))
    rows = tuple(
        Row(number=number, cells=dict(zip(header, (cell.strip() for cell in line), strict=False)))
        for number, line in enumerate(lines[1:], HEADER_ROW + 1)
        if any(cell.strip() for cell in line)
    )
    return Table(name=shape.name, file=file, rows=rows)


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
    try:
        with transaction.atomic():
            for shape in shapes:
                if shape.name in tables:
                    report(f"{shape.name}: {len(tables[shape.name].rows)}")
                    errors += _load_table(tables[shape.name], shape, keys)
            if errors or not apply:
                raise _DryRun
    except _DryRun:
        pass
    return errors


def _load_table(table: Table, shape: Shape, keys: Callable[[str], Mapping[str, Any]]) -> list[RowError]:
    names = {target: keys(target) for target in set(shape.refers.values())}
    errors: list[RowError] = []
    made: list[tuple[Row, Any]] = []
    seen: set[str] = set()
    for row in table.rows:
        cleaned, wrong = _clean(row, shape, names, seen)
        errors += [RowError(file=table.file, row=row.number, column=c, message=m) for c, m in wrong]
        if not wrong:
            made.append((row, shape.make(cleaned)))
    return errors + list(_save(table, shape, made))


def _clean(
    row: Row, shape: Shape, names: Mapping[str, Mapping[str, Any]], seen: set[str]
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    form = shape.form(dict(row.cells))
    wrong = [(column, str(message)) for column, messages in form.errors.items() for message in messages]
    cleaned = dict(form.cleaned_data)
    for column, target in shape.refers.items():
        value = cleaned.get(column)
        wanted = value if isinstance(value, list) else [value] if value else []
        wrong += [(column, _("没有“%(name)s”。") % {"name": name}) for name in wanted if name not in names[target]]
        found = [names[target][name] for name in wanted if name in names[target]]
        cleaned[column] = found if isinstance(value, list) else next(iter(found), None)
    own = cleaned.get(shape.key)
    if own in seen:
        wrong.append((shape.key, _("“%(name)s”出现了两次。") % {"name": own}))
    elif own:
        seen.add(own)
    return cleaned, wrong


def _save(table: Table, shape: Shape, made: Sequence[tuple[Row, Any]]) -> Iterator[RowError]:
    """Write all rows at once; when the database refuses, one by one, to find which."""
    values = [value for _row, value in made]
    shape.clear(values)
    try:
        with transaction.atomic():
            shape.save(values)
    except DatabaseError:
        for row, value in made:
            try:
                with transaction.atomic():
                    shape.save([value])
            except DatabaseError as refused:
                yield RowError(file=table.file, row=row.number, column="", message=_reason(refused))


def _reason(refused: DatabaseError) -> str:
    constraint = getattr(getattr(refused.__cause__, "diag", None), "constraint_name", None)
    return _("这一行和数据库里的规则冲突：%(rule)s。") % {"rule": constraint or type(refused).__name__}


def upsert(model: type[Model], *, by: Sequence[str], fields: Sequence[str]) -> Save:
    """Write rows: new ones are inserted, those that exist by `by` get the new `fields`."""

    def save(made: Sequence[Any]) -> None:
        model._default_manager.bulk_create(
            made, update_conflicts=True, unique_fields=list(by), update_fields=list(fields), batch_size=500
        )

    return save


def insert(model: type[Model]) -> Save:
    """Write rows that have no name of their own."""

    def save(made: Sequence[Any]) -> None:
        model._default_manager.bulk_create(made, batch_size=1000)

    return save


def of_same(model: type[Model], parent: str) -> Save:
    """Take away the rows of `model` that the same parents had before."""

    def clear(made: Sequence[Any]) -> None:
        model._default_manager.filter(**{f"{parent}__in": {getattr(row, parent) for row in made}}).delete()

    return clear


def plain(name: str, form: type[Form], model: type[Model], *, by: Sequence[str], key: str = "", **refers: str) -> Shape:
    fields = [column for column in form.base_fields if column not in by]
    return Shape(
        name=name,
        form=form,
        make=lambda row: model(**row),
        save=upsert(model, by=by, fields=fields),
        key=key,
        refers=refers,
    )


def cells(
    shape: Shape, model: type[Model], *, names: Mapping[str, tuple[type[Model], str]]
) -> Iterator[list[object]]:
    """The rows of `model` as cells in the columns of `shape`; `names` tells what the rows of a table are called."""
    related = [column for column in shape.refers if not model._meta.get_field(column).many_to_many]
    for row in model._default_manager.select_related(*related).order_by("pk"):
        yield [_cell(getattr(row, column), names.get(shape.refers.get(column, ""))) for column in shape.columns]


def _cell(value: Any, named: tuple[type[Model], str] | None) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Manager):
        return ";".join(sorted(getattr(row, named[1]) for row in value.all())) if named else ""
    if isinstance(value, list):
        return ";".join(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return getattr(value, named[1]) if named and value is not None else value


def write(folder: Path, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write one table as CSV in UTF-8 into `folder`; returns the file's name."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return f"{name}.csv"
