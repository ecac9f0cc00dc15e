"""Every refusal of the API, in the form of RFC 9457."""

from datetime import date
from http import HTTPStatus
from urllib.parse import quote

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from ninja.errors import HttpError

from tests.factories import ServiceFactory, StationFactory
from yizhan.config.api import api, measure
from yizhan.kernel.api import Problem
from yizhan.kernel.errors import Refused
from yizhan.people import services
from yizhan.people.models import ApiToken, Appointment

pytestmark = pytest.mark.django_db
UNKNOWN = "0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f"
READ = ("network:read", "catalogue:read", "evaluation:read", "needs:read", "cases:read", "roster:read")
ADDRESSES = {
    "/stations": "network:read",
    "/stations/{station}": "network:read",
    "/zones": "network:read",
    "/stations/{station}/services": "catalogue:read",
    "/services": "catalogue:read",
    "/services/{service}": "catalogue:read",
    "/providers": "catalogue:read",
    "/providers/{unknown}": "catalogue:read",
    "/categories": "catalogue:read",
    "/scorecards": "evaluation:read",
    "/deliveries": "delivery:read",
    "/deliveries/{unknown}": "delivery:read",
    "/needs": "needs:read",
    "/needs/{unknown}": "needs:read",
    "/enterprises": "enterprises:read",
    "/enterprises/{unknown}": "enterprises:read",
    "/cases": "cases:read",
    "/cases/{unknown}": "cases:read",
    "/plans": "delivery:read",
    "/orders": "delivery:read",
    "/orders/{unknown}": "delivery:read",
    "/ratings": "evaluation:read",
    "/plans/{unknown}": "delivery:read",
}


def problem(response):
    """The problem that an answer is, after looking at its form."""
    body = Problem(**response.json())
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    assert (body.type, body.title) == ("about:blank", HTTPStatus(response.status_code).phrase)
    assert (body.status, body.instance) == (response.status_code, response.request["PATH_INFO"])
    return body


def addressed(path):
    return path.format(station=StationFactory().pk, service=ServiceFactory().pk, unknown=UNKNOWN)


@pytest.mark.parametrize("path", ADDRESSES)
def test_without_a_token_the_answer_is_401_and_says_how(client, path):
    response = client.get(f"/api/v1{addressed(path)}")

    assert problem(response).status == 401
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="yizhan"'


@pytest.mark.parametrize("given", ["Bearer yz_nothing", "Bearer", "Bearer ", "Basic eTp6", "yz_nothing", "Bearer \xff"])
def test_what_is_no_token_opens_nothing(client, given):
    response = client.get("/api/v1/stations", headers={"Authorization": given})

    assert problem(response).status == 401
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="yizhan", error="invalid_token"'


def test_a_session_is_no_token(client, officer):
    client.force_login(officer)

    assert problem(client.get("/api/v1/stations")).status == 401


@pytest.mark.parametrize("field", ["expires_at", "revoked_at"])
def test_an_expired_or_revoked_token_opens_nothing(client, officer, at, field):
    at("2026-11-25T09:00+08:00")
    token, secret = services.create_token(person=officer, name="test", scopes=["network:read"], days=1)
    at("2026-11-25T10:00+08:00")
    ApiToken.objects.filter(pk=token.pk).update(**{field: "2026-11-25T01:30:00Z"})

    response = client.get("/api/v1/stations", headers={"Authorization": f"Bearer {secret}"})

    assert problem(response).status == 401


def test_the_token_of_who_no_longer_works_for_the_network_opens_nothing(client, officer, token):
    secret = token()
    Appointment.objects.filter(person=officer).update(ends_on=date(2026, 1, 2))

    response = client.get("/api/v1/stations", headers={"Authorization": f"Bearer {secret}"})

    assert problem(response).status == 401


@pytest.mark.parametrize("scope", READ)
@pytest.mark.parametrize("path", ADDRESSES)
def test_a_token_opens_what_its_scopes_say(ask, path, scope):
    response = ask(addressed(path), scopes=[scope])

    if scope == ADDRESSES[path]:
        assert response.status_code == (404 if "unknown" in path else 200)
    else:
        assert problem(response).status == 403
        assert response.headers["WWW-Authenticate"] == (
            f'Bearer realm="yizhan", error="insufficient_scope", scope="{ADDRESSES[path]}"'
        )


@pytest.mark.parametrize("path", [f"/{kind}/{UNKNOWN}" for kind in ("stations", "services", "providers", "needs")])
def test_an_unknown_identifier_is_a_problem_and_no_page(ask, path):
    assert problem(ask(path)).status == 404


