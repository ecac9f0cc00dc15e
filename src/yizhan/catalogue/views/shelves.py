"""Pages of services."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from yizhan.catalogue import queries
from yizhan.kernel.access import anyone, guarded
from yizhan.people.queries import today
from yizhan.ui.pages import page


@require_GET
@guarded(anyone)
def service_list(request: HttpRequest) -> HttpResponse:
    """The services on offer by category, searched or filtered."""
    category, text = request.GET.get("category", ""), request.GET.get("q", "")
    shelves = queries.shelves(category=category, text=text)
    context = {
        "shelves": shelves,
        "count": sum(len(shelf.services) for shelf in shelves),
        "categories": queries.categories(),
        "programmes": [] if category or text else queries.programmes(),
        "chosen": category,
        "text": text,
    }
    return page(request, "catalogue/service_list.html", context, part="found")


@require_GET
@guarded(anyone)
def service_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One service: its standard, where and when, who provides it."""
    service = get_object_or_404(queries.service_by_code(code))
    context = {
        "service": service,
        "standard": queries.standard_on(service, today()),
        "offers": queries.offers_of_service(service),
    }
    return page(request, "catalogue/service_detail.html", context)
