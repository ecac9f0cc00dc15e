"""Who asks for a page, and what was sent with it."""

from django.http import HttpRequest

from yizhan.people.models import Person


def person_of(request: HttpRequest) -> Person:
    """Who asks; the guard has let nobody else in."""
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user
