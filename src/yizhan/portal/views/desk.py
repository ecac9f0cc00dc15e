"""The desk and the ledger."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from yizhan.kernel.access import guarded
from yizhan.portal import policies
from yizhan.portal.forms import LedgerForm
from yizhan.portal.queries.deeds import THINGS
from yizhan.portal.queries.desk import FEW, overview
from yizhan.portal.queries.ledger import lines
from yizhan.portal.queries.stations import own_stations
from yizhan.portal.queries.waiting import loop_todo
from yizhan.ui.pages import page

LINES = 50


@require_GET
@guarded(policies.can_see_desk)
def desk(request: HttpRequest) -> HttpResponse:
    """What the person looks after, as it is today, and what waits to be done."""
    reads = policies.can_read_ledger(request.user)
    context = {
        "own": own_stations(request.user),
        "loop": loop_todo(request.user),
        "overview": overview(request.user) if policies.can_oversee(request.user) else None,
        "delivers": policies.can_deliver(request.user),
        "recent": lines(limit=FEW)[0] if reads else [],
        "reads_ledger": reads,
    }
    return page(request, "portal/desk.html", context)


@require_GET
@guarded(policies.can_read_ledger)
def ledger(request: HttpRequest) -> HttpResponse:
    """Who did what, when and why, newest first."""
    wanted = LedgerForm(request.GET).wanted
    found, older = lines(limit=LINES, **wanted)
    context = {"lines": found, "older": older, "wanted": wanted, "subjects": THINGS.items()}
    return page(request, "portal/ledger.html", context, part="rows")
