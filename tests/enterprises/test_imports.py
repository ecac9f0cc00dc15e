"""Enterprises from a file and into one."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.enterprises.factories import AssessmentFactory, ContactFactory, EnterpriseFactory, VisitFactory
from tests.factories import BuildingFactory, StationFactory
from yizhan.enterprises import services
from yizhan.enterprises.models import Enterprise

pytestmark = pytest.mark.django_db
HEAD = "name_zh,industry,size,building,station,visit_days,lease_ends_on"
PATH = "/desk/enterprises/import/"


@pytest.fixture
def read(tmp_path):
    """Import lines as somebody: read(actor, *lines, apply=True)."""

    def act(actor, *lines, apply=True):
        path = tmp_path / "enterprises.csv"
        path.write_text("\n".join((HEAD, *lines)), encoding="utf-8")
        return services.import_enterprises(actor=actor, path=path, apply=apply)

    return act


def line(station, name="静安示例贸易", industry="商贸零售", days="60"):
    return f"{name},{industry},10-49,{station.building.slug},{station.code},{days},2027-04-30"


def test_a_dry_run_writes_nothing(officer, station, read):
    assert read(officer, line(station), apply=False) == (1, [])
    assert not Enterprise.objects.exists()


def test_rows_are_noted_by_code_or_by_word(officer, station, read, history):
    assert read(officer, line(station), line(station, name="静安示例咨询", industry="professional")) == (2, [])

    one = Enterprise.objects.get(name_zh="静安示例贸易")
    assert (one.industry, one.visit_by, one.lease_ends_on) == ("trade", date(2027, 1, 24), date(2027, 4, 30))
    assert history(one) == ["note"]


def test_without_an_interval_it_is_ninety_days(officer, station, read):
    read(officer, line(station, days=""))

    assert Enterprise.objects.get().visit_days == 90


def test_one_that_is_there_is_changed_and_its_next_visit_moves(officer, station, read, history):
    known = EnterpriseFactory(station=station, name_zh="静安示例贸易", industry="media")
    VisitFactory(enterprise=known, on=date(2026, 11, 1))

    read(officer, line(station))

    known.refresh_from_db()
    assert (known.industry, known.visit_by, history(known)) == ("trade", date(2026, 12, 31), ["edit"])
    assert Enterprise.objects.count() == 1


def test_the_same_file_twice_changes_nothing_more(officer, station, read, history):
    read(officer, line(station))
    read(officer, line(station))

    assert history(Enterprise.objects.get()) == ["note"]


def test_every_wrong_cell_is_told_and_nothing_is_written(officer, station, read):
    rows, errors = read(
        officer,
        line(station),
        line(station),
        f"甲,海盗,10-49,{station.building.slug},{station.code},60,",
        f"乙,trade,10-49,nowhere,{StationFactory().code},5,someday",
    )

    assert (rows, Enterprise.objects.count()) == (4, 0)
    assert {(error.row, error.column) for error in errors} == {
        (3, "name_zh"),
        (4, "industry"),
        (5, "building"),
        (5, "station"),
        (5, "visit_days"),
        (5, "lease_ends_on"),
    }


def test_a_building_of_another_subdistrict_is_refused(hub, station, read):
    far = BuildingFactory()
    StationFactory(building=far)

    _rows, errors = read(hub, f"甲,trade,10-49,{far.slug},{station.code},60,")

    assert [(error.row, error.column) for error in errors] == [(2, "building")]


def test_members_import_and_export_nothing(member, read, station):
    with pytest.raises(PermissionDenied):
        read(member, line(station))
    with pytest.raises(PermissionDenied):
        services.export_enterprises(actor=member, wanted={})


def test_a_file_is_looked_through_and_then_written(desk, station):
    file = SimpleUploadedFile("企业.csv", f"{HEAD}\n{line(station)}".encode())
    kept = desk.post(PATH, {"file": file}).context["kept"]

    response = desk.post(PATH, {"kept": kept})

    assert (response.url, Enterprise.objects.count()) == ("/desk/enterprises/", 1)
    assert desk.post(PATH, {"kept": kept}).url == PATH


def test_errors_are_shown_by_row(desk, station):
    file = SimpleUploadedFile("企业.csv", f"{HEAD}\n{line(station, industry='海盗')}".encode())

    response = desk.post(PATH, {"file": file})

    assert response.status_code == 422
    assert "不认得“海盗”" in response.content.decode()


@pytest.mark.parametrize(("name", "size"), [("企业.pdf", 10), ("企业.csv", 3 * 1024 * 1024)])
def test_only_small_tables_are_taken(desk, name, size):
    assert desk.post(PATH, {"file": SimpleUploadedFile(name, b"x" * size)}).status_code == 422


def test_the_template_is_read_as_it_is(officer, station, desk):
    text = desk.get("/desk/enterprises/import/template.csv").content.decode("utf-8-sig")

    assert (
        text.splitlines()[0] == "name_zh,name_en,industry,size,building,floor,station,visit_days,came_on,lease_ends_on"
    )


def test_an_export_has_no_colour_and_no_contact_and_is_in_the_ledger(desk, enterprise, history):
    AssessmentFactory(enterprise=enterprise)
    contact = ContactFactory(enterprise=enterprise)
    EnterpriseFactory()

    response = desk.get("/desk/enterprises/export.csv")

    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        f"{enterprise.name_zh},,trade,10-49,{enterprise.building.slug},,{enterprise.station.code},90,,"
    ]
    assert (contact.name in response.content.decode(), history(enterprise)) == (False, ["export"])
