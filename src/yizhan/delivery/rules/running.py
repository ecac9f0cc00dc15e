"""When a run of the solver is over, and when its worker is gone."""

from collections.abc import Mapping, Set
from datetime import datetime, timedelta

from yizhan.delivery.models import Run, RunState

SECONDS = 60
CHOICES = (20, 60, 180, 600)
"""How long a solver may search, in seconds."""
WORKERS = 2
"""Threads of one solver."""
BEAT = 1.0
"""The seconds between two signs of life."""
LOST_AFTER = timedelta(seconds=45)
"""A run whose worker gave no sign of life for so long has lost it."""
UNCLAIMED_AFTER = timedelta(minutes=30)
"""A run that no worker took up for so long may be started anew."""
MARGIN = 60.0
"""The seconds beyond its time after which a solver is ended by force."""
GROWTH = 1.5
"""How much longer than its time a solver may take with reading, explaining and counting."""
MOVES: Mapping[RunState, Set[RunState]] = {
    RunState.WAITING: {RunState.RUNNING, RunState.FAILED, RunState.LOST},
    RunState.RUNNING: {RunState.DONE, RunState.FAILED, RunState.LOST},
}


def is_lost(run: Run, *, at: datetime) -> bool:
    """Whether a run that has not ended has nobody left who works on it."""
    if run.state == RunState.RUNNING:
        return at - run.beat_at > LOST_AFTER
    return run.state == RunState.WAITING and at - run.beat_at > UNCLAIMED_AFTER


def longest(seconds: int) -> float:
    """The seconds after which a solver with so much time is ended by force."""
    return GROWTH * seconds + MARGIN
