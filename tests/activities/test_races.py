"""People act on the same activity in the same second: no place is given twice, none is left while somebody waits."""

from datetime import datetime, timedelta

import pytest
from django.db.models import Sum

from tests import rivals
from tests.activities.factories import ActivityFactory
from tests.factories import AppointmentFactory, PersonFactory
from yizhan.activities import queries, services
from yizhan.activities.models import Activity, Registration, RegistrationState
from yizhan.kernel import seals
from yizhan.people.models import Role
from yizhan.people.queries import changes_of

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime.fromisoformat("2026-01-06T12:00+08:00")


@pytest.fixture(autouse=True)
def today(at):
    at(NOW.isoformat())


def at_once(*commands):
    """How each ended: the state of what it made, or its refusal."""
    return rivals.at_once(*commands, word=lambda made: getattr(made, "state", None) or "done")


def enter(activity, person=None):
    return services.sign_up(actor=person or PersonFactory(), activity=activity)


def books(activity):
    """Counter and rows, which must agree."""
    held = activity.registrations.filter(state__in=RegistrationState.holding()).aggregate(sum=Sum("places"))["sum"]
    return Activity.objects.get(pk=activity.pk).taken, held or 0


def test_two_people_cannot_take_the_last_place_at_once():
    activity, people = ActivityFactory(capacity=1), PersonFactory.create_batch(6)
    seen = {person: queries.prospect(activity.pk, person) for person in people}

    ends = at_once(*[lambda p=p: services.take_part(actor=p, seen=seen[p], wish=services.Wish()) for p in people])

    assert ends == ["confirmed"] + ["waiting"] * 5
    assert books(activity) == (1, 1)


def test_one_person_on_two_phones_signs_up_once():
    activity, person = ActivityFactory(), PersonFactory()
    seen = queries.prospect(activity.pk, person)

    ends = at_once(*[lambda: services.take_part(actor=person, seen=seen, wish=services.Wish())] * 3)

    assert ends == ["AlreadySignedUp", "AlreadySignedUp", "confirmed"]
    assert books(activity) == (1, 1)


def test_a_cancellation_and_sign_ups_leave_no_place_free_while_somebody_waits():
    for _ in range(5):
        activity = ActivityFactory(capacity=1)
        holder, people = enter(activity), PersonFactory.create_batch(3)
        seen = {person: queries.prospect(activity.pk, person) for person in people}

        at_once(
            lambda holder=holder: services.withdraw(actor=holder.person, registration=holder),
            *[lambda p=p, s=seen[p]: services.take_part(actor=p, seen=s, wish=services.Wish()) for p in people],
        )

        states = sorted(activity.registrations.values_list("state", flat=True))
        assert states in (
            ["cancelled", "confirmed", "waiting", "waiting"],
            ["cancelled", "offered", "waiting", "waiting"],
        )
        assert books(activity) == (1, 1)


def test_a_firm_cannot_take_more_than_its_share_at_once():
    activity, people = ActivityFactory(most_per_enterprise=2), PersonFactory.create_batch(5)

    ends = at_once(*[lambda p=p: services.sign_up(actor=p, activity=activity, enterprise="示例科技") for p in people])

    assert ends == ["EnterpriseFull"] * 3 + ["confirmed"] * 2
    assert books(activity) == (2, 2)


def test_two_cancellations_offer_two_places_to_two_people():
    activity = ActivityFactory(capacity=2)
    holders, waiting = [enter(activity) for _ in range(2)], [enter(activity) for _ in range(3)]

    at_once(*[lambda h=h: services.withdraw(actor=h.person, registration=h) for h in holders])

    assert [Registration.objects.get(pk=w.pk).state for w in waiting] == ["offered", "offered", "waiting"]
    assert books(activity) == (2, 2)


def test_an_offer_is_accepted_while_it_runs_out(at):
    activity = ActivityFactory(capacity=1)
    holder, first, second = enter(activity), enter(activity), enter(activity)
    services.withdraw(actor=holder.person, registration=holder)
    at((NOW + timedelta(minutes=120)).isoformat())

    ends = at_once(
        lambda: services.accept_offer(actor=first.person, registration=first),
        lambda: services.expire_offers(activity_id=activity.pk),
    )

    assert (ends, Registration.objects.get(pk=second.pk).state) == (["OfferGone", "done"], "offered")
    assert books(activity) == (1, 1)


def test_an_offer_is_accepted_on_two_phones():
    activity = ActivityFactory(capacity=1)
    holder, first = enter(activity), enter(activity)
    services.withdraw(actor=holder.person, registration=holder)

    ends = at_once(*[lambda: services.accept_offer(actor=first.person, registration=first)] * 2)

    assert (ends, books(activity)) == (["OfferGone", "confirmed"], (1, 1))


def test_a_lottery_is_drawn_once():
    officer = AppointmentFactory(role=Role.HUB).person
    activity = ActivityFactory(allotment="lottery", capacity=2, closes_at=NOW + timedelta(hours=1))
    services.commit_seed(activity)
    activity.save()
    [enter(activity) for _ in range(5)]
    Activity.objects.filter(pk=activity.pk).update(closes_at=NOW)

    ends = at_once(*[lambda: services.draw(actor=officer, activity=activity)] * 3)

    activity.refresh_from_db()
    assert ends == ["AlreadyDrawn", "AlreadyDrawn", "published"]
    assert (seals.unseal(activity.seed_sealed), books(activity)) == (activity.seed, (2, 2))
    assert changes_of(activity).filter(verb="draw").count() == 1


def test_the_night_finds_two_clocks_at_work_and_settles_once(at):
    activity = ActivityFactory()
    missing = enter(activity)
    at((activity.ends_at + timedelta(minutes=1)).isoformat())

    at_once(*[lambda: services.conclude(activity_id=activity.pk)] * 2)

    assert [n.title_zh for n in missing.person.notices.order_by("created_at", "id")] == ["报名成功", "这次没有见到你"]
