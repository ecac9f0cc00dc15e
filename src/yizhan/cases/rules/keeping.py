"""What a kind must say before it is published."""

from yizhan.cases.models import Clock, Kind, Mechanism
from yizhan.cases.rules import limit, refusals

NAMES = frozenset(Clock.values) | {"again", "pause"}
NEEDED = frozenset({Clock.CONTACT.value, Clock.RESOLUTION.value})
ACTS = frozenset({"raise", "handle", "approve", "call_back", "publish"})
TYPES = frozenset({"text", "string", "number", "datetime", "singlevaluelist", "multivaluelist"})
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
    if not set(kind.acts) <= ACTS:
        raise refusals.KindBroken(field="acts")
    if any(not field.get("code") or field.get("type") not in TYPES for field in kind.fields):
        raise refusals.KindBroken(field="fields")
