"""The items that may be ticked, as a table: read from a file with the catalogue, and written in the same form."""

from pathlib import Path

from django import forms

from yizhan.catalogue.models import Category
from yizhan.evaluation.models import RatingItem
from yizhan.kernel import tables
from yizhan.kernel.rows import number, text


class RatingItemRow(forms.Form):
    name_zh = text(20, required=True)
    name_en = text(40)
    category = text(4, required=True)
    code = text(30, required=True)
    position = number()


SHAPES = (tables.plain("rating_items", RatingItemRow, RatingItem, by=["category", "code"], category="categories"),)


def export_items(folder: Path) -> list[str]:
    """Write the items in the form that import reads; returns the names of the files."""
    names = {"categories": (Category, "code")}
    return [
        tables.write(folder, shape.name, shape.columns, tables.cells(shape, RatingItem, names=names))
        for shape in SHAPES
    ]
