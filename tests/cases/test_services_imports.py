"""Kinds, bodies and the ladder as tables."""

import csv

import pytest

from tests.cases.factories import BodyFactory, CaseFactory
from tests.factories import SubdistrictFactory
from yizhan.cases.models import Body, Kind, Rung
from yizhan.cases.services import imports
from yizhan.kernel import tables
from yizhan.network.services import imports as network

pytestmark = pytest.mark.django_db
KIND = {
    "name_zh": "求助",
    "name_en": "Help",
    "about_zh": "",
    "about_en": "",
    "group_zh": "帮一帮",
    "group_en": "Get help",
    "keywords": "漏水;电梯",
    "limits": '{"contact": "1d", "resolution": "5d"}',
    "questions": '[{"code": "since", "type": "datetime"}]',
    "mechanisms": "instant;joint",
    "acts": "",
    "may_be_public": "yes",
    "code": "help",
    "position": "1",
    "constructed": "yes",
}
BODY = {
    "name_zh": "警务站",
    "name_en": "Police Post",
    "duties_zh": "治安",
    "duties_en": "Safety",
    "code": "police",
    "subdistrict": "",
    "active": "yes",
    "constructed": "yes",
}
RUNG = {"clock": "contact", "offset": "-2h", "recipient": "responsible", "active": "yes"}


@pytest.fixture
def load(tmp_path):
    """Read rows of one table from a file: load("bodies", BODY, ...); returns the errors as column and row."""

    def from_file(name, *rows):
        with (tmp_path / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        found, errors = tables.read(tmp_path, imports.SHAPES)
        errors += tables.load(found, imports.SHAPES, keys=network.keys, apply=True)
        return [(error.row, error.column) for error in errors]

    return from_file


def versions():
    return list(Kind.objects.order_by("version").values_list("version", "name_zh", "retired_at"))


def test_a_kind_comes_in_whole(load):
    assert load("case_kinds", KIND) == []

    kind = Kind.objects.get()
    assert (kind.version, kind.keywords, kind.mechanisms) == (1, ["漏水", "电梯"], ["instant", "joint"])
    assert (kind.limits, kind.fields) == (
        {"contact": "1d", "resolution": "5d"},
        [{"code": "since", "type": "datetime"}],
    )
    assert (kind.acts, kind.may_be_public, kind.constructed) == ({}, True, True)


def test_a_row_that_says_the_same_makes_no_version(load):
    load("case_kinds", KIND)

    assert load("case_kinds", KIND) == []
    assert versions() == [(1, "求助", None)]


def test_a_row_that_says_something_else_makes_the_next_version_and_running_cases_keep_theirs(load):
    load("case_kinds", KIND)
    case = CaseFactory(kind=Kind.objects.get())

    assert load("case_kinds", {**KIND, "name_zh": "求助投诉"}) == []

    case.refresh_from_db()
    assert [(version, name, retired is None) for version, name, retired in versions()] == [
        (1, "求助", False),
        (2, "求助投诉", True),
    ]
    assert (case.kind.version, case.kind.name_zh) == (1, "求助")


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("limits", '{"contact": "1d"}'),
        ("limits", '{"contact": "1d", "resolution": "0d"}'),
        ("limits", '{"contact": "1d", "resolution": "5d", "tea": "1h"}'),
        ("limits", "5d"),
        ("mechanisms", "instant;magic"),
        ("questions", '[{"code": "since", "type": "magic"}]'),
        ("acts", '{"dance": ["hub"]}'),
    ],
)
def test_a_broken_kind_is_refused_by_its_column(load, column, text):
    errors = load("case_kinds", {**KIND, column: text})

    assert ([row for row, _ in errors], Kind.objects.count()) == ([2], 0)


def test_bodies_come_in_with_their_subdistrict_and_are_known_by_their_code(load):
    BodyFactory(code="police", name_zh="派出所")
    where = SubdistrictFactory()

    assert load("bodies", {**BODY, "subdistrict": where.code}) == []

    body = Body.objects.get()
    assert (body.name_zh, body.subdistrict, body.people.count()) == ("警务站", where, 1)


def test_a_body_of_an_unknown_subdistrict_is_refused(load):
    assert load("bodies", {**BODY, "subdistrict": "nowhere"}) == [(2, "subdistrict")]


def test_rungs_come_in_once(load):
    load("case_ladder", RUNG)

    assert load("case_ladder", {**RUNG, "active": "no"}) == []
    assert [(rung.offset, rung.active) for rung in Rung.objects.all()] == [("-2h", False)]


@pytest.mark.parametrize(
    ("column", "text"), [("clock", "tea"), ("offset", "2 days"), ("recipient", "mayor"), ("active", "maybe")]
)
def test_a_broken_rung_is_refused_by_its_column(load, column, text):
    assert load("case_ladder", {**RUNG, column: text}) == [(2, column)]
