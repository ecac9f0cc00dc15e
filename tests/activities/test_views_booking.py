"""The pages of rooms."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse

from tests.activities.factories import BookingFactory, RoomRuleFactory
from tests.factories import HoursFactory, RoomFactory
from yizhan.activities.models import Booking, RoomRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
TEN = datetime.fromisoformat("2026-11-26T10:00+08:00")


def address(name, *args):
    return reverse(f"activities:{name}", args=args)


@pytest.fixture
def room(room):
    HoursFactory(station=room.station, weekday=4, opens=time(9), closes=time(18))
    RoomRuleFactory(room=room)
    return room


@pytest.fixture
def page(room):
    return f"/rooms/{room.station.slug}/{room.slug}/"


def typed(**more):
    return {"starts_at": TEN.isoformat(), "half_hours": 2, "people": 4, "purpose": "读书会", **more}


def test_a_visitor_sees_the_week_and_how_to_book(client, page):
    text = client.get(page).content.decode()

    assert (text.count('class="room"'), "登录后预订" in text) == (7, True)


def test_a_member_chooses_among_the_free_half_hours_of_a_day(client, member, room, page):
    BookingFactory(room=room, starts_at=TEN)
    client.force_login(member)

    form = client.get(page, {"day": "2026-11-26"}).context["form"]

    labels = [label for _value, label in form.fields["starts_at"].choices]
    assert (labels[:4], labels[-1]) == (["09:00", "09:30", "11:00", "11:30"], "17:30")


@pytest.mark.parametrize("day", ["", "gestern", "2020-01-01"])
def test_without_a_day_the_page_shows_today(client, page, day):
    assert client.get(page, {"day": day}).context["day"].isoformat() == "2026-11-25"


def test_a_day_without_free_time_says_so(client, member, page):
    client.force_login(member)

    assert "没有空的时间了" in client.get(page).content.decode()


def test_a_room_is_booked_seen_and_given_back(client, member, page):
    client.force_login(member)

    response = client.post(f"{page}?day=2026-11-26", typed())
    booking = Booking.objects.get()
    mine = client.get(address("booking-mine")).content.decode()
    asked = client.get(address("booking-cancel", booking.pk)).content.decode()
    client.post(address("booking-cancel", booking.pk))

    booking.refresh_from_db()
    assert (response.headers["Location"], "读书会" in mine, "不用" in asked) == (address("booking-mine"), True, True)
    assert (booking.starts_at, booking.ends_at, booking.state) == (TEN, TEN + timedelta(hours=1), "cancelled")


def test_a_refusal_is_said_at_the_field(client, member, page):
    client.force_login(member)

    response = client.post(f"{page}?day=2026-11-26", typed(people=21))

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["people"])


def test_a_time_that_was_taken_meanwhile_is_said_at_the_field(client, member, room, page):
    BookingFactory(room=room, starts_at=TEN)
    client.force_login(member)

    response = client.post(f"{page}?day=2026-11-26", typed())

    assert "这个时间刚被订走" in response.content.decode()


def test_a_room_that_is_not_for_members_says_whom_to_ask(client, member, page):
    RoomRule.objects.all().delete()
    client.force_login(member)

    response = client.get(page)

    assert (response.context["form"], "不接受自己预订" in response.content.decode()) == (None, True)


def test_one_who_has_booked_nothing_is_shown_the_way(client, member):
    client.force_login(member)

    response = client.get(address("booking-mine"))

    assert (response.status_code, "还没有订场地" in response.content.decode()) == (200, True)


def test_others_cannot_give_my_room_back(client, officer, member, room):
    booking = BookingFactory(room=room, person=member, starts_at=TEN)
    client.force_login(officer)

    assert client.get(address("booking-cancel", booking.pk)).status_code == 404


def test_an_officer_agrees_and_declines_with_a_reason(client, officer, member, room):
    first = BookingFactory(room=room, person=member, state="asked", starts_at=TEN)
    second = BookingFactory(room=room, person=member, state="asked", starts_at=TEN + timedelta(hours=2))
    client.force_login(officer)

    client.post(address("booking-confirm", first.pk))
    again = client.post(address("booking-confirm", first.pk), follow=True)
    refused = client.post(address("booking-decline", second.pk), {"reason": ""})
    client.post(address("booking-decline", second.pk), {"reason": "要布置展览"})

    assert list(Booking.objects.values_list("state", flat=True)) == ["held", "declined"]
    assert (refused.status_code, "现在不能走这一步了" in again.content.decode()) == (422, True)


def test_the_rule_of_a_room_is_kept(client, officer, room):
    client.force_login(officer)
    other = RoomFactory()

    shown = client.get(address("room-rule", room.pk)).context["form"]
    client.post(address("room-rule", room.pk), {"longest_hours": 3, "days_ahead": 7, "buffer_minutes": 30})

    rule = RoomRule.objects.get()
    assert shown["longest_hours"].value() == 2
    assert (rule.members_may_book, rule.longest_hours, rule.buffer_minutes) == (False, 3, 30)
    assert client.get(address("room-rule", other.pk)).status_code == 404


def test_members_do_not_see_the_desk_of_rooms(client, member):
    client.force_login(member)

    assert client.get(address("booking-list")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_of_rooms_costs_the_same_for_many(client, officer, room, django_assert_num_queries, count):
    client.force_login(officer)
    for n in range(count):
        BookingFactory(room=RoomFactory(station=room.station), person=officer, starts_at=TEN + timedelta(days=n))

    with django_assert_num_queries(15):
        response = client.get(address("booking-list"))

    assert len(response.context["bookings"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_room_costs_the_same_for_many(client, room, page, django_assert_num_queries, count):
    for n in range(count):
        BookingFactory(room=room, starts_at=TEN + timedelta(hours=n))

    with django_assert_num_queries(5):
        client.get(page)
