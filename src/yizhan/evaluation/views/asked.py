"""Who asks for a page, and what was sent with it."""

from django.http import HttpRequest, QueryDict

from yizhan.people.models import Person


def person_of(request: HttpRequest) -> Person:
    """Who asks; the guard has let nobody else in."""
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, nothing while the page is only looked at."""
    return request.POST if request.method == "POST" else None
