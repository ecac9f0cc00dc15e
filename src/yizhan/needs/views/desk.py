"""Needs on the desk: the inbox, and everything about one."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from yizhan.catalogue import queries as catalogue
from yizhan.kernel import clock
from yizhan.kernel.access import guarded
from yizhan.needs import policies, queries
from yizhan.needs.models import Channel, Need, NeedState
from yizhan.needs.queries import desk
from yizhan.ui.pages import page

PER_PAGE = 50
FILTERS = ("station", "state", "category", "channel", "age", "q")


@require_GET
@guarded(policies.can_see_desk)
def inbox(request: HttpRequest) -> HttpResponse:
    """The needs of the actor's stations, the oldest first; those to be looked at unless asked otherwise."""
    wanted = {name: request.GET.get(name, "") for name in FILTERS}
    wanted["state"] = request.GET.get("state", NeedState.OPEN)
    counts = desk.state_counts(request.user, wanted=wanted)
    context = {
        "needs": Paginator(desk.inbox(request.user, wanted=wanted), PER_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "states": [(state.value, state.label, counts[state]) for state in NeedState],
        "total": sum(counts.values()),
        "stations": desk.stations_of(request.user),
        "categories": catalogue.categories(),
        "channels": Channel.choices,
        "ages": desk.AGES,
        "now": clock.now(),
        "publishes": policies.can_publish(request.user),
    }
    return page(request, "needs/inbox.html", context, part="rows")


@require_GET
@guarded(policies.can_see_desk)
def need_dossier(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything about one need, with what can be done next."""
    need = triaged(request, pk)
    return page(request, "needs/need_dossier.html", {"need": need, "dossier": desk.dossier(need)})


def triaged(request: HttpRequest, pk: UUID) -> Need:
    """The need, for somebody who may decide about it; for others it does not exist."""
    need = get_object_or_404(
        queries.needs().select_related("merged_into", "split_from", "finding__visit__enterprise"), pk=pk
    )
    if not policies.can_triage(request.user, need.station):
        raise Http404
    return need
