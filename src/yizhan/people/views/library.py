"""Pages of the library that signs people in, with the manners of ours."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

View = Callable[..., HttpResponse]


def correcting(view: View) -> View:
    """Answer 422 when a page comes back with its form to be corrected."""

    @wraps(view)
    def corrected(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == HTTPStatus.OK:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    return corrected


def proving(view: View) -> View:
    """Who has just added a second step has just used it, and is not asked for it again at once."""

    @wraps(view)
    def proved(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        added = {reverse("mfa_index"), reverse("mfa_view_recovery_codes")}
        if request.method == "POST" and response.headers.get("Location") in added:
            record_authentication(request, request.user, "mfa", reauthenticated=True)
        return response

    return proved
