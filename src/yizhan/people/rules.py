"""Pure decisions about people."""

import re
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from yizhan.kernel.errors import Refused
from yizhan.people.models import Role, Scope

MAINLAND = re.compile(r"^1[3-9]\d{9}$")
E164 = re.compile(r"^\+[1-9]\d{6,14}$")
UNFINISHED_FOR = timedelta(days=1)
TOKEN_DAYS = range(1, 367)
API_SCOPES = ("network:read", "catalogue:read")


class BadPhone(Refused):
    message = _("请填写 11 位手机号；境外号码请以 + 和国家代码开头。")
    field = "phone"


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
    digits = re.sub(r"[\s()（）.-]", "", text)
    digits = "+" + digits[2:] if digits.startswith("00") else digits
    if MAINLAND.match(digits.removeprefix("+86")):
        return "+86" + digits.removeprefix("+86")
    if digits.startswith("+86") or not E164.match(digits):
        raise BadPhone
    return digits


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
