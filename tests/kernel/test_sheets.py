"""Workbooks to take along."""

from io import BytesIO

from openpyxl import load_workbook

from yizhan.kernel.sheets import workbook


def test_each_table_is_a_sheet_and_what_looks_like_a_formula_is_text():
    book = load_workbook(BytesIO(workbook({"一": [["名称", 1], ["=1+1", 2.5]], "二": []})))

    assert book.sheetnames == ["一", "二"]
    assert [[cell.value for cell in row] for row in book["一"].iter_rows()] == [["名称", 1], ["=1+1", 2.5]]
    assert book["一"]["A2"].data_type == "s"
