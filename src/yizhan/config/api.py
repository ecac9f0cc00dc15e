"""The API: who may call what, and what every refusal looks like."""

from collections.abc import Callable, Sequence

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from yizhan.catalogue.api import router as catalogue
from yizhan.kernel.access import anyone
from yizhan.kernel.api import BadCursor, problem, with_entity_tag
from yizhan.kernel.errors import Refused
from yizhan.network.api import router as network
from yizhan.people.queries import token_by_secret


class Token(HttpBearer):
    """A bearer token that holds one scope."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> object:
        """The person of a standing token with the scope; raises `PermissionDenied` without the scope."""
        found = token_by_secret(token)
        if found is None:
            return None
        if self.scope not in found.scopes:
            raise PermissionDenied(self.scope)
        request.user = found.person
        return found.person


api = NinjaAPI(
    title="Yizhan",
    version="1",
    description="Reading stations, services and providers of the network.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", network, auth=Token("network:read"))
api.add_router("", catalogue, auth=Token("catalogue:read"))


@api.exception_handler(AuthenticationError)
def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No token, or one that does not stand."""
    response = problem(request, 401, _("请带上有效的令牌：Authorization: Bearer …"))
    response["WWW-Authenticate"] = 'Bearer realm="yizhan"'
    return response


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """The token stands and does not open this."""
    return problem(request, 403, _("这个令牌没有这项权限。"))


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """Nothing is at this address."""
    return problem(request, 404, _("没有这样的内容。"))


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Something in the request is not of its form."""
    errors = [{"field": ".".join(map(str, entry["loc"][1:])), "detail": str(entry["msg"])} for entry in error.errors]
    return problem(request, 422, _("请求里有内容不对。"), errors=errors)


@api.exception_handler(BadCursor)
def bad_cursor(request: HttpRequest, error: BadCursor) -> HttpResponse:
    """The cursor was not made by us."""
    field = {"field": "cursor", "detail": _("这个游标不是我们给出的。")}
    return problem(request, 422, _("请求里有内容不对。"), errors=[field])


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """A rule of the field says no."""
    return problem(request, 422, str(error), errors=[{"field": error.field or "", "detail": str(error)}])


def nothing_here(request: HttpRequest, path: str) -> HttpResponse:
    """Any other address under the API."""
    return problem(request, 404, _("没有这样的内容。"))


def policed(patterns: Sequence[URLPattern | URLResolver]) -> list[URLPattern]:
    """The API's addresses, each naming what guards it, with entity tags on its answers."""
    ours = [pattern for pattern in patterns if isinstance(pattern, URLPattern)]
    for pattern in ours:
        view: Callable[..., HttpResponse] = with_entity_tag(pattern.callback)
        view.policy = getattr(pattern.callback, "policy", None) or scopes_of(pattern)  # type: ignore[attr-defined]
        view.csrf_exempt = True  # type: ignore[attr-defined]
        pattern.callback = view
    nothing = re_path(r"^(?P<path>.*)$", nothing_here)
    nothing_here.policy = anyone  # type: ignore[attr-defined]
    return [*ours, nothing]


def scopes_of(pattern: URLPattern) -> object:
    """The scopes of the operations at an address; the description of the API itself is for anyone."""
    path_view = getattr(getattr(pattern.callback, "__self__", None), "operations", None)
    return [callback for operation in path_view or [] for callback in operation.auth_callbacks] or anyone
