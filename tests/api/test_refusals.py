"""Every refusal of the API, in the form of RFC 9457."""

import pytest

from tests.factories import StationFactory
from yizhan.people import services
from yizhan.people.models import ApiToken

pytestmark = pytest.mark.django_db


def problem(response):
    body = response.json()
    assert response.headers["Content-Type"] == "application/problem+json"
    return response.status_code, body["title"], [error["field"] for error in body["errors"]]


def test_without_a_token_the_answer_is_401_and_says_how(client):
    response = client.get("/api/v1/stations")

    assert problem(response) == (401, "Unauthorized", [])
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="yizhan"'


def test_an_unknown_token_opens_nothing(client, officer):
    response = client.get("/api/v1/stations", headers={"Authorization": "Bearer yz_nothing"})

    assert problem(response)[0] == 401


@pytest.mark.parametrize("field", ["expires_at", "revoked_at"])
def test_an_expired_or_revoked_token_opens_nothing(client, officer, at, field):
    at("2026-11-25T09:00+08:00")
    token, secret = services.create_token(person=officer, name="test", scopes=["network:read"], days=1)
    at("2026-11-25T10:00+08:00")
    ApiToken.objects.filter(pk=token.pk).update(**{field: "2026-11-25T01:30:00Z"})

    assert client.get("/api/v1/stations", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


@pytest.mark.parametrize(
    ("path", "scope", "status"),
    [
        ("/stations", "network:read", 200),
        ("/stations", "catalogue:read", 403),
        ("/zones", "catalogue:read", 403),
        ("/services", "catalogue:read", 200),
        ("/services", "network:read", 403),
        ("/providers", "network:read", 403),
        ("/categories", "catalogue:read", 200),
    ],
)
def test_a_token_opens_what_its_scopes_say(ask, path, scope, status):
    assert ask(path, scopes=[scope]).status_code == status


@pytest.mark.parametrize("path", ["/stations/0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f", "/stations/x", "/nothing"])
def test_what_is_not_there_is_a_problem_and_no_page(ask, path):
    assert problem(ask(path)) == (404, "Not Found", [])


def test_a_station_that_does_not_serve_is_not_there(ask):
    assert ask(f"/stations/{StationFactory(state='applied').pk}").status_code == 404


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("kind=castle", "kind"),
        ("cursor=%21%21", "cursor"),
        ("cursor=abc", "cursor"),
    ],
)
def test_a_wrong_query_names_its_field(ask, query, field):
    status, _title, fields = problem(ask(f"/stations?{query}"))

    assert (status, fields[0].split(".")[-1]) == (422, field)


def test_refusals_speak_the_language_that_is_asked_for(client):
    english = client.get("/api/v1/stations", headers={"Accept-Language": "zh-hans"}).json()["detail"]

    assert "令牌" in english
