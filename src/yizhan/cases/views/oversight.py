"""What is late, and the escalation ladder."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yizhan.cases import policies, queries, services
from yizhan.cases.forms.oversight import DryRunForm, RungForm
from yizhan.cases.models import Clock, Rung
from yizhan.cases.queries import escalation, overdue
from yizhan.cases.rules.escalation import quiet_until
from yizhan.kernel import clock
from yizhan.kernel.access import guarded
from yizhan.network.models import Station
from yizhan.network.queries.desk import in_charge_of
from yizhan.ui.acts import confirmation, form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


@require_GET
@guarded(policies.can_see_desk)
def overdue_list(request: HttpRequest) -> HttpResponse:
    """What is late by station and clock, the longest first, and cases that may be one problem."""
    at = clock.now()
    context = {
        "stations": overdue.late_by_station(request.user, at=at),
        "clocks": [one.label for one in Clock],
        "late": overdue.late(request.user, at=at),
        "series": overdue.series_suggestions(Station.objects.filter(in_charge_of(request.user)), at=at),
    }
    return page(request, "cases/overdue_list.html", context)


@require_POST
@guarded(policies.can_see_desk)
def series_follow(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the cases that were ticked be answered together with the one that came first."""
    leader = get_object_or_404(queries.cases(), pk=pk)
    chosen = queries.cases().filter(pk__in=overdue.readable(request.POST.getlist("case")), station=leader.station)
    form = confirmation(request)
    count = attempt(form, lambda: services.follow_all(actor=request.user, cases=list(chosen), into=leader))
    if count:
        messages.success(request, _("%(count)d 件已并入 %(code)s，一并办理。") % {"count": count, "code": leader.code})
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect("cases:overdue-list")


@form_page
@guarded(policies.can_see_requests)
def ladder(request: HttpRequest) -> HttpResponse:
    """Who is told what and when, what would be told at some moment, and a further rung."""
    form, trial = RungForm(posted(request)), DryRunForm(request.GET)
    if attempt(form, lambda: services.add_rung(actor=request.user, **form.cleaned_data)):
        return redirect("cases:ladder")
    tried = trial.cleaned_data["at"] if trial.is_valid() else None
    at = tried or quiet_until(clock.now(), queries.working_calendar())
    context = {
        "rungs": escalation.ladder(),
        "hours": escalation.hours_of_work(),
        "at": at,
        "trial": DryRunForm(initial={"at": at}) if tried is None else trial,
        "steps": services.dry_run(at=at),
        "form": form,
        "keeps": policies.can_keep(request.user),
    }
    return page(request, "cases/ladder.html", context)


@require_POST
@guarded(policies.can_keep)
def rung_switch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Use a rung, or leave it out."""
    rung = get_object_or_404(Rung, pk=pk)
    services.switch_rung(actor=request.user, rung=rung, active=not rung.active)
    return redirect("cases:ladder")
