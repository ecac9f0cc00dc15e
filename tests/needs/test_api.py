"""Needs through the API: those that the token's person looks after, and nobody's name."""

import pytest

from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.needs import services
from yizhan.people.services import create_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, officer):
    secret = create_token(person=officer, name="test", scopes=["needs:read"], days=1)[1]
    return lambda path: client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {secret}"})


def test_the_needs_of_one_s_own_stations_are_told(ask, station, service):
    need = NeedFactory(station=station, service=service, people=12, parts_of_day=["noon"])
    NeedFactory()

    (told,) = ask("/needs").json()["items"]

    assert (told["id"], told["station"], told["service"], told["people"], told["parts_of_day"]) == (
        str(need.pk),
        station.code,
        service.code,
        12,
        ["noon"],
    )


@pytest.mark.parametrize(
    ("query", "count"),
    [("state=met", 1), ("channel=walk", 1), ("category=FL", 3), ("category=JK", 0), ("q=按摩", 1), ("station=X", 0)],
)
def test_needs_are_filtered(ask, station, query, count):
    NeedFactory(station=station, state="met")
    NeedFactory(station=station, channel="walk")
    NeedFactory(station=station, words="颈椎按摩")

    assert len(ask(f"/needs?{query}").json()["items"]) == count


def test_a_need_tells_its_history_and_nobody_s_name(ask, station, officer, service):
    need = RequesterFactory(need__station=station, need__service=service, person__name="林夏").need
    services.accept(actor=officer, need=need)

    response = ask(f"/needs/{need.pk}")

    assert [step["kind"] for step in response.json()["steps"]] == ["accepted"]
    assert "林夏" not in response.content.decode()


def test_the_need_of_another_station_does_not_exist(ask):
    assert ask(f"/needs/{NeedFactory().pk}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_needs_cost_the_same_for_many(ask, station, count, django_assert_num_queries):
    NeedFactory.create_batch(count, station=station)

    with django_assert_num_queries(3):
        response = ask("/needs")

    assert len(response.json()["items"]) == count
