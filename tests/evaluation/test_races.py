"""Two act on the same thing in the same second: one wins, the other is told."""

import pytest

from tests.evaluation.factories import AskFactory, CallBackFactory, CameFactory
from tests.rivals import at_once
from yizhan.evaluation import services
from yizhan.evaluation.models import Ask, CallBack, Rating
from yizhan.messages.models import Notice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("noon")]


def test_a_double_tap_makes_one_rating_and_one_call_back():
    ask = AskFactory()

    ends = at_once(*[lambda: services.rate(actor=ask.registration.person, ask=ask, level=1)] * 4)

    assert ends == ["done"] * 4
    assert (Rating.objects.count(), CallBack.objects.count()) == (1, 1)


def test_an_activity_concluded_twice_asks_once():
    activity = CameFactory().activity

    at_once(*[lambda: services.ask(activity_id=activity.pk)] * 4)

    assert (Ask.objects.count(), Notice.objects.count()) == (1, 1)


def test_two_results_of_one_call_back(hub):
    call_back = CallBackFactory()

    def close():
        services.close_call_back(actor=hub, call_back=call_back, reached=True, solved=True, words="好了")

    ends = at_once(*[close] * 4)

    assert (ends.count("done"), Notice.objects.count()) == (1, 1)
