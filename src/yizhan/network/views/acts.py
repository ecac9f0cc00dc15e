"""How a page that does one thing to a station works: form, refusal in place, back to the station."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yizhan.kernel.access import Policy, authorise
from yizhan.network.models import Station
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


def station_of(request: HttpRequest, slug: str, policy: Policy) -> Station:
    """The station called `slug`, for an actor for whom `policy` holds; what is not public is hidden from others."""
    station = get_object_or_404(Station.objects.placed(), slug=slug)
    return allowed(request, station, policy)


def allowed(request: HttpRequest, station: Station, policy: Policy) -> Station:
    """`station` when the actor may do this to it; raises `PermissionDenied` otherwise."""
    authorise(policy, request.user, station)
    return station


def carry_out(
    request: HttpRequest,
    station: Station,
    *,
    form: BaseForm,
    command: Callable[[Mapping[str, Any]], object],
    title: str | Promise,
    act: str | Promise,
    danger: bool = False,
) -> HttpResponse:
    """Show the form, or do `command` with what it holds and go back to the station."""
    if form.is_bound:
        attempt(form, lambda: command(form.cleaned_data))
        if not form.errors:
            messages.success(request, _("已记下：%(title)s。") % {"title": title})
            return redirect("network:station-detail", slug=station.slug)
    context = {"form": form, "station": station, "title": title, "act": act, "danger": danger}
    return page(request, "network/station_act.html", context, part="form")
