"""What officers see of call-backs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from yizhan.evaluation.models import CallBack
from yizhan.evaluation.queries.ratings import item_names, working_calendar
from yizhan.evaluation.rules.ratings import working_time_left
from yizhan.kernel import clock


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A call-back without a result, and the working time that is left for it."""

    call_back: CallBack
    left: timedelta
    overdue: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """What an officer may know of a rating: a name and a phone only when the one who rated said so."""

    waiting: Waiting
    level: int
    items: list[str]
    words: str
    name: str
    phone: str


def with_time_left(call_backs: Iterable[CallBack]) -> list[Waiting]:
    """Each of those, with the working time that is left for it."""
    return [_waiting(call_back, clock.now()) for call_back in call_backs]


def case_of(call_back: CallBack) -> Case:
    """What there is to know before calling back."""
    rating = call_back.rating
    registration = rating.ask.registration
    person = registration.person
    return Case(
        waiting=_waiting(call_back, clock.now()),
        level=rating.level,
        items=item_names(registration.activity.category_id, rating.items),
        words=rating.words,
        name=person.name if rating.may_call else "",
        phone=person.phone if rating.may_call else "",
    )


def _waiting(call_back: CallBack, at: datetime) -> Waiting:
    left = working_time_left(call_back.due_at, at=at, working=working_calendar())
    return Waiting(call_back=call_back, left=left, overdue=at >= call_back.due_at)
