"""What the pages that do one thing have in common: what was sent, a bare confirmation, words about the act, doing it."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib import messages
from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from yizhan.ui.forms import attempt
from yizhan.ui.pages import page, wants_part

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


def carry_out(
    request: HttpRequest,
    template: str,
    shown: dict[str, object],
    *,
    act: Act,
    form: BaseForm,
    command: Callable[[], object],
    back: str,
) -> HttpResponse:
    """Show the form in `template`, or do `command` with what it holds, say so and go `back`; a refusal stays in place."""
    if form.is_bound:
        attempt(form, command)
        if not form.errors:
            messages.success(request, str(act.done) or _("%(act)s，已记下。") % {"act": act.title})
            return back_to(request, back)
    return page(request, template, {"form": form, "act": act, "back": back, **shown}, part="form")


def back_to(request: HttpRequest, back: str) -> HttpResponse:
    """To `back`; a page that had the form in a sheet is read anew, where it was."""
    if not wants_part(request):
        return redirect(back)
    opened = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return HttpResponseClientRedirect(back) if opened in {"", request.path} else HttpResponseClientRefresh()
