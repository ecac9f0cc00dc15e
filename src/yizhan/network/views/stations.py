"""Stations as their administrators see them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yizhan.kernel.access import guarded
from yizhan.network import policies, queries, services
from yizhan.network.forms.stations import StationEditForm, StationForm
from yizhan.network.models import Kind, StationState
from yizhan.network.queries import desk
from yizhan.network.views.acts import carry_out, station_of, station_page
from yizhan.network.views.dossier import dossier
from yizhan.people.models import Role
from yizhan.people.queries import places_of
from yizhan.ui.acts import Act, back_to, form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

PER_PAGE = 50
FILTERS = ("state", "kind", "zone", "subdistrict")


@require_GET
@guarded(policies.can_see_network_admin)
def station_list(request: HttpRequest) -> HttpResponse:
    """The stations that the actor administers, filtered and sorted."""
    wanted = {name: request.GET.get(name, "") for name in FILTERS}
    text, sort = request.GET.get("q", ""), request.GET.get("sort", "code")
    found = desk.administered(request.user, text=text, sort=sort, **wanted)
    context = {
        "stations": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "wanted": {**wanted, "q": text},
        "narrowed": bool(text or any(wanted.values())),
        "sort": sort,
        "zones": queries.zones(),
        "subdistricts": queries.subdistricts(),
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
    places = None if policies.can_decide(request.user) else places_of(request.user, Role.SUBDISTRICT)
    form = StationForm(posted(request), places=places)
    station = attempt(form, lambda: services.apply(actor=request.user, fields=form.cleaned_data))
    if station:
        messages.success(request, _("%(station)s 已申报，等待走访。") % {"station": station})
        return back_to(request, station_page(station))
    return page(request, "network/station_form.html", {"form": form}, part="form")


@require_GET
@guarded(policies.can_see_network_admin)
def station_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one station, with what can be done next."""
    station = station_of(request, slug, policies.can_edit)
    context = {
        **dossier(station),
        "may_decide": policies.can_decide(request.user),
        "may_apply": policies.can_apply(request.user, station.subdistrict_id),
    }
    return page(request, "network/station_detail.html", context)


@form_page
@guarded(policies.can_see_network_admin)
def station_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is said of the station; when somebody changed it meanwhile, what they wrote is shown."""
    station = station_of(request, slug, policies.can_edit)
    form = StationEditForm(
        posted(request),
        instance=station,
        initial={"version": station.version},
        may_place=policies.can_place(request.user, station, station.subdistrict_id),
    )
    return carry_out(
        request,
        station,
        act=Act(title=gettext_lazy("修改资料"), button=gettext_lazy("保存")),
        form=form,
        command=lambda typed: services.edit_station(
            actor=request.user, station=station, version=typed["version"], fields=form.typed("version")
        ),
        stale=form.stale(station),
    )
