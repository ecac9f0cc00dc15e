"""How long a colour holds, and what counts as getting worse."""

from datetime import date, timedelta

from yizhan.enterprises.models import Colour
from yizhan.enterprises.rules import refusals

DAYS_IN_FORCE = 90
DAYS = range(1, 181)
UNSTABLE = frozenset({Colour.ORANGE, Colour.RED})


def expires_on(day: date, *, days: int) -> date:
    """The day from which an assessment made on `day` is no longer shown; raises when that is too far away."""
    if days not in DAYS:
        raise refusals.HoldsTooLong
    return day + timedelta(days=days)


def require_reason(reason: str) -> str:
    """The reason without spaces around it; raises when there is none."""
    if not reason.strip():
        raise refusals.ReasonMissing
    return reason.strip()


def got_worse(before: Colour | None, after: Colour) -> bool:
    """Whether a colour is worse than the one in force; without one, whether it is an unstable one."""
    return after in UNSTABLE if before is None else after > before
