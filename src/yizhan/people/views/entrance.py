"""The way in: a phone number, the code that was sent to it, and at the first time what a member agrees to."""

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.stages import LoginStageController
from allauth.account.utils import get_login_redirect_url, get_next_redirect_url, passthrough_next_redirect_url
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings
from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yizhan.kernel import clock
from yizhan.kernel.access import anyone, guarded
from yizhan.people import queries, rules, services
from yizhan.people.forms import LIMITED, CodeForm, JoinForm, SignInForm, require_code_allowed
from yizhan.people.models import Language
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

REFUSED, TOO_MANY = 422, 429


def onward(request: HttpRequest, name: str) -> HttpResponse:
    """Go on to the page called `name`, remembering where the visitor wanted to go."""
    return redirect(passthrough_next_redirect_url(request, reverse(name), "next"))


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(anyone)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a phone and send a code to it; the answer does not tell whether the phone is known."""
    if request.user.is_authenticated:
        return redirect(get_login_redirect_url(request))
    form = SignInForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        phone = form.cleaned_data["phone"]
        LoginCodeVerificationProcess.initiate(request=request, user=services.welcome(phone=phone), phone=phone)
        return onward(request, "account_confirm_login_code")
    status = TOO_MANY if form.has_error("phone", LIMITED) else None
    context = {"form": form, "next": get_next_redirect_url(request)}
    return page(request, "account/request_login_code.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(anyone)
def confirm_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that was sent, and let the person in when it is right."""
    stage = LoginStageController.enter(request, "login_by_code")
    process = LoginCodeVerificationProcess.resume(stage) if stage else None
    if process is None or process.user is None:
        if stage:
            messages.warning(request, _("验证码过期了，请重新获取。"))
        return onward(request, "account_login")
    if request.POST.get("action") == "resend":
        return resend(request, process)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return try_code(request, process, form)
    return code_page(request, process, form)


def try_code(request: HttpRequest, process: LoginCodeVerificationProcess, form: CodeForm) -> HttpResponse:
    """Compare the code; every try is counted before, and a wrong one says how many are left."""
    phone = process.state["phone"]
    try:
        left = services.take_try(person=process.user)
    except rules.PhoneLocked as refusal:
        form.add_error("code", str(refusal))
        return code_page(request, process, form, status=TOO_MANY)
    if not ratelimit.consume(request, action="wrong_code", key=phone, dry_run=True):
        form.add_error("code", _("这里试得太多了，请 10 分钟后再试。"))
        return code_page(request, process, form, status=TOO_MANY)
    if compare_user_code(actual=form.cleaned_data["code"], expected=process.code):
        services.forget_tries(person=process.user)
        response: HttpResponse = process.finish(get_next_redirect_url(request))
        return response
    ratelimit.consume(request, action="wrong_code", key=phone)
    return wrong_code(request, process, form, left_for_phone=left)


def wrong_code(
    request: HttpRequest, process: LoginCodeVerificationProcess, form: CodeForm, *, left_for_phone: int
) -> HttpResponse:
    """Say how many tries are left; after the last one the code is void, after the phone's last one the phone waits."""
    process.state["failed_attempts"] += 1
    left = min(process.max_attempts - process.state["failed_attempts"], left_for_phone)
    if left <= 0:
        process.state["code"] = ""
    process.persist()
    if left_for_phone <= 0:
        form.add_error("code", str(rules.PhoneLocked(queries.tries_of(process.state["phone"])[1])))
        return code_page(request, process, form, status=TOO_MANY)
    told = ngettext("验证码不对，还可以再试 %(n)d 次。", "验证码不对，还可以再试 %(n)d 次。", left) % {"n": left}
    form.add_error("code", told if left > 0 else _("试错 3 次，这个验证码作废了。请重新获取。"))
    return code_page(request, process, form)


def resend(request: HttpRequest, process: LoginCodeVerificationProcess) -> HttpResponse:
    """Send a fresh code, with fresh tries, while that is allowed."""
    form = CodeForm()
    try:
        require_code_allowed(request, process.state["phone"])
    except ValidationError as refusal:
        return code_page(request, process, form, status=TOO_MANY, notice=refusal.messages[0])
    if not process.can_resend:
        told = _("已经重发了 2 次。请回到上一步，核对号码后重新开始。")
        return code_page(request, process, form, status=TOO_MANY, notice=told)
    process.state.update(at=clock.now().timestamp(), failed_attempts=0)
    process.resend()
    return onward(request, "account_confirm_login_code")


def code_page(
    request: HttpRequest,
    process: LoginCodeVerificationProcess,
    form: CodeForm,
    *,
    status: int | None = None,
    notice: str = "",
) -> HttpResponse:
    """Where the code is typed; the demo shows the code, nothing else ever does."""
    context = {
        "form": form,
        "phone": process.user.phone_masked,
        "void": not process.code,
        "can_resend": process.can_resend,
        "resent": process.state["resend_count"],
        "notice": notice,
        "next": get_next_redirect_url(request),
        "code": process.code if settings.DEMO else "",
    }
    status = status or (REFUSED if form.errors else None)
    return page(request, "account/confirm_login_code.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(anyone)
def join(request: HttpRequest) -> HttpResponse:
    """Ask a confirmed person for a name and the consents that are open, before anything personal is shown."""
    stage = LoginStageController.enter(request, "join")
    if stage is None or stage.login.user is None:
        return onward(request, "account_login")
    person, texts = stage.login.user, queries.open_texts(stage.login.user)
    form = JoinForm(request.POST if request.method == "POST" else None, texts=texts, name=person.name)
    if attempt(
        form,
        lambda: services.become_member(
            actor=person, person=person, name=form.cleaned_data["name"], language=spoken(), texts=form.agreed()
        ),
    ):
        response: HttpResponse = stage.exit()
        return response
    return page(request, "people/join.html", {"form": form, "person": person, "texts": texts})


def spoken() -> str:
    """The language in which the page is read."""
    return Language.ENGLISH if (get_language() or "").startswith("en") else Language.CHINESE


@require_GET
@guarded(anyone)
def text_list(request: HttpRequest) -> HttpResponse:
    """The current words that members agree to, for anyone to read."""
    return page(request, "people/text_list.html", {"texts": queries.current_texts()})
