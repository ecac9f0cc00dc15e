"""Hands that do jobs beside the one who asks: threads for small jobs, processes for large ones.

Processes do not wait for each other's interpreter as threads do. They are started afresh (HiGHS does not survive a fork), so the
program's main module must be importable; they see one sign to stop, and end when the process that started them is gone.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from functools import partial
from multiprocessing import connection
from typing import Protocol, TypeVar

Result = TypeVar("Result")
LOOK_AROUND = 0.2
"""Seconds between two looks whether the work is to stop."""


class Sign(Protocol):
    """A sign that all hands see."""

    def is_set(self) -> bool:
        """Whether it was given."""

    def set(self) -> None:
        """Give it."""


class Hands:
    """A number of hands; a job is a function with a keyword `stop`, which answers whether the work is to stop."""

    def __init__(self, number: int, *, processes: bool, stop: Callable[[], bool] | None) -> None:
        self.asked = stop
        self.sign = new_sign() if processes else None
        self.pool = ThreadPoolExecutor(max_workers=number) if self.sign is None else apart(number, self.sign)
        if self.sign is not None:
            for _ in range(number):
                self.pool.submit(_nothing)

    def submit(self, job: Callable[..., Result], *given: object, **named: object) -> Future[Result]:
        """Have a job done."""
        if self.sign is None:
            return self.pool.submit(job, *given, **named, stop=self.asked)
        return self.pool.submit(_do, partial(job, *given, **named))

    def result(self, future: Future[Result]) -> Result:
        """What a job came to; while it is waited for, the hands are told when the work is to stop."""
        while not future.done():
            wait([future], timeout=LOOK_AROUND)
            if self.sign is not None and self.asked is not None and self.asked():
                self.sign.set()
        return future.result()

    def close(self) -> None:
        """Leave undone what nobody waits for any more."""
        if self.sign is not None:
            self.sign.set()
        self.pool.shutdown(wait=True, cancel_futures=True)


def new_sign() -> Sign:
    """A sign that the processes of `apart` see."""
    return multiprocessing.get_context("spawn").Event()


def apart(number: int, sign: Sign) -> Executor:
    """So many processes, for which `given_sign` is `sign`."""
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=number, mp_context=spawn, initializer=_begin, initargs=(sign,))


_GIVEN: dict[str, Sign] = {}


def given_sign() -> Sign:
    """The sign that a process of `apart` was given."""
    return _GIVEN["sign"]


def _nothing() -> None:
    """What a process is started with, so that it stands ready when the first job comes."""


def _do(job: Callable[..., Result]) -> Result:
    return job(stop=given_sign().is_set)


def _begin(sign: Sign) -> None:
    _GIVEN["sign"] = sign
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """End this process when the one that started it is gone, so that nobody works for nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
