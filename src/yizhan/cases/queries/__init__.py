"""Reads of cases, by what they are about."""

from yizhan.cases.queries.alike import similar
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
    read_on_another_calendar,
    reports,
    round_began,
    strangers_long_over,
    takes_part,
    timers_of,
    verdicts,
    working_calendar,
)
from yizhan.cases.queries.clocks import countdown, pauses_offered
from yizhan.cases.queries.firms import cases_of_enterprise, supported_already
from yizhan.cases.queries.inbox import due_today, to_contact

__all__ = [
    "answers_for",
    "answers_for_some",
    "cases",
    "cases_of_enterprise",
    "code_taken",
    "countdown",
    "due_today",
    "kind_for",
    "kinds",
    "kinds_for_everyone",
    "log_of",
    "pauses_in_round",
    "pauses_offered",
    "pauses_over",
    "read_on_another_calendar",
    "reports",
    "round_began",
    "similar",
    "strangers_long_over",
    "supported_already",
    "takes_part",
    "timers_of",
    "to_contact",
    "verdicts",
    "working_calendar",
]
