"""The API: who may call what, and what every refusal looks like."""

import logging
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.cache.backends.locmem import LocMemCache
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import Router
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from yizhan.activities.api import roster
from yizhan.activities.api import router as activities
from yizhan.cases.api import router as cases
from yizhan.catalogue.api import router as catalogue
from yizhan.config.description import Described
from yizhan.delivery.api import router as delivery
from yizhan.enterprises.api import router as enterprises
from yizhan.evaluation.api import router as evaluation
from yizhan.kernel import clock
from yizhan.kernel.access import anyone
from yizhan.kernel.api import (
    SAID,
    Answer,
    BadCursor,
    FieldProblem,
    problem,
    read_only,
    refuse,
    with_entity_tag,
    with_every_method,
)
from yizhan.kernel.errors import Refused
from yizhan.needs.api import router as needs
from yizhan.network.api import router as network
from yizhan.people.models import Person
from yizhan.people.policies import can_hold_token
from yizhan.people.queries import token_by_secret

logger = logging.getLogger(__name__)
REALM = 'Bearer realm="yizhan"'
MINUTE = 60
WRONG: dict[str, str | Promise] = {
    "missing": _("缺少这一项。"),
    "greater_than_equal": _("不能小于 %(ge)s。"),
    "less_than_equal": _("不能大于 %(le)s。"),
    "int_parsing": _("请填整数。"),
    "enum": _("只能是其中一个：%(expected)s。"),
    "string_too_long": _("最多 %(max_length)s 个字。"),
    "string_pattern_mismatch": _("有不能识别的字符。"),
}
MALFORMED = _("格式不对。")


class ScopeMissing(PermissionDenied):
    """The token stands and does not have the scope."""


class Token(HttpBearer):
    """The policy of an address: a bearer token that stands, of somebody who works for the network, with the scope."""

    def __init__(self, area: str) -> None:
        super().__init__()
        self.area = area

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """The person of the token, nobody when it does not stand; raises `ScopeMissing`."""
        found = token_by_secret(token)
        if found is None or not can_hold_token(found.person):
            return None
        scope = scope_for(self.area, str(request.method))
        if scope not in found.scopes:
            raise ScopeMissing(scope)
        request.user = found.person
        return found.person


def scope_for(area: str, method: str) -> str:
    """The scope by which a method may be used in an area: reading is one, everything else the other."""
    return f"{area}:read" if method == "GET" else f"{area}:write"


class PerMinute(BaseThrottle):
    """So many calls a minute for one person, counted by each server process for itself."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.counts = LocMemCache("api", {"MAX_ENTRIES": 10_000})

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the call, and say whether it was within the measure."""
        key = f"{request.user.pk}:{clock.now().timestamp() // MINUTE}"
        self.counts.add(key, 0, timeout=MINUTE)
        return self.counts.incr(key) <= self.most

    def wait(self) -> float:
        """The seconds until the next minute begins."""
        return MINUTE - clock.now().timestamp() % MINUTE


class Door(NamedTuple):
    """A router and the area that its scopes are about."""

    router: Router
    area: str


DOORS = (
    Door(network, "network"),
    Door(catalogue, "catalogue"),
    Door(activities, "activities"),
    Door(roster, "roster"),
    Door(evaluation, "evaluation"),
    Door(delivery, "delivery"),
    Door(needs, "needs"),
    Door(enterprises, "enterprises"),
    Door(cases, "cases"),
)
api = Described(
    title="Yizhan",
    version="1",
    description="Stations, services, providers, enterprises, needs, cases, activities, orders, check-ins and published figures of the network.",
    docs_url=None,
    urls_namespace="api",
)
OPERATIONS = {
    operation.view_func.__name__: (area, operation.methods[0])
    for router, area in DOORS
    for view in router.path_operations.values()
    for operation in view.operations
}
api.scopes = {name: scope_for(area, method) for name, (area, method) in OPERATIONS.items()}
measure = PerMinute(600)
for door in DOORS:
    api.add_router("", door.router, auth=Token(door.area), throttle=measure)


@api.exception_handler(AuthenticationError)
def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No token, or one that does not stand."""
    response = refuse(request, 401)
    given = "Authorization" in request.headers
    response["WWW-Authenticate"] = f'{REALM}, error="invalid_token"' if given else REALM
    return response


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """The token stands and does not open this."""
    response = refuse(request, 403)
    if isinstance(error, ScopeMissing):
        response["WWW-Authenticate"] = f'{REALM}, error="insufficient_scope", scope="{error}"'
    return response


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """Nothing is at this address."""
    return refuse(request, 404)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Something in the request is not of its form."""
    return refuse(request, 422, errors=[wrong_field(entry) for entry in error.errors])


@api.exception_handler(BadCursor)
def bad_cursor(request: HttpRequest, error: BadCursor) -> HttpResponse:
    """The cursor was not made by us."""
    return refuse(request, 422, errors=[FieldProblem(field="cursor", detail=str(_("这个游标不是我们给出的。")))])


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """A rule of the field says no."""
    errors = [FieldProblem(field=error.field, detail=str(error))] if error.field else []
    return problem(request, 422, str(error), errors=errors)


@api.exception_handler(HttpError)
def other(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework itself refuses, such as too many calls."""
    return refuse(request, error.status_code if error.status_code in SAID else 400)


@api.exception_handler(SuspiciousOperation)
def suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    """The request could not be understood."""
    return refuse(request, 400)


@api.exception_handler(Exception)
def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """The fault is ours: noted here, and not told."""
    logger.error("%s %s", request.method, request.path, exc_info=error)
    return refuse(request, 500)


def not_allowed(request: HttpRequest) -> HttpResponse:
    """The address is there, the method is not."""
    return refuse(request, 405)


def nothing_here(request: HttpRequest, path: str = "") -> HttpResponse:
    """Any other address under the API."""
    return refuse(request, 404)


def wrong_field(entry: dict[str, Any]) -> FieldProblem:
    """What is wrong with one field, in the reader's language."""
    facts = dict(entry.get("ctx", {}))
    facts["expected"] = str(facts.get("expected", "")).replace(" or ", ", ").replace("'", "")
    field = next(part for part in reversed(entry["loc"]) if isinstance(part, str))
    return FieldProblem(field=field, detail=str(WRONG.get(entry["type"], MALFORMED)) % facts)


def policed(patterns: Sequence[URLPattern | URLResolver]) -> list[URLPattern]:
    """The API's addresses, each naming what guards it; an address that no door covers stops the start."""
    ours = [pattern for pattern in patterns if isinstance(pattern, URLPattern)]
    for pattern in ours:
        match pattern.name:
            case "openapi-json":
                pattern.callback = opened(read_only(pattern.callback), policy=anyone)
            case "api-root":
                pattern.callback = opened(nothing_here, policy=anyone)
            case name:
                pattern.callback = opened(pattern.callback, policy=Token(OPERATIONS[str(name)][0]))
    return [*ours, re_path(r"^(?P<path>.*)$", opened(nothing_here, policy=anyone))]


def opened(answer: Answer, *, policy: object) -> Answer:
    """A view of the API with what all of them have: entity tags, every method, and the policy by name."""
    view = with_every_method(with_entity_tag(answer), refuse=not_allowed)
    view.policy = policy  # type: ignore[attr-defined]
    view.csrf_exempt = True  # type: ignore[attr-defined]
    return view
