"""Hands do what they are given, beside the one who asks, and hear when the work is to stop."""

import os
from itertools import chain, repeat

import pytest

from yizhan.planner.hands import Hands


def double(number, *, stop):
    return 2 * number


def home(*, stop):
    return os.getpid()


def until_stopped(*, stop):
    """Asks again and again, as HiGHS does."""
    for _ in iter(stop, True):
        pass
    return "stopped"


def refuse(*, stop):
    raise ValueError("not this")


@pytest.fixture(params=[False, True], ids=["threads", "processes"])
def hands(request):
    asked = chain([False, False], repeat(True))
    hands = Hands(2, processes=request.param, stop=lambda: next(asked))
    yield hands
    hands.close()


def test_every_job_comes_to_its_own_result(hands):
    jobs = [hands.submit(double, number) for number in range(5)]

    assert [hands.result(job) for job in jobs] == [0, 2, 4, 6, 8]


def test_a_job_hears_that_the_work_is_to_stop(hands):
    job = hands.submit(until_stopped)

    assert hands.result(job) == "stopped"


def test_what_a_job_refuses_is_told_to_who_waits_for_it(hands):
    job = hands.submit(refuse)

    with pytest.raises(ValueError, match="not this"):
        hands.result(job)


@pytest.mark.parametrize(("processes", "here"), [(False, True), (True, False)])
def test_only_processes_are_elsewhere(processes, here):
    hands = Hands(1, processes=processes, stop=None)

    where = hands.result(hands.submit(home))
    hands.close()

    assert (where == os.getpid()) is here


def test_nobody_waits_for_jobs_when_the_hands_are_closed():
    hands = Hands(1, processes=True, stop=None)
    job = hands.submit(until_stopped)

    hands.close()

    assert job.cancelled() or job.result() == "stopped"
