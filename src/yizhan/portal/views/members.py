"""The pages of members: home, stations, one station, the map, my page."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from yizhan.activities import queries as activities
from yizhan.catalogue import queries as catalogue
from yizhan.kernel.access import anyone, guarded
from yizhan.network import queries as network
from yizhan.network import services as network_services
from yizhan.network.models import Station
from yizhan.people.models import Person, Purpose
from yizhan.people.queries import has_consented
from yizhan.portal.policies import is_signed_in
from yizhan.portal.queries import members as queries
from yizhan.ui.pages import page

PER_PAGE = 24
REMEMBER_SECONDS = 365 * 24 * 3600


@require_GET
@guarded(anyone)
def home(request: HttpRequest) -> HttpResponse:
    """What is near the chosen building, now."""
    building = queries.building_of(request.user, slug=request.COOKIES.get("building", ""))
    found = queries.near(building)
    context = {
        "building": building,
        "greeting": queries.greeting(),
        "near": found,
        "soon": queries.soon(found),
        "coming": queries.coming(found),
        "categories": catalogue.categories(),
    }
    return page(request, "portal/home.html", context)


@require_GET
@guarded(anyone)
def building_list(request: HttpRequest) -> HttpResponse:
    """Where do you work? Buildings by name."""
    text = request.GET.get("q", "")
    context = {"buildings": network.buildings(text=text), "text": text}
    return page(request, "portal/building_list.html", context, part="found")


@require_POST
@guarded(anyone)
def building_choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Remember the building: on this device, and with consent as the member's workplace."""
    building = get_object_or_404(network.buildings(), slug=slug)
    person = request.user
    if isinstance(person, Person) and has_consented(person, Purpose.WORKPLACE):
        network_services.choose_workplace(actor=person, person=person, building=building)
    response = redirect("portal:home")
    response.set_cookie(
        "building", building.slug, max_age=REMEMBER_SECONDS, samesite="Lax", httponly=True, secure=settings.SECURE
    )
    return response


@require_GET
@guarded(anyone)
def station_list(request: HttpRequest) -> HttpResponse:
    """All stations, filtered and searched."""
    wanted = queries.Wanted.of(request.GET)
    building = queries.building_of(request.user, slug=request.COOKIES.get("building", ""))
    found = Paginator(queries.wanted_stations(wanted, building=building), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "cards": queries.cards(list(found), building=building),
        "found": found,
        "wanted": wanted,
        "building": building,
        "zones": queries.zone_links(wanted),
        "kinds": queries.kinds(wanted),
        "services": catalogue.services(),
    }
    return page(request, "portal/station_list.html", context, part="found")


@require_GET
@guarded(anyone)
def station_map(request: HttpRequest) -> HttpResponse:
    """The district drawn schematically, with its stations by zone."""
    return page(request, "portal/station_map.html", queries.map_of_stations())


@require_GET
@guarded(anyone)
def station_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One station: rooms today, what it offers, when it is open, who runs it."""
    station = get_object_or_404(network.serving().filter(slug=slug))
    return page(request, "portal/station_detail.html", queries.station_page(station))


@require_GET
@guarded(anyone)
def search(request: HttpRequest) -> HttpResponse:
    """Activities, stations and services that fit some words."""
    text = request.GET.get("q", "").strip()
    context = {
        "text": text,
        "cards": queries.cards(_named(text), building=None) if text else [],
        "activities": list(activities.coming(text=text)[:6]) if text else [],
        "services": list(catalogue.services(text=text)[:10]) if text else [],
    }
    return page(request, "portal/search.html", context, part="found")


def _named(text: str) -> list[Station]:
    return queries.wanted_stations(queries.Wanted(text=text), building=None)[:10]


@require_GET
@guarded(is_signed_in)
def me(request: HttpRequest) -> HttpResponse:
    """The person's own page."""
    assert isinstance(request.user, Person)  # noqa: S101
    return page(request, "portal/me.html", queries.my_page(request.user))
