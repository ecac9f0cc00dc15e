"""The page of quotas."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from yizhan.delivery import policies
from yizhan.delivery.forms.quotas import QuotaForm
from yizhan.delivery.queries.quotas import quota_table
from yizhan.delivery.services.quotas import set_quotas
from yizhan.kernel.access import guarded
from yizhan.network.queries import zones
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


@require_http_methods(["GET", "POST"])
@guarded(policies.can_plan)
def quota_list(request: HttpRequest) -> HttpResponse:
    """How many regular sessions every station gets each month, by category."""
    zone = request.GET.get("zone", "")
    form = QuotaForm(request.POST if request.method == "POST" else None, table=quota_table(zone=zone))
    changed = attempt(form, lambda: set_quotas(actor=request.user, wanted=form.wanted()))
    if changed is not None:
        told = ngettext("%(count)s 处配额已改，下一份计划起算。", "%(count)s 处配额已改，下一份计划起算。", changed)
        messages.success(request, told % {"count": changed})
        return redirect(request.get_full_path())
    return page(request, "delivery/quota_list.html", {"form": form, "zones": zones(), "chosen": zone}, part="table")
