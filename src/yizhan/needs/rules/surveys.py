"""When a survey may be made and answered."""

from collections.abc import Sized
from datetime import date

from yizhan.needs.models import Survey
from yizhan.needs.rules import refusals


def require_survey(survey: Survey, *, services: int) -> None:
    """Raise unless a survey asks for something and its days are in order."""
    if not services:
        raise refusals.NothingToTick
    if survey.opens_on >= survey.closes_on:
        raise refusals.DaysOutOfOrder


def require_answerable(survey: Survey, *, day: date) -> None:
    """Raise unless answers are taken on `day`."""
    if not survey.is_open(day):
        raise refusals.SurveyShut


def require_ticked(services: Sized) -> None:
    """Raise unless at least one service is wanted."""
    if not len(services):
        raise refusals.NothingTicked
