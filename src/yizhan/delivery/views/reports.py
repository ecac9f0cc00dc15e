"""Closing reports, cancellations, and how deliveries are handled."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from yizhan.delivery import gateways, policies
from yizhan.delivery.forms.orders import HandlingForm, ReasonForm
from yizhan.delivery.forms.reports import ReportForm
from yizhan.delivery.models import ReportPhoto
from yizhan.delivery.queries import deliveries
from yizhan.delivery.queries.handling import rows as handlings
from yizhan.delivery.services import cancelling, handling, reporting
from yizhan.delivery.views.acting import carry_out, delivery_of
from yizhan.kernel.access import guarded
from yizhan.ui.acts import Act, form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

PER_PAGE = 30
REPORT = Act(title=_("结案报告"), button=_("提交报告"), done=_("报告已收下，这场配送完成了。"))
CANCEL = Act(
    title=_("取消这一场"),
    button=_("确认取消"),
    done=_("已取消，相关的人都收到了通知。"),
    facts=(
        _("已经报名的人、提出需求的人、站点和服务方都会收到通知和你写的原因。"),
        _("让出来的需求会回到排队里，枢纽会收到修补的方案。"),
    ),
    danger=True,
)


@form_page
@guarded(policies.can_see_deliveries)
def report_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Report how it went; the number of people is taken from the check-ins to begin with."""
    delivery = delivery_of(request, pk, policies.can_report)
    came = deliveries.checked_in(delivery)
    form = ReportForm(posted(request), request.FILES if request.method == "POST" else None, initial={"came": came})
    return carry_out(
        request,
        delivery,
        act=REPORT,
        form=form,
        command=lambda typed: reporting.report(actor=request.user, delivery=delivery, **typed),
        checked_in=came,
    )


@form_page
@guarded(policies.can_see_deliveries)
def delivery_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call it off, and why."""
    delivery = delivery_of(request, pk, policies.can_cancel)
    return carry_out(
        request,
        delivery,
        act=CANCEL,
        form=ReasonForm(posted(request)),
        command=lambda typed: cancelling.cancel(actor=request.user, delivery=delivery, **typed),
    )


@require_GET
@guarded(policies.can_see_deliveries)
def report_list(request: HttpRequest) -> HttpResponse:
    """The reports of the deliveries that the actor sees, newest first."""
    found = Paginator(deliveries.reports(request.user), PER_PAGE).get_page(request.GET.get("page"))
    waits = [wait for wait in deliveries.waiting_for(request.user) if wait.kind == deliveries.UNREPORTED]
    return page(request, "delivery/report_list.html", {"reports": found, "waits": waits})


@require_GET
@guarded(policies.can_see_deliveries)
def report_photo(request: HttpRequest, pk: UUID, width: int) -> HttpResponseBase:
    """A photograph of a report, for those who see the delivery."""
    photo = get_object_or_404(ReportPhoto.objects.select_related("report"), pk=pk)
    delivery_of(request, photo.report.delivery_id)
    file = gateways.REPORTS.open(photo.pk, width=width)
    if file is None:
        raise Http404
    response = FileResponse(file, content_type="image/webp")
    response["Cache-Control"] = "private, max-age=86400"
    return response


@form_page
@guarded(policies.can_plan)
def handling_list(request: HttpRequest) -> HttpResponse:
    """What is allowed for all services and for single ones."""
    form = HandlingForm(posted(request))
    if attempt(form, lambda: handling.handle(actor=request.user, **form.cleaned_data)):
        return redirect("delivery:handling-list")
    return page(request, "delivery/handling_list.html", {"form": form, "handlings": handlings()})
