"""Hands of the demo: processes that live, side by side, what need not wait for each other."""

import gc
import os
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from contextvars import ContextVar
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Self, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper

from yizhan.config.demo.cast import Cast
from yizhan.config.supervisor import die_with_parent

MOST = 8
_cast: ContextVar[Cast] = ContextVar("cast")


class Hands:
    """As many processes as there are cores, all with the same cast; what fails in one of them fails here.

    They are forked, so that they need neither load the program again nor be told who plays in it.
    """

    def __init__(self, people: Cast) -> None:
        count = min(os.cpu_count() or 1, MOST)
        self._pool = ProcessPoolExecutor(count, mp_context=get_context("fork"), initializer=_begin, initargs=(people,))

    def __enter__(self) -> Self:
        database = cast("DatabaseWrapper", connections[DEFAULT_DB_ALIAS])
        database.close()  # two processes cannot speak through one connection
        database.close_pool()
        self._pool.submit(int).result()
        live_quickly()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def give(self, act: Callable[..., object], **given: object) -> Future[None]:
        """Let `act` happen as soon as a hand is free, with the cast as its first argument."""
        return self._pool.submit(_act, act, given)


def all_done(given: Iterable[Future[None]]) -> None:
    """Wait for all of that; what failed fails here."""
    for one in given:
        one.result()


def live_quickly() -> None:
    """Let thousands of small commands follow each other without waiting for the disk, and be held up for any time.

    A crash in this very minute would lose only a demo's last commands.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET idle_in_transaction_session_timeout = 0")


def _begin(people: Cast) -> None:
    die_with_parent()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _cast.set(people)
    # What was inherited is the parent's.
    connections[DEFAULT_DB_ALIAS] = connections.create_connection(DEFAULT_DB_ALIAS)
    live_quickly()


def _act(act: Callable[..., object], given: dict[str, Any]) -> None:
    act(_cast.get(), **given)
