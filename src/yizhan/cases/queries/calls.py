"""The queue of call-backs, for everybody but who handled the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yizhan.cases import rules
from yizhan.cases.models import CallBack
from yizhan.cases.queries.clocks import Countdown, countdown
from yizhan.cases.queries.inbox import MOST_COUNTED
from yizhan.kernel import clock
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor

UPCOMING = 6
RELATED = ("case__kind", "case__station", "case__building", "handler")


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A call-back to make: its case with the answer that was given, what is left, and whether silence may be noted."""

    row: CallBack
    left: Countdown | None
    answer: str
    silence: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Queue:
    """What comes now, what comes after it, and how many wait altogether, up to what is counted."""

    now: CallBack | None
    next: Sequence[CallBack]
    count: int


def call_backs_for(actor: Actor) -> QuerySet[CallBack]:
    """The call-backs that wait and that `actor` may make, the first due first: never of what they handled."""
    waiting: QuerySet[CallBack] = CallBack.objects.waiting().select_related(*RELATED).defer("case__search")
    return waiting.filter(in_charge_of(actor, at="case__station")).exclude(handler=actor.pk)


def calls_to_make(actor: Actor) -> QuerySet[CallBack]:
    """Those call-backs, no more than can be told as a number."""
    return call_backs_for(actor)[:MOST_COUNTED]


def queue(actor: Actor, *, cursor: str = "") -> Queue:
    """The queue after the key `cursor`."""
    rows = list(_from(call_backs_for(actor), cursor)[:UPCOMING])
    return Queue(now=rows[0] if rows else None, next=rows[1:], count=calls_to_make(actor).count())


def key_of(row: CallBack) -> str:
    """Where the queue goes on after this one."""
    return f"{row.due_at.isoformat()}_{row.pk}"


def _from(found: QuerySet[CallBack], cursor: str) -> QuerySet[CallBack]:
    at, _, pk = cursor.rpartition("_")
    try:
        key, last = datetime.fromisoformat(at), UUID(pk)
    except ValueError:
        return found
    return found.filter(due_at__gte=key).exclude(due_at=key, id__lte=last)


def call_of(row: CallBack) -> Call:
    """Everything that whoever calls back has to know."""
    answered = row.case.events.filter(kind="answered").order_by("-seq").first()
    return Call(
        row=row,
        left=countdown(row.due_at, at=clock.now()),
        answer=answered.words if answered else "",
        silence=row.tries >= rules.TRIES_BEFORE_SILENCE,
    )
