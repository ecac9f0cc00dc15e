"""The door for members: the own code, and the code of the venue."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yizhan.activities import policies, queries, services
from yizhan.activities.models import Registration
from yizhan.activities.queries import pages
from yizhan.activities.rules import codes, refusals
from yizhan.activities.views.signing import member_of, own_registration
from yizhan.kernel import clock
from yizhan.kernel.access import anyone, guarded
from yizhan.kernel.errors import Refused
from yizhan.people.models import Person
from yizhan.ui.pages import page

HERE = "activities_here"


@require_GET
@guarded(policies.is_signed_in)
def mine_code(request: HttpRequest) -> HttpResponse:
    """The code that is wanted next: that of the activity which comes first."""
    registration = pages.next_to_check_in(member_of(request))
    if registration:
        return redirect("activities:registration-code", pk=registration.pk)
    return page(request, "activities/registration_code.html", {"registration": None})


@never_cache
@require_GET
@guarded(policies.is_signed_in)
def registration_code(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The own code, full screen; it changes every minute."""
    registration = own_registration(request, pk)
    at = clock.now()
    context = {
        "registration": registration,
        "activity": registration.activity,
        "code": codes.personal(pk, at=at),
        "number": codes.number(pk, at=at),
        "doors": registration.activity.starts_at - codes.DOORS_OPEN,
    }
    return page(request, "activities/registration_code.html", context, part="code")


@require_http_methods(["GET", "POST"])
@guarded(anyone)
def activity_here(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The venue's code was read: it is taken first, and kept while a stranger signs in."""
    _take_code(request, pk)
    if not isinstance(request.user, Person):
        return redirect_to_login(request.path)
    mine = queries.registration_of(request.user, pk)
    if request.method == "POST" and mine:
        return _come(request, mine)
    activity = get_object_or_404(pages.shown_activities(), pk=pk)
    context = {"activity": activity, "mine": mine, "here": _is_here(request, pk)}
    return page(request, "activities/activity_here.html", context)


def _take_code(request: HttpRequest, pk: UUID) -> None:
    """Remember that this browser was at the venue just now; the code itself is good for seconds only."""
    at = clock.now()
    if codes.opens_here(pk, request.GET.get("code", ""), at=at):
        request.session[HERE] = {**request.session.get(HERE, {}), str(pk): at.isoformat()}


def _is_here(request: HttpRequest, pk: UUID) -> bool:
    taken = request.session.get(HERE, {}).get(str(pk))
    return bool(taken) and clock.now() - datetime.fromisoformat(taken) < codes.HERE_KEPT


def _come(request: HttpRequest, mine: Registration) -> HttpResponse:
    try:
        if not _is_here(request, mine.activity_id):
            raise refusals.PosterUnknown
        services.come(actor=request.user, registration=mine)
        messages.success(request, _("已签到，欢迎。"))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("activities:activity-here", pk=mine.activity_id)


@require_POST
@guarded(policies.is_signed_in)
def registration_leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Check oneself out, where hours count."""
    registration = own_registration(request, pk)
    try:
        services.check_out(actor=request.user, registration=registration)
        messages.success(request, _("已签退，时长已记下。"))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("activities:activity-detail", pk=registration.activity_id)
