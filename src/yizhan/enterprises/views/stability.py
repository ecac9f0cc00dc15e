"""The stability screen: shown to named roles alone, every look in the ledger."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yizhan.enterprises import policies, services
from yizhan.enterprises.forms.stability import JudgeForm
from yizhan.enterprises.queries import screen
from yizhan.enterprises.views.acts import served
from yizhan.kernel.access import guarded
from yizhan.people.queries import today
from yizhan.ui.acts import form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

PER_PAGE = 30
FEW = 12


@require_GET
@guarded(policies.can_see_stability)
def screen_list(request: HttpRequest) -> HttpResponse:
    """The colours in force, the least stable first, and the enterprises without one."""
    found = screen.current(request.user)
    chosen = request.GET.get("colour", "")
    if chosen.isdecimal():
        found = found.filter(colour=int(chosen[:2]))
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    services.look_at_screen(actor=request.user, assessments=list(shown))
    unjudged = screen.unjudged(request.user)
    context = {
        "assessments": shown,
        "colours": screen.counts(request.user),
        "chosen": chosen,
        "unjudged": unjudged[:FEW],
        "unjudged_count": unjudged.count(),
        "today": today(),
    }
    return page(request, "enterprises/screen.html", context)


@form_page
@guarded(policies.can_see_stability)
def stability_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How stable an enterprise was judged to be, and judging it anew."""
    enterprise = served(request, pk)
    if not policies.can_judge(request.user, enterprise.station):
        raise PermissionDenied
    form = JudgeForm(posted(request))
    if attempt(form, lambda: services.judge(actor=request.user, enterprise=enterprise, **form.cleaned_data)):
        messages.success(request, _("已记下，到期后不再显示。"))
        return redirect("enterprises:stability-detail", pk=pk)
    context = {
        "enterprise": enterprise,
        "assessments": services.look(actor=request.user, enterprise=enterprise),
        "form": form,
        "today": today(),
    }
    return page(request, "enterprises/stability.html", context)
