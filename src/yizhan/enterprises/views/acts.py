"""How a page that does one thing to an enterprise works: form, refusal in place, back to the enterprise."""

from collections.abc import Callable
from uuid import UUID

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from yizhan.enterprises import policies
from yizhan.enterprises.models import Enterprise
from yizhan.ui import acts
from yizhan.ui.acts import Act


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
    back = reverse("enterprises:enterprise-detail", args=[enterprise.pk])
    shown: dict[str, object] = {"enterprise": enterprise}
    return acts.carry_out(
        request, "enterprises/enterprise_act.html", shown, act=act, form=form, command=command, back=back
    )
