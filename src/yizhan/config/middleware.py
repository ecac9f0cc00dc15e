"""What happens around every request."""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django_htmx.http import HttpResponseClientRedirect

from yizhan.kernel import clock
from yizhan.ui.pages import error_page, wants_part

EVERY = timedelta(minutes=10)
SEEN = "seen_at"
NOT_ALLOWED = 405


class Recognition(AuthenticationMiddleware):
    """Knows who asks before anything else is done, as every request needs it: policies look at the person, not at a proxy."""

    def process_request(self, request: HttpRequest) -> None:
        """Note on the request who is signed in."""
        request.user = get_user(request)


class DeviceTrail:
    """Notes when a device was last seen, every ten minutes at most, so that reading a page writes nothing."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer
        self.noting = UserSessionsMiddleware(answer)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now, seen = clock.now(), request.session.get(SEEN)
        if not request.user.is_authenticated or (seen and now - datetime.fromisoformat(seen) < EVERY):
            return self.answer(request)
        request.session[SEEN] = now.isoformat()
        response: HttpResponse = self.noting(request)
        return response


class SpokenRefusals:
    """Lets an address that only takes what is sent say so and what now, where Django answers a visitor with nothing."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if response.status_code != NOT_ALLOWED or response.content or not request.accepts("text/html"):
            return response
        spoken = error_page(request, NOT_ALLOWED)
        spoken["Allow"] = response["Allow"]
        return spoken


class WholeRedirects:
    """Has the browser itself go where a request for a part is sent, so that no whole page is put into an open one."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if isinstance(response, HttpResponseRedirect) and wants_part(request):
            leaving = HttpResponseClientRedirect(response.url)
            leaving.cookies.update(response.cookies)
            return leaving
        return response
