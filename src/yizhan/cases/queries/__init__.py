"""Reads of cases, by what they are about."""

from yizhan.cases.queries.cases import (
    answers_for,
    answers_for_some,
    cases,
    code_taken,
    kind_for,
    kinds,
    kinds_for_everyone,
    log_of,
    pauses_in_round,
    pauses_over,
    reports,
    strangers_long_over,
    takes_part,
    timers_of,
    verdicts,
    working_calendar,
)

__all__ = [
    "answers_for",
    "answers_for_some",
    "cases",
    "code_taken",
    "kind_for",
    "kinds",
    "kinds_for_everyone",
    "log_of",
    "pauses_in_round",
    "pauses_over",
    "reports",
    "strangers_long_over",
    "takes_part",
    "timers_of",
    "verdicts",
    "working_calendar",
]
