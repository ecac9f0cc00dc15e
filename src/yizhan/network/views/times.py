"""Weekly hours of a station, and days that differ."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yizhan.kernel.access import guarded
from yizhan.network import policies, services
from yizhan.network.forms.times import ExceptionForm, HoursForm
from yizhan.network.models import Hours, OpeningException
from yizhan.network.views.acts import allowed, carry_out, station_of
from yizhan.ui.acts import Act, confirmation, form_page, posted
from yizhan.ui.templatetags.ui import clock, day_words, weekday

ADD_HOURS = Act(title=gettext_lazy("添加开放时间"), button=gettext_lazy("添加"))
ADD_EXCEPTION = Act(title=gettext_lazy("添加特殊日期"), button=gettext_lazy("添加"))


@form_page
@guarded(policies.can_see_network_admin)
def hours_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a weekly interval; the address may name the weekday."""
    station = station_of(request, slug, policies.can_edit)
    return carry_out(
        request,
        station,
        act=ADD_HOURS,
        form=HoursForm(posted(request), initial={"weekday": request.GET.get("weekday")}),
        command=lambda typed: services.add_hours(actor=request.user, station=station, fields=typed),
    )


@form_page
@guarded(policies.can_see_network_admin)
def hours_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a weekly interval away."""
    hours = get_object_or_404(Hours.objects.select_related("station"), pk=pk)
    station = allowed(request, hours.station, policies.can_edit)
    fact = _("每%(weekday)s %(opens)s–%(closes)s 不再开放。") % {
        "weekday": weekday(hours.weekday),
        "opens": clock(hours.opens),
        "closes": clock(hours.closes),
    }
    return carry_out(
        request,
        station,
        act=Act(title=_("删除开放时间"), button=_("确认删除"), facts=(fact,), danger=True),
        form=confirmation(request),
        command=lambda typed: services.remove_hours(actor=request.user, hours=hours),
    )


@form_page
@guarded(policies.can_see_network_admin)
def exception_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a day that differs; the address may name its kind and the day."""
    station = station_of(request, slug, policies.can_edit)
    return carry_out(
        request,
        station,
        act=ADD_EXCEPTION,
        form=ExceptionForm(posted(request), initial=request.GET.dict()),
        command=lambda typed: services.add_exception(actor=request.user, station=station, fields=typed),
    )


@form_page
@guarded(policies.can_see_network_admin)
def exception_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a day that differs away."""
    exception = get_object_or_404(OpeningException.objects.select_related("station"), pk=pk)
    station = allowed(request, exception.station, policies.can_edit)
    fact = _("%(day)s的“%(kind)s：%(reason)s”不再有效，按平日时间开放。") % {
        "day": day_words(exception.day),
        "kind": exception.get_kind_display(),
        "reason": exception.reason,
    }
    return carry_out(
        request,
        station,
        act=Act(title=_("删除特殊日期"), button=_("确认删除"), facts=(fact,), danger=True),
        form=confirmation(request),
        command=lambda typed: services.remove_exception(actor=request.user, exception=exception),
    )
