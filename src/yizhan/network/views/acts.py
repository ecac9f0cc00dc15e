"""How a page that does one thing to a station works: form, refusal in place, back to the station."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from yizhan.kernel.access import Policy, authorise
from yizhan.network import policies
from yizhan.network.models import Station, StationState
from yizhan.ui.acts import Act
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page, wants_part


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
