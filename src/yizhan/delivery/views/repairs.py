"""What can be held in place of deliveries that were called off."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yizhan.delivery import policies
from yizhan.delivery.models import Repair
from yizhan.delivery.queries import repairs
from yizhan.delivery.services import repairing
from yizhan.kernel.access import guarded
from yizhan.kernel.errors import Refused
from yizhan.ui.pages import page


@require_GET
@guarded(policies.can_plan)
def repair_list(request: HttpRequest) -> HttpResponse:
    """The repairs that wait for a word, each with what it proposes."""
    return page(request, "delivery/repair_list.html", {"repairs": repairs.proposed()})


@require_POST
@guarded(policies.can_plan)
def repair_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Dispatch what is proposed."""
    repair = get_object_or_404(Repair, pk=pk)
    try:
        repairing.confirm(actor=request.user, repair=repair)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已补上，相关的人都收到了通知。"))
    return redirect("delivery:delivery-detail", pk=repair.delivery_id)


@require_POST
@guarded(policies.can_plan)
def repair_dismiss(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave it to the next plan."""
    repair = get_object_or_404(Repair, pk=pk)
    try:
        repairing.dismiss(actor=request.user, repair=repair)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("没有采用，这些需求等下一次计划。"))
    return redirect("delivery:repair-list")
