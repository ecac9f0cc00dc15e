"""Providers as the hub looks after them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from yizhan.catalogue.models import Provider, ProviderKind
from yizhan.catalogue.queries import providers as catalogued
from yizhan.catalogue.queries import services
from yizhan.delivery import policies
from yizhan.delivery.forms.orders import FilterForm, ProvidersForm
from yizhan.delivery.queries import deliveries, orders, providers
from yizhan.kernel.access import guarded
from yizhan.people.queries import today
from yizhan.ui.pages import page


@require_GET
@guarded(policies.can_plan)
def provider_list(request: HttpRequest) -> HttpResponse:
    """Every provider with its month: what it holds of what it can give, and how it answered."""
    wanted = ProvidersForm(request.GET).wanted(today())
    rows = providers.loads(**wanted)
    context = {
        "rows": rows,
        "totals": providers.totals(rows),
        "wanted": wanted,
        "narrowed": any(wanted.get(name) for name in ("kind", "service")),
        "months": orders.neighbours(wanted["month"]),
        "kinds": ProviderKind.choices,
        "services": services(),
    }
    return page(request, "delivery/provider_list.html", context, part="rows")


@require_GET
@guarded(policies.can_plan)
def provider_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One provider: its month as a calendar, its answers, what it gives and when it comes."""
    provider: Provider = get_object_or_404(catalogued().prefetch_related("hours"), pk=pk)
    month = FilterForm(request.GET).wanted(today())["month"]
    context = {
        "load": providers.load_of(provider, month),
        "provider": provider,
        "month": month,
        "months": orders.neighbours(month),
        "weeks": deliveries.grid(month, deliveries.found(request.user, month=month, provider=provider)),
        "past": providers.months_of(provider),
        "coming": providers.coming(provider),
        "answers": providers.answers_of(provider),
        "staff": providers.staff_of(provider),
        "absences": providers.absences_of(provider),
    }
    return page(request, "delivery/provider_detail.html", context)
