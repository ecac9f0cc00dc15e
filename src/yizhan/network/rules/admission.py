"""How a place becomes a station, how it is judged, and how it leaves."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yizhan.network.models import Kind, Level, StationState, Verdict
from yizhan.network.rules.refusals import (
    DayInFuture,
    NameMissing,
    NothingAbove,
    ReasonMissing,
    ReasonTooLong,
    ScoresIncomplete,
    StationChanged,
    VerdictNotForReview,
)

MOVES: Mapping[StationState, Set[StationState]] = {
    StationState.APPLIED: {StationState.VISITED, StationState.DECLINED},
    StationState.VISITED: {StationState.OPEN, StationState.DECLINED},
    StationState.DECLINED: {StationState.APPLIED},
    StationState.OPEN: {StationState.CLOSED},
    StationState.CLOSED: {StationState.APPLIED},
}
ASPECTS = ("venue", "property_will", "staffing", "services", "scale")
SCORES = range(1, 6)
ADVISED_TOTAL = 15
LONGEST_REASON = 500
REVIEW_VERDICTS = frozenset({Verdict.PASS, Verdict.IMPROVE, Verdict.UPGRADE, Verdict.WITHDRAW})


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """What the scores speak for; people decide."""

    admit: bool
    words: str | Promise


def require_scores(scores: Mapping[str, int]) -> None:
    """Raise unless each of the five aspects, and nothing else, has a score from 1 to 5."""
    if set(scores) != set(ASPECTS) or any(score not in SCORES for score in scores.values()):
        raise ScoresIncomplete


def total(scores: Mapping[str, int]) -> int:
    """The sum of the scores, of 25."""
    return sum(scores.values())


def admissible(scores: Mapping[str, int]) -> Advice:
    """Whether the scores speak for admission: 15 or more in all, and no aspect at 1."""
    if min(scores.values()) == SCORES[0]:
        return Advice(admit=False, words=_("有一个方面只得 1 分，建议补齐后再申报。"))
    if total(scores) < ADVISED_TOTAL:
        return Advice(admit=False, words=_("总分不到 15 分，建议改进后再申报。"))
    return Advice(admit=True, words=_("总分达到 15 分，且没有明显短板，建议授牌。"))


def visit_verdict(scores: Mapping[str, int]) -> Verdict:
    """The verdict that a visit's scores stand for."""
    return Verdict.PASS if admissible(scores).admit else Verdict.DECLINE


def require_review_verdict(verdict: str) -> Verdict:
    """`verdict` as one that a yearly review may come to."""
    if verdict not in REVIEW_VERDICTS:
        raise VerdictNotForReview
    return Verdict(verdict)


def upgraded(*, kind: str, level: str) -> tuple[Kind, Level]:
    """One step up: a point becomes a building station, a standard station a demonstration station."""
    if kind == Kind.POINT:
        return Kind.BUILDING, Level(level)
    if level == Level.STANDARD:
        return Kind(kind), Level.DEMONSTRATION
    raise NothingAbove


def require_name(name_zh: str) -> None:
    """Raise when the Chinese name is empty."""
    if not name_zh.strip():
        raise NameMissing


def require_reason(reason: str) -> str:
    """`reason` without the spaces around it; raises when nothing is left, or more than the ledger holds."""
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong
    return reason


def provisional_code(station_id: UUID) -> str:
    """What an application is called until the hub numbers it."""
    return f"SQ-{station_id.hex[-8:].upper()}"


def require_not_future(day: date, *, today: date, field: str) -> None:
    """Raise when `day`, given in `field`, has not come yet."""
    if day > today:
        raise DayInFuture(field=field)


def require_version(seen: int, *, now: int) -> None:
    """Raise when somebody changed the station after it was shown."""
    if seen != now:
        raise StationChanged
