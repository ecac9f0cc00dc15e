"""Who may sign up for what, with whom, until when; who is next in line; what follows when somebody does not come."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from yizhan.activities.models import Activity, ActivityState, Allotment, Audience, RegistrationState
from yizhan.activities.rules import refusals

State = RegistrationState
MOVES = {
    State.DRAWING: {State.CONFIRMED, State.WAITING, State.CANCELLED, State.NOT_DRAWN},
    State.WAITING: {State.CONFIRMED, State.OFFERED, State.CANCELLED, State.NOT_DRAWN},
    State.OFFERED: {State.CONFIRMED, State.CANCELLED, State.EXPIRED},
    State.CONFIRMED: {State.ATTENDED, State.ABSENT, State.CANCELLED},
    State.ABSENT: {State.ATTENDED},
}
LEAVABLE = {state for state, moves in MOVES.items() if State.CANCELLED in moves}
LAST_OFFER = timedelta(minutes=30)
SHORTEST_OFFER = timedelta(minutes=10)
NO_SHOWS = 2
NO_SHOWS_WITHIN = timedelta(days=90)
BARRED_FOR = timedelta(days=30)


class Guest(NamedTuple):
    """Somebody whom a person brings."""

    name: str
    is_child: bool = False


class Turned(Exception):
    """A rival was quicker: what was free is taken, or what was taken is free; try for the other state."""

    def __init__(self, to: RegistrationState) -> None:
        super().__init__(to)
        self.to = to


def normal_enterprise(name: str) -> str:
    """A firm's name as it is compared: width, spaces and capitals make no difference."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def barred_until(absences: Sequence[datetime], *, at: datetime) -> datetime | None:
    """Until when first-come places are closed to somebody who twice did not come within ninety days, if that is so now."""
    missed = sorted(absences)
    pairs = zip(missed, missed[NO_SHOWS - 1 :], strict=False)
    ends = [last + BARRED_FOR for first, last in pairs if last - first <= NO_SHOWS_WITHIN]
    return max((end for end in ends if end > at), default=None)


def require_open(activity: Activity, *, at: datetime) -> None:
    """Refuse what is not published, not open yet or closed."""
    if activity.state == ActivityState.CANCELLED:
        raise refusals.ActivityCancelled
    if activity.state != ActivityState.PUBLISHED or at >= activity.ends_at:
        raise refusals.ActivityOver
    if at < activity.opens_at:
        raise refusals.NotOpenYet(activity.opens_at)
    if at >= activity.closes_at or activity.drawn_at:
        raise refusals.SignUpClosed(activity.closes_at)


def require_eligible(activity: Activity, *, works_here: bool, invited: bool) -> None:
    """Refuse people for whom the activity is not."""
    if activity.audience == Audience.BUILDING and not works_here:
        raise refusals.ForThisBuilding
    if activity.audience == Audience.INVITED and not invited:
        raise refusals.ForTheInvited


def require_reliable(activity: Activity, absences: Sequence[datetime], *, at: datetime) -> None:
    """Refuse first-come places for a while to somebody who twice did not come; a lottery stays open."""
    until = barred_until(absences, at=at)
    if activity.allotment == Allotment.FIRST_COME and until:
        raise refusals.Barred(until)


def require_party(activity: Activity, *, places: int, guests: Sequence[Guest], enterprise: str) -> None:
    """Refuse more places than a person may have, guests without a name, children where they are not expected."""
    if not 1 <= places <= activity.most_per_person:
        raise refusals.OverLimit(activity.most_per_person)
    if places != 1 + len(guests) or not all(guest.name.strip() for guest in guests):
        raise refusals.GuestsUnnamed
    if not activity.children_welcome and any(guest.is_child for guest in guests):
        raise refusals.NoChildren
    if activity.most_per_enterprise and not normal_enterprise(enterprise):
        raise refusals.EnterpriseMissing
    if activity.most_per_enterprise and places > activity.most_per_enterprise:
        raise refusals.EnterpriseFull(activity.most_per_enterprise)


def first_state(activity: Activity, *, places: int) -> RegistrationState:
    """What a sign-up aims at: the draw, a place while enough are left, else the waiting list."""
    if activity.allotment == Allotment.LOTTERY:
        return State.DRAWING
    return State.CONFIRMED if places <= activity.left else State.WAITING


def offer_ends(activity: Activity, *, at: datetime) -> datetime | None:
    """Until when a place that is offered now stays reserved; none when the activity is too near for an offer."""
    ends = min(at + timedelta(minutes=activity.offer_minutes), activity.starts_at - LAST_OFFER)
    return ends if ends - at >= SHORTEST_OFFER else None


def require_can_leave(activity: Activity, *, state: str, at: datetime) -> None:
    """Refuse to give back a confirmed place after the deadline; the waiting list may be left until the start."""
    if activity.state == ActivityState.CANCELLED:
        raise refusals.ActivityCancelled
    if state not in LEAVABLE:
        raise refusals.NothingToLeave
    last = activity.cancel_until if state == State.CONFIRMED else activity.starts_at
    if at >= last:
        raise refusals.TooLateToCancel(last)
