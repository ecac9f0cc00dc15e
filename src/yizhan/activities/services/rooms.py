"""What members and officers do about rooms: rules, booking, consent, giving back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from yizhan.activities import policies
from yizhan.activities.models import Booking, BookingState, RoomRule
from yizhan.activities.queries import rooms as queries
from yizhan.activities.rules import booking as rules
from yizhan.activities.services import news
from yizhan.activities.services.booking import offering
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.kernel.states import step
from yizhan.network.models import Room
from yizhan.people.models import Actor, Person
from yizhan.people.services import record

RULED = ("members_may_book", "needs_consent", "longest_hours", "days_ahead", "buffer_minutes")
WRONG = dict.fromkeys(
    ("activities_roomrule_some_hours", "activities_roomrule_some_days", "activities_roomrule_short_buffer"),
    rules.RuleWrong,
)


@transaction.atomic
def rule_room(*, actor: Actor, room: Room, fields: Mapping[str, Any]) -> RoomRule:
    """Say who may book a room, for how long, how far ahead."""
    authorise(policies.can_run, actor, room.station)
    given = {name: fields[name] for name in RULED if name in fields}
    with refusing(**WRONG):
        rule, _new = RoomRule.objects.update_or_create(room=room, defaults=given)
    record(actor=actor, verb="rule", subject=room, details=given)
    return rule


@transaction.atomic
def book(*, actor: Actor, room: Room, starts_at: datetime, ends_at: datetime, purpose: str, people: int = 1) -> Booking:
    """Book a room for one's own purpose; where the rule wants it, the station is asked first."""
    authorise(policies.can_book, actor)
    assert isinstance(actor, Person)  # noqa: S101 - for the type checker
    Person.objects.locked(actor.pk)
    rule = _allowed(actor, room, starts_at=starts_at, ends_at=ends_at, people=people)
    booking = Booking(
        room=room,
        person=actor,
        state=BookingState.ASKED if rule.needs_consent else BookingState.HELD,
        purpose=purpose.strip(),
        people=people,
        starts_at=starts_at,
        ends_at=ends_at,
        clear_at=rules.clear_at(rule, ends_at=ends_at),
        made_at=clock.now(),
    )
    with offering(room, (starts_at, ends_at)):
        booking.save(force_insert=True)
    record(actor=actor, verb="book", subject=booking, details={"room": room.name_zh, "state": booking.state})
    news.tell_booked(booking)
    return booking


def _allowed(actor: Person, room: Room, *, starts_at: datetime, ends_at: datetime, people: int) -> RoomRule:
    """The rule by which `actor` may have the room then; raises when it may not be."""
    at = clock.now()
    if room.closed_on is not None:
        raise rules.RoomGone
    rule = rules.require_bookable(queries.rule_of(room.pk), starts_at=starts_at, ends_at=ends_at, at=at)
    rules.require_seats(people, seats=room.seats)
    rules.require_few(queries.ahead_of(actor).count())
    if not rules.is_open(starts_at, ends_at, openings=queries.openings(room.station, first=queries.day_of(starts_at))):
        raise rules.shut(queries.next_free(room, (starts_at, ends_at)))
    return rule


@transaction.atomic
def confirm_booking(*, actor: Actor, booking: Booking) -> None:
    """Agree to a booking that was asked for."""
    booking = _locked(booking)
    authorise(policies.can_run, actor, booking.room.station)
    _move(booking, BookingState.HELD)
    record(actor=actor, verb="confirm", subject=booking)
    news.tell_confirmed(booking)


@transaction.atomic
def decline_booking(*, actor: Actor, booking: Booking, reason: str) -> None:
    """Say no to a booking that was asked for, and why."""
    booking = _locked(booking)
    authorise(policies.can_run, actor, booking.room.station)
    booking.reason = rules.require_reason(reason)
    _move(booking, BookingState.DECLINED)
    record(actor=actor, verb="decline", subject=booking, reason=booking.reason)
    news.tell_declined(booking)


@transaction.atomic
def cancel_booking(*, actor: Actor, booking: Booking, reason: str = "") -> None:
    """Give a room back before its use begins; when somebody else does it, the person is told why."""
    booking = _locked(booking)
    authorise(policies.can_leave_room, actor, booking)
    rules.require_ahead(booking.starts_at, at=clock.now())
    by_another = actor != booking.person
    booking.reason = rules.require_reason(reason) if by_another else reason.strip()
    _move(booking, BookingState.CANCELLED)
    record(actor=actor, verb="cancel", subject=booking, reason=booking.reason)
    if by_another:
        news.tell_declined(booking)


def _locked(booking: Booking) -> Booking:
    """The member's booking as it is now, ours until the end; those of activities are the activities'."""
    found: Booking = Booking.objects.filter(activity=None).locked(booking.pk)
    return found


def _move(booking: Booking, to: BookingState) -> None:
    booking.state = step(rules.MOVES, at=booking.state, to=to)
    booking.save(update_fields=["state", "reason"])
