"""Pure decisions about people."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yizhan.kernel.errors import Refused
from yizhan.people.models import Appointment, Role, Scope

MAINLAND = re.compile(r"1[3-9][0-9]{9}")
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
CODE_DIGITS = 6
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("wxwork", _("企业微信")),
    ("MicroMessenger", _("微信")),
    ("DingTalk", _("钉钉")),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
TRIES_PER_PHONE = 6
LOCKED_FOR = timedelta(minutes=10)
UNFINISHED_FOR = timedelta(days=1)
TOKEN_DAYS = range(1, 367)
API_SCOPES = (
    "network:read",
    "catalogue:read",
    "activities:read",
    "evaluation:read",
    "delivery:read",
    "delivery:write",
    "enterprises:read",
    "needs:read",
    "needs:write",
    "cases:read",
    "cases:write",
    "roster:read",
    "roster:write",
)


class BadPhone(Refused):
    message = _("请填写 11 位手机号；境外号码请以 + 和国家代码开头。")
    field = "phone"


class PhoneLocked(Refused):
    field = "phone"

    def __init__(self, until: datetime) -> None:
        self.until = until
        told = _("验证码试错太多，这个号码暂停登录，请在 %(time)s 之后再试。")
        super().__init__(told % {"time": f"{timezone.localtime(until):%H:%M}"})


class UnknownPhone(Refused):
    message = _("还没有用这个手机号登录过的人。请先让对方登录一次，再来任命。")
    field = "phone"


class RoleHeld(Refused):
    message = _("你现在担任网络里的角色，不能注销。请先联系枢纽结束任职，再回来注销。")


class ReasonMissing(Refused):
    message = _("请写明结束任职的原因。")
    field = "reason"


class RoleNeedsPlace(Refused):
    message = _("这个角色要写明在哪里任职。")
    field = "scope_id"


class AlreadyAppointed(Refused):
    message = _("此人在这段时间已经担任这个角色。")


class AppointmentEnded(Refused):
    message = _("这项任职已经结束。")


class EndsBeforeStart(Refused):
    message = _("结束日期要晚于起始日期。")
    field = "ends_on"


class ConsentRequired(Refused):
    message = _("要成为会员，请先同意服务与隐私条款。")
    field = "service"


class UnknownApiScope(Refused):
    message = _("没有这样的接口权限。")
    field = "scope"


class TokenTooLong(Refused):
    message = _("令牌的有效期是 1 到 366 天。")
    field = "days"


def normal_phone(text: str) -> str:
    """`text` as E.164; a bare mainland number is understood as +86; raises `BadPhone`."""
    digits = re.sub(r"[\s().\-\u2010-\u2015]", "", unicodedata.normalize("NFKC", text))
    digits = "+" + digits[2:] if digits.startswith("00") else digits
    if MAINLAND.fullmatch(digits.removeprefix("+86")):
        return "+86" + digits.removeprefix("+86")
    if digits.startswith("+86") or not E164.fullmatch(digits):
        raise BadPhone
    return digits


def tries_left(wrong: int, *, last: datetime, at: datetime) -> int:
    """How many codes may still be tried for a phone after `wrong` tries, the last one at `last`."""
    return TRIES_PER_PHONE - wrong if at < last + LOCKED_FOR else TRIES_PER_PHONE


def device_of(user_agent: str) -> str:
    """The machine and the browser that a session came from, as people call them."""
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    browser = next((str(name) for mark, name in BROWSERS if mark in user_agent), "")
    return " · ".join(filter(None, (system, browser))) or str(_("未知设备"))


def require_reason(reason: str) -> None:
    """Raise when no reason is given for what ends somebody's role."""
    if not reason.strip():
        raise ReasonMissing


def require_consents(*, required: Collection[str], given: Collection[str]) -> None:
    """Raise unless every required purpose is among those agreed to."""
    if set(required) - set(given):
        raise ConsentRequired


def require_no_role(appointments: Collection[Appointment], *, day: date) -> None:
    """Raise when one of `appointments` is in force on `day` or begins later."""
    if any(held.ends_on is None or held.ends_on > day for held in appointments):
        raise RoleHeld


def scope_of(role: Role) -> Scope:
    """The kind of place that a role is held in."""
    return Scope.NETWORK if role in {Role.ADMINISTRATOR, Role.HUB} else Scope(role.value)


def require_api_scopes(scopes: list[str], *, days: int) -> None:
    """Raise unless every scope exists and the token lives for an allowed time."""
    if not scopes or set(scopes) - set(API_SCOPES):
        raise UnknownApiScope
    if days not in TOKEN_DAYS:
        raise TokenTooLong


def token_stands(*, expires_at: datetime, revoked_at: datetime | None, at: datetime) -> bool:
    """Whether a token opens anything at that instant."""
    return revoked_at is None and at < expires_at


class AlreadyFounded(Refused):
    message = _("这里已经有系统管理员，请由管理员任命。")


def require_no_administrator(exists: bool) -> None:  # noqa: FBT001
    """Raise unless nobody administers the installation yet."""
    if exists:
        raise AlreadyFounded
