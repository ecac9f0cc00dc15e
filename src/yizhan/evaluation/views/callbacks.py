"""The officers' queue of call-backs."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yizhan.evaluation import policies, queries, services
from yizhan.evaluation.forms.ratings import CallBackForm
from yizhan.kernel.access import guarded
from yizhan.ui.acts import posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

QUEUE, DONE = 50, 20


@require_GET
@guarded(policies.can_see_call_backs)
def call_back_list(request: HttpRequest) -> HttpResponse:
    """What waits, the first due first, and what was done lately."""
    queue = Paginator(queries.call_backs_for(request.user), QUEUE).get_page(request.GET.get("page"))
    context = {
        "queue": queue,
        "waiting": queries.with_time_left(queue),
        "done": queries.call_backs_done(request.user)[:DONE],
    }
    return page(request, "evaluation/call_back_list.html", context)


@require_http_methods(["GET", "POST"])
@guarded(policies.can_see_call_backs)
def call_back_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was said, and what came of asking after it; then the next one."""
    call_back = get_object_or_404(queries.call_back_of(request.user), pk=pk)
    form = CallBackForm(posted(request))
    if attempt(form, lambda: services.close_call_back(actor=request.user, call_back=call_back, **form.cleaned_data)):
        messages.success(request, _("回访已记下，回复已发给评价人。"))
        following = queries.call_backs_for(request.user).first()
        return (
            redirect("evaluation:call-back-edit", following.pk) if following else redirect("evaluation:call-back-list")
        )
    context = {"form": form, "call_back": call_back, "case": queries.case_of(call_back)}
    return page(request, "evaluation/call_back_form.html", context, part="form")
