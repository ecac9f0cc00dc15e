"""The roster through the API: for those who run the activity, with names and without phones."""

from uuid import uuid4

import pytest

from tests.activities.factories import ActivityFactory, RegistrationFactory
from tests.factories import AppointmentFactory
from yizhan.activities.models import Registration, Scan
from yizhan.activities.rules import codes
from yizhan.config.api import measure
from yizhan.kernel import clock
from yizhan.people.models import Role
from yizhan.people.services import create_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    return ActivityFactory()


@pytest.fixture
def officer(activity):
    return AppointmentFactory(role=Role.STATION, place=activity.station).person


@pytest.fixture
def doors_open(at, activity):
    at(activity.starts_at.isoformat())


@pytest.fixture
def call(client):
    """Calls the API as a person: call(person, path), call(person, path, body)."""
    measure.counts.clear()

    def call(person, path, body=None, *, scopes=("roster:read", "roster:write")):
        secret = create_token(person=person, name="test", scopes=list(scopes), days=1)[1]
        headers = {"Authorization": f"Bearer {secret}"}
        if body is None:
            return client.get(f"/api/v1{path}", headers=headers)
        return client.post(f"/api/v1{path}", body, content_type="application/json", headers=headers)

    return call


def test_those_who_run_the_activity_read_who_signed_up_and_no_phone(call, officer, activity):
    mine = RegistrationFactory(activity=activity, person__name="林夏", places=2)
    RegistrationFactory(activity=activity, state="cancelled")

    response = call(officer, f"/activities/{activity.pk}/registrations")

    assert [(row["id"], row["name"], row["state"], row["places"]) for row in response.json()["items"]] == [
        (str(mine.pk), "林夏", "confirmed", 2)
    ]
    assert mine.person.phone not in response.content.decode()


def test_registrations_are_narrowed_by_state_and_check_ins_are_those_who_came(call, officer, activity):
    came = RegistrationFactory(activity=activity, state="attended", checked_in_at=activity.starts_at)
    waiting = RegistrationFactory(activity=activity, state="waiting", queued_at=activity.opens_at)

    narrowed = call(officer, f"/activities/{activity.pk}/registrations?state=waiting").json()["items"]
    checked_in = call(officer, f"/activities/{activity.pk}/check-ins").json()["items"]

    assert ([row["id"] for row in narrowed], [row["id"] for row in checked_in]) == ([str(waiting.pk)], [str(came.pk)])


def test_the_roster_of_another_station_is_not_there_nor_its_door(call, officer):
    other = RegistrationFactory()
    reading = {"code": "12345678", "nonce": str(uuid4())}

    told = [call(officer, f"/activities/{other.activity_id}/{what}") for what in ("registrations", "check-ins")]
    scanned = call(officer, f"/activities/{other.activity_id}/check-ins", reading)
    by_hand = call(officer, f"/registrations/{other.pk}/check-in", {})

    assert [response.status_code for response in (*told, scanned, by_hand)] == [404] * 4


@pytest.mark.usefixtures("doors_open")
def test_a_code_that_is_read_lets_its_person_in_and_says_who_it_is(call, officer, activity):
    mine = RegistrationFactory(activity=activity)
    reading = {"code": codes.personal(mine.pk, at=clock.now()), "nonce": str(uuid4())}

    first, again = (call(officer, f"/activities/{activity.pk}/check-ins", reading) for _ in range(2))

    for response in (first, again):
        assert (response.status_code, response.json()["verdict"]) == (200, "admitted")
        assert response.json()["registration"]["id"] == str(mine.pk)
    assert (Registration.objects.get(pk=mine.pk).state, Scan.objects.count()) == ("attended", 1)


@pytest.mark.usefixtures("doors_open")
def test_a_forged_code_lets_nobody_in(call, officer, activity):
    RegistrationFactory(activity=activity)

    response = call(officer, f"/activities/{activity.pk}/check-ins", {"code": "YZ1.x", "nonce": str(uuid4())})

    assert response.json() == {"verdict": "forged", "registration": None}


@pytest.mark.usefixtures("doors_open")
def test_a_copied_code_tells_nobody_s_name(call, officer, activity):
    mine = RegistrationFactory(activity=activity)
    reading = {"code": codes.personal(mine.pk, at=clock.now()), "read_at": clock.now().isoformat()}
    call(officer, f"/activities/{activity.pk}/check-ins", {**reading, "nonce": str(uuid4()), "device": "gate-1"})

    copied = call(officer, f"/activities/{activity.pk}/check-ins", {**reading, "nonce": str(uuid4()), "device": "2"})

    assert copied.json() == {"verdict": "copied", "registration": None}


@pytest.mark.usefixtures("doors_open")
def test_an_officer_s_program_checks_somebody_in_by_hand(call, officer, activity):
    mine = RegistrationFactory(activity=activity)

    response = call(officer, f"/registrations/{mine.pk}/check-in", {})

    assert (response.json()["state"], response.json()["checked_in_at"]) == ("attended", activity.starts_at.isoformat())


def test_outside_the_hours_of_the_door_the_rule_says_why(call, officer, activity, at):
    at("2026-01-02T09:00+08:00")
    mine = RegistrationFactory(activity=activity)

    response = call(officer, f"/registrations/{mine.pk}/check-in", {})

    assert (response.status_code, Registration.objects.get(pk=mine.pk).state) == (422, "confirmed")


@pytest.mark.parametrize(
    ("scopes", "body", "status"),
    [
        (["activities:read"], None, 403),
        (["roster:read"], {"code": "1", "nonce": str(uuid4())}, 403),
        (["roster:write"], None, 403),
        (["roster:read"], None, 200),
        (["roster:write"], {"code": "1"}, 422),
    ],
)
def test_each_scope_opens_its_own_door(call, officer, activity, scopes, body, status):
    assert call(officer, f"/activities/{activity.pk}/check-ins", body, scopes=scopes).status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_the_roster_costs_the_same_for_many(call, officer, activity, count, client, django_assert_num_queries):
    RegistrationFactory.create_batch(count, activity=activity)
    secret = create_token(person=officer, name="test", scopes=["roster:read"], days=1)[1]

    with django_assert_num_queries(4):
        response = client.get(
            f"/api/v1/activities/{activity.pk}/registrations", headers={"Authorization": f"Bearer {secret}"}
        )

    assert len(response.json()["items"]) == count
