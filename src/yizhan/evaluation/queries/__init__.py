"""Reads of evaluation, by what they are about."""

from yizhan.evaluation.queries.ratings import (
    asks_of,
    call_backs_for,
    came_to,
    hub_people,
    items_of,
    officer_for,
    overdue,
    waiting_for,
    working_calendar,
)
from yizhan.evaluation.queries.weights import formula_in_force, weights
from yizhan.evaluation.rules.formula import Weight

__all__ = [
    "Weight",
    "asks_of",
    "call_backs_for",
    "came_to",
    "formula_in_force",
    "hub_people",
    "items_of",
    "officer_for",
    "overdue",
    "waiting_for",
    "weights",
    "working_calendar",
]
