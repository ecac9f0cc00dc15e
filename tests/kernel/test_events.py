from dataclasses import dataclass

import pytest
from django.db import transaction

from yizhan.config.wiring import WIRING
from yizhan.kernel import events


@dataclass(frozen=True)
class Happened:
    what: str


@pytest.fixture
def heard():
    """What the two handlers of `Happened` were told, in order."""
    told = []
    events.install({Happened: (lambda e: told.append(("first", e.what)), lambda e: told.append(("second", e.what)))})
    yield told
    events.install(WIRING)


@pytest.mark.django_db
def test_publish_calls_the_handlers_in_the_order_of_the_table(heard):
    with transaction.atomic():
        events.publish(Happened("tea"))

    assert heard == [("first", "tea"), ("second", "tea")]


@pytest.mark.django_db
def test_publish_of_a_fact_that_nobody_waits_for_does_nothing(heard):
    with transaction.atomic():
        events.publish("unheard of")

    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_publish_outside_a_transaction_is_a_fault(heard):
    with pytest.raises(RuntimeError):
        events.publish(Happened("tea"))

    assert heard == []
