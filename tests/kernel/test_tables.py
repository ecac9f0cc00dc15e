"""Tables from files: what is understood, and what is said of what is not."""

import zipfile
from datetime import date, datetime, time

import pytest
from django import forms
from django.db import DatabaseError
from openpyxl import Workbook

from yizhan.kernel import sheets, tables
from yizhan.kernel.errors import Refused
from yizhan.kernel.rows import Words
from yizhan.kernel.tables import Row, RowError, Shape


class CityRow(forms.Form):
    code = forms.CharField()
    name = forms.CharField()
    people = forms.IntegerField(required=False, min_value=0)


class StreetRow(forms.Form):
    city = forms.CharField()
    name = forms.CharField()
    crosses = Words()
    note = forms.CharField(required=False)


class Desert(Refused):
    message = "沙漠里没有城市。"
    field = "people"


class Store:
    """Where rows are written to in these tests."""

    def __init__(self):
        self.cities, self.streets = {}, []

    def keys(self, table):
        return self.cities if table == "cities" else {street["name"]: street for street in self.streets}

    def city(self, cleaned):
        if cleaned["people"] == 0:
            raise Desert
        return cleaned

    def save_cities(self, made):
        if any(city["name"] == "Atlantis" for city in made):
            raise DatabaseError
        self.cities |= {city["code"]: city for city in made}

    @property
    def shapes(self):
        cities = Shape(name="cities", form=CityRow, make=self.city, save=self.save_cities, key="code")
        streets = Shape(
            name="streets",
            form=StreetRow,
            make=dict,
            save=self.streets.extend,
            once=("city", "name"),
            optional={"note"},
            refers={"city": "cities", "crosses": "streets"},
        )
        return cities, streets


@pytest.fixture
def store():
    return Store()


def file(folder, name, text, encoding="utf-8"):
    (folder / name).write_bytes(text.encode(encoding))
    return folder


def read(folder, store):
    return tables.read(folder, store.shapes)


def load(folder, store, **more):
    found, errors = read(folder, store)
    return errors + tables.load(found, store.shapes, keys=store.keys, **{"apply": True} | more)


def told(errors):
    return [(error.file, error.row, error.column, error.message) for error in errors]


CITIES = "code,name,people\nSH,上海,24\nBJ,北京,\n"
TOLD_NO_TABLE = "这里没有认得的表。表名要是其中之一：cities、streets。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_csv_files_are_read_in_the_encodings_that_spreadsheets_write(tmp_path, store, encoding, ends):
    found, errors = read(file(tmp_path, "cities.csv", CITIES.replace("\n", ends), encoding), store)

    assert errors == []
    assert found["cities"].rows == (
        Row(number=2, cells={"code": "SH", "name": "上海", "people": "24"}),
        Row(number=3, cells={"code": "BJ", "name": "北京", "people": ""}),
    )


def test_rows_are_numbered_as_the_spreadsheet_does_and_empty_ones_left_out(tmp_path, store):
    text = 'code,name,people,,\n\n  SH , "上海" ,24,,\n,,\nBJ,北京\n'.replace('"', "")

    found, errors = read(file(tmp_path, "cities.csv", text), store)

    assert errors == []
    assert [(row.number, row.cells["name"], row.cells["people"]) for row in found["cities"].rows] == [
        (3, "上海", "24"),
        (5, "北京", ""),
    ]


def test_one_file_alone_is_read_too(tmp_path, store):
    file(tmp_path, "cities.csv", CITIES)

    assert list(read(tmp_path / "cities.csv", store)[0]) == ["cities"]


def test_files_of_other_names_are_left_alone(tmp_path, store):
    file(tmp_path, "planets.csv", "whatever")
    file(tmp_path, "cities.csv", CITIES)

    found, errors = read(tmp_path, store)

    assert (list(found), errors) == (["cities"], [])


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("code,name,people,size", [("size", "这张表没有这一列。")]),
        ("code,name,people,code", [("code", "这一列出现了两次。")]),
        ("code,people", [("name", "缺少这一列。")]),
        ("code,,name,people", [("", "这张表没有这一列。")]),
        ("", [("code", "缺少这一列。"), ("name", "缺少这一列。"), ("people", "缺少这一列。")]),
    ],
)
def test_a_wrong_header_is_told_by_column(tmp_path, store, header, expected):
    _, errors = read(file(tmp_path, "cities.csv", f"{header}\n"), store)

    assert told(errors) == [("cities.csv", 1, column, message) for column, message in expected]


