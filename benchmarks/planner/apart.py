"""Work in a process of its own, so that its memory is its own: what it returns, how long it takes, the most memory it holds."""

import multiprocessing
import os
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")

EVERY = 0.2
"""Seconds between two looks at the memory."""
PROCESSES = Path("/proc")
KILOBYTES = 1024
STDOUT = 1
"""HiGHS greets there whenever a process first uses it; a table has no place for that."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured(Generic[Result]):
    """What work returned, its seconds, and the most memory (MB) that its process and their children held together."""

    result: Result
    seconds: float
    megabytes: float | None


class Failed(RuntimeError):
    """The work raised an error, or its process ended without an answer."""


def apart(work: Callable[..., Result], *given: object) -> Measured[Result]:
    """Run `work` in a fresh process; the seconds are the work's alone, without starting the process."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_deliver, args=(sender, work, given))
    process.start()
    sender.close()
    most = 0.0
    while not receiver.poll(EVERY):
        most = max(most, _held(process.pid or 0))
    try:
        answer, seconds, own = receiver.recv()
    except EOFError:
        raise Failed(f"{work.__name__} ended without an answer") from None
    process.join()
    if isinstance(answer, _Error):
        raise Failed(answer.text)
    return Measured(result=answer, seconds=seconds, megabytes=max(most, own) or None)


@dataclass(frozen=True, slots=True)
class _Error:
    text: str


def _deliver(sender: Connection, work: Callable[..., Any], given: tuple[object, ...]) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), STDOUT)
    began = time.perf_counter()
    try:
        answer: object = work(*given)
    except Exception:  # noqa: BLE001 - told to the process that waits, whatever it is
        answer = _Error(traceback.format_exc())
    seconds = time.perf_counter() - began
    sender.send((answer, seconds, _megabytes(PROCESSES / "self", "VmHWM:")))


def _held(pid: int) -> float:
    """The megabytes that a process and its descendants hold now; what they share counts for each."""
    return sum(_megabytes(PROCESSES / str(one), "VmRSS:") for one in _family(pid))


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in (PROCESSES / str(pid) / "task").glob("*/children"):
        for child in _text(children).split():
            yield from _family(int(child))


def _megabytes(process: Path, field: str) -> float:
    """A line of the process's status in megabytes; 0 where the system does not tell."""
    for line in _text(process / "status").splitlines():
        if line.startswith(field):
            return float(line.split()[1]) / KILOBYTES
    return 0.0


def _text(path: Path) -> str:
    """The file's text, empty when its process is gone."""
    try:
        return path.read_text()
    except OSError:
        return ""
