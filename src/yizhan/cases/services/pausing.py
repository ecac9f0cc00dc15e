"""Stopping the clock of a case for a while, and letting it run again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yizhan.cases import policies, queries, rules
from yizhan.cases.models import Case, EventKind, State
from yizhan.cases.rules import tellings
from yizhan.cases.services.log import Entry, locked, write
from yizhan.kernel import clock
from yizhan.kernel.states import IllegalMove
from yizhan.people.models import Actor


@transaction.atomic
def pause(*, actor: Actor, case: Case, reason: str, until: datetime) -> Case:
    """Stop the clock of resolution until `until` at the latest, and tell the reporters why; twice a round at most."""
    case, reason, at = locked(policies.can_handle, actor, case), rules.require_reason(reason), clock.now()
    rules.require_at_work(case)
    ceiling = rules.end_of(rules.policy_of(case.kind).pause, start=at, calendar=queries.working_calendar())
    rules.require_pause(until, at=at, ceiling=ceiling, paused_before=queries.pauses_in_round(case))
    case.state = rules.move(case, to=State.PAUSED)
    said = tellings.paused(reason, until)
    write(case, Entry(kind=EventKind.PAUSED, said=said, until=until), actor=actor, reason=reason)
    return case


@transaction.atomic
def resume(*, actor: Actor, case: Case) -> Case:
    """Let the clock run again before the pause is over; only one that was stopped."""
    case = locked(policies.can_handle, actor, case)
    if case.state not in rules.STOPPED:
        raise IllegalMove
    _resume(case, actor=actor)
    return case


def _resume(case: Case, *, actor: Actor | None) -> None:
    kind = EventKind.REINSTATED if case.state == State.SUSPENDED else EventKind.RESUMED
    case.state = rules.move(case, to=State.HANDLING)
    write(case, Entry(kind=kind, said=tellings.resumed()), actor=actor)


def end_pauses() -> int:
    """Take up again every case whose pause or suspension lasted as long as it may; returns how many."""
    return sum(_end_pause(pk) for pk in queries.pauses_over(clock.now()))


@transaction.atomic
def _end_pause(pk: UUID) -> bool:
    case: Case = Case.objects.locked(pk)
    if case.state not in rules.STOPPED:
        return False
    _resume(case, actor=None)
    return True
