"""What a kind must say before it is published."""

from yizhan.cases.models import Clock, Kind, Mechanism
from yizhan.cases.rules import limit, refusals

NAMES = frozenset(Clock.values) | {"again", "pause"}
ACTS = frozenset({"handle", "approve", "call_back", "publish"})
TYPES = frozenset({"text", "string", "number", "datetime", "singlevaluelist", "multivaluelist"})


def require_kind(kind: Kind) -> None:
    """Raise unless limits, mechanisms, fields and acts of `kind` are known and whole."""
    for name, text in kind.limits.items():
        if name not in NAMES:
            raise refusals.KindBroken(field="limits")
        limit(text)
    if not {Clock.CONTACT.value, Clock.RESOLUTION.value} <= set(kind.limits):
        raise refusals.KindBroken(field="limits")
    if not kind.mechanisms or not set(kind.mechanisms) <= set(Mechanism.values):
        raise refusals.KindBroken(field="mechanisms")
    if not set(kind.acts) <= ACTS:
        raise refusals.KindBroken(field="acts")
    if any(not field.get("code") or field.get("type") not in TYPES for field in kind.fields):
        raise refusals.KindBroken(field="fields")
