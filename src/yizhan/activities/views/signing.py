"""The pages of members: one activity, signing up, leaving, accepting, the draw, my activities."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yizhan.activities import policies, queries, services
from yizhan.activities.forms.signing import SignUpForm
from yizhan.activities.models import Activity, Registration
from yizhan.activities.queries import pages
from yizhan.activities.rules import signing
from yizhan.kernel.access import anyone, guarded
from yizhan.kernel.errors import Refused
from yizhan.people.models import Person
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

NO_SHOW_RULE = {
    "times": signing.NO_SHOWS,
    "within": signing.NO_SHOWS_WITHIN.days,
    "barred": signing.BARRED_FOR.days,
}


def member_of(request: HttpRequest) -> Person:
    """The person who asks; the door lets in only people."""
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user


@require_GET
@guarded(anyone)
def activity_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One activity: what, when, where, how many places are left, and what one may do."""
    activity = get_object_or_404(pages.shown_activities(), pk=pk)
    standing = pages.standing_of(activity, request.user)
    form = SignUpForm(seen=standing.seen) if standing.seen and not standing.blocked else None
    return _detail(request, activity, standing, form)


@require_POST
@guarded(policies.is_signed_in)
def activity_sign_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign up; what is refused is said in place."""
    person = member_of(request)
    seen = queries.prospect(pk, person)
    if seen is None:
        raise Http404
    form = SignUpForm(request.POST, seen=seen)
    if attempt(form, lambda: services.take_part(actor=person, seen=seen, wish=form.wish())):
        return redirect("activities:activity-detail", pk=pk)
    activity = get_object_or_404(pages.shown_activities(), pk=pk)
    return _detail(request, activity, pages.standing_of(activity, person), form)


def _detail(
    request: HttpRequest, activity: Activity, standing: pages.Standing, form: SignUpForm | None
) -> HttpResponse:
    context = {"activity": activity, "standing": standing, "mine": standing.mine, "form": form, "rule": NO_SHOW_RULE}
    return page(request, "activities/activity_detail.html", context)


def own_registration(request: HttpRequest, pk: UUID) -> Registration:
    """A registration of the person who asks; others' do not exist for them."""
    return get_object_or_404(queries.registrations_of(member_of(request)), pk=pk)


@require_http_methods(["GET", "POST"])
@guarded(policies.is_signed_in)
def registration_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then give the place back."""
    registration = own_registration(request, pk)
    form = Form(request.POST if request.method == "POST" else None)
    attempt(form, lambda: services.withdraw(actor=request.user, registration=registration))
    if form.is_bound and form.is_valid():
        messages.success(request, _("已取消，位子让给了别人。"))
        return redirect("activities:activity-detail", pk=registration.activity_id)
    context = {"form": form, "registration": registration, "activity": registration.activity}
    return page(request, "activities/registration_withdraw.html", context)


@require_POST
@guarded(policies.is_signed_in)
def registration_accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm the place that is kept."""
    registration = own_registration(request, pk)
    try:
        services.accept_offer(actor=request.user, registration=registration)
        messages.success(request, _("名额已确认，到时见。"))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("activities:activity-detail", pk=registration.activity_id)


@require_GET
@guarded(anyone)
def activity_draw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The lottery in the open: the promise, the seed, the list without names, and how to draw it again."""
    activity = get_object_or_404(pages.shown_activities().exclude(seed_hash=""), pk=pk)
    context = {"activity": activity, "drawn": pages.drawn_of(activity)}
    return page(request, "activities/activity_draw.html", context)


@require_GET
@guarded(policies.is_signed_in)
def activity_mine(request: HttpRequest) -> HttpResponse:
    """What I signed up for."""
    return page(request, "activities/my_list.html", pages.my_activities(member_of(request)))
