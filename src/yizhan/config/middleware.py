"""What happens around every request."""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.http import HttpRequest, HttpResponse

from yizhan.kernel import clock

EVERY = timedelta(minutes=10)
SEEN = "seen_at"


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
