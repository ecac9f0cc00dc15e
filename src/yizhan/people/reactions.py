"""What signing in means here: the words that allauth asks for, answered by people's services and queries."""

import secrets
from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import LoginStage
from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yizhan.kernel import seals
from yizhan.kernel.languages import in_language
from yizhan.people import queries, rules, services
from yizhan.people.models import Actor, Person

Sentences = dict[str, str | Promise]


class AgreementStage(LoginStage):  # type: ignore[misc]
    """The last step of signing in: nobody is a member, or let in, before agreeing to what is required."""

    key = "join"
    urlname = "people:join"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Go to the joining page while a required text is open."""
        if any(text.required for text in queries.open_texts(self.login.user)):
            return headed_redirect_response(self.urlname), True
        services.join(person=self.login.user)
        return None, True


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by phone; asking for a code makes an unfinished person, so there is no other way to sign up."""

    error_messages: ClassVar[Sentences] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("这个账号已经停用。"),
        "incorrect_code": _("验证码不对。"),
        "too_many_login_attempts": _("试得太多了，请 5 分钟后再试。"),
        "rate_limited": _("操作太快了，请过几分钟再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: signing in is joining."""
        return False

    def get_login_stages(self) -> list[str]:
        """Phone, second step, and then the consents."""
        return [*super().get_login_stages(), "yizhan.people.reactions.AgreementStage"]

    def post_login(self, request: HttpRequest, user: Person, **hooks: object) -> HttpResponse:
        """Show pages as the person wants them on a device that has not chosen its language."""
        response: HttpResponse = super().post_login(request, user, **hooks)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, user.language, max_age=settings.LANGUAGE_COOKIE_AGE, samesite="Lax"
            )
        return response

    def get_reauthentication_methods(self, user: Actor) -> list[dict[str, str]]:
        """How it is made sure who is there; by a passkey first when there is no authenticator app."""
        methods: list[dict[str, str]] = super().get_reauthentication_methods(user)
        if is_mfa_enabled(user, [Authenticator.Type.TOTP]):
            return methods
        return sorted(methods, key=lambda method: method["id"] != "mfa_reauthenticate:webauthn")

    def generate_phone_verification_code(self, *, user: Person, phone: str) -> str:
        """Six digits, leading zeros kept."""
        return f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}}"

    def send_verification_code_sms(self, user: Person, phone: str, code: str, **kwargs: object) -> None:
        """Have the code sent."""
        services.issue_code(phone=phone, code=code)

    def get_user_by_phone(self, phone: str) -> Person | None:
        """The person who signs in with `phone`."""
        return queries.person_by_phone(phone)

    def get_phone(self, user: Person) -> tuple[str, bool]:
        """The phone of `user`; who comes this far has given the code that was sent to it, or a passkey."""
        return user.phone, True

    def set_phone(self, user: Person, phone: str, verified: bool) -> None:  # noqa: FBT001
        """Never: the phone is who the person is."""
        raise NotImplementedError

    def set_phone_verified(self, user: Person, phone: str) -> None:
        """Nothing to note: who has agreed as well is noted as a member."""


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """A second step for staff: its secrets are sealed, its words are ours."""

    error_messages: ClassVar[Sentences] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _("先启用动态口令或通行密钥，再生成恢复码。"),
        "incorrect_code": _("口令不对，请看一下是不是已经换了一组。"),
    }

    def get_totp_issuer(self) -> str:
        """The network, as the authenticator app shows it."""
        return in_language(settings.NETWORK_NAME["zh"], settings.NETWORK_NAME["en"])

    def encrypt(self, text: str) -> str:
        """Sealed like phone numbers are."""
        return seals.seal(text).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was sealed."""
        return seals.unseal(encrypted_text.encode())

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002
        """A name for a new key, to be changed by whoever adds it."""
        return gettext("我的通行密钥")
