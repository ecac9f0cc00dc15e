"""When an improvement or a survey may be begun or ended."""

from datetime import date

from yizhan.evaluation.rules import refusals

SCALE = range(1, 6)


def require_due_later(due_on: date, *, day: date) -> None:
    """Raise unless there is time to do something."""
    if due_on <= day:
        raise refusals.DueInPast


def require_this_year(year: int, *, day: date) -> None:
    """Raise unless the survey of `year` is the one that is open."""
    if year != day.year:
        raise refusals.SurveyNotOpen


def require_senses(*senses: int) -> None:
    """Raise unless each sense is one of five."""
    if set(senses) - set(SCALE):
        raise refusals.SenseUnknown
