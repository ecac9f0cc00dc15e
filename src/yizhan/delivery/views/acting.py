"""How a page that does one thing to a delivery works: form, refusal in place, back to where it was asked for."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from yizhan.delivery import policies
from yizhan.delivery.models import Delivery
from yizhan.kernel.access import Policy, authorise
from yizhan.ui.acts import Act
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


def delivery_of(request: HttpRequest, pk: UUID, policy: Policy = policies.can_see_delivery) -> Delivery:
    """The delivery for an actor for whom `policy` holds; one that is none of theirs does not exist for them."""
    delivery: Delivery = get_object_or_404(Delivery.objects.told(), pk=pk)
    if not policies.can_see_delivery(request.user, delivery):
        raise Http404
    authorise(policy, request.user, delivery)
    return delivery


def page_of(delivery: Delivery) -> str:
    """The address of a delivery."""
    return reverse("delivery:delivery-detail", args=[delivery.pk])


def carry_out(
    request: HttpRequest,
    delivery: Delivery,
    *,
    act: Act,
    form: BaseForm,
    command: Callable[[Mapping[str, Any]], object],
    **context: object,
) -> HttpResponse:
    """Show the form, or do `command` with what it holds and go back to the delivery."""
    if form.is_bound:
        attempt(form, lambda: command(form.cleaned_data))
        if not form.errors:
            messages.success(request, str(act.done))
            return redirect(page_of(delivery))
    return page(request, "delivery/delivery_act.html", {"form": form, "delivery": delivery, "act": act} | context)
