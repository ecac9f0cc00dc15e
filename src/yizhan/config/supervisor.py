"""Web server and worker side by side: what dies is started again, and nothing outlives the command."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType, TracebackType
from typing import Self

PAUSE = 0.2
PATIENCE = 8.0
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class Ended(Exception):
    """Somebody asked the command to end."""


def web_command(*, host: str, port: int, workers: int) -> list[str]:
    """The web server's command line: `workers` processes with two threads each.

    One thread works while the other waits for the database; more of them only wait for each other, and a place that is
    being taken waits with them.
    A browser that is only kept waiting, or keeps its connection for later, counts against `backpressure` too: in a rush
    a small number would turn people away at the door for as long as the others' connections stay open.
    """
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(workers),
        "--blocking-threads": "2",
        "--backpressure": "1024",
        "--http1-header-read-timeout": "10000",
        "--workers-kill-timeout": "5",
        "--log-level": "warning",
    }
    pairs = [word for pair in options.items() for word in pair]
    return [sys.executable, "-m", "granian", *pairs, "--respawn-failed-workers", "yizhan.config.wsgi:application"]


def worker_command(*, concurrency: int) -> list[str]:
    """The worker's command line."""
    return [sys.executable, "-m", "yizhan", "worker", "--concurrency", str(concurrency)]


class Supervisor:
    """Commands that run beside this process; they end with its block, and start again when they die meanwhile."""

    def __init__(self) -> None:
        self._commands: dict[str, Sequence[str]] = {}
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _end_all(list(self._running.values()))

    def start(self, name: str, command: Sequence[str]) -> None:
        """Let that command run from now on."""
        self._commands[name], self._running[name] = command, _start(command)

    def watch(self) -> None:
        """Keep every command running until this process is asked to end."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _end)
        try:
            while True:
                for name, command in self._commands.items():
                    if self._running[name].poll() is not None:
                        _report(name, self._running[name])
                        self._running[name] = _start(command)
                time.sleep(PAUSE)
        except Ended:
            pass


def _end(number: int, frame: FrameType | None) -> None:
    raise Ended


def _report(name: str, ended: subprocess.Popen[bytes]) -> None:
    sys.stderr.write(f"{name} ended with code {ended.returncode}; starting it again\n")
    time.sleep(1)


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A child in a process group of its own, told to end should this process be killed."""
    return subprocess.Popen(command, process_group=0, preexec_fn=die_with_parent)  # noqa: PLW1509, S603


def die_with_parent() -> None:
    """Ask the system to end this process when its parent is gone, where it can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def _end_all(children: list[subprocess.Popen[bytes]]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal(child, signal.SIGKILL)
            child.wait()
        _signal(child, signal.SIGKILL)  # whatever it left in its group


def _signal(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return
