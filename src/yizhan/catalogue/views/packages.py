"""The service package of an enterprise: for those who look after it, and for its contacts to answer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yizhan.catalogue import policies, queries, services
from yizhan.catalogue.forms import OfferForm
from yizhan.catalogue.models import PackageItem
from yizhan.enterprises.models import Enterprise
from yizhan.kernel.access import guarded
from yizhan.ui.acts import form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


@form_page
@guarded(policies.can_see_packages)
def package_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What an enterprise was offered and what it answered; more may be offered."""
    enterprise = get_object_or_404(Enterprise.objects.placed(), pk=pk)
    if not policies.can_pack(request.user, enterprise):
        raise Http404
    form = OfferForm(posted(request), services=queries.to_offer(enterprise))
    if attempt(form, lambda: services.offer(actor=request.user, enterprise=enterprise, **form.cleaned_data)):
        messages.success(request, _("已推荐。"))
        return redirect("catalogue:package-detail", pk=pk)
    items = queries.package_of(enterprise)
    return page(request, "catalogue/package_detail.html", {"enterprise": enterprise, "items": items, "form": form})


@require_POST
@guarded(policies.is_signed_in)
def package_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say whether an offered service is wanted, and go back where one came from."""
    item = get_object_or_404(PackageItem.objects.select_related("enterprise__station", "service"), pk=pk)
    if not policies.can_answer(request.user, item):
        raise Http404
    services.answer_offer(actor=request.user, item=item, taken=request.POST.get("taken") == "yes")
    messages.success(request, _("已记下：%(service)s") % {"service": item.service})
    if policies.can_pack(request.user, item.enterprise):
        return redirect("catalogue:package-detail", pk=item.enterprise_id)
    return redirect("portal:enterprise-mine", pk=item.enterprise_id)


@require_POST
@guarded(policies.can_see_packages)
def package_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a service out of an enterprise's package."""
    item = get_object_or_404(PackageItem.objects.select_related("enterprise__station", "service"), pk=pk)
    if not policies.can_pack(request.user, item.enterprise):
        raise Http404
    services.take_back_offer(actor=request.user, item=item)
    messages.success(request, _("已移出服务包：%(service)s") % {"service": item.service})
    return redirect("catalogue:package-detail", pk=item.enterprise_id)
