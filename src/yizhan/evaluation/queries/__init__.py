"""Reads of evaluation, by what they are about."""

from yizhan.evaluation.queries.callbacks import Case, Waiting, case_of, with_time_left
from yizhan.evaluation.queries.ratings import (
    asks_of,
    call_back_of,
    call_backs_done,
    call_backs_for,
    came_to,
    hub_people,
    is_called_back,
    items_of,
    officer_for,
    overdue,
    rated_by,
    said,
    waiting_for,
    working_calendar,
)
from yizhan.evaluation.queries.weights import (
    BoardRow,
    formula_history,
    formula_in_force,
    next_month,
    weight_board,
    weights,
)
from yizhan.evaluation.rules.formula import Weight

__all__ = [
    "BoardRow",
    "Case",
    "Waiting",
    "Weight",
    "asks_of",
    "call_back_of",
    "call_backs_done",
    "call_backs_for",
    "came_to",
    "case_of",
    "formula_history",
    "formula_in_force",
    "hub_people",
    "is_called_back",
    "items_of",
    "next_month",
    "officer_for",
    "overdue",
    "rated_by",
    "said",
    "waiting_for",
    "weight_board",
    "weights",
    "with_time_left",
    "working_calendar",
]
