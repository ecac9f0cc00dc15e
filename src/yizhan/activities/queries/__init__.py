"""Reads about activities that are worth a name."""

from yizhan.activities.queries.registrations import (
    Prospect,
    draws_due,
    next_in_line,
    offers_over,
    over,
    position_of,
    prospect,
    questions_of,
    registration_of,
    registrations_of,
    to_reconcile,
)

__all__ = [
    "Prospect",
    "draws_due",
    "next_in_line",
    "offers_over",
    "over",
    "position_of",
    "prospect",
    "questions_of",
    "registration_of",
    "registrations_of",
    "to_reconcile",
]
