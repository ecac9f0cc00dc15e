"""What waits for a decision, the register of exceptions, and appeals."""

from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yizhan.cases import policies, services
from yizhan.cases.forms.oversight import AppealForm, DecideForm, ReviewForm
from yizhan.cases.models import Request
from yizhan.cases.queries import requests as queries
from yizhan.kernel.access import guarded
from yizhan.kernel.states import IllegalMove
from yizhan.people.models import Actor
from yizhan.people.queries import today
from yizhan.ui.acts import form_page, posted
from yizhan.ui.files import csv_file
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

REGISTERED = 100


@require_GET
@guarded(policies.can_see_requests)
def request_list(request: HttpRequest) -> HttpResponse:
    """What waits for me, for a second person and for others; appeals; the register."""
    context = {
        "desk": queries.desk(request.user, decides=policies.can_decide),
        "appeals": queries.appeals_for(request.user)[: queries.MOST],
        "register": queries.register(request.user)[:REGISTERED],
        "today": today(),
    }
    return page(request, "cases/request_list.html", context)


@require_GET
@guarded(policies.can_see_requests)
def request_export(request: HttpRequest) -> HttpResponse:
    """The whole register, as a file."""
    lines = (queries.register_line(one) for one in queries.register(request.user).iterator())
    return csv_file(f"exceptions-{today():%Y-%m-%d}.csv", [queries.register_header(), *lines])


@form_page
@guarded(policies.can_see_requests)
def request_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is asked for and why; whoever has to decides or looks again at what came of it."""
    asked = get_object_or_404(queries.requests_for(request.user), pk=pk)
    form = form_for(request, asked)
    if isinstance(form, DecideForm):
        attempt(form, lambda: services.decide(actor=request.user, asked=asked, **form.cleaned_data))
    elif isinstance(form, ReviewForm):
        attempt(form, lambda: services.review(actor=request.user, asked=asked, **form.cleaned_data))
    if form and form.is_bound and not form.errors:
        messages.success(request, _("已记下，申请人会收到通知。"))
        return redirect("cases:request-list")
    if form is None and request.method == "POST":
        messages.error(request, str(IllegalMove()))
        return redirect("cases:request-detail", pk)
    context = {"asked": asked, "form": form, "judges": isinstance(form, DecideForm)}
    return page(request, "cases/request_detail.html", context, part="form")


def form_for(request: HttpRequest, asked: Request) -> BaseForm | None:
    """What the actor may fill in about a request now; nothing when it is not theirs to say."""
    actor: Actor = request.user
    if asked.decided_at is None and policies.can_decide(actor, asked):
        return DecideForm(posted(request))
    if queries.waits_for_review(asked) and policies.can_review(actor, asked):
        return ReviewForm(posted(request))
    return None


@form_page
@guarded(policies.can_see_requests)
def appeal_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the reporter does not accept, and what comes of it."""
    appeal = get_object_or_404(queries.appeals_for(request.user), pk=pk)
    form = AppealForm(posted(request)) if policies.can_decide_appeal(request.user, appeal.case) else None
    if form and attempt(form, lambda: services.decide_appeal(actor=request.user, appeal=appeal, **form.cleaned_data)):
        messages.success(request, _("复核结论已告诉反映人。"))
        return redirect("cases:request-list")
    return page(request, "cases/appeal_detail.html", {"appeal": appeal, "form": form}, part="form")
