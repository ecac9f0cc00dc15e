"""Two people at one draft at the same time."""

import pytest

from tests.delivery.months import NOVEMBER_DAY, small_month
from tests.rivals import at_once
from yizhan.delivery.models import Draft, Edit, Run
from yizhan.delivery.services import drafting, planning

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_changes_to_one_version_one_is_made_and_the_other_told(at):
    at(NOVEMBER_DAY)
    month = small_month()
    draft = month.planned()
    session = draft.sessions.get()

    ends = at_once(
        lambda: drafting.pin(actor=month.hub, draft=draft, version=1, session_id=session.pk, pinned=True),
        lambda: drafting.remove(actor=month.hub, draft=draft, version=1, session_id=session.pk),
    )

    assert (ends, Draft.objects.get().version, Edit.objects.count()) == (["DraftMoved", "done"], 2, 1)


def test_of_two_runs_at_once_one_is_enqueued(at):
    at(NOVEMBER_DAY)
    month = small_month()
    draft = month.planned()

    ends = at_once(*[lambda: planning.solve(actor=month.hub, draft=draft)] * 2)

    assert (ends, Run.objects.count()) == (["RunUnderWay", "done"], 1)
