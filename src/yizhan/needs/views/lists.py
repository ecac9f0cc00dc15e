"""The lists of a month: for everyone once published, on the desk before."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yizhan.kernel.access import anyone, guarded
from yizhan.needs import policies, services
from yizhan.needs.models import ListKind
from yizhan.needs.queries.lists import published_in, published_months, sheets
from yizhan.needs.rules import month_after
from yizhan.people.queries import today
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


def month_of(written: str) -> date:
    """The month written as 2026-12; any other address does not exist."""
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError as error:
        raise Http404 from error


@require_GET
@guarded(anyone)
def list_detail(request: HttpRequest, month: str) -> HttpResponse:
    """The lists that were published for a month, for everyone."""
    first = month_of(month)
    found = published_in(first)
    if not found:
        raise Http404
    shown = [found[kind] for kind in ListKind if kind in found]
    return page(request, "needs/list_detail.html", {"lists": shown, "month": first, "months": published_months()})


@require_GET
@guarded(policies.can_publish)
def list_draft(request: HttpRequest, month: str = "") -> HttpResponse:
    """The lists of a month as they would be published now; next month unless said otherwise."""
    first = month_of(month) if month else month_after(today())
    context = {"sheets": sheets(first), "month": first, "after": month_after(first), "months": published_months()}
    return page(request, "needs/list_draft.html", context)


@require_POST
@guarded(policies.can_publish)
def list_publish(request: HttpRequest, month: str, kind: str) -> HttpResponse:
    """Publish one list of a month."""
    first, form = month_of(month), Form(request.POST)
    if kind not in ListKind.values:
        raise Http404
    attempt(form, lambda: services.publish_list(actor=request.user, kind=ListKind(kind), month=first))
    if form.errors:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    else:
        messages.success(request, _("已公布，公布过的不再改。"))
    return redirect("needs:list-draft-month", month)
