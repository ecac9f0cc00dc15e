"""Repair as a process of its own: what broke on standard input, the sessions that mend it on standard output."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from yizhan.planner import documents
from yizhan.planner.delivery.changes import Changes
from yizhan.planner.delivery.plan import Plan, Session
from yizhan.planner.delivery.problem import Problem
from yizhan.planner.delivery.repair import repair

GRACE = 60.0
"""Seconds beside the search itself that the process may take, to begin and to prepare the plan."""


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """A plan that was published, the problem it is of, and what falls out of it."""

    problem: Problem
    plan: Plan
    changes: Changes


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Mended:
    """The sessions that are held after the repair and were not in the plan before."""

    sessions: tuple[Session, ...]


def mend(broken: Broken, *, seconds: float) -> Mended:
    """Mend in this process."""
    held = {session.placement for session in broken.plan.sessions}
    plan = repair(broken.problem, broken.plan, broken.changes, seconds=seconds).plan
    return Mended(sessions=tuple(one for one in plan.sessions if one.placement not in held))


def mended(broken: Broken, *, seconds: float) -> Mended | None:
    """Mend in a process apart; None when it fails or takes too long."""
    command = [sys.executable, "-m", __name__, str(seconds)]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=documents.write(broken), stdout=subprocess.PIPE, timeout=seconds + GRACE, check=True
        )
    except subprocess.SubprocessError:
        return None
    return documents.read(Mended, done.stdout)


def main(arguments: list[str]) -> None:
    """Mend what standard input holds; the argument is the seconds for letting sessions give way."""
    out = os.dup(1)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    found = mend(documents.read(Broken, sys.stdin.buffer.read()), seconds=float(arguments[0]))
    with os.fdopen(out, "wb") as pipe:
        pipe.write(documents.write(found))


if __name__ == "__main__":
    main(sys.argv[1:])
