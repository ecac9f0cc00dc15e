"""Members book rooms, officers decide."""

from datetime import datetime, time, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from tests.activities.factories import ActivityFactory, BookingFactory, RoomRuleFactory
from tests.factories import HoursFactory, PersonFactory
from yizhan.activities import queries, services
from yizhan.activities.models import Booking, RoomRule
from yizhan.activities.rules import booking as rules
from yizhan.kernel.states import IllegalMove
from yizhan.messages.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
TEN = datetime.fromisoformat("2026-11-26T10:00+08:00")
HOUR = timedelta(hours=1)


@pytest.fixture
def room(room):
    """A room that members may book, at a station that is open on Thursdays from nine to six."""
    HoursFactory(station=room.station, weekday=4, opens=time(9), closes=time(18))
    RoomRuleFactory(room=room)
    return room


def book(person, room, start=TEN, length=HOUR, **more):
    given = {"purpose": "读书会", "people": 4, **more}
    return services.book(actor=person, room=room, starts_at=start, ends_at=start + length, **given)


def told(person):
    return list(Notice.objects.of(person.pk).order_by("pk").values_list("title_zh", flat=True))


def test_a_free_room_is_the_members_at_once(member, room, verbs):
    booking = book(member, room)

    assert (booking.state, booking.person, booking.clear_at) == ("held", member, TEN + HOUR)
    assert (told(member), verbs(booking)) == (["场地已订好"], ["book"])


def test_where_the_station_is_asked_the_time_is_kept_meanwhile(member, officer, room):
    RoomRule.objects.update(needs_consent=True)

    booking = book(member, room)

    assert (booking.state, told(member), told(officer)) == ("asked", [], ["有人想用场地"])
    with pytest.raises(rules.RoomTaken):
        book(PersonFactory(), room)


def test_an_officer_agrees_or_says_why_not(member, officer, room):
    RoomRule.objects.update(needs_consent=True)
    first, second = book(member, room), book(member, room, TEN + HOUR)

    services.confirm_booking(actor=officer, booking=first)
    services.decline_booking(actor=officer, booking=second, reason=" 要布置展览 ")

    second.refresh_from_db()
    assert list(Booking.objects.values_list("state", "reason")) == [("held", ""), ("declined", "要布置展览")]
    assert told(member) == ["场地已订好", "这次场地用不上"]
    for act in (services.confirm_booking, lambda **two: services.decline_booking(reason="再想想", **two)):
        with pytest.raises(IllegalMove):
            act(actor=officer, booking=second)


def test_only_those_who_run_the_station_decide_and_say_why(member, officer, room):
    booking = BookingFactory(room=room, person=member, state="asked", starts_at=TEN)

    for act in (services.confirm_booking, lambda **two: services.decline_booking(reason="不行", **two)):
        with pytest.raises(PermissionDenied):
            act(actor=member, booking=booking)
    with pytest.raises(rules.ReasonMissing):
        services.decline_booking(actor=officer, booking=booking, reason=" ")


def test_a_taken_time_is_refused_with_the_next_free_one(member, room):
    BookingFactory(room=room, starts_at=TEN, ends_at=TEN + 2 * HOUR)

    with pytest.raises(rules.RoomTaken, match="11月26日 12:00 到 13:00"):
        book(member, room)


def test_the_time_to_clear_up_belongs_to_nobody_else(member, room):
    RoomRule.objects.update(buffer_minutes=30)
    book(member, room)

    with pytest.raises(rules.RoomTaken, match="11月26日 11:30 到 12:30"):
        book(PersonFactory(), room, TEN + HOUR)
    assert queries.taken_rooms([room.pk], TEN, TEN + HOUR) == {room.pk: [(TEN, TEN + HOUR + HOUR / 2)]}


def test_a_time_when_the_doors_are_shut_is_refused_with_the_next_free_one(member, room):
    with pytest.raises(rules.RoomShut, match="12月3日 09:00 到 10:00"):
        book(member, room, TEN + 7.5 * HOUR)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"start": TEN + timedelta(minutes=15)}, rules.NotByTheHalfHour),
        ({"length": timedelta(0)}, rules.NotByTheHalfHour),
        ({"start": TEN - timedelta(days=1)}, rules.BookingPast),
        ({"length": 2.5 * HOUR}, rules.BookingTooLong),
        ({"start": TEN + timedelta(days=21)}, rules.BookingTooEarly),
        ({"people": 21}, rules.TooManyPeople),
    ],
)
def test_what_the_rule_of_the_room_does_not_allow_is_refused(member, room, wrong, refusal):
    with pytest.raises(refusal):
        book(member, room, **wrong)

    assert Booking.objects.count() == 0


def test_a_room_without_a_rule_or_out_of_use_is_not_for_members(member, room):
    RoomRule.objects.update(members_may_book=False)
    with pytest.raises(rules.NotForMembers):
        book(member, room)
    RoomRule.objects.all().delete()
    with pytest.raises(rules.NotForMembers):
        book(member, room)
    room.closed_on = "2026-11-01"
    with pytest.raises(rules.RoomGone):
        book(member, room)


def test_nobody_keeps_more_than_three_rooms_ahead(member, room):
    for n in range(3):
        book(member, room, TEN + n * HOUR)

    with pytest.raises(rules.TooManyBookings):
        book(member, room, TEN + 3 * HOUR)


@pytest.mark.parametrize("who", [AnonymousUser(), None])
def test_visitors_and_people_who_have_not_joined_do_not_book(room, who):
    with pytest.raises(PermissionDenied):
        book(who or PersonFactory(joined_at=None), room)


def test_a_room_given_back_is_free_for_the_next(member, room):
    services.cancel_booking(actor=member, booking=book(member, room))

    assert book(PersonFactory(), room).state == "held"


def test_an_officer_takes_a_booking_back_with_a_reason(member, officer, room):
    booking = book(member, room)

    with pytest.raises(rules.ReasonMissing):
        services.cancel_booking(actor=officer, booking=booking)
    services.cancel_booking(actor=officer, booking=booking, reason="设备检修")

    booking.refresh_from_db()
    assert (booking.state, booking.reason, told(member)[1]) == ("cancelled", "设备检修", "这次场地用不上")


def test_strangers_cannot_and_nobody_can_give_back_what_has_begun(member, room, at):
    booking = book(member, room)

    with pytest.raises(PermissionDenied):
        services.cancel_booking(actor=PersonFactory(), booking=booking)
    at("2026-11-26T10:00+08:00")
    with pytest.raises(rules.BookingOver):
        services.cancel_booking(actor=member, booking=booking)


def test_the_booking_of_an_activity_is_not_given_back_by_itself(officer, room):
    booking = BookingFactory(room=room, activity=ActivityFactory(station=room.station, room=room), starts_at=TEN)

    with pytest.raises(Booking.DoesNotExist):
        services.cancel_booking(actor=officer, booking=booking, reason="腾地方")


def test_the_rule_of_a_room_is_made_changed_and_noted(member, officer, room, verbs):
    services.rule_room(actor=officer, room=room, fields={"longest_hours": 4, "needs_consent": True})

    rule = RoomRule.objects.get()
    assert (rule.longest_hours, rule.needs_consent, rule.days_ahead, verbs(room)) == (4, True, 14, ["rule"])
    with pytest.raises(rules.RuleWrong):
        services.rule_room(actor=officer, room=room, fields={"longest_hours": 13})
    with pytest.raises(PermissionDenied):
        services.rule_room(actor=member, room=room, fields={"longest_hours": 4})
