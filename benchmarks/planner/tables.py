"""Tables as they become known: aligned for the eye, and Markdown for the documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Row: TypeAlias = Sequence[object]
"""The cells of a line; the first line of a table is its columns, a plain text for one of figures."""

WIDTH = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column: words stand to the left, figures to the right."""

    heading: str
    width: int
    words: bool = False


def words(heading: str, width: int) -> Column:
    """A column of words, `width` characters wide."""
    return Column(heading=heading, width=width, words=True)


def say(title: str, rows: Iterator[Row]) -> None:
    """Print a table, each line as soon as it is known."""
    columns = [
        one if isinstance(one, Column) else Column(heading=str(one), width=max(WIDTH, len(str(one))))
        for one in next(rows)
    ]
    _print(f"### {title}\n")
    _print(_line(columns, [column.heading for column in columns]))
    _print(_line(columns, [_rule(column) for column in columns]))
    for row in rows:
        _print(_line(columns, row))
    _print("")


def figure(number: float | None, digits: int = 1) -> str:
    """A figure for a cell: digits in groups of three, nothing for None."""
    return "" if number is None else f"{number:,.{digits}f}".replace(",", " ")


def percent(share: float | None, digits: int = 1) -> str:
    """A share as a percentage without its sign."""
    return figure(None if share is None else 100 * share, digits)


def _rule(column: Column) -> str:
    return "-" * column.width if column.words else "-" * (column.width - 1) + ":"


def _line(columns: Sequence[Column], cells: Row) -> str:
    padded = [
        f"{cell!s:{'<' if column.words else '>'}{column.width}}" for column, cell in zip(columns, cells, strict=True)
    ]
    return f"| {' | '.join(padded)} |"


def _print(line: str) -> None:
    print(line, flush=True)  # noqa: T201
