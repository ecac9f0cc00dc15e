"""Two act on the same thing in the same second: one wins, the other is told."""

import threading
from contextlib import suppress

import pytest
from django.db import connection

from tests.evaluation.factories import AskFactory, CallBackFactory, CameFactory
from yizhan.evaluation import services
from yizhan.evaluation.models import Ask, CallBack, Rating
from yizhan.kernel.errors import Refused
from yizhan.messages.models import Notice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("noon")]


def at_once(command, times=4):
    """Run the command so many times at the same instant; how many were not refused."""
    start, done = threading.Barrier(times), []

    def run():
        start.wait()
        with suppress(Refused):
            command()
            done.append(1)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return len(done)


def test_a_double_tap_makes_one_rating_and_one_call_back():
    ask = AskFactory()

    assert at_once(lambda: services.rate(actor=ask.registration.person, ask=ask, level=1)) == 4
    assert (Rating.objects.count(), CallBack.objects.count()) == (1, 1)


def test_an_activity_concluded_twice_asks_once():
    activity = CameFactory().activity

    at_once(lambda: services.ask(activity_id=activity.pk))

    assert (Ask.objects.count(), Notice.objects.count()) == (1, 1)


def test_two_results_of_one_call_back(hub):
    call_back = CallBackFactory()

    done = at_once(
        lambda: services.close_call_back(actor=hub, call_back=call_back, reached=True, solved=True, words="好了")
    )

    assert (done, Notice.objects.count()) == (1, 1)
