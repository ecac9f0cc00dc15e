"""The task force of a hard case, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from yizhan.cases.models import Clock, Milestone, TaskForce, TaskMember, Timer
from yizhan.cases.queries.clocks import Countdown, countdown, limit_words
from yizhan.cases.rules import Limit
from yizhan.kernel import clock
from yizhan.people.queries import today


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """A milestone, and whether its day has passed without it."""

    row: Milestone
    late: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ForcePage:
    """A task force with its people, its milestones, and the next note of progress."""

    row: TaskForce
    members: Sequence[TaskMember]
    nodes: Sequence[Node]
    done: int
    every: str
    until: Countdown | None
    progress: Countdown | None


def force_page(force: TaskForce) -> ForcePage:
    """Everything that the page of a task force shows."""
    at, day = clock.now(), today()
    rows = list(force.milestones.all())
    timer = (
        Timer.objects.filter(case=force.case_id, clock=Clock.PROGRESS, stopped_at=None).order_by("-position").first()
    )
    return ForcePage(
        row=force,
        members=list(force.members.select_related("person")),
        nodes=[Node(row=row, late=row.done_at is None and row.due_on < day) for row in rows],
        done=sum(row.done_at is not None for row in rows),
        every=limit_words(Limit.parse(force.progress)),
        until=countdown(force.until, at=at),
        progress=countdown(timer.due_at, at=at) if timer else None,
    )
