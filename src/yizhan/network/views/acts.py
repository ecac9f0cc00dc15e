"""How a page that does one thing to a station works: form, refusal in place, back to the station."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from yizhan.kernel.access import Policy, authorise
from yizhan.network import policies
from yizhan.network.models import Station, StationState
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page, wants_part

form_page = require_http_methods(["GET", "POST"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """What a page does to a station: its title, its button, what to know first, and whether it takes something away.

    A wide one has so much to fill in that it is no sheet but a page of its own.
    """

    title: str | Promise
    button: str | Promise
    facts: tuple[str | Promise, ...] = ()
    danger: bool = False
    wide: bool = False


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, nothing while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def confirmation(request: HttpRequest) -> Form:
    """A form without fields: sending it is the confirmation."""
    return Form(posted(request))


def station_of(request: HttpRequest, slug: str, policy: Policy) -> Station:
    """The station called `slug`, for an actor for whom `policy` holds."""
    return allowed(request, get_object_or_404(Station.objects.placed(), slug=slug), policy)


def allowed(request: HttpRequest, station: Station, policy: Policy) -> Station:
    """`station` when the actor may do this to it; one that is not public does not exist for others."""
    if station.state != StationState.OPEN and not policies.can_edit(request.user, station):
        raise Http404
    authorise(policy, request.user, station)
    return station


def carry_out(
    request: HttpRequest,
    station: Station,
    *,
    act: Act,
    form: BaseForm,
    command: Callable[[Mapping[str, Any]], object],
    **context: object,
) -> HttpResponse:
    """Show the form, or do `command` with what it holds and go back to the station."""
    if form.is_bound:
        attempt(form, lambda: command(form.cleaned_data))
        if not form.errors:
            messages.success(request, _("%(station)s：%(act)s，已记下。") % {"station": station, "act": act.title})
            return back_to(request, station)
    return page(
        request, "network/station_act.html", {"form": form, "station": station, "act": act} | context, part="form"
    )


def back_to(request: HttpRequest, station: Station) -> HttpResponse:
    """To the station; a page that had the form in a sheet is read anew, where it was."""
    address = reverse("network:station-detail", args=[station.slug])
    if not wants_part(request):
        return redirect(address)
    opened = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return HttpResponseClientRedirect(address) if opened in {"", request.path} else HttpResponseClientRefresh()
