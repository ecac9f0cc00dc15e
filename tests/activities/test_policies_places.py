"""Who may book rooms, give them back, have a calendar, and answer for a photograph."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.activities.factories import ActivityFactory, BookingFactory
from tests.factories import LONG_AGO, PersonFactory
from yizhan.activities import policies
from yizhan.activities.models import Likeness, Picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_members_book_and_visitors_do_not(member):
    people = (member, PersonFactory(joined_at=None), AnonymousUser())

    assert [policies.can_book(one) for one in people] == [True, False, False]


def test_a_room_is_given_back_by_whose_it_is_and_by_those_who_run_the_station(member, officer, room):
    booking = BookingFactory(room=room, person=member)

    people = (member, officer, PersonFactory(), AnonymousUser())

    assert [policies.can_leave_room(one, booking) for one in people] == [True, True, False, False]


def test_anyone_with_an_account_has_a_calendar(member):
    assert [policies.can_have_calendar(one) for one in (member, AnonymousUser())] == [True, False]


def test_one_answers_for_oneself_alone(member, officer, station):
    given = {"activity": ActivityFactory(station=station), "alt_zh": "合影", "width": 8, "height": 6, "at": LONG_AGO}
    likeness = Likeness(picture=Picture(**given), person=member, asked_at=LONG_AGO)

    assert [policies.is_shown(one, likeness) for one in (member, officer)] == [True, False]
