"""The pages of those who want something."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from yizhan.kernel.access import guarded
from yizhan.needs import policies, queries
from yizhan.ui.pages import page


@require_GET
@guarded(policies.can_raise)
def need_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where a need is, who has it, by when, and when unmet, why; one that was merged leads to what it became."""
    need = get_object_or_404(queries.needs(), pk=pk)
    if not policies.can_follow(request.user, need):
        raise Http404
    if need.merged_into_id:
        return redirect("needs:need-detail", queries.root_of(need.pk))
    return page(request, "needs/need_detail.html", {"need": need, "steps": need.steps.all()})
