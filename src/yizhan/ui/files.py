"""Tables that a browser saves as a file."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Those rows as a file that every spreadsheet opens, kept by no cache on the way; what begins like a formula is none."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    csv.writer(response, lineterminator="\n").writerows(map(_cell, row) for row in rows)
    return response


def _cell(value: object) -> object:
    """An apostrophe before what a spreadsheet would work out; numbers and telephone numbers are no formula."""
    if not isinstance(value, str) or not value.startswith(FORMULA) or value[1:].replace(" ", "").isdigit():
        return value
    return f"'{value}"
