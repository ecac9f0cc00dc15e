"""Who is asked to deliver, until when the answer is awaited, and at which times a session can be held instead."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from yizhan.delivery.models import DeliveryState, OrderState
from yizhan.delivery.rules import order_refusals as refusals
from yizhan.kernel.calendar import Calendar, add_working_days

ANSWER_DAYS = 2
"""Working days that a provider has for an answer."""
AHEAD_DAYS = 1
"""Working days before the session by which it has to be settled, when there is so much time."""
REPORT_DAYS = 2
"""Working days after which a missing report is asked for."""
FEW = 3
"""So many orders at once are told one by one; more are told together."""
HALF_HOUR = timedelta(minutes=30)
AROUND = timedelta(days=7)
Period = tuple[datetime, datetime]

ORDER_MOVES = {
    OrderState.SENT: {
        OrderState.ACCEPTED,
        OrderState.REFUSED,
        OrderState.PROPOSED,
        OrderState.LATE,
        OrderState.WITHDRAWN,
    },
    OrderState.PROPOSED: {OrderState.ACCEPTED, OrderState.SENT, OrderState.WITHDRAWN},
    OrderState.ACCEPTED: {OrderState.WITHDRAWN},
}
MOVES = {
    DeliveryState.DISPATCHED: {
        DeliveryState.ACCEPTED,
        DeliveryState.DISPATCHED,
        DeliveryState.OPEN,
        DeliveryState.UNASSIGNED,
        DeliveryState.CANCELLED,
    },
    DeliveryState.UNASSIGNED: {DeliveryState.DISPATCHED, DeliveryState.OPEN, DeliveryState.CANCELLED},
    DeliveryState.OPEN: {DeliveryState.ACCEPTED, DeliveryState.DISPATCHED, DeliveryState.CANCELLED},
    DeliveryState.ACCEPTED: {DeliveryState.DELIVERED, DeliveryState.CANCELLED},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A provider who gives the service in the zone, and what stands against it."""

    provider_id: UUID
    name: str
    capacity: int
    held: int
    comes_then: bool
    busy: bool
    asked: bool

    @property
    def left(self) -> int:
        """How many more sessions it can give in the month."""
        return self.capacity - self.held

    @property
    def fits(self) -> bool:
        """Whether it can deliver: it comes at that time, is nowhere else, and has sessions left."""
        return self.comes_then and not self.busy and self.left > 0


def respond_by(*, sent_at: datetime, starts_at: datetime, calendar: Calendar) -> datetime:
    """The end of the second working day, but a working day before the session; half of what is left when even that is too late."""
    if starts_at <= sent_at:
        raise refusals.SessionBegun
    usual = add_working_days(calendar, sent_at, ANSWER_DAYS, end_of_day=True)
    latest = add_working_days(calendar, starts_at, -AHEAD_DAYS)
    halfway = sent_at + (starts_at - sent_at) / 2
    return min(usual, max(latest, halfway))


def best_of(candidates: Iterable[Candidate]) -> Candidate | None:
    """Whom to ask next: nobody twice; most of the month's capacity left first, then the larger one, then by name."""
    fitting = [one for one in candidates if one.fits and not one.asked]
    return min(fitting, key=lambda one: (-one.left / one.capacity, -one.capacity, one.name), default=None)


def free_starts(
    *, minutes: timedelta, open_: Sequence[Period], comes: Sequence[Period], taken: Sequence[Period], after: datetime
) -> list[datetime]:
    """Every half hour after `after` from which `minutes` lie within an opening and a visit, and touch nothing taken."""
    starts = {
        begin + n * HALF_HOUR for begin, end in open_ for n in range(max(0, (end - begin - minutes) // HALF_HOUR + 1))
    }
    return sorted(
        start
        for start in starts
        if start > after
        and any(begin <= start and start + minutes <= end for begin, end in comes)
        and not any(begin < start + minutes and start < end for begin, end in taken)
    )


def require_reason(reason: str) -> str:
    """The reason without the spaces around it; raises when nothing is left."""
    if not reason.strip():
        raise refusals.ReasonMissing
    return reason.strip()


def require_ahead(starts_at: datetime, *, at: datetime) -> None:
    """Raise when the session has begun."""
    if starts_at <= at:
        raise refusals.AlreadyBegun


def require_free(starts_at: datetime, *, offered: Collection[datetime]) -> None:
    """Raise unless the time is one of those that break nothing."""
    if starts_at not in offered:
        raise refusals.TimeNotFree


def require_waiting(order_state: str) -> None:
    """Raise unless the order still waits for its provider."""
    state = OrderState(order_state)
    if state in {OrderState.LATE, OrderState.WITHDRAWN, OrderState.REFUSED}:
        raise refusals.OrderGone
    if state is not OrderState.SENT:
        raise refusals.AnsweredAlready
