"""Whoever needs several things at once gets them all in one order, and nobody waits for ever."""

import pytest
from django.db import transaction

from tests.rivals import at_once
from yizhan.kernel.turns import in_turn

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 30


def test_who_holds_a_thing_is_alone_until_the_transaction_ends():
    inside, most = [], []

    @transaction.atomic
    def hold():
        in_turn("a room")
        inside.append(1)
        most.append(len(inside))
        inside.pop()

    at_once(*[hold] * 4)

    assert most == [1, 1, 1, 1]


def test_two_who_name_the_same_things_in_another_order_do_not_wait_for_each_other():
    def hold(*things):
        for _ in range(MANY):
            with transaction.atomic():
                in_turn(*things)

    assert at_once(lambda: hold("a", "b"), lambda: hold("b", "a")) == ["done", "done"]
