"""What runs beside the command ends with it, and starts again when it dies."""

import os
import signal
import sys
import threading
import time

import pytest

from yizhan.config.supervisor import Supervisor

NOTING = "import os, sys, time; print(os.getpid(), file=open(sys.argv[1], 'a')); time.sleep(float(sys.argv[2]))"


def noting(file, *, seconds):
    """A command that notes its process and ends after so many seconds."""
    return [sys.executable, "-c", NOTING, str(file), str(seconds)]


def noted(file, *, count):
    """The processes noted, once there are so many."""
    deadline = time.monotonic() + 30
    while not file.exists() or len(file.read_text().split()) < count:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return [int(pid) for pid in file.read_text().split()]


@pytest.fixture
def own_signals():
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_what_runs_beside_a_block_ends_with_it(tmp_path, own_signals):
    with Supervisor() as supervisor:
        supervisor.start("noting", noting(tmp_path / "notes", seconds=60))
        pid = noted(tmp_path / "notes", count=1)[0]

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_what_dies_starts_again_until_the_command_is_asked_to_end(tmp_path, own_signals, capsys):
    def ask_to_end():
        noted(tmp_path / "notes", count=2)
        os.kill(os.getpid(), signal.SIGTERM)

    with Supervisor() as supervisor:
        supervisor.start("noting", noting(tmp_path / "notes", seconds=0))
        asking = threading.Thread(target=ask_to_end)
        asking.start()
        supervisor.watch()
    asking.join()

    assert capsys.readouterr().err.startswith("noting ended with code 0; starting it again\n")
