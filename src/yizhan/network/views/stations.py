"""Stations as their administrators see them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yizhan.kernel.access import authorise, guarded
from yizhan.network import policies, queries, services
from yizhan.network.forms.pages import StationEditForm, StationForm
from yizhan.network.models import Kind, Station, StationState
from yizhan.network.queries import desk
from yizhan.network.views.acts import carry_out, station_of
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

PER_PAGE = 50
form_page = require_http_methods(["GET", "POST"])


@require_GET
@guarded(policies.can_see_network_admin)
def station_list(request: HttpRequest) -> HttpResponse:
    """The stations that the actor administers, filtered and sorted."""
    wanted = {name: request.GET.get(name, "") for name in ("zone", "kind", "state", "subdistrict")}
    text, sort = request.GET.get("q", ""), request.GET.get("sort", "code")
    found = desk.administered(request.user, text=text, sort=sort, **wanted)
    context = {
        "stations": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "wanted": {**wanted, "q": text},
        "sort": sort,
        "zones": queries.zones(),
        "kinds": Kind.choices,
        "states": StationState.choices,
        "checklist_length": desk.checklist_length(),
        "may_apply": policies.can_apply_somewhere(request.user),
    }
    return page(request, "network/station_list.html", context, part="rows")


@form_page
@guarded(policies.can_apply_somewhere)
def station_create(request: HttpRequest) -> HttpResponse:
    """Apply for a new station."""
    form = StationForm(request.POST or None)
    station = attempt(form, lambda: services.apply(actor=request.user, fields=form.cleaned_data))
    if station:
        messages.success(request, _("已申报，等待走访。"))
        return redirect("network:station-detail", slug=station.slug)
    return page(request, "network/station_form.html", {"form": form}, part="form")


@require_GET
@guarded(policies.can_see_network_admin)
def station_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one station, with what can be done next."""
    station = get_object_or_404(Station.objects.placed(), slug=slug)
    if not policies.can_edit(request.user, station):
        if station.state != StationState.OPEN:
            raise Http404
        authorise(policies.can_edit, request.user, station)
    context = {**desk.dossier(station), "may_decide": policies.can_decide(request.user)}
    return page(request, "network/station_detail.html", context)


@form_page
@guarded(policies.can_see_network_admin)
def station_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is said of the station; refused when somebody changed it meanwhile."""
    station = station_of(request, slug, policies.can_edit)
    shown = get_object_or_404(Station.objects.placed(), slug=slug)
    return carry_out(
        request,
        station,
        form=StationEditForm(request.POST or None, instance=shown, initial={"version": station.version}),
        command=lambda c: services.edit_station(
            actor=request.user,
            station=station,
            version=c["version"],
            fields={name: value for name, value in c.items() if name != "version"},
        ),
        title=_("修改站点"),
        act=_("保存"),
    )
