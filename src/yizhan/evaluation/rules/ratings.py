"""What may be said of a session, and which answers somebody calls back about."""

from collections.abc import Collection
from datetime import datetime, timedelta

from yizhan.activities.models import RegistrationState
from yizhan.evaluation.rules import refusals
from yizhan.kernel import calendar

LEVELS = range(1, 6)
MOST_ITEMS = 3
LONGEST = 500
LINE = 2
CALL_BACK_DAYS = 3


def require_attended(state: str) -> None:
    """Raise unless the person came."""
    if state != RegistrationState.ATTENDED:
        raise refusals.NotThere


def require_open(closes_at: datetime, *, at: datetime) -> None:
    """Raise when the days to say something are over."""
    if at >= closes_at:
        raise refusals.RatingClosed


def require_answer(*, level: int, items: Collection[str], offered: Collection[str], words: str) -> None:
    """Raise unless the level is one of five, the items are at most three of those offered, and the words are short."""
    if level not in LEVELS:
        raise refusals.LevelUnknown
    if len(items) > MOST_ITEMS:
        raise refusals.TooManyItems
    if set(items) - set(offered):
        raise refusals.ItemUnknown
    if len(words) > LONGEST:
        raise refusals.WordsTooLong


def needs_call_back(level: int) -> bool:
    """Whether somebody should ask what went wrong."""
    return level <= LINE


def call_back_due(opened_at: datetime, working: calendar.Calendar) -> datetime:
    """The end of work on the third working day after `opened_at`."""
    return calendar.add_working_days(working, opened_at, CALL_BACK_DAYS, end_of_day=True)


def working_time_left(due_at: datetime, *, at: datetime, working: calendar.Calendar) -> timedelta:
    """The working time until `due_at`; none when it is over."""
    return calendar.working_time(working, at, due_at)


def require_words(words: str) -> None:
    """Raise unless something is said, and shortly."""
    if not words.strip():
        raise refusals.WordsMissing
    if len(words.strip()) > LONGEST:
        raise refusals.WordsTooLong
