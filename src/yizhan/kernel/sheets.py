"""Files with tables in them: CSV in a folder, or sheets of a workbook; cells come out as text, errors with their place."""

import csv
import io
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

Lines = list[list[str]]
Raw = dict[str, tuple[str, Lines]]
LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 10 * LARGEST
MOST_ROWS = 100_000
ENCODINGS = ("utf-8-sig", "gb18030")
NO_WORKBOOK = (
    AttributeError,
    BadZipFile,
    EOFError,
    InvalidFileException,
    KeyError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class RowError:
    """What is wrong in one cell: file, row as the spreadsheet counts, column, and a sentence."""

    file: str
    row: int
    column: str
    message: str


def raw_tables(path: Path, known: Collection[str]) -> tuple[Raw, list[RowError]]:
    """The lines of the `known` tables at `path`: a folder of CSV files, one of them, or a workbook with a sheet each."""
    errors: list[RowError] = []
    if not path.exists():
        return {}, [of_file(path, _("没有这个文件或文件夹。"))]
    as_text = path.is_dir() or path.suffix == ".csv"
    return (_from_files(path, known, errors) if as_text else _from_book(path, known, errors)), errors


def of_file(path: Path, message: str, *, row: int = 0) -> RowError:
    """What is wrong with a file as a whole, or from one row on."""
    return RowError(file=path.name, row=row, column="", message=message)


def _from_files(path: Path, known: Collection[str], errors: list[RowError]) -> Raw:
    found: Raw = {}
    for file in sorted(path.glob("*.csv")) if path.is_dir() else [path]:
        if file.stem in known:
            lines, error = _lines(file)
            errors += [error] if error else []
            if not error:
                found[file.stem] = (file.name, lines)
    return found


def _lines(file: Path) -> tuple[Lines, RowError | None]:
    """The records of a CSV file, or why it cannot be read."""
    if file.stat().st_size > LARGEST:
        return [], of_file(file, _("文件超过 20 MB，请分成几个再导入。"))
    text = _text(file.read_bytes())
    if text is None:
        return [], of_file(file, _("编码不是 UTF-8，也不是 GB18030，请另存为 UTF-8。"))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = list(islice(reader, MOST_ROWS + 1))
    except csv.Error as broken:
        return [], of_file(file, _("这里不是完整的 CSV：%(why)s。") % {"why": broken}, row=reader.line_num)
    return lines, _too_long(file, lines)


def _too_long(file: Path, lines: Lines) -> RowError | None:
    if len(lines) <= MOST_ROWS:
        return None
    return of_file(file, _("超过 %(most)d 行，请分成几个再导入。") % {"most": MOST_ROWS})


def _text(content: bytes) -> str | None:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _from_book(path: Path, known: Collection[str], errors: list[RowError]) -> Raw:
    try:
        with ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if path.stat().st_size > LARGEST or unpacked > LARGEST_UNPACKED:
            errors.append(of_file(path, _("文件超过 20 MB，请分成几个再导入。")))
            return {}
        found = _sheets(path, known)
    except NO_WORKBOOK:
        errors.append(of_file(path, _("这不是 .xlsx 工作簿，也不是 CSV 文件夹。")))
        return {}
    errors += [error for _file, lines in found.values() if (error := _too_long(path, lines))]
    return found


def _sheets(path: Path, known: Collection[str]) -> Raw:
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        return {
            sheet.title: (
                f"{path.name}/{sheet.title}",
                [[_written(cell) for cell in row] for row in islice(sheet.iter_rows(values_only=True), MOST_ROWS + 1)],
            )
            for sheet in book.worksheets
            if sheet.title in known
        }
    finally:
        book.close()


def _written(cell: object) -> str:
    """A cell of a workbook as one would write it in a CSV file."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == time() else cell).isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def write(folder: Path, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write one table as CSV in UTF-8 into `folder`; returns the file's name."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return f"{name}.csv"


def workbook(sheets: Mapping[str, Iterable[Iterable[object]]]) -> bytes:
    """A workbook with one sheet a table; text is text, whatever it begins with."""
    book, file = Workbook(write_only=True), io.BytesIO()
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, value: object) -> object:
    """A cell for a sheet: one that begins like a formula is no formula."""
    if not isinstance(value, str) or not value.startswith("="):
        return value
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    return cell