def test_whether_something_exists_is_not_told_without_the_scope(ask):
    station = StationFactory()

    there, missing = (ask(f"/stations/{pk}", scopes=["catalogue:read"]) for pk in (station.pk, UNKNOWN))

    assert there.status_code == missing.status_code == 403


@pytest.mark.parametrize("path", ["", "stations/", "stations/x", "stations/1/rooms", "nothing", "openapi.json/x"])
@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_an_address_that_is_not_there_is_a_problem_and_no_page(client, path, method):
    response = getattr(client, method)(f"/api/v1/{path}")

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/stations", "/openapi.json"])
def test_what_can_only_be_read_says_so(client, path, method):
    response = getattr(client, method)(f"/api/v1{path}")

    assert problem(response).status == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("query", "field", "detail"),
    [
        ("limit=0", "limit", "不能小于 1。"),
        ("limit=101", "limit", "不能大于 100。"),
        ("limit=all", "limit", "请填整数。"),
        ("kind=castle", "kind", "只能是其中一个：hub, building, point。"),
        ("cursor=%21%21", "cursor", "这个游标不是我们给出的。"),
        ("cursor=abc", "cursor", "这个游标不是我们给出的。"),
        (f"cursor={quote('甲' * 22)}", "cursor", "这个游标不是我们给出的。"),
        ("cursor=AZOh8nweexqbHg88Wm1-jx", "cursor", "这个游标不是我们给出的。"),
        (f"cursor={'A' * 61}", "cursor", "最多 60 个字。"),
        (f"q={'长' * 61}", "q", "最多 60 个字。"),
        ("q=%00", "q", "有不能识别的字符。"),
        ("zone=a%00b", "zone", "有不能识别的字符。"),
    ],
)
def test_a_wrong_query_names_its_field(ask, query, field, detail):
    body = problem(ask(f"/stations?{query}"))

    assert (body.status, [(one.field, one.detail) for one in body.errors]) == (422, [(field, detail)])


def test_every_wrong_field_is_named_at_once(ask):
    body = problem(ask("/providers?kind=castle&limit=0"))

    assert [one.field for one in body.errors] == ["kind", "limit"]


@pytest.mark.parametrize("text", ["'", "&", "|!", "_", "a:*", "\\", "%", "𠮷", "²", "( )", "  ", "--", "<->", "\ufffd"])
@pytest.mark.parametrize("path", ["/stations", "/services"])
def test_any_other_text_can_be_searched_for(ask, path, text):
    assert ask(f"{path}?q={quote(text)}").status_code == 200


@pytest.mark.parametrize(
    ("language", "detail"),
    [
        ("", "没有这样的内容。"),
        ("zh-CN,en;q=0.5", "没有这样的内容。"),
        ("en-GB", "There is no such thing."),
        ("fr", "没有这样的内容。"),
    ],
)
def test_refusals_speak_the_language_that_is_asked_for(client, language, detail):
    response = client.get("/api/v1/nothing", headers={"Accept-Language": language})

    assert problem(response).detail == detail
    assert "Accept-Language" in response.headers["Vary"]


def test_too_many_calls_are_told_to_wait(ask, at, monkeypatch):
    at("2026-11-25T09:00:48+08:00")
    monkeypatch.setattr(measure, "most", 2)
    within = [ask("/zones").status_code for _ in range(2)]

    response = ask("/zones")

    assert within == [200, 200]
    assert problem(response).status == 429
    assert response.headers["Retry-After"] == "12"
    at("2026-11-25T09:01:00+08:00")
    assert ask("/zones").status_code == 200


def test_a_fault_of_ours_is_noted_and_not_told(ask, caplog):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE network_zone RENAME TO gone")

    response = ask("/zones")

    assert problem(response).status == 500
    assert "network_zone" not in response.content.decode()
    assert "network_zone" in caplog.text


@pytest.mark.parametrize(
    ("error", "status", "errors"),
    [
        (Refused("房间已被占用。", field="room"), 422, [("room", "房间已被占用。")]),
        (Refused("这一步不能做。"), 422, []),
        (PermissionDenied("can_edit"), 403, []),
        (SuspiciousOperation("odd"), 400, []),
        (HttpError(400, "Cannot parse request body"), 400, []),
        (HttpError(418, "teapot"), 400, []),
    ],
)
def test_what_an_operation_raises_becomes_a_problem(rf, error, status, errors):
    response = api.on_exception(rf.post("/api/v1/stations"), error)

    body = Problem.model_validate_json(response.content)
    assert (response.status_code, [(one.field, one.detail) for one in body.errors]) == (status, errors)
    assert "can_edit" not in response.content.decode()
