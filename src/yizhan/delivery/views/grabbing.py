"""Deliveries that any provider who fits may take."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yizhan.catalogue.models import Provider
from yizhan.delivery import policies
from yizhan.delivery.models import Delivery
from yizhan.delivery.queries import orders
from yizhan.delivery.services import answering
from yizhan.kernel.access import guarded
from yizhan.kernel.errors import Refused
from yizhan.people.models import Role
from yizhan.people.queries import places_of
from yizhan.ui.pages import page


@require_GET
@guarded(policies.can_see_orders)
def open_list(request: HttpRequest) -> HttpResponse:
    """What can be taken, for each of the actor's providers."""
    mine = Provider.objects.filter(pk__in=places_of(request.user, Role.PROVIDER)).order_by("name_zh")
    return page(request, "delivery/open_list.html", {"deliveries": orders.open_to(request.user), "providers": mine})


@require_POST
@guarded(policies.can_see_orders)
def open_take(request: HttpRequest, pk: UUID, provider_id: UUID) -> HttpResponse:
    """Take it for a provider; who was later is told."""
    delivery = get_object_or_404(Delivery, pk=pk)
    try:
        answering.grab(actor=request.user, delivery=delivery, provider_id=provider_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("delivery:open-list")
    messages.success(request, _("抢到了，这场就交给你们了。报名已经开放。"))
    return redirect("delivery:delivery-detail", pk=pk)
