"""Claims: what waits for an answer, claiming, answering."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yizhan.catalogue.models import Resource
from yizhan.kernel.access import guarded
from yizhan.needs import policies, services
from yizhan.needs.forms.claims import ClaimForm, GoalFormSet, ProjectForm, WhyForm, goals_of
from yizhan.needs.models import Claim, Side
from yizhan.needs.queries.projects import claimable, claimable_like, claims_of, projects_of, resources_of
from yizhan.people.queries import today
from yizhan.ui.acts import form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

SHOWN = 100
LISTED = 50
"""So many needs are offered for a claim at once; others are searched for."""


@require_GET
@guarded(policies.can_see_claims)
def claim_list(request: HttpRequest) -> HttpResponse:
    """Claims that the actor is on a side of, and the projects they became."""
    found = claims_of(request.user)[:SHOWN]
    context = {
        "claims": [(row, row.state == "open" and policies.can_answer(request.user, row)) for row in found],
        "projects": projects_of(request.user)[:SHOWN],
    }
    return page(request, "needs/claim_list.html", context)


@form_page
@guarded(policies.can_see_claims)
def claim_create(request: HttpRequest) -> HttpResponse:
    """Offer a resource to a need, or ask for one."""
    form = _claim_form(request)
    if attempt(form, lambda: services.claim(actor=request.user, **form.cleaned_data)):
        messages.success(request, _("已经提给对方，等答复。"))
        return redirect("needs:claim-list")
    more = claimable_like(_words(request))[LISTED : LISTED + 1].exists()
    context = {"form": form, "words": _words(request), "more": more, "listed": LISTED}
    return page(request, "needs/claim_form.html", context)


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:60]


def _claim_form(request: HttpRequest) -> ClaimForm:
    """The sides that the actor may speak for, with the needs and resources there are."""
    offers, asks = resources_of(request.user), policies.can_see_desk(request.user)
    sides = [Side.NEED] * asks + [Side.RESOURCE] * offers.exists()
    resources = Resource.objects.order_by("kind", "name_zh") if asks else offers
    first = {"need": request.GET.get("need"), "resource": request.GET.get("resource")}
    shown = claimable_like(_words(request))[:LISTED]
    return ClaimForm(posted(request), needs=claimable(), shown=shown, resources=resources, sides=sides, initial=first)


def _answerable(request: HttpRequest, pk: UUID) -> Claim:
    """The claim, for the side that answers it; for others it does not exist."""
    found = get_object_or_404(claims_of(request.user), pk=pk)
    if not policies.can_answer(request.user, found):
        raise Http404
    return found


@form_page
@guarded(policies.can_see_claims)
def claim_accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Agree, and say how the project goes."""
    claim = _answerable(request, pk)
    form, rows = ProjectForm(posted(request), initial=_first(claim)), GoalFormSet(posted(request))
    if form.is_valid() and not rows.is_valid():
        form.add_error(None, _("有几处要改一下，见下面。"))
    project = attempt(
        form,
        lambda: services.accept_claim(
            actor=request.user, claim=claim, goals=goals_of(rows.cleaned_data), **form.cleaned_data
        ),
    )
    if project:
        return redirect("needs:project-detail", project.pk)
    return page(request, "needs/claim_answer.html", {"form": form, "rows": rows, "claim": claim})


def _first(claim: Claim) -> dict[str, object]:
    return {"title": f"{claim.need.station}：{claim.need.service or claim.need}"[:80], "starts_on": today()}


@form_page
@guarded(policies.can_see_claims)
def claim_decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say no, with the reason."""
    claim, form = _answerable(request, pk), WhyForm(posted(request))
    if form.is_bound:
        attempt(form, lambda: services.decline_claim(actor=request.user, claim=claim, **form.cleaned_data))
        if not form.errors:
            messages.success(request, _("已经答复对方。"))
            return redirect("needs:claim-list")
    return page(request, "needs/claim_answer.html", {"form": form, "claim": claim, "declines": True})
