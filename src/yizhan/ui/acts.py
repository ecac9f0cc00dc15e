"""What the pages that do one thing have in common: what was sent, a bare confirmation, words about the act."""

from dataclasses import dataclass

from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods

form_page = require_http_methods(["GET", "POST"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """What a page does: its title, its button, what to know first, and whether it takes something away.

    `done` is said afterwards. A wide one has so much to fill in that it is no sheet but a page of its own.
    """

    title: str | Promise
    button: str | Promise
    facts: tuple[str | Promise, ...] = ()
    done: str | Promise = ""
    danger: bool = False
    wide: bool = False


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, nothing while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def confirmation(request: HttpRequest) -> Form:
    """A form without fields: sending it is the confirmation."""
    return Form(posted(request))
