"""A run of the solver: read, solve in a process of its own, save; no transaction is open while it works."""

import logging
import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from uuid import UUID

from django.db import transaction

from yizhan.delivery.models import Draft, DraftState, EditKind, Run, RunState
from yizhan.delivery.queries import drafts as queries
from yizhan.delivery.rules import running
from yizhan.delivery.services.written import note, restore, write
from yizhan.kernel import clock
from yizhan.kernel.states import step
from yizhan.planner import documents
from yizhan.planner.delivery.faults import faults
from yizhan.planner.delivery.problem import Problem
from yizhan.planner.delivery.process import Answer, Solver
from yizhan.planner.delivery.solve import Progress

TASK = "yizhan.delivery.tasks.plans.solve"
logger = logging.getLogger(__name__)


def carry_out(run_id: UUID) -> None:
    """Solve the draft of a run that waits; whatever goes wrong leaves the draft as it was and says so."""
    problem = _begin(run_id)
    if problem is None:
        return
    try:
        found, trouble = _solved(run_id, problem)
        if found is None:
            _fail(run_id, trouble)
        else:
            _save(run_id, problem, found)
    except Exception:
        logger.exception("run %s", run_id)
        _fail(run_id, "failed")


@transaction.atomic
def _begin(run_id: UUID) -> Problem | None:
    run = Run.objects.locked(run_id)
    if run.state != RunState.WAITING:
        return None
    run.state, run.beat_at = step(running.MOVES, at=run.state, to=RunState.RUNNING), clock.now()
    run.save(update_fields=["state", "beat_at"])
    return queries.problem_of(run.draft)


def _solved(run_id: UUID, problem: Problem) -> tuple[Answer | None, str]:
    """The answer, or none and what was the trouble."""
    seconds = Run.objects.values_list("seconds", flat=True).get(pk=run_id)
    deadline, asked = time.monotonic() + running.longest(seconds), False
    document = documents.write(problem)
    with Solver(document, seconds=float(seconds), workers=running.WORKERS) as solver:
        for news in solver.news(every=running.BEAT):
            if isinstance(news, Answer):
                return news, ""
            if time.monotonic() > deadline:
                return None, "late"
            if _beat(run_id, news) and not asked:
                asked = solver.stop()
    return None, "killed"


def _beat(run_id: UUID, news: Progress | None) -> bool:
    """Write where the solver is and that it is alive; whether somebody asked it to stop."""
    told = {} if news is None else {"phase": news.phase, "objective": news.objective, "bound": news.bound}
    Run.objects.filter(pk=run_id).update(beat_at=clock.now(), **told)
    stop_asked: bool = Run.objects.values_list("stop_asked", flat=True).get(pk=run_id)
    return stop_asked


@transaction.atomic
def _fail(run_id: UUID, trouble: str) -> None:
    run = Run.objects.locked(run_id)
    if run.state == RunState.RUNNING:
        end(run, RunState.FAILED, trouble=trouble)


def end(run: Run, state: RunState, *, trouble: str = "") -> None:
    """Write that a run is over."""
    run.state, run.trouble, run.ended_at = step(running.MOVES, at=run.state, to=state), trouble, clock.now()
    run.save(update_fields=["state", "trouble", "ended_at"])


@transaction.atomic
def _save(run_id: UUID, problem: Problem, found: Answer) -> None:
    """Let the draft hold the answer, unless the run was given up meanwhile; an answer with faults is no answer."""
    draft = Draft.objects.locked(Run.objects.values_list("draft_id", flat=True).get(pk=run_id))
    run = Run.objects.locked(run_id)
    if run.state != RunState.RUNNING or draft.state != DraftState.DRAFT:
        return
    if faults(problem, found.plan):
        end(run, RunState.FAILED, trouble="faults")
        return
    gain = None if draft.objective is None else found.plan.objective - draft.objective
    note(draft, EditKind.SOLVED, actor=run.asked_by, gain=gain)
    draft.bound, draft.solved_at = found.plan.bound, clock.now()
    draft.worth = [asdict(more) for more in found.worth]
    write(draft, problem, found.plan, reasons={one.need: one.reason.value for one in found.unmet})
    end(run, RunState.DONE)


def take(draft: Draft, held: queries.Snapshot, *, reasons: Mapping[str, str] | None = None) -> None:
    """Let the draft be as a snapshot has it."""
    problem = replace(queries.original_problem(draft), pinned=held.pinned, forbidden=held.bans)
    plan = queries.plan_for(problem, held.sessions, bound=draft.bound)
    write(draft, problem, plan, reasons=reasons)
    restore(draft, held)
