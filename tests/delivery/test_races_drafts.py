"""Two people at one draft at the same time."""

import threading

import pytest
from django.db import connection

from tests.delivery.months import NOVEMBER_DAY, small_month
from yizhan.delivery.models import Draft, Edit, Run
from yizhan.delivery.rules import refusals
from yizhan.delivery.services import drafting, planning

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*commands):
    """What became of each command when all are given at the same instant."""
    start, answers = threading.Barrier(len(commands)), []

    def give(command):
        start.wait()
        try:
            answers.append(type(command()).__name__)
        except refusals.Refused as refusal:
            answers.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=[command]) for command in commands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_of_two_changes_to_one_version_one_is_made_and_the_other_told(at):
    at(NOVEMBER_DAY)
    month = small_month()
    draft = month.planned()
    session = draft.sessions.get()

    answers = at_once(
        lambda: drafting.pin(actor=month.hub, draft=draft, version=1, session_id=session.pk, pinned=True),
        lambda: drafting.remove(actor=month.hub, draft=draft, version=1, session_id=session.pk),
    )

    assert (answers, Draft.objects.get().version, Edit.objects.count()) == (["DraftMoved", "Edit"], 2, 1)


def test_of_two_runs_at_once_one_is_enqueued(at):
    at(NOVEMBER_DAY)
    month = small_month()
    draft = month.planned()

    answers = at_once(*[lambda: planning.solve(actor=month.hub, draft=draft)] * 2)

    assert (answers, Run.objects.count()) == (["Run", "RunUnderWay"], 1)
