"""What a kind must say before it is published."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yizhan.cases.models import Clock, Kind, Mechanism
from yizhan.cases.rules import fields, limit, refusals
from yizhan.people.models import Role

LEADS = (Role.HUB, Role.ADMINISTRATOR)
OVERSEERS = (Role.SUBDISTRICT, *LEADS)
OFFICERS = (Role.STATION, *OVERSEERS)
USUAL: Mapping[str, tuple[Role, ...]] = {
    "raise": (),
    "handle": OFFICERS,
    "approve": OVERSEERS,
    "call_back": OFFICERS,
    "publish": OFFICERS,
}
NAMES = frozenset(Clock.values) | {"again", "pause"}
NEEDED = frozenset({Clock.CONTACT.value, Clock.RESOLUTION.value})
ACTS: Mapping[str, str | Promise] = {
    "raise": _("提出诉求"),
    "handle": _("办理诉求"),
    "approve": _("审批申请"),
    "call_back": _("做回访"),
    "publish": _("公开内容"),
}
CONTENT = (
    "name_zh",
    "name_en",
    "about_zh",
    "about_en",
    "group_zh",
    "group_en",
    "keywords",
    "limits",
    "fields",
    "mechanisms",
    "acts",
    "may_be_public",
    "position",
    "constructed",
)


def differing(kind: Kind, last: Kind | None) -> list[str]:
    """What `kind` says otherwise than the version before it: everything when there is none."""
    return [name for name in CONTENT if last is None or getattr(kind, name) != getattr(last, name)]


def roles_for(act: str, kind: Kind) -> Sequence[str]:
    """Who may do an act in cases of a kind: those that it names, else the usual ones."""
    return kind.acts.get(act) or USUAL[act]


def following(last: Kind, said: Mapping[str, Any]) -> dict[str, Any]:
    """What the version after `last` says: what is `said`, and the same otherwise; of limits those named, none when empty."""
    limits = {**last.limits, **said.get("limits", {})}
    same = {name: getattr(last, name) for name in ("code", *CONTENT)}
    return {**same, **said, "limits": {name: text for name, text in limits.items() if text}}


def require_kind(kind: Kind) -> None:
    """Raise unless limits, mechanisms, fields and acts of `kind` are known and whole."""
    for name, text in kind.limits.items():
        if name not in NAMES:
            raise refusals.KindBroken(field="limits")
        limit(text)
    if not set(kind.limits) >= NEEDED:
        raise refusals.KindBroken(field="limits")
    if not kind.mechanisms or not set(kind.mechanisms) <= set(Mechanism.values):
        raise refusals.KindBroken(field="mechanisms")
    if not set(kind.acts) <= set(ACTS) or any(not set(roles) <= set(OFFICERS) for roles in kind.acts.values()):
        raise refusals.KindBroken(field="acts")
    if not _whole(kind.fields):
        raise refusals.KindBroken(field="fields")


def _whole(asked: Sequence[fields.Field]) -> bool:
    """Whether every field has a code of its own and a known type, and offers choices where it should."""
    codes = [field.get("code") for field in asked]
    known = all(field.get("type") in fields.TYPES for field in asked)
    offered = all(field.get("choices") for field in asked if field.get("type") in fields.LISTS)
    return all(codes) and len(set(codes)) == len(codes) and known and offered
