"""The reference network goes in and comes out the same."""

import pytest

from tests.rows import put_back, rows_after
from yizhan.config import exchange
from yizhan.config.demo import network as demo
from yizhan.network.models import Building, Kind, Room, Station

REFERENCE = demo.REFERENCE / "jingan"
TABLES = [shape.name for shape in exchange.SHAPES]
pytestmark = pytest.mark.django_db


def imported(*, apply=True, path=REFERENCE):
    return exchange.import_all(path=path, apply=apply, report=str)


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    """What one import of the whole network writes."""

    def without_errors():
        assert imported() == []

    with django_db_blocker.unblock():
        return rows_after(without_errors)


@pytest.fixture
def entered(db, rows):
    """The network as it was imported, until the end of the test."""
    put_back(rows)


def test_the_reference_network_is_one_hub_and_seventy_building_stations(entered):
    counts = {kind: Station.objects.serving().filter(kind=kind).count() for kind in Kind}
    assert counts == {Kind.HUB: 1, Kind.BUILDING: 70, Kind.POINT: 12}


def test_what_comes_out_is_what_went_in(entered, tmp_path):
    names = exchange.export_all(folder=tmp_path)

    assert names == [f"{name}.csv" for name in TABLES]
    for name in names:
        assert sorted((tmp_path / name).read_text().splitlines()) == sorted((REFERENCE / name).read_text().splitlines())


def test_importing_twice_changes_nothing(entered):
    before = list(Station.objects.order_by("pk").values_list("pk", "slug", "version"))

    assert imported() == []
    assert list(Station.objects.order_by("pk").values_list("pk", "slug", "version")) == before


def test_a_dry_run_changes_nothing():
    assert imported(apply=False) == []

    assert Building.objects.count() == 0


def test_a_thousand_broken_rows_are_all_listed_and_nothing_is_changed(tmp_path):
    for file in REFERENCE.glob("*.csv"):
        (tmp_path / file.name).write_text(file.read_text())
    rooms = tmp_path / "rooms.csv"
    header, *_rows = rooms.read_text().splitlines()
    columns = header.split(",")
    values = {"station": "plaza-66", "name_zh": "坏行", "seats": "none", "uses": "meeting"}
    rows = [",".join({**values, "slug": f"broken-{n}"}.get(column, "") for column in columns) for n in range(1000)]
    rooms.write_text("\n".join([header, *rows]) + "\n")

    errors = imported(path=tmp_path)

    assert [(error.file, error.row, error.column) for error in errors] == [
        ("rooms.csv", n + 2, "seats") for n in range(1000)
    ]
    assert (Station.objects.count(), Room.objects.count()) == (0, 0)


def test_a_row_that_names_what_is_not_there_says_so(tmp_path):
    for file in REFERENCE.glob("*.csv"):
        (tmp_path / file.name).write_text(file.read_text())
    offers = tmp_path / "offers.csv"
    offers.write_text(offers.read_text().splitlines()[0] + "\nnowhere,XX9,,,,,\n")

    errors = imported(path=tmp_path)

    assert [(error.file, error.row, error.column) for error in errors] == [
        ("offers.csv", 2, "station"),
        ("offers.csv", 2, "service"),
    ]
