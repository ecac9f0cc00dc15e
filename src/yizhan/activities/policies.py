"""Who may do what with activities."""

from yizhan.activities.models import Booking, Likeness, Registration
from yizhan.network.models import Station
from yizhan.people.models import Actor, Person, Role
from yizhan.people.queries import holds


def can_run(actor: Actor, station: Station) -> bool:
    """Those who run what happens at a station: its officers, its subdistrict's, the hub and administrators."""
    return (
        holds(actor, Role.HUB, Role.ADMINISTRATOR)
        or holds(actor, Role.STATION, scope_id=station.pk)
        or (station.subdistrict_id is not None and holds(actor, Role.SUBDISTRICT, scope_id=station.subdistrict_id))
    )


def can_run_somewhere(actor: Actor) -> bool:
    """Those who run what happens at some station see the desk pages of activities."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR, Role.SUBDISTRICT, Role.STATION)


def is_signed_in(actor: Actor) -> bool:
    """Anyone with an account has own pages here."""
    return actor.is_authenticated


def can_sign_up(actor: Actor, person: Person) -> bool:
    """People sign up for themselves."""
    return actor == person


def can_change_registration(actor: Actor, registration: Registration) -> bool:
    """People leave or accept for themselves; those who run the activity do it for somebody who calls."""
    return actor == registration.person or can_run(actor, registration.activity.station)


def can_check_in(actor: Actor, registration: Registration) -> bool:
    """Those who run the activity check anybody in and out; at the door people do it themselves with the venue's code."""
    return can_run(actor, registration.activity.station)


def can_check_out(actor: Actor, registration: Registration) -> bool:
    """People check themselves out, and those who run the activity anybody."""
    return actor == registration.person or can_run(actor, registration.activity.station)


def can_book(actor: Actor) -> bool:
    """Members book rooms; those who run a station are members too."""
    return isinstance(actor, Person) and actor.joined_at is not None


def can_leave_room(actor: Actor, booking: Booking) -> bool:
    """People give back what they booked; those who run the station give back for anybody."""
    return actor == booking.person or can_run(actor, booking.room.station)


def can_have_calendar(actor: Actor) -> bool:
    """Anyone with an account subscribes to their own calendar."""
    return isinstance(actor, Person)


def is_shown(actor: Actor, likeness: Likeness) -> bool:
    """Whether somebody is shown in a photograph is theirs alone to say."""
    return actor == likeness.person
