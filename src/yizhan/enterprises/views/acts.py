"""How a page that does one thing to an enterprise works: form, refusal in place, back to the enterprise."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from yizhan.enterprises import policies
from yizhan.enterprises.models import Enterprise
from yizhan.ui.acts import Act
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page, wants_part


def served(request: HttpRequest, pk: UUID) -> Enterprise:
    """The enterprise, for somebody who looks after it; for others it does not exist."""
    enterprise: Enterprise = get_object_or_404(Enterprise.objects.placed(), pk=pk)
    if not policies.can_serve(request.user, enterprise):
        raise Http404
    return enterprise


def carry_out(
    request: HttpRequest, enterprise: Enterprise, *, act: Act, form: BaseForm, command: Callable[[], object]
) -> HttpResponse:
    """Show the form, or do `command` with what it holds and go back to the enterprise."""
    if form.is_bound:
        attempt(form, command)
        if not form.errors:
            messages.success(request, _("%(act)s，已记下。") % {"act": act.title})
            return back_to(request, enterprise)
    context = {"form": form, "enterprise": enterprise, "act": act}
    return page(request, "enterprises/enterprise_act.html", context, part="form")


def back_to(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """To the page of the enterprise."""
    address = reverse("enterprises:enterprise-detail", args=[enterprise.pk])
    return HttpResponseClientRedirect(address) if wants_part(request) else redirect(address)
