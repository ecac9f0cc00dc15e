"""Leaving, and what becomes of the place that comes free."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.activities.factories import ActivityFactory
from tests.factories import PersonFactory
from yizhan.activities import services
from yizhan.activities.models import Activity, Registration
from yizhan.activities.rules import refusals

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-01-06T12:00+08:00")


@pytest.fixture(autouse=True)
def today(at):
    at(NOW.isoformat())


def enter(activity, party=1):
    guests = [(f"同伴{n}", False) for n in range(party - 1)]
    return services.sign_up(actor=PersonFactory(), activity=activity, places=party, companions=guests)


def state(registration):
    return Registration.objects.get(pk=registration.pk).state


def taken(activity):
    return Activity.objects.get(pk=activity.pk).taken


def test_the_place_of_one_who_leaves_is_kept_for_the_next_in_line():
    activity = ActivityFactory(capacity=1, offer_minutes=90)
    holder, first, second = enter(activity), enter(activity), enter(activity)

    services.withdraw(actor=holder.person, registration=holder)

    first.refresh_from_db()
    assert [state(holder), state(first), state(second)] == ["cancelled", "offered", "waiting"]
    assert (first.offered_until, taken(activity)) == (NOW + timedelta(minutes=90), 1)
    assert [n.title_zh for n in first.person.notices.order_by("created_at", "id")] == ["已排进候补", "有空位了，请确认"]


def test_the_first_party_that_fits_gets_what_came_free():
    activity = ActivityFactory(capacity=2, most_per_person=3)
    holder, _, pair, single = enter(activity), enter(activity), enter(activity, 2), enter(activity)

    services.withdraw(actor=holder.person, registration=holder)

    assert [state(pair), state(single), taken(activity)] == ["waiting", "offered", 2]


def test_a_large_party_that_leaves_makes_room_for_several():
    activity = ActivityFactory(capacity=3, most_per_person=3)
    holder, first, second = enter(activity, 3), enter(activity, 2), enter(activity)

    services.withdraw(actor=holder.person, registration=holder)

    assert [state(first), state(second), taken(activity)] == ["offered", "offered", 3]


def test_an_offer_that_is_accepted_is_a_place():
    activity = ActivityFactory(capacity=1)
    holder, first = enter(activity), enter(activity)
    services.withdraw(actor=holder.person, registration=holder)

    services.accept_offer(actor=first.person, registration=first)

    assert (state(first), taken(activity)) == ("confirmed", 1)


def test_an_offer_that_runs_out_goes_to_the_next_in_the_same_moment(at):
    activity = ActivityFactory(capacity=1)
    holder, first, second = enter(activity), enter(activity), enter(activity)
    services.withdraw(actor=holder.person, registration=holder)
    at((NOW + timedelta(hours=2)).isoformat())

    ran_out = services.expire_offers(activity_id=activity.pk)

    assert (ran_out, state(first), state(second), taken(activity)) == (1, "expired", "offered", 1)


def test_an_offer_that_ran_out_cannot_be_accepted_even_before_the_clock_takes_it_back(at):
    activity = ActivityFactory(capacity=1)
    holder, first = enter(activity), enter(activity)
    services.withdraw(actor=holder.person, registration=holder)
    at((NOW + timedelta(hours=2)).isoformat())

    with pytest.raises(refusals.OfferGone):
        services.accept_offer(actor=first.person, registration=first)

    assert state(first) == "offered"


def test_an_offer_is_declined_by_leaving_and_goes_on():
    activity = ActivityFactory(capacity=1)
    holder, first, second = enter(activity), enter(activity), enter(activity)
    services.withdraw(actor=holder.person, registration=holder)

    services.withdraw(actor=first.person, registration=first)

    assert [state(first), state(second), taken(activity)] == ["cancelled", "offered", 1]


def test_close_to_the_start_nothing_is_offered_and_who_waits_may_take_the_place(at):
    activity = ActivityFactory(capacity=1)
    holder, first = enter(activity), enter(activity)
    at((activity.starts_at - timedelta(minutes=35)).isoformat())
    services.withdraw(actor=holder.person, registration=holder)

    services.accept_offer(actor=first.person, registration=first)

    assert (state(first), taken(activity)) == ("confirmed", 1)


def test_who_waits_cannot_take_a_place_that_is_not_there():
    activity = ActivityFactory(capacity=1)
    _, first = enter(activity), enter(activity)

    with pytest.raises(refusals.Full):
        services.accept_offer(actor=first.person, registration=first)

    assert (state(first), taken(activity)) == ("waiting", 1)


def test_after_the_deadline_a_place_is_not_given_back_but_the_line_may_be_left():
    activity = ActivityFactory(capacity=1, cancel_until=NOW)
    holder, first = enter(activity), enter(activity)

    with pytest.raises(refusals.TooLateToCancel, match="1月6日 12:00"):
        services.withdraw(actor=holder.person, registration=holder)
    services.withdraw(actor=first.person, registration=first)

    assert [state(holder), state(first), taken(activity)] == ["confirmed", "cancelled", 1]


def test_leaving_twice_is_refused():
    holder = enter(ActivityFactory())
    services.withdraw(actor=holder.person, registration=holder)

    with pytest.raises(refusals.NothingToLeave):
        services.withdraw(actor=holder.person, registration=holder)


@pytest.mark.parametrize("command", [services.withdraw, services.accept_offer])
def test_others_change_nothing_about_a_sign_up(command):
    holder = enter(ActivityFactory())

    with pytest.raises(PermissionDenied):
        command(actor=PersonFactory(), registration=holder)

    assert state(holder) == "confirmed"


def test_of_a_cancelled_activity_nothing_is_accepted_or_left():
    holder = enter(ActivityFactory())
    Activity.objects.update(state="cancelled")

    for command in (services.withdraw, services.accept_offer):
        with pytest.raises(refusals.ActivityCancelled):
            command(actor=holder.person, registration=holder)
