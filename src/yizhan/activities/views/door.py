"""The door for those who run an activity: the list with search, the scanner, the screen of the venue, forgiving."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yizhan.activities import policies, services
from yizhan.activities.forms.checkin import CodeForm, ReasonForm, digits_of, read_frame, readings
from yizhan.activities.models import Activity, Registration, Scan
from yizhan.activities.queries import door
from yizhan.activities.rules import codes
from yizhan.kernel import clock
from yizhan.kernel.access import authorise, guarded
from yizhan.kernel.errors import Refused
from yizhan.people.models import Actor
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

SCOPE = "/desk/activities/"


def activity_at_the_door(request: HttpRequest, pk: UUID) -> Activity:
    """The activity, for those who run it."""
    activity = get_object_or_404(door.activities_at_the_door(), pk=pk)
    authorise(policies.can_run, request.user, activity.station)
    return activity


@require_GET
@guarded(policies.can_run_somewhere)
def activity_door(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who is here, who is looked for by the last digits of the phone, what was doubtful."""
    activity, digits = activity_at_the_door(request, pk), digits_of(request.GET)
    context = {
        "activity": activity,
        "attendance": door.attendance_of(activity),
        "digits": digits,
        "found": door.by_last_digits(activity, digits),
        "doubts": door.doubts_about(activity),
    }
    return page(request, "activities/activity_door.html", context, part="found")


@require_http_methods(["GET", "POST"])
@guarded(policies.can_run_somewhere)
def activity_scan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The scanner: with a script it reads by itself and works without a connection; without one a form does."""
    activity, scanned = activity_at_the_door(request, pk), None
    form = CodeForm(request.POST or None, request.FILES or None)
    if form.is_bound:
        scanned = attempt(form, lambda: _scan(request.user, activity, form.cleaned_data["text"]))
    context = {
        "activity": activity,
        "form": form,
        "said": scanned and _said(scanned),
        "expected": door.expected_at(activity),
        "attendance": door.attendance_of(activity),
        "doubts": door.doubts_about(activity),
        "cached": [static("ui/built/yizhan.css"), static("ui/built/yizhan.js"), static("django_htmx/htmx-2.min.js")],
    }
    return page(request, "activities/activity_scan.html", context)


def _scan(actor: Actor, activity: Activity, text: str) -> Scan:
    reading = services.Reading(text=text.strip(), nonce=uuid4(), device="form", at=clock.now())
    return services.scan(actor=actor, activity=activity, reading=reading)


@require_POST
@guarded(policies.can_run_somewhere)
def activity_scans(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the scans of a scanner, those made without a connection too, and say what became of each."""
    activity, sent = activity_at_the_door(request, pk), readings(request.body)
    if sent is None:
        return HttpResponseBadRequest()
    done = [services.scan(actor=request.user, activity=activity, reading=reading) for reading in sent]
    attendance = door.attendance_of(activity)
    said = [{"nonce": str(scan.nonce), **_said(scan)} for scan in done]
    return JsonResponse({"scans": said, "came": attendance.came, "expected": attendance.expected})


@require_POST
@guarded(policies.can_run_somewhere)
def activity_frame(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read the code off a picture for a browser that cannot."""
    activity_at_the_door(request, pk)
    picture = request.FILES.get("frame")
    return JsonResponse({"text": read_frame(picture) if picture else ""})


def _said(scan: Scan) -> dict[str, str]:
    """What the screen says about a scan: a word, a sentence, and the name only of who was let in."""
    mine = scan.registration
    told = {"verdict": scan.verdict, "word": scan.get_verdict_display(), "sentence": ""}
    if mine and mine.checked_in_at:
        time = f"{timezone.localtime(mine.checked_in_at):%H:%M}"
        facts = {"name": str(mine.person), "time": time, "places": mine.places}
        told["sentence"] = _("%(name)s，%(places)s 人，%(time)s 已签到") % facts
    return told


@require_GET
@guarded(policies.can_run_somewhere)
def scanner_worker(request: HttpRequest) -> HttpResponse:
    """The script by which the scanner's page opens without a connection."""
    body = render_to_string("activities/scanner_worker.js")
    return HttpResponse(body, content_type="text/javascript", headers={"Service-Worker-Allowed": SCOPE})


@never_cache
@require_GET
@guarded(policies.can_run_somewhere)
def activity_venue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The code of the venue on a screen; it changes every twenty seconds."""
    activity = activity_at_the_door(request, pk)
    here = request.build_absolute_uri(reverse("activities:activity-here", args=[pk]))
    context = {
        "activity": activity,
        "address": f"{here}?code={codes.screen(pk, at=clock.now())}",
        "attendance": door.attendance_of(activity),
    }
    return page(request, "activities/activity_venue.html", context, part="code")


def _at_the_door(request: HttpRequest, pk: UUID) -> Registration:
    registration = door.registration_at_the_door(pk)
    if registration is None:
        raise Http404
    authorise(policies.can_run, request.user, registration.activity.station)
    return registration


def _act(request: HttpRequest, pk: UUID, command: Callable[..., object], done: str) -> HttpResponse:
    """Do it to one sign-up, say so, and go back to the list where it was found."""
    registration = _at_the_door(request, pk)
    try:
        command(actor=request.user, registration=registration)
        messages.success(request, done % {"name": registration.person})
    except Refused as refusal:
        messages.warning(request, str(refusal))
    address = reverse("activities:activity-door", args=[registration.activity_id])
    return redirect(f"{address}?q={digits_of(request.POST)}")


@require_POST
@guarded(policies.can_run_somewhere)
def registration_check_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Check somebody in who was found by name."""
    return _act(request, pk, services.check_in, _("%(name)s 已签到。"))


@require_POST
@guarded(policies.can_run_somewhere)
def registration_check_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Check somebody out."""
    return _act(request, pk, services.check_out, _("%(name)s 已签退。"))


@require_http_methods(["GET", "POST"])
@guarded(policies.can_run_somewhere)
def registration_forgive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an absence off somebody, with the reason."""
    registration = _at_the_door(request, pk)
    form = ReasonForm(request.POST or None)
    attempt(form, lambda: services.forgive(actor=request.user, registration=registration, **form.cleaned_data))
    if form.is_bound and form.is_valid():
        messages.success(request, _("%(name)s 的未到场已免除。") % {"name": registration.person})
        return redirect("activities:activity-door", pk=registration.activity_id)
    context = {
        "form": form,
        "title": _("免除这次未到场"),
        "facts": [_("%(name)s，《%(activity)s》") % {"name": registration.person, "activity": registration.activity}],
        "act": _("免除"),
        "back": reverse("activities:activity-door", args=[registration.activity_id]),
        "shell": "ui/desk.html",
    }
    return page(request, "ui/confirm.html", context)


@require_http_methods(["GET", "POST"])
@guarded(policies.can_run_somewhere)
def activity_draw_now(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Draw a lottery whose sign-up is over."""
    activity = activity_at_the_door(request, pk)
    form = Form(request.POST if request.method == "POST" else None)
    attempt(form, lambda: services.draw(actor=request.user, activity=activity))
    if form.is_bound and form.is_valid():
        return redirect("activities:activity-draw", pk=pk)
    context = {
        "form": form,
        "title": _("现在抽签"),
        "facts": [_("抽签只有一次，种子随即公布，每个人都会收到结果。")],
        "act": _("抽签"),
        "back": reverse("activities:activity-door", args=[pk]),
        "shell": "ui/desk.html",
    }
    return page(request, "ui/confirm.html", context)