def test_a_column_that_is_optional_may_be_missing(tmp_path, store):
    _, errors = read(file(tmp_path, "streets.csv", "city,name,crosses\n"), store)

    assert errors == []


def test_an_empty_file_lacks_its_columns(tmp_path, store):
    _, errors = read(file(tmp_path, "cities.csv", ""), store)

    assert [error.column for error in errors] == ["code", "name", "people"]


def test_what_lies_beyond_the_header_is_told(tmp_path, store):
    _, errors = read(file(tmp_path, "cities.csv", "code,name,people\nSH,上海,24,surplus\n"), store)

    assert told(errors) == [("cities.csv", 2, "", "这一行比表头多出了内容。")]


def test_an_encoding_nobody_knows_is_told(tmp_path, store):
    (tmp_path / "cities.csv").write_bytes(b"code,name\n\xff\xff\xfe\n")

    assert told(read(tmp_path, store)[1]) == [("cities.csv", 0, "", "编码不是 UTF-8，也不是 GB18030，请另存为 UTF-8。")]


def test_a_quote_that_is_never_closed_is_told_with_its_row(tmp_path, store):
    _, errors = read(file(tmp_path, "cities.csv", 'code,name,people\nSH,"上海,24\n'), store)

    assert [(error.file, error.row) for error in errors] == [("cities.csv", 2)]
    assert errors[0].message.startswith("这里不是完整的 CSV：")


def test_a_file_that_is_too_large_is_not_read(tmp_path, store, monkeypatch):
    monkeypatch.setattr(sheets, "LARGEST", 10)

    _, errors = read(file(tmp_path, "cities.csv", CITIES), store)

    assert told(errors) == [("cities.csv", 0, "", "文件超过 20 MB，请分成几个再导入。")]


def test_too_many_rows_are_refused(tmp_path, store, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)

    _, errors = read(file(tmp_path, "cities.csv", CITIES), store)

    assert told(errors) == [("cities.csv", 0, "", "超过 2 行，请分成几个再导入。")]


def test_a_folder_without_tables_and_a_path_to_nothing_are_told(tmp_path, store):
    assert told(read(tmp_path, store)[1]) == [(tmp_path.name, 0, "", TOLD_NO_TABLE)]
    assert told(read(tmp_path / "no.xlsx", store)[1]) == [("no.xlsx", 0, "", "没有这个文件或文件夹。")]


def workbook(path, **rows_by_sheet):
    book = Workbook()
    book.remove(book.active)
    for name, rows in rows_by_sheet.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_is_read_sheet_by_sheet_as_a_csv_file_would_be_written(tmp_path, store):
    rows = [
        ["code", "name", "people"],
        [310106, date(2026, 11, 25), 24.0],
        [time(9, 30), True, 0.5],
        [datetime(2026, 11, 25, 9, 30), False, None],
    ]

    found, errors = read(workbook(tmp_path / "book.xlsx", cities=rows, notes=[["anything"]]), store)

    assert (errors, list(found), found["cities"].file) == ([], ["cities"], "book.xlsx/cities")
    assert [tuple(row.cells.values()) for row in found["cities"].rows] == [
        ("310106", "2026-11-25", "24"),
        ("09:30:00", "yes", "0.5"),
        ("2026-11-25T09:30:00", "no", ""),
    ]


def packed(path, **parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_bytes(b"not a workbook"),
        lambda path: path.write_bytes(b""),
        lambda path: packed(path, other="x"),
        lambda path: packed(path, **{"[Content_Types].xml": "<broken"}),
        lambda path: path.write_bytes(b"PK\x03\x04" + b"\0" * 100),
    ],
    ids=["text", "empty", "another archive", "broken parts", "broken archive"],
)
def test_what_is_no_workbook_is_told(tmp_path, store, make):
    path = tmp_path / "book.xlsx"
    make(path)

    assert told(read(path, store)[1]) == [("book.xlsx", 0, "", "这不是 .xlsx 工作簿，也不是 CSV 文件夹。")]


def test_a_workbook_that_would_unpack_to_too_much_is_not_read(tmp_path, store, monkeypatch):
    monkeypatch.setattr(sheets, "LARGEST_UNPACKED", 1000)
    packed(tmp_path / "book.xlsx", sheet="0" * 2000)

    assert told(read(tmp_path / "book.xlsx", store)[1]) == [("book.xlsx", 0, "", "文件超过 20 MB，请分成几个再导入。")]


