"""The desk and the ledger."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from yizhan.kernel.access import guarded
from yizhan.people.models import Change
from yizhan.portal import policies
from yizhan.portal.queries import desk as queries
from yizhan.ui.pages import page

PER_PAGE = 50


@require_GET
@guarded(policies.can_see_desk)
def desk(request: HttpRequest) -> HttpResponse:
    """What the person looks after, as it is today, and what waits to be done."""
    leads = policies.can_read_ledger(request.user)
    context = {
        **queries.overview(request.user),
        "mine": queries.stations_run_by(request.user),
        "recent": queries.recent() if leads else [],
        "leads": leads,
    }
    return page(request, "portal/desk.html", context)


@require_GET
@guarded(policies.can_read_ledger)
def ledger(request: HttpRequest) -> HttpResponse:
    """Who did what, when and why."""
    subject = request.GET.get("subject", "")
    found = Change.objects.select_related("actor")
    shown = Paginator(found.filter(subject=subject) if subject else found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"lines": queries.lines(shown), "page_of": shown, "subject": subject}
    return page(request, "portal/ledger.html", context, part="rows")
