"""Reads about activities that are worth a name."""

from yizhan.activities.queries.activities import coming, coming_at, coming_near, one_activity
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
from yizhan.activities.queries.rooms import taken_rooms

__all__ = [
    "Prospect",
    "coming",
    "coming_at",
    "coming_near",
    "draws_due",
    "next_in_line",
    "offers_over",
    "one_activity",
    "over",
    "position_of",
    "prospect",
    "questions_of",
    "registration_of",
    "registrations_of",
    "taken_rooms",
    "to_reconcile",
]
