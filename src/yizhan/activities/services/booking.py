"""Rooms booked for activities, and given back."""

from collections.abc import Iterator
from contextlib import contextmanager

from yizhan.activities.models import Activity, Booking, BookingState
from yizhan.activities.queries import rooms as queries
from yizhan.activities.rules import booking as rules
from yizhan.kernel import clock
from yizhan.kernel.errors import refusing
from yizhan.kernel.turns import in_turn
from yizhan.network.models import Room


def hold_for(activity: Activity) -> None:
    """Book the room of an activity, if it has one, for the half hours that it touches; in the caller's transaction."""
    if activity.room is None:
        return
    starts_at, ends_at = rules.half_hours(activity.starts_at, activity.ends_at)
    booking = Booking(
        room=activity.room,
        activity=activity,
        purpose=activity.title_zh,
        people=activity.capacity,
        starts_at=starts_at,
        ends_at=ends_at,
        clear_at=rules.clear_at(queries.rule_of(activity.room.pk), ends_at=ends_at),
        made_at=clock.now(),
    )
    with offering(activity.room, (starts_at, ends_at)):
        booking.save(force_insert=True)


def give_back(activity: Activity) -> None:
    """Let others have the room of an activity."""
    Booking.objects.filter(activity=activity).standing().update(state=BookingState.CANCELLED)


@contextmanager
def offering(room: Room, wanted: rules.Period) -> Iterator[None]:
    """Turn a lost race for a room into a refusal that names the next free time."""
    try:
        with refusing(activities_booking_one_at_a_time=rules.RoomTaken):
            in_turn(room.pk)
            yield
    except rules.RoomTaken as lost:
        raise rules.taken(queries.next_free(room, wanted)) from lost
