"""Signing up, leaving, waiting, accepting: one test a branch, one a refusal."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.activities.factories import ActivityFactory, InvitationFactory, QuestionFactory, RegistrationFactory
from tests.factories import AppointmentFactory, PersonFactory, WorkplaceFactory
from yizhan.activities import queries, services
from yizhan.activities.models import Activity, Answer, EnterpriseShare, Registration
from yizhan.activities.rules import refusals
from yizhan.people.models import Role
from yizhan.people.queries import changes_of

pytestmark = pytest.mark.django_db
NOW = "2026-01-06T12:00+08:00"


@pytest.fixture(autouse=True)
def today(at):
    at(NOW)


def taken(activity):
    return Activity.objects.get(pk=activity.pk).taken


def titles(person):
    return [notice.title_zh for notice in person.notices.order_by("created_at", "id")]


def full(**about):
    """An activity whose only place is held."""
    activity = ActivityFactory(capacity=1, **about)
    return activity, services.sign_up(actor=PersonFactory(), activity=activity)


def test_first_come_gets_a_place_a_notice_and_a_line_in_the_ledger():
    activity, person = ActivityFactory(), PersonFactory()

    registration = services.sign_up(actor=person, activity=activity)

    assert (registration.state, taken(activity)) == ("confirmed", 1)
    assert (titles(person), person.notices.get().link) == (["报名成功"], f"/activities/{activity.pk}/")
    assert [change.verb for change in changes_of(registration)] == ["sign-up"]


def test_companions_take_places_too():
    activity = ActivityFactory(most_per_person=3, children_welcome=True)

    registration = services.sign_up(
        actor=PersonFactory(), activity=activity, places=3, companions=[("小宝", True), ("外婆", False)]
    )

    assert [(c.name, c.is_child) for c in registration.companions.order_by("id")] == [("小宝", True), ("外婆", False)]
    assert taken(activity) == 3


def test_when_it_is_full_people_wait_in_line():
    activity, _ = full()
    first, second = PersonFactory.create_batch(2)

    waiting = [services.sign_up(actor=person, activity=activity) for person in (first, second)]

    assert [(w.state, queries.position_of(w)) for w in waiting] == [("waiting", 1), ("waiting", 2)]
    assert (taken(activity), titles(first)) == (1, ["已排进候补"])


def test_a_stale_look_at_a_free_place_ends_in_line():
    activity, person = ActivityFactory(capacity=1), PersonFactory()
    seen = queries.prospect(activity.pk, person)
    services.sign_up(actor=PersonFactory(), activity=activity)

    registration = services.take_part(actor=person, seen=seen, wish=services.Wish())

    assert (registration.state, titles(person), taken(activity)) == ("waiting", ["已排进候补"], 1)


def test_a_stale_look_at_a_full_activity_ends_with_the_place_that_came_free():
    activity, holder = full()
    person = PersonFactory()
    seen = queries.prospect(activity.pk, person)
    services.withdraw(actor=holder.person, registration=holder)

    registration = services.take_part(actor=person, seen=seen, wish=services.Wish())

    assert (registration.state, titles(person), taken(activity)) == ("confirmed", ["报名成功"], 1)


def test_a_lottery_collects_and_takes_no_place():
    activity = ActivityFactory(allotment="lottery", capacity=1)

    states = [services.sign_up(actor=PersonFactory(), activity=activity).state for _ in range(3)]

    assert (states, taken(activity)) == (["drawing"] * 3, 0)


def test_after_cancelling_one_may_sign_up_again():
    activity, holder = full()
    services.withdraw(actor=holder.person, registration=holder)

    again = services.sign_up(actor=holder.person, activity=activity)

    assert (again.state, taken(activity)) == ("confirmed", 1)


@pytest.mark.parametrize(
    ("about", "refusal"),
    [
        ({"state": "draft"}, refusals.ActivityOver),
        ({"state": "cancelled"}, refusals.ActivityCancelled),
        ({"state": "concluded"}, refusals.ActivityOver),
        ({"opens_at": datetime.fromisoformat("2026-01-07T09:00+08:00")}, refusals.NotOpenYet),
        ({"closes_at": datetime.fromisoformat("2026-01-06T11:00+08:00")}, refusals.SignUpClosed),
        ({"audience": "building"}, refusals.ForThisBuilding),
        ({"audience": "invited"}, refusals.ForTheInvited),
        ({"most_per_enterprise": 2}, refusals.EnterpriseMissing),
    ],
)
def test_an_activity_that_is_not_for_this_person_now_is_refused(about, refusal):
    activity = ActivityFactory(**about)

    with pytest.raises(refusal):
        services.sign_up(actor=PersonFactory(), activity=activity)

    assert (Registration.objects.count(), taken(activity)) == (0, 0)


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        ({"places": 3, "companions": [("甲", False), ("乙", False)]}, refusals.OverLimit),
        ({"places": 0}, refusals.OverLimit),
        ({"places": 2}, refusals.GuestsUnnamed),
        ({"places": 2, "companions": [(" ", False)]}, refusals.GuestsUnnamed),
        ({"places": 2, "companions": [("小宝", True)]}, refusals.NoChildren),
    ],
)
def test_a_party_that_is_not_allowed_is_refused(wish, refusal):
    activity = ActivityFactory(most_per_person=2)

    with pytest.raises(refusal):
        services.sign_up(actor=PersonFactory(), activity=activity, **wish)

    assert taken(activity) == 0


def test_signing_up_twice_is_refused_and_changes_nothing():
    activity, holder = full()

    with pytest.raises(refusals.AlreadySignedUp):
        services.sign_up(actor=holder.person, activity=activity)

    assert (Registration.objects.count(), taken(activity)) == (1, 1)


def test_the_database_refuses_the_second_sign_up_of_a_stale_page():
    activity, person = ActivityFactory(), PersonFactory()
    seen = queries.prospect(activity.pk, person)
    services.sign_up(actor=person, activity=activity)

    with pytest.raises(refusals.AlreadySignedUp):
        services.take_part(actor=person, seen=seen, wish=services.Wish())

    assert (Registration.objects.count(), taken(activity)) == (1, 1)


def test_a_visitor_is_not_signed_up():
    from django.contrib.auth.models import AnonymousUser

    with pytest.raises(PermissionDenied):
        services.sign_up(actor=AnonymousUser(), activity=ActivityFactory())


def test_people_of_the_building_and_the_invited_are_let_in():
    building, invited = ActivityFactory(audience="building"), ActivityFactory(audience="invited")
    person = WorkplaceFactory(building=building.station.building).person
    InvitationFactory(activity=invited, person=person)

    states = [services.sign_up(actor=person, activity=activity).state for activity in (building, invited)]

    assert states == ["confirmed", "confirmed"]


def test_a_firm_gets_no_more_than_its_share_however_it_is_written():
    activity = ActivityFactory(most_per_enterprise=1)
    services.sign_up(actor=PersonFactory(), activity=activity, enterprise="示例科技 Ltd")

    with pytest.raises(refusals.EnterpriseFull):
        services.sign_up(actor=PersonFactory(), activity=activity, enterprise="示例科技ＬＴＤ")

    assert (taken(activity), EnterpriseShare.objects.get().taken) == (1, 1)


def test_a_firm_whose_share_is_used_up_is_passed_over_in_line_until_a_place_of_its_own_comes_free():
    activity = ActivityFactory(capacity=2, most_per_enterprise=1)
    ours = services.sign_up(actor=PersonFactory(), activity=activity, enterprise="甲")
    other = services.sign_up(actor=PersonFactory(), activity=activity, enterprise="乙")
    waiting = [services.sign_up(actor=PersonFactory(), activity=activity, enterprise=name) for name in "甲丙"]

    services.withdraw(actor=other.person, registration=other)
    after_the_other = [Registration.objects.get(pk=w.pk).state for w in waiting]
    services.withdraw(actor=ours.person, registration=ours)

    assert after_the_other == ["waiting", "offered"]
    assert [Registration.objects.get(pk=w.pk).state for w in waiting] == ["offered", "offered"]
    assert {s.enterprise_key: s.taken for s in EnterpriseShare.objects.all()} == {"甲": 1, "乙": 0, "丙": 1}


def test_two_absences_close_first_come_places_for_a_while_and_leave_the_lottery_open():
    person = PersonFactory()
    for days in (20, 5):
        ended = datetime.fromisoformat(NOW) - timedelta(days=days)
        missed = ActivityFactory(starts_at=ended - timedelta(hours=1), opens_at=ended - timedelta(days=9))
        RegistrationFactory(person=person, activity=missed, state="absent")
    first_come, lottery = ActivityFactory(), ActivityFactory(allotment="lottery")

    with pytest.raises(refusals.Barred, match="1月31日"):
        services.sign_up(actor=person, activity=first_come)

    assert services.sign_up(actor=person, activity=lottery).state == "drawing"


def test_a_forgiven_absence_does_not_count():
    person, officer = PersonFactory(), AppointmentFactory(role=Role.HUB).person
    for days in (20, 5):
        ended = datetime.fromisoformat(NOW) - timedelta(days=days)
        missed = ActivityFactory(starts_at=ended - timedelta(hours=1), opens_at=ended - timedelta(days=9))
        absence = RegistrationFactory(person=person, activity=missed, state="absent")
    services.forgive(actor=officer, registration=absence, reason="住院")

    assert services.sign_up(actor=person, activity=ActivityFactory()).state == "confirmed"


def test_answers_are_kept_and_what_is_sensitive_is_sealed():
    activity = ActivityFactory()
    diet, health = QuestionFactory(activity=activity), QuestionFactory(activity=activity, sensitive=True)

    services.sign_up(
        actor=PersonFactory(),
        activity=activity,
        answers={diet.pk: "不吃辣", health.pk: "对花生过敏"},
        ticked=frozenset({health.pk}),
    )

    kept = {answer.question_id: answer for answer in Answer.objects.all()}
    assert (kept[diet.pk].text, kept[health.pk].text, kept[health.pk].words) == ("不吃辣", "", "对花生过敏")


@pytest.mark.parametrize(
    ("about", "answer", "refusal"),
    [
        ({"required": True}, "", refusals.AnswerMissing),
        ({"kind": "number"}, "几个", refusals.AnswerUnfit),
        ({"kind": "choice", "choices": ["米饭", "面条"]}, "馒头", refusals.AnswerUnfit),
        ({"kind": "yes_no"}, "也许", refusals.AnswerUnfit),
        ({"sensitive": True}, "有", refusals.TickMissing),
    ],
)
def test_an_answer_that_will_not_do_is_refused(about, answer, refusal):
    question = QuestionFactory(**about)

    with pytest.raises(refusal):
        services.sign_up(actor=PersonFactory(), activity=question.activity, answers={question.pk: answer})

    assert Registration.objects.count() == 0
