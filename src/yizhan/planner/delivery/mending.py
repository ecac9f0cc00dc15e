"""Repair as a process of its own: what broke on standard input, what mends it on standard output.

Seats that are free in sessions beside the problem cost nothing: they are filled before sessions are put in, or after, whichever
serves more.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from yizhan.planner import documents
from yizhan.planner.delivery.changes import Changes
from yizhan.planner.delivery.openings import Opening, Seated, seats_for
from yizhan.planner.delivery.plan import Party, Plan, Session
from yizhan.planner.delivery.problem import Problem
from yizhan.planner.delivery.repair import repair

GRACE = 60.0
"""Seconds beside the search itself that the process may take, to begin and to prepare the plan."""


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """A plan that was published, the problem it is of, what falls out of it, and the seats that are free elsewhere."""

    problem: Problem
    plan: Plan
    changes: Changes
    openings: tuple[Opening, ...] = ()


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Mended:
    """The sessions that are held after the repair and were not in the plan before, and who gets seats that were free."""

    sessions: tuple[Session, ...]
    seated: tuple[Seated, ...] = ()


def mend(broken: Broken, *, seconds: float) -> Mended:
    """Mend in this process."""
    last = _filled_last(broken, seconds=seconds)
    if not broken.openings:
        return last
    weights = {need.id: need.weight for need in broken.problem.needs}
    return max(_filled_first(broken, seconds=seconds), last, key=lambda found: _served(found, weights))


def _served(found: Mended, weights: Mapping[str, float]) -> float:
    """How many people have places, each by the weight of the need."""
    return sum(weights[need] * people for need, people in _places(found).items())


def _places(found: Mended) -> Counter[str]:
    places = Counter[str]()
    for parties in (*(one.parties for one in found.sessions), *(one.parties for one in found.seated)):
        places.update({party.need: party.people for party in parties})
    return places


def _filled_first(broken: Broken, *, seconds: float) -> Mended:
    """Free seats first, and sessions for those who are left."""
    seated = seats_for(broken.problem, broken.openings)
    left = _without(broken, _places(Mended(sessions=(), seated=seated)))
    return Mended(sessions=_sessions(left, seconds=seconds) if left.problem.needs else (), seated=seated)


def _filled_last(broken: Broken, *, seconds: float) -> Mended:
    """Sessions first, and free seats for those who are left."""
    sessions = _sessions(broken, seconds=seconds)
    left = _without(broken, _places(Mended(sessions=sessions)))
    return Mended(sessions=sessions, seated=seats_for(left.problem, broken.openings))


def _sessions(broken: Broken, *, seconds: float) -> tuple[Session, ...]:
    held = {session.placement for session in broken.plan.sessions}
    plan = repair(broken.problem, broken.plan, broken.changes, seconds=seconds).plan
    return tuple(one for one in plan.sessions if one.placement not in held)


def _without(broken: Broken, served: Counter[str]) -> Broken:
    """The same with only the people whom `served` leaves."""
    waiting = {need.id: need.people - served[need.id] for need in broken.problem.needs}
    needs = (replace(need, people=waiting[need.id]) for need in broken.problem.needs if waiting[need.id])
    sessions = (replace(one, parties=tuple(_left(one, waiting))) for one in broken.plan.sessions)
    return replace(
        broken,
        problem=replace(broken.problem, needs=tuple(needs)),
        plan=replace(broken.plan, sessions=tuple(sessions)),
    )


def _left(session: Session, waiting: Mapping[str, int]) -> Iterator[Party]:
    for party in session.parties:
        if people := min(party.people, waiting[party.need]):
            yield Party(need=party.need, people=people)


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
