"""What must be there before a case is answered, and what follows from what the reporters say."""

from collections.abc import Iterable

from yizhan.cases.models import Milestone, Result, TaskForce, Verdict
from yizhan.cases.rules import refusals

CONTENT_FROM = 3
MOST_ROUNDS = 3
LACKING = {Result.IMPOSSIBLE: refusals.GroundMissing, Result.NOT_OURS: refusals.ReceiptMissing}
GIVEN_BY_OFFICERS = frozenset(Result) - {Result.DUPLICATE, Result.WITHDRAWN}


def require_result(result: Result, *, basis: str) -> str:
    """The basis without spaces around it; refused unless an officer may give that result, with the basis that it needs.

    What is not possible needs the ground for that, what is not ours the receipt of those who took it over.
    """
    if result not in GIVEN_BY_OFFICERS:
        raise refusals.AnswerUnknown(field="result")
    if not basis.strip() and result in LACKING:
        raise LACKING[result]
    return basis.strip()


def require_reviewed(verdicts: Iterable[str]) -> None:
    """Raise unless an exception was granted, in whatever round, and its approver looked at each of them again."""
    found = set(verdicts)
    if Verdict.GRANTED in found:
        raise refusals.ReviewMissing
    if Verdict.REVIEWED not in found:
        raise refusals.RequestMissing


def require_force_over(force: TaskForce | None, milestones: Iterable[Milestone]) -> None:
    """Raise unless the task force settled its milestones and wrote down what was learnt."""
    if force is None:
        raise refusals.ForceMissing
    if any(milestone.done_at is None for milestone in milestones):
        raise refusals.MilestonesOpen
    if not force.lesson:
        raise refusals.LessonMissing


def is_content(*, solved: bool, level: int) -> bool:
    """Whether what the reporter said lets the case be closed."""
    return solved and level >= CONTENT_FROM


def handled_again(*, solved: bool, level: int, rounds: int) -> bool:
    """Whether the case is handled again of itself; after the last round it is closed, and an appeal remains."""
    return not is_content(solved=solved, level=level) and rounds < MOST_ROUNDS
