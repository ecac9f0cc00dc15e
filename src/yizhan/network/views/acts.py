"""How a page that does one thing to a station works: form, refusal in place, back to the station."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from yizhan.kernel.access import Policy, authorise
from yizhan.network import policies
from yizhan.network.models import Station, StationState
from yizhan.ui import acts
from yizhan.ui.acts import Act


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
    return acts.carry_out(
        request,
        "network/station_act.html",
        {"station": station, **context},
        act=replace(act, done=_("%(station)s：%(act)s，已记下。") % {"station": station, "act": act.title}),
        form=form,
        command=lambda: command(form.cleaned_data),
        back=station_page(station),
    )


def station_page(station: Station) -> str:
    """The address of the desk's page of a station."""
    return reverse("network:station-detail", args=[station.slug])
