"""Tables that a browser saves as a file."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse


def csv_file(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Those rows as a file that every spreadsheet opens, kept by no cache on the way."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    csv.writer(response, lineterminator="\n").writerows(rows)
    return response
