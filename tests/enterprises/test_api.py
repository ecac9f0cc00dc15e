"""Enterprises for other programs."""

import json

import pytest

from tests.enterprises.factories import (
    AssessmentFactory,
    ContactFactory,
    EnterpriseFactory,
    ParticipationFactory,
    VisitFactory,
)
from yizhan.people.services import create_token

pytestmark = pytest.mark.django_db
LIST = "/api/v1/enterprises"


@pytest.fixture
def read(client, officer):
    """What the officer's token reads at an address."""
    secret = create_token(person=officer, name="test", scopes=["enterprises:read"], days=1)[1]
    return lambda path: client.get(path, headers={"Authorization": f"Bearer {secret}"})


def test_an_enterprise_is_told_without_people_and_colours(read, enterprise):
    AssessmentFactory(enterprise=enterprise, colour=5)
    contact = ContactFactory(enterprise=enterprise)
    visit = VisitFactory(enterprise=enterprise)
    part = ParticipationFactory(enterprise=enterprise)

    told = read(f"{LIST}/{enterprise.pk}").json()

    assert told == {
        "id": str(enterprise.pk),
        "name": {"zh": enterprise.name_zh, "en": ""},
        "industry": "trade",
        "size": "10-49",
        "building": enterprise.building.slug,
        "floor": "",
        "station": enterprise.station.code,
        "point": None,
        "platforms": [part.platform.code],
        "visited_on": "2026-11-01",
        "visit_by": "2026-12-31",
        "came_on": None,
        "left_on": None,
        "constructed": False,
    }
    assert [words in json.dumps(told, ensure_ascii=False) for words in (contact.name, visit.words)] == [False, False]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["丙贸易", "甲金融"]),
        ("?industry=finance", ["甲金融"]),
        ("?size=500%2B", ["丙贸易"]),
        ("?q=金融", ["甲金融"]),
        ("?moved_away=true", ["乙传媒"]),
    ],
)
def test_the_list_is_filtered(read, station, asked, found):
    EnterpriseFactory(station=station, name_zh="甲金融", industry="finance")
    EnterpriseFactory(station=station, name_zh="乙传媒", left_on="2026-06-01")
    EnterpriseFactory(station=station, name_zh="丙贸易", size="500+")
    EnterpriseFactory(name_zh="别处的")

    items = read(LIST + asked).json()["items"]

    assert sorted(item["name"]["zh"] for item in items) == sorted(found)


def test_a_station_and_a_building_are_filters_too(read, enterprise):
    place = f"station={enterprise.station.code}&building={enterprise.building.slug}"

    assert [item["id"] for item in read(f"{LIST}?{place}").json()["items"]] == [str(enterprise.pk)]
    assert read(f"{LIST}?station=JA-9999").json()["items"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(read, station, count, django_assert_num_queries):
    ParticipationFactory.create_batch(count, enterprise__station=station)

    with django_assert_num_queries(5):
        assert len(read(LIST).json()["items"]) == count


def test_another_station_s_enterprise_does_not_exist(read):
    assert read(f"{LIST}/{EnterpriseFactory().pk}").status_code == 404


def test_the_list_goes_on_where_it_was_cut(read, station):
    EnterpriseFactory.create_batch(3, station=station)

    first = read(f"{LIST}?limit=2").json()
    second = read(first["next"]).json()

    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 1, None)
