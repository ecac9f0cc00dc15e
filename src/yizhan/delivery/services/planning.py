"""Making a draft of a month's plan, and having it solved."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import Max
from procrastinate.contrib.django import app

from yizhan.delivery import policies
from yizhan.delivery.models import Draft, DraftState, EditKind, Run, RunState
from yizhan.delivery.queries import drafts as queries
from yizhan.delivery.queries.problem import Made, problem_for
from yizhan.delivery.rules import refusals, running
from yizhan.delivery.services import solving
from yizhan.delivery.services.written import NO_WORDS, note
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.people.models import Actor, Person
from yizhan.people.queries import today
from yizhan.people.services import record
from yizhan.planner import documents
from yizhan.planner.delivery.pins import clashes
from yizhan.planner.delivery.problem import Problem
from yizhan.planner.delivery.reading import wrongs


@transaction.atomic
def make(*, actor: Actor, month: date, seconds: int = running.SECONDS) -> Draft:
    """Make a draft from what is needed and offered in the month, and have it solved in the background."""
    authorise(policies.can_plan, actor)
    month = month.replace(day=1)
    if month < today().replace(day=1):
        raise refusals.MonthPast
    made = problem_for(month)
    require_possible(made.problem)
    draft = _create(actor, month, made)
    record(
        actor=actor, verb="make", subject=draft, details={"month": f"{month:%Y-%m}", "needs": len(made.problem.needs)}
    )
    _enqueue(actor, draft, seconds=seconds)
    return draft


def _create(actor: Actor, month: date, made: Made) -> Draft:
    last = Draft.objects.filter(month=month).aggregate(last=Max("number"))["last"] or 0
    with refusing(delivery_draft_numbered=refusals.DraftJustMade):
        draft: Draft = Draft.objects.create(
            month=month,
            number=last + 1,
            problem=documents.write(made.problem).decode(),
            factors=list(made.factors),
            made_by=actor if isinstance(actor, Person) else None,
            made_at=clock.now(),
        )
    return draft


def require_possible(problem: Problem) -> None:
    """Raise unless there is something to plan, and somebody and somewhere to plan it with."""
    if not problem.needs:
        raise refusals.NothingToPlan
    if next(iter(wrongs(problem)), None) is not None or not problem.days:
        raise refusals.NobodyToPlan


@transaction.atomic
def solve(*, actor: Actor, draft: Draft, seconds: int = running.SECONDS) -> Run:
    """Have a draft solved again, keeping what is pinned and avoiding what is forbidden."""
    authorise(policies.can_plan, actor)
    draft = Draft.objects.locked(draft.pk)
    require_open(draft)
    clash = clashes(queries.problem_of(draft))
    if clash:
        raise refusals.PinsClash
    return _enqueue(actor, draft, seconds=seconds)


def require_open(draft: Draft) -> None:
    """Raise unless the locked draft may be changed now; a run whose worker is gone is noted as lost."""
    if draft.state != DraftState.DRAFT:
        raise refusals.DraftClosed
    run = queries.live_run(draft)
    if run is None:
        return
    if not running.is_lost(run, at=clock.now()):
        raise refusals.RunUnderWay
    solving.end(run, RunState.LOST)


def _enqueue(actor: Actor, draft: Draft, *, seconds: int) -> Run:
    at = clock.now()
    run: Run = draft.runs.create(
        seconds=seconds, asked_by=actor if isinstance(actor, Person) else None, asked_at=at, beat_at=at
    )
    app.configure_task(solving.TASK, queue="plans").defer(run_id=str(run.pk))
    record(actor=actor, verb="solve", subject=draft, details={"seconds": seconds})
    return run


@transaction.atomic
def stop(*, actor: Actor, draft: Draft) -> None:
    """Ask the solver to finish with the best plan so far; one that has not begun is given up."""
    authorise(policies.can_plan, actor)
    draft = Draft.objects.locked(draft.pk)
    run = queries.live_run(draft)
    if run is None:
        raise refusals.NothingRuns
    run = Run.objects.locked(run.pk)
    if run.state == RunState.WAITING or running.is_lost(run, at=clock.now()):
        solving.end(run, RunState.LOST if run.state == RunState.RUNNING else RunState.FAILED, trouble="given_up")
    elif run.state == RunState.RUNNING:
        run.stop_asked = True
        run.save(update_fields=["stop_asked"])
    record(actor=actor, verb="stop", subject=draft)


@transaction.atomic
def copy(*, actor: Actor, draft: Draft) -> Draft:
    """A second draft of the same problem, sessions, pins and bans, to try something else and compare."""
    authorise(policies.can_plan, actor)
    draft = Draft.objects.locked(draft.pk)
    other = _create(actor, draft.month, Made(problem=queries.original_problem(draft), factors=tuple(draft.factors)))
    held = queries.snapshot_of(draft)
    other.bound, other.worth, other.solved_at = draft.bound, draft.worth, draft.solved_at
    note(other, EditKind.COPIED, actor=actor, words=NO_WORDS)
    reasons = {str(need): reason for need, reason in draft.unmet.values_list("need_id", "reason")}
    solving.take(other, held, reasons=reasons)
    record(actor=actor, verb="copy", subject=other, details={"from": draft.number})
    return other


@transaction.atomic
def discard(*, actor: Actor, draft: Draft) -> None:
    """Delete a draft that was never published."""
    authorise(policies.can_plan, actor)
    draft = Draft.objects.locked(draft.pk)
    require_open(draft)
    record(
        actor=actor, verb="discard", subject=draft, details={"month": f"{draft.month:%Y-%m}", "number": draft.number}
    )
    draft.delete()


def with_pins(problem: Problem, draft: Draft) -> Problem:
    """A problem with the pins and bans of the draft."""
    held = queries.snapshot_of(draft)
    return replace(problem, pinned=held.pinned, forbidden=held.bans)
