import pytest

from yizhan.config import checks

pytestmark = pytest.mark.django_db


def graded(point):
    return [finding.grade for finding in checks.findings() if finding.point == point]


@pytest.mark.parametrize("point", ["database", "migrations", "search", "photographs", "calendar"])
def test_a_sound_installation_passes(point):
    assert graded(point) == ["ok"]


def test_without_static_files_the_check_fails(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path

    assert graded("static files") == ["FAIL"]


def test_without_a_worker_the_check_warns():
    assert graded("worker") == ["warn"]


def test_a_calendar_near_its_end_warns(at):
    at("2027-11-01T09:00+08:00")

    assert graded("calendar") == ["warn"]
