"""One's own record: profile, display, consents, devices, and leaving for good."""

import json
from typing import cast

from allauth.account.internal.flows.logout import logout
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yizhan.kernel.access import anyone, guarded
from yizhan.kernel.errors import Refused
from yizhan.people import policies, queries, rules, services
from yizhan.people.forms import DisplayForm, ProfileForm
from yizhan.people.models import Person, Purpose, Scale
from yizhan.ui.pages import page

REFUSED = 422
YEAR = 365 * 24 * 3600


def oneself(request: HttpRequest) -> Person:
    """The person who is signed in."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def shown_in(response: HttpResponse, language: str) -> HttpResponse:
    """Have this device show pages in `language` from now on."""
    age = settings.LANGUAGE_COOKIE_AGE
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=age, samesite="Lax")
    return response


@require_http_methods(["GET", "POST"])
@guarded(policies.is_signed_in)
def profile_edit(request: HttpRequest) -> HttpResponse:
    """How one wants to be called and shown pages."""
    person = oneself(request)
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=ProfileForm.initial_of(person))
    if form.is_valid():
        services.update_profile(actor=person, person=person, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return shown_in(redirect("portal:me"), form.cleaned_data["language"])
    return page(request, "people/profile_form.html", {"form": form, "person": person, "tab": "me"})


@require_http_methods(["GET", "POST"])
@guarded(anyone)
def display_edit(request: HttpRequest) -> HttpResponse:
    """How this device shows pages to a visitor; a member chooses it once for every device."""
    if request.user.is_authenticated:
        return redirect("people:profile-edit")
    initial = {
        "language": get_language(),
        "scale": request.COOKIES.get("scale", Scale.NORMAL),
        "high_contrast": request.COOKIES.get("contrast") == "1",
    }
    form = DisplayForm(request.POST if request.method == "POST" else None, initial=initial)
    back = came_from(request)
    if not form.is_valid():
        return page(request, "people/display_form.html", {"form": form, "next": back})
    response = shown_in(redirect(back), form.cleaned_data["language"])
    response.set_cookie("scale", str(form.cleaned_data["scale"]), max_age=YEAR, samesite="Lax")
    response.set_cookie("contrast", str(int(form.cleaned_data["high_contrast"])), max_age=YEAR, samesite="Lax")
    return response


def came_from(request: HttpRequest) -> str:
    """The page of ours that the visitor wants to go back to."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else reverse("portal:home")


@require_GET
@guarded(policies.is_signed_in)
def consent_list(request: HttpRequest) -> HttpResponse:
    """What one has agreed to, since when, and how to change it."""
    agreements = queries.agreements_of(oneself(request))
    return page(request, "people/consent_list.html", {"agreements": agreements, "tab": "me"})


@require_POST
@guarded(policies.is_signed_in)
def consent_give(request: HttpRequest, purpose: str) -> HttpResponse:
    """Agree to the current text for one purpose."""
    text = next((text for text in queries.current_texts() if text.purpose == purpose), None)
    if text is None:
        raise Http404
    services.give_consent(actor=request.user, person=oneself(request), text=text)
    return redirect("people:consent-list")


@require_http_methods(["GET", "POST"])
@guarded(policies.is_signed_in)
def consent_withdraw(request: HttpRequest, purpose: str) -> HttpResponse:
    """Take a consent back; without the consent to the service itself nobody stays signed in, so that one asks first."""
    if purpose not in Purpose.values:
        raise Http404
    if request.method == "GET" or (purpose == Purpose.SERVICE and "sure" not in request.POST):
        return page(request, "people/consent_withdraw.html", {"purpose": Purpose(purpose), "tab": "me"})
    services.withdraw_consent(actor=request.user, person=oneself(request), purpose=purpose)
    if purpose != Purpose.SERVICE:
        messages.success(request, _("已撤回。"))
        return redirect("people:consent-list")
    logout(request, show_message=False)
    messages.success(request, _("已撤回同意，所有设备都已退出登录。"))
    return redirect("portal:home")


@require_GET
@guarded(policies.is_signed_in)
def device_list(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    devices = queries.devices_of(oneself(request), session_key=request.session.session_key)
    return page(request, "people/device_list.html", {"devices": devices, "tab": "me"}, part="devices")


@require_POST
@guarded(policies.is_signed_in)
def device_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out on one device; on this one it is a sign-out like any other."""
    person = oneself(request)
    session = get_object_or_404(queries.live_sessions(person), pk=pk)
    here = session.session_key == request.session.session_key
    services.end_session(actor=person, person=person, session=session)
    if here:
        logout(request, show_message=False)
        return redirect("portal:home")
    messages.success(request, _("那台设备已经退出登录。"))
    return redirect("people:device-list")


@require_http_methods(["GET", "POST"])
@guarded(policies.is_signed_in)
def device_end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here, after asking."""
    person, here = oneself(request), cast("str", request.session.session_key)
    if request.method == "GET":
        others = [device for device in queries.devices_of(person, session_key=here) if not device.current]
        return page(request, "people/device_end_others.html", {"devices": others, "tab": "me"})
    services.end_other_sessions(actor=person, person=person, keeping=here)
    messages.success(request, _("其他设备都已退出登录，这台保持登录。"))
    return redirect("people:device-list")


@never_cache
@require_GET
@guarded(policies.is_signed_in)
def person_export(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about oneself, to take away."""
    body = json.dumps(queries.own_data(oneself(request)), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="yizhan.json"'
    return response


@require_http_methods(["GET", "POST"])
@guarded(policies.is_signed_in)
def person_erase(request: HttpRequest) -> HttpResponse:
    """Leave for good, after asking."""
    person, refusal = oneself(request), ""
    try:
        if request.method == "POST":
            services.erase(actor=person, person=person)
            logout(request, show_message=False)
            messages.success(request, _("账号已注销，你的资料已经删除。"))
            return redirect("portal:home")
        rules.require_no_role(person.roles_held, day=queries.today())
    except Refused as told:
        refusal = str(told)
    status = REFUSED if refusal and request.method == "POST" else None
    return page(request, "people/person_erase.html", {"refusal": refusal, "tab": "me"}, status=status)
