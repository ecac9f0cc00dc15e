"""Needs through the API: those that the token's person looks after, and nobody's name."""

import pytest

from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.needs import services
from yizhan.needs.models import Need
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


@pytest.fixture
def tell(client, officer):
    """Raises a need through the API: tell(**fields)."""

    def tell(scope="needs:write", **fields):
        secret = create_token(person=officer, name="test", scopes=[scope], days=1)[1]
        headers = {"Authorization": f"Bearer {secret}"}
        return client.post("/api/v1/needs", fields, content_type="application/json", headers=headers)

    return tell


@pytest.fixture
def wish(station, service):
    return {
        "station": station.code,
        "category": service.category.code,
        "service": service.code,
        "words": "午休想请律师看看租房合同",
        "people": 12,
        "month": "2026-12-15",
        "parts_of_day": ["noon", "noon"],
        "weekdays": [3, 2],
    }


def test_a_program_raises_a_need_of_a_station_that_its_person_looks_after(tell, wish, officer):
    response = tell(**wish)

    need = Need.objects.get()
    assert (response.status_code, response.json()["id"], response.json()["steps"][0]["kind"]) == (
        201,
        str(need.pk),
        "raised",
    )
    assert (need.raised_by, need.channel, need.people, str(need.month)) == (officer, "api", 12, "2026-12-01")
    assert (need.parts_of_day, need.weekdays, need.requesters.count()) == (["noon"], [2, 3], 0)


def test_what_is_sent_again_makes_no_second_need(tell, wish):
    nonce = "0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f"

    first, again = (tell(**wish, nonce=nonce).json()["id"] for _ in range(2))

    assert (first, Need.objects.count()) == (again, 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("station", "X"),
        ("category", "X"),
        ("service", "X"),
        ("people", 0),
        ("people", 501),
        ("words", "  "),
        ("weekdays", [8]),
        ("parts_of_day", ["night"]),
        ("month", "2026-10-01"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_made(tell, wish, field, value):
    response = tell(**{**wish, field: value})

    named = {error["field"] for error in response.json()["errors"]}
    assert (response.status_code, named, Need.objects.count()) == (422, {field}, 0)


def test_a_station_of_others_is_not_known_and_reading_is_not_writing(tell, wish):
    elsewhere = tell(**{**wish, "station": NeedFactory().station.code})
    reading = tell("needs:read", **wish)

    assert (elsewhere.status_code, reading.status_code) == (422, 403)
