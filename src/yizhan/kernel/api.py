"""The forms that every answer of the API has: problems (RFC 9457), lists with cursors, entity tags, words in two languages."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Annotated, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

M = TypeVar("M", bound=Model)
Answer = Callable[..., HttpResponse]
MOST = 100
PROBLEM = "application/problem+json"
ID = "0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f"
CURSOR = "AZOh8nweexqbHg88Wm1-jw"

SAID: dict[int, str | Promise] = {
    400: _("地址或内容不完整。"),
    401: _("请带上有效的令牌：Authorization: Bearer …"),
    403: _("这个令牌没有这项权限。"),
    404: _("没有这样的内容。"),
    405: _("这个地址不接受这种请求。"),
    422: _("请求里有内容不对。"),
    429: _("操作太快了，请过几分钟再试。"),
    500: _("是我们的问题，不是你的操作。已经记录下来。"),
}

Id = Annotated[UUID, Field(examples=[ID])]
Typed = Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]


class Words(Schema):
    """The same words in both languages; the English is empty while nobody has written it."""

    zh: str = Field(examples=["恒隆广场党群服务站"])
    en: str = Field(examples=["Plaza 66 Service Station"])


class FieldProblem(Schema):
    """What is wrong with one field of the request."""

    field: str = Field(examples=["cursor"])
    detail: str = Field(examples=["这个游标不是我们给出的。"])


class Problem(Schema):
    """A refusal, as RFC 9457 has it."""

    type: str = Field(default="about:blank", examples=["about:blank"])
    title: str = Field(examples=["Unprocessable Entity"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["请求里有内容不对。"])
    instance: str = Field(examples=["/api/v1/stations"])
    errors: list[FieldProblem] = []


class Cut(Schema):
    """Which part of a list is wanted."""

    cursor: Typed = Field("", examples=[CURSOR], description="from `next` of the page before; empty for the first")
    limit: int = Field(20, ge=1, le=MOST, examples=[20], description="how many items at most")


class Listing(Schema):
    """One page of a list, in the order of the identifiers."""

    next: str | None = Field(
        examples=[f"https://example.org/api/v1/stations?limit=20&cursor={CURSOR}"],
        description="the address of the next page; null on the last",
    )


class BadCursor(Exception):
    """The cursor was not made by us."""


def problem(request: HttpRequest, status: int, detail: str, *, errors: Sequence[FieldProblem] = ()) -> HttpResponse:
    """A refusal as `application/problem+json`."""
    title = HTTPStatus(status).phrase
    body = Problem(title=title, status=status, detail=detail, instance=request.path, errors=list(errors))
    response = HttpResponse(body.model_dump_json(), status=status, content_type=PROBLEM)
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Accept-Language", "Authorization"])
    return response


def refuse(request: HttpRequest, status: int, *, errors: Sequence[FieldProblem] = ()) -> HttpResponse:
    """The refusal with `status`, in the words that go with it."""
    return problem(request, status, str(SAID[status]), errors=errors)


def cut_out(request: HttpRequest, response: HttpResponse, rows: QuerySet[M], *, cut: Cut) -> tuple[list[M], str | None]:
    """The rows of one page and the address of the next, also said in a Link header (RFC 8288)."""
    if cut.cursor:
        rows = rows.filter(pk__gt=_position(cut.cursor))
    found = list(rows.order_by("pk")[: cut.limit + 1])
    if len(found) <= cut.limit:
        return found, None
    kept = found[: cut.limit]
    query = request.GET.copy()
    query["cursor"] = _cursor(kept[-1].pk)
    address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    response["Link"] = f'<{address}>; rel="next"'
    return kept, address


def _cursor(pk: UUID) -> str:
    return urlsafe_b64encode(pk.bytes).decode().rstrip("=")


def _position(cursor: str) -> UUID:
    try:
        position = UUID(bytes=urlsafe_b64decode(f"{cursor}=="))
    except ValueError as error:
        raise BadCursor from error
    if _cursor(position) != cursor:
        raise BadCursor
    return position


def with_entity_tag(answer: Answer) -> Answer:
    """Give what is read a strong entity tag, and answer 304 without a body to who has it already."""

    @wraps(answer)
    def tagged(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = answer(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Language", "Authorization"])
        if request.method != "GET":
            response["Cache-Control"] = "no-store"
        if response.status_code != HTTPStatus.OK or request.method != "GET":
            return response
        tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["ETag"], response["Cache-Control"] = tag, "private, no-cache"
        return _unchanged(response) if _is_known(request, tag) else response

    return tagged


def _is_known(request: HttpRequest, tag: str) -> bool:
    known = [part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")]
    return tag in known or "*" in known


def _unchanged(response: HttpResponse) -> HttpResponse:
    bare = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    for name in ("ETag", "Cache-Control", "Vary", "Link"):
        if name in response:
            bare[name] = response[name]
    del bare["Content-Type"]
    return bare


def with_every_method(answer: Answer, *, refuse: Answer) -> Answer:
    """Answer HEAD like GET and OPTIONS with the methods there are; any other that is not there goes to `refuse`."""

    @wraps(answer)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        asked = request.method
        request.method = "GET" if asked == "HEAD" else asked
        response = answer(request, *args, **kwargs)
        request.method = asked
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        there = {*response["Allow"].split(", "), "OPTIONS"}
        told = HttpResponse(status=HTTPStatus.NO_CONTENT) if asked == "OPTIONS" else refuse(request)
        told["Allow"] = ", ".join(sorted(there | ({"HEAD"} if "GET" in there else set())))
        return told

    return answered


def read_only(answer: Answer) -> Answer:
    """Let an answer be read and nothing else."""

    @wraps(answer)
    def reading(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return answer(request, *args, **kwargs) if request.method == "GET" else HttpResponseNotAllowed(["GET"])

    return reading
