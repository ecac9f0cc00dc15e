"""The page that lays two drafts side by side."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from yizhan.delivery import policies
from yizhan.delivery.queries.comparing import compare
from yizhan.delivery.queries.drafts import drafts
from yizhan.delivery.views.drafting import draft_of
from yizhan.kernel.access import guarded
from yizhan.ui.pages import page


@require_GET
@guarded(policies.can_plan)
def draft_compare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a draft holds and another of the month does not."""
    draft = draft_of(pk)
    others = list(drafts().filter(month=draft.month).exclude(pk=pk))
    chosen = request.GET.get("with") or (str(others[0].pk) if others else "")
    other = next((one for one in others if str(one.pk) == chosen), None)
    if chosen and other is None:
        raise Http404
    compared = compare(draft, other) if other else None
    context = {"draft": draft, "others": others, "other": other, "compared": compared}
    return page(request, "delivery/draft_compare.html", context)
