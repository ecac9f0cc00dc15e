"""What the pages that do something about a case have in common."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from yizhan.cases import policies, queries
from yizhan.cases.models import Case
from yizhan.kernel.access import Policy
from yizhan.people.models import Person
from yizhan.ui.acts import Act
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page, wants_part


def person_of(request: HttpRequest) -> Person:
    """Whoever asks; the guard has let nobody without an account in."""
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user


def case_for(request: HttpRequest, pk: UUID, policy: Policy = policies.can_handle) -> Case:
    """The case, for somebody of whom `policy` holds; for others it does not exist."""
    case: Case = get_object_or_404(queries.cases().select_related("series", "split_from"), pk=pk)
    if not policy(request.user, case):
        raise Http404
    return case


def carry_out(
    request: HttpRequest,
    case: Case,
    *,
    act: Act,
    form: BaseForm,
    command: Callable[[], object],
    back: str = "",
    **context: object,
) -> HttpResponse:
    """Show the form, or do `command` with what it holds and go back to the case."""
    back = back or reverse("cases:case-dossier", args=[case.pk])
    if form.is_bound:
        attempt(form, command)
        if not form.errors:
            messages.success(request, str(act.done) or _("%(act)s，已记下。") % {"act": act.title})
            return _done(request, back)
    shown = {"form": form, "case": case, "act": act, "back": back}
    return page(request, "cases/case_act.html", shown | context, part="form")


def _done(request: HttpRequest, back: str) -> HttpResponse:
    return HttpResponseClientRedirect(back) if wants_part(request) else redirect(back)