def test_a_long_sheet_is_refused(tmp_path, store, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    path = workbook(tmp_path / "book.xlsx", cities=[["code", "name", "people"], ["SH", "上海", 1], ["BJ", "北京", 1]])

    assert [error.message for error in read(path, store)[1]] == ["超过 2 行，请分成几个再导入。"]


@pytest.mark.django_db
def test_rows_are_written_and_refer_to_rows_of_the_same_import(tmp_path, store):
    file(tmp_path, "cities.csv", CITIES)
    file(tmp_path, "streets.csv", "city,name,crosses\nSH,南京西路,\n")
    said = []

    errors = load(tmp_path, store, report=said.append)

    assert (errors, said) == ([], ["cities: 2", "streets: 1"])
    assert [(street["city"]["name"], street["crosses"]) for street in store.streets] == [("上海", [])]


@pytest.mark.django_db
def test_several_names_in_one_cell_are_all_looked_up(tmp_path, store):
    store.cities, store.streets = {"SH": {}}, [{"name": "a"}, {"name": "b"}]
    file(tmp_path, "streets.csv", "city,name,crosses\nSH,c,a;b\nSH,d,a;z\n")

    errors = load(tmp_path, store)

    assert told(errors) == [("streets.csv", 3, "crosses", "没有“z”。")]
    assert store.streets[-1]["crosses"] == [{"name": "a"}, {"name": "b"}]


@pytest.mark.django_db
def test_every_error_of_every_row_is_told(tmp_path, store):
    file(tmp_path, "cities.csv", "code,name,people\n,,x\nSH,上海,-1\n")

    assert [(error.row, error.column) for error in load(tmp_path, store)] == [
        (2, "code"),
        (2, "name"),
        (2, "people"),
        (3, "people"),
    ]


@pytest.mark.django_db
def test_a_name_that_comes_twice_is_told_with_the_first_row(tmp_path, store):
    file(tmp_path, "cities.csv", "code,name,people\nSH,上海,1\nBJ,北京,1\nSH,又上海,1\n")

    assert told(load(tmp_path, store)) == [("cities.csv", 4, "code", "“SH”在第 2 行已经出现过。")]


@pytest.mark.django_db
def test_a_row_that_is_broken_is_not_complained_of_by_those_that_name_it(tmp_path, store):
    file(tmp_path, "cities.csv", "code,name,people\nSH,上海,many\n")
    file(tmp_path, "streets.csv", "city,name,crosses\nSH,南京西路,\nXX,无名路,\n")

    assert [(error.file, error.row, error.column) for error in load(tmp_path, store)] == [
        ("cities.csv", 2, "people"),
        ("streets.csv", 3, "city"),
    ]


@pytest.mark.django_db
def test_a_missing_column_is_told_once_and_not_for_every_row(tmp_path, store):
    file(tmp_path, "cities.csv", "code,people\nSH,1\nBJ,1\n")

    assert told(load(tmp_path, store)) == [("cities.csv", 1, "name", "缺少这一列。")]


@pytest.mark.django_db
def test_a_refusal_is_told_at_its_column(tmp_path, store):
    file(tmp_path, "cities.csv", "code,name,people\nSA,撒哈拉,0\n")

    assert told(load(tmp_path, store)) == [("cities.csv", 2, "people", "沙漠里没有城市。")]


@pytest.mark.django_db
def test_what_the_database_refuses_is_told_with_the_row(tmp_path, store):
    file(tmp_path, "cities.csv", "code,name,people\nSH,上海,1\nAT,Atlantis,1\nBJ,北京,1\n")

    assert told(load(tmp_path, store)) == [("cities.csv", 3, "", "这一行和数据库里的规则冲突：DatabaseError。")]


def test_an_error_names_file_row_column_and_reason():
    error = RowError(file="cities.csv", row=2, column="name", message="缺少")

    assert (error.file, error.row, error.column, error.message) == ("cities.csv", 2, "name", "缺少")


def test_a_table_is_written_as_it_is_read(tmp_path, store):
    name = tables.write(
        tmp_path / "new", "cities", ["code", "name", "people"], [["SH", "上海, 市", None], ["BJ", '"京"', 3]]
    )

    found, errors = read(tmp_path / "new", store)

    assert (name, errors) == ("cities.csv", [])
    assert [tuple(row.cells.values()) for row in found["cities"].rows] == [("SH", "上海, 市", ""), ("BJ", '"京"', "3")]
