"""What the worker does, as often as it is told to."""

import pytest

from tests.evaluation.factories import CallBackFactory
from yizhan.evaluation import tasks
from yizhan.messages.models import Notice

pytestmark = pytest.mark.django_db


def test_overdue_call_backs_reach_the_hub_once(hub, at):
    at("2026-02-01T12:00+08:00")
    call_back = CallBackFactory()

    for _ in range(2):
        tasks.escalate_call_backs(timestamp=0)

    assert [(notice.person, notice.link) for notice in Notice.objects.all()] == [
        (hub, f"/desk/callbacks/{call_back.pk}/")
    ]
