"""A table for a spreadsheet has its rows, and nothing that the spreadsheet would work out."""

import pytest

from yizhan.ui.files import csv_file


def lines(response):
    return response.content.decode("utf-8-sig").splitlines()


def test_rows_are_a_file_that_no_cache_keeps():
    response = csv_file("needs.csv", [["名称", "人数"], ["午间合唱", 12]])

    assert lines(response) == ["名称,人数", "午间合唱,12"]
    assert response["Content-Disposition"] == 'attachment; filename="needs.csv"'
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd", "-2+3"])
def test_what_begins_like_a_formula_is_none(text):
    assert lines(csv_file("a.csv", [[text]])) == [f"'{text}"]


@pytest.mark.parametrize("text", ["+86 13900000001", "-5", "a=b", ""])
def test_numbers_and_other_words_stay_as_they_are(text):
    assert lines(csv_file("a.csv", [[text, "x"]])) == [f"{text},x"]
