"""Cases on the desk: the inbox, and everything about one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from yizhan.cases import policies
from yizhan.cases.models import Mechanism, State
from yizhan.cases.queries import inbox as queries
from yizhan.cases.queries.page import dossier
from yizhan.cases.views.acting import case_for
from yizhan.cases.views.offers import offered
from yizhan.kernel.access import guarded
from yizhan.ui.pages import page

FILTERS = ("q", "state", "kind", "station", "mechanism", "late", "mine")


@require_GET
@guarded(policies.can_see_desk)
def inbox(request: HttpRequest) -> HttpResponse:
    """The cases of the actor's stations, the first due first; those that are worked on unless asked otherwise."""
    wanted = {name: request.GET.get(name, "") for name in FILTERS}
    stations, kinds = queries.stations_of(request.user), queries.kinds_known()
    cursor = request.GET.get("cursor", "")
    context = {
        "found": queries.inbox(
            request.user, wanted=wanted, stations=stations, kinds=kinds, cursor=request.GET.get("cursor", "")
        ),
        "wanted": wanted,
        "cursor": cursor,
        "stations": stations,
        "kinds": {kind.code: kind for kind in reversed(kinds)}.values(),
        "states": State.choices,
        "mechanisms": Mechanism.choices,
    }
    return page(request, "cases/inbox.html", context, part="rows")


@require_GET
@guarded(policies.can_open)
def case_dossier(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything about one case, with what can be done next."""
    case = case_for(request, pk, policies.can_read)
    handles = policies.can_handle(request.user, case)
    context = {
        "case": case,
        "dossier": dossier(case),
        "handles": handles,
        "works_on_cases": policies.can_see_desk(request.user),
        "offered": offered(request.user, case),
    }
    return page(request, "cases/case_dossier.html", context)
