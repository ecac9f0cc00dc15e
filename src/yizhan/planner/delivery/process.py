"""The planner as a process of its own: a problem on standard input; on standard output lines of progress, then the answer.

A process apart can be stopped or killed without harm to who asked for the plan, and keeps the solver's threads to itself.
"""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from yizhan.planner import documents
from yizhan.planner.delivery.explain import Unmet, explain
from yizhan.planner.delivery.plan import Plan
from yizhan.planner.delivery.problem import Problem
from yizhan.planner.delivery.solve import Progress, solve
from yizhan.planner.delivery.what_if import More, what_if

WORTH_SHARE = 0.3
"""The longest that counting the worth of one more may take, as a share of the time for solving."""
PROGRESS, ANSWER = b"progress ", b"answer "


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The plan, why people are left over, and what one more of something scarce would be worth."""

    plan: Plan
    unmet: tuple[Unmet, ...]
    worth: tuple[More, ...]


def read_line(line: bytes) -> Progress | Answer | None:
    """What a line of the process says; None when it is neither progress nor the answer."""
    if line.startswith(PROGRESS):
        return documents.read(Progress, line.removeprefix(PROGRESS))
    return documents.read(Answer, line.removeprefix(ANSWER)) if line.startswith(ANSWER) else None


class Solver:
    """A solver at work on a problem; leaving the block ends its process, whatever it does."""

    def __init__(self, problem: bytes, *, seconds: float, workers: int) -> None:
        self._problem = problem
        self._command = [sys.executable, "-m", __name__, str(seconds), str(workers)]
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._heard = False

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        threading.Thread(target=self._feed, daemon=True).start()
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()

    def news(self, *, every: float) -> Iterator[Progress | Answer | None]:
        """What the solver says until it ends; None when it had nothing to say for `every` seconds."""
        while True:
            try:
                line = self._lines.get(timeout=every)
            except queue.Empty:
                yield None
                continue
            if not line:
                return
            self._heard = True
            yield read_line(line)

    def stop(self) -> bool:
        """Ask the solver to finish with the best plan so far; False while it does not listen yet."""
        if self._heard:
            self._process.terminate()
        return self._heard

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def _feed(self) -> None:
        assert self._process.stdin  # noqa: S101
        try:
            with self._process.stdin as pipe:
                pipe.write(self._problem)
        except BrokenPipeError:  # it died; what is to be heard of that is that its lines end
            return

    def _listen(self) -> None:
        assert self._process.stdout  # noqa: S101
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(b"")


def answer(
    problem: Problem,
    *,
    seconds: float,
    workers: int,
    tell: Callable[[Progress], None],
    stop: Callable[[], bool],
) -> Answer:
    """Solve, explain and count; when asked to stop, the worth of one more is left out."""
    plan = solve(problem, seconds=seconds, workers=workers, progress=tell, stop=stop)
    unmet = explain(problem, plan)
    worth = () if stop() else _worth(problem, plan, seconds=WORTH_SHARE * seconds)
    return Answer(plan=plan, unmet=unmet, worth=worth)


def _worth(problem: Problem, plan: Plan, *, seconds: float) -> tuple[More, ...]:
    try:
        found = what_if(problem, plan, seconds=seconds)
    except TimeoutError:
        return ()
    return tuple(more for more in found if more.gain is not None)


def main(arguments: list[str]) -> None:
    """Answer the problem on standard input; the arguments are seconds and workers. SIGTERM asks to finish early."""
    seconds, workers = float(arguments[0]), int(arguments[1])
    stopped, parent = threading.Event(), os.getppid()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stopped.set())
    out = _own_output()
    found = answer(
        documents.read(Problem, sys.stdin.buffer.read()),
        seconds=seconds,
        workers=workers,
        tell=lambda progress: _say(out, PROGRESS, progress),
        stop=lambda: stopped.is_set() or os.getppid() != parent,
    )
    _say(out, ANSWER, found)


def _own_output() -> BinaryIO:
    """Standard output for our lines alone: the solver greets there whatever its options say."""
    kept = os.dup(1)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    return os.fdopen(kept, "wb")


def _say(out: BinaryIO, kind: bytes, value: object) -> None:
    out.write(kind + documents.write(value) + b"\n")
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
