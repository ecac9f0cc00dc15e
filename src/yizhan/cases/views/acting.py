"""What the pages that do something about a case have in common."""

from collections.abc import Callable
from uuid import UUID

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from yizhan.cases import policies, queries
from yizhan.cases.models import Case
from yizhan.kernel.access import Policy
from yizhan.people.models import Person
from yizhan.ui import acts
from yizhan.ui.acts import Act


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
    shown = {"case": case, **context}
    return acts.carry_out(request, "cases/case_act.html", shown, act=act, form=form, command=command, back=back)
