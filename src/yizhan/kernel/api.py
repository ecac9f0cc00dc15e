"""The forms that every answer of the API has: problems (RFC 9457), pages with cursors, entity tags."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from ninja import Field, Schema

M = TypeVar("M", bound=Model)
T = TypeVar("T")
MOST = 100


class FieldProblem(Schema):
    """What is wrong with one field."""

    field: str = Field(examples=["cursor"])
    detail: str = Field(examples=["这个游标不是我们给出的。"])


class Problem(Schema):
    """An answer that is a refusal, as RFC 9457 has it."""

    type: str = Field("about:blank", examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["没有这样的内容。"])
    instance: str = Field(examples=["/api/v1/stations/0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f"])
    errors: list[FieldProblem] = []


class BadCursor(Exception):
    """The cursor was not made by us."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page(Generic[M]):
    """Some rows in the order of their identifiers, and the cursor to the next ones, empty at the end."""

    rows: list[M]
    next_cursor: str


def problem(
    request: HttpRequest, status: int, detail: str, *, errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """A refusal as `application/problem+json`."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.path,
        "errors": errors or [],
    }
    return JsonResponse(
        body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )


def page_of(rows: QuerySet[M], *, cursor: str, limit: int) -> Page[M]:
    """At most `limit` rows after `cursor`, by identifier; raises `BadCursor`."""
    if cursor:
        rows = rows.filter(pk__gt=_position(cursor))
    found = list(rows.order_by("pk")[: limit + 1])
    return Page(rows=found[:limit], next_cursor=_cursor(found[limit - 1].pk) if len(found) > limit else "")


def _cursor(pk: UUID) -> str:
    return urlsafe_b64encode(pk.bytes).decode().rstrip("=")


def _position(cursor: str) -> UUID:
    try:
        return UUID(bytes=urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (BadBase64, ValueError, UnicodeError) as error:
        raise BadCursor from error


def next_link(request: HttpRequest, response: HttpResponse, cursor: str) -> str | None:
    """The address of the next page, also said in a Link header (RFC 8288); nothing on the last one."""
    if not cursor:
        return None
    query = request.GET.copy()
    query["cursor"] = cursor
    address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    response["Link"] = f'<{address}>; rel="next"'
    return address


def with_entity_tag(answer: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the answer a strong entity tag, and answer 304 without a body to who has it already."""

    @wraps(answer)
    def tagged(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = answer(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Language", "Authorization"])
        if response.status_code != HTTPStatus.OK or request.method not in {"GET", "HEAD"}:
            return response
        tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["ETag"], response["Cache-Control"] = tag, "private, no-cache"
        known = [part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")]
        if tag not in known and "*" not in known:
            return response
        unchanged = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
        for name in ("ETag", "Cache-Control", "Vary", "Link"):
            if name in response:
                unchanged[name] = response[name]
        return unchanged

    return tagged
