"""A run of the solver, with a real solver in a process of its own."""

import os
import signal
from dataclasses import replace

import pytest

from tests.delivery.months import DECEMBER, NOVEMBER_DAY, TUESDAY, WEDNESDAY, small_month
from tests.needs.factories import NeedFactory
from yizhan.delivery.models import Draft, DraftState, EditKind, RunState
from yizhan.delivery.queries import drafts as queries
from yizhan.delivery.rules import running
from yizhan.delivery.services import planning, solving
from yizhan.needs.models import NeedState
from yizhan.planner.delivery import process
from yizhan.planner.delivery.faults import faults

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november(at):
    at(NOVEMBER_DAY)


def made(month, *, seconds=1):
    """A draft that was asked for, and its run that waits for the worker."""
    draft = planning.make(actor=month.hub, month=DECEMBER, seconds=seconds)
    return draft, queries.last_run(draft)


def again(month):
    """A draft that holds a session, and a run that waits to solve it again."""
    draft = month.planned()
    return draft, planning.solve(actor=month.hub, draft=draft, seconds=1)


def assert_left_alone(draft, run, trouble):
    run.refresh_from_db()
    assert (run.state, run.trouble, run.ended_at is not None) == (RunState.FAILED, trouble, True)
    assert (Draft.objects.get().version, draft.sessions.count()) == (draft.version, 1)


class Says(process.Solver):
    """A solver that has its answer at once."""

    answer = None

    def __enter__(self):
        return self

    def __exit__(self, *_trouble):
        """There is no process to end."""

    def news(self, *, every):
        yield self.answer


def answering(draft, *sessions, points=None):
    problem = queries.problem_of(draft)
    plan = queries.plan_for(problem, sessions)
    said = plan if points is None else replace(plan, objective=points)
    return type("Says", (Says,), {"answer": process.Answer(plan=said, unmet=(), worth=())})


def test_a_small_month_is_solved_and_saved():
    month = small_month()
    draft, run = made(month)

    solving.carry_out(run.pk)

    draft.refresh_from_db()
    session = draft.sessions.get()
    assert (session.station, session.service, session.provider) == (month.station, month.service, month.provider)
    assert [(party.need, party.people) for party in session.parties.all()] == [(month.need, 6)]
    assert (draft.covered, draft.version, draft.unmet.count(), draft.shortages.count()) == (1.0, 2, 0, 0)
    assert [(run.state, run.phase) for run in draft.runs.all()] == [(RunState.DONE, "finished")]
    assert [edit.kind for edit in draft.edits.all()] == [EditKind.SOLVED]
    problem = queries.problem_of(draft)
    assert faults(problem, queries.plan_for(problem, queries.snapshot_of(draft).sessions, bound=draft.bound)) == []


def test_those_who_are_left_over_are_kept_with_the_reason_and_what_is_pinned_stays():
    month = small_month()
    other = NeedFactory(station=month.station, state=NeedState.ACCEPTED, people=3)
    draft = month.planned()
    before = draft.sessions.get()
    draft.sessions.update(pinned=True)

    run = planning.solve(actor=month.hub, draft=draft, seconds=1)
    solving.carry_out(run.pk)

    assert [(row.pk, row.pinned) for row in draft.sessions.all()] == [(before.pk, True)]
    assert [(row.need, row.people, row.reason) for row in draft.unmet.all()] == [(other, 3, "no_room")]


def test_asked_to_stop_the_solver_ends_with_the_best_so_far():
    draft, run = made(small_month(), seconds=60)
    run.stop_asked = True
    run.save()

    solving.carry_out(run.pk)

    run.refresh_from_db()
    assert (run.state, draft.sessions.count()) == (RunState.DONE, 1)


def test_a_solver_that_fails_leaves_the_draft_and_says_so(monkeypatch):
    draft, run = again(small_month())
    monkeypatch.setattr(running, "WORKERS", "none")

    solving.carry_out(run.pk)

    assert_left_alone(draft, run, "killed")


def test_a_solver_that_is_killed_leaves_the_draft_and_says_so(monkeypatch):
    draft, run = again(small_month())

    class Doomed(process.Solver):
        def news(self, *, every):
            os.kill(self.pid, signal.SIGKILL)
            return super().news(every=every)

    monkeypatch.setattr(solving, "Solver", Doomed)
    solving.carry_out(run.pk)

    assert_left_alone(draft, run, "killed")


def test_a_solver_that_takes_too_long_is_ended(monkeypatch):
    draft, run = again(small_month())
    monkeypatch.setattr(running, "longest", lambda _seconds: -1.0)

    solving.carry_out(run.pk)

    assert_left_alone(draft, run, "late")


def test_a_job_that_breaks_leaves_the_draft_and_says_so(monkeypatch):
    draft, run = again(small_month())
    monkeypatch.setattr(solving, "Solver", None)

    solving.carry_out(run.pk)

    assert_left_alone(draft, run, "failed")


def test_an_answer_with_faults_is_not_taken(monkeypatch):
    month = small_month()
    draft, run = again(month)
    monkeypatch.setattr(solving, "Solver", answering(draft, month.session(), points=1e6))

    solving.carry_out(run.pk)

    assert_left_alone(draft, run, "faults")


@pytest.mark.parametrize("state", [RunState.RUNNING, RunState.DONE, RunState.LOST])
def test_a_run_that_does_not_wait_is_left_alone(state):
    draft, run = again(small_month())
    run.state, run.ended_at = state, None if state == RunState.RUNNING else run.asked_at
    run.save()

    solving.carry_out(run.pk)

    assert Draft.objects.get().version == draft.version


def test_an_answer_that_comes_after_the_draft_was_published_changes_nothing(monkeypatch):
    month = small_month()
    draft, run = again(month)
    monkeypatch.setattr(solving, "Solver", answering(draft, month.session(day=TUESDAY)))
    Draft.objects.update(state=DraftState.PUBLISHED, published_at=draft.made_at)

    solving.carry_out(run.pk)

    assert (Draft.objects.get().version, draft.sessions.get().day) == (draft.version, WEDNESDAY)
