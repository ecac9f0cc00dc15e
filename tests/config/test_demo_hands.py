"""Hands of the demo live side by side, each with the cast and a connection of its own."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.factories import PersonFactory
from yizhan.config.demo.cast import Cast
from yizhan.config.demo.hands import Hands, all_done
from yizhan.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
CAST = Cast(hub=None, staff={}, members=["林夏"], of_building={})


def enrol(cast, *, phone):
    PersonFactory(name=f"{cast.members[0]} {os.getpid()}", phone=phone)


def stumble(cast):
    raise LookupError("nobody there")


def test_what_is_given_to_hands_happens_in_other_processes_with_the_cast():
    with Hands(CAST) as hands:
        all_done([hands.give(enrol, phone=phone) for phone in ("+8613900000001", "+8613900000002")])

    names = [person.name.split() for person in Person.objects.all()]
    assert [name for name, _pid in names] == ["林夏", "林夏"]
    assert str(os.getpid()) not in [pid for _name, pid in names]


def test_what_fails_in_a_hand_fails_here():
    with pytest.raises(LookupError, match="nobody there"), Hands(CAST) as hands:
        all_done([hands.give(stumble)])

    assert connection.in_atomic_block is False


def test_hands_speak_through_no_connection_that_they_inherit(monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")

    with ThreadPoolExecutor(1) as elsewhere:  # the browser's tests leave this thread with a loop that runs
        before, after = elsewhere.submit(live_within_a_loop).result()

    assert after == before


def live_within_a_loop():
    connection.ensure_connection()
    kept = connection.connection.info.backend_pid

    async def live():  # within a loop Django keeps another connection, which the hands do not see
        with Hands(CAST) as hands:
            all_done([hands.give(speak, of_the_parent=kept) for _ in range(4)])
        connection.close()

    asyncio.run(live())
    after = connection.connection.info.backend_pid
    connection.close()
    return kept, after


def speak(_cast, *, of_the_parent):
    connection.ensure_connection()
    if connection.connection.info.backend_pid == of_the_parent:
        raise ValueError("that is the parent's connection")
