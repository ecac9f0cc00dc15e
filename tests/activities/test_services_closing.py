"""What follows when an activity is over, the nightly books, answers that are deleted, the draw, the clock's tasks."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.activities.factories import ActivityFactory, QuestionFactory, RegistrationFactory
from tests.factories import AppointmentFactory, PersonFactory
from yizhan.activities import events as facts
from yizhan.activities import queries, services, tasks
from yizhan.activities.models import Activity, Answer, EnterpriseShare, Registration
from yizhan.activities.rules import lottery, refusals
from yizhan.kernel import seals
from yizhan.people.models import Role
from yizhan.people.queries import changes_of

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-01-06T12:00+08:00")


@pytest.fixture(autouse=True)
def today(at):
    at(NOW.isoformat())


@pytest.fixture
def hub():
    return AppointmentFactory(role=Role.HUB).person


def state(registration):
    return Registration.objects.get(pk=registration.pk).state


def titles(registration):
    return [notice.title_zh for notice in registration.person.notices.all()]


def after(activity, at):
    at((activity.ends_at + timedelta(minutes=1)).isoformat())


def test_concluding_settles_who_came_and_ends_the_line(published, at):
    activity = ActivityFactory(taken=3)
    came = RegistrationFactory(activity=activity, state="attended", checked_in_at=NOW)
    missing, offered = (
        RegistrationFactory(activity=activity),
        RegistrationFactory(activity=activity, state="offered", offered_until=NOW),
    )
    waiting = RegistrationFactory(activity=activity, state="waiting", queued_at=NOW)
    after(activity, at)

    services.conclude(activity_id=activity.pk)

    activity.refresh_from_db()
    assert [state(r) for r in (came, missing, offered, waiting)] == ["attended", "absent", "expired", "not_drawn"]
    assert [titles(r) for r in (came, missing, waiting)] == [[], ["这次没有见到你"], ["候补没有轮到"]]
    assert (activity.state, activity.taken) == ("concluded", 2)
    assert published == [facts.ActivityConcluded(activity_id=activity.pk)]


def test_nothing_is_concluded_before_it_is_over(published):
    mine = RegistrationFactory()

    services.conclude(activity_id=mine.activity_id)

    assert (state(mine), published) == ("confirmed", [])


def test_an_absence_is_forgiven_with_a_reason_in_the_ledger(hub):
    absence = RegistrationFactory(state="absent")

    services.forgive(actor=hub, registration=absence, reason="住院")

    assert [(c.verb, c.reason) for c in changes_of(absence)] == [("forgive", "住院")]
    assert titles(absence) == ["未到场的记录已免除"]


@pytest.mark.parametrize(
    ("held", "reason", "refusal"),
    [("absent", " ", refusals.ReasonNeeded), ("confirmed", "住院", refusals.NothingToForgive)],
)
def test_forgiving_needs_an_absence_and_a_reason(hub, held, reason, refusal):
    with pytest.raises(refusal):
        services.forgive(actor=hub, registration=RegistrationFactory(state=held), reason=reason)


def test_an_absence_is_forgiven_once_and_by_those_who_run_the_activity(hub):
    absence = RegistrationFactory(state="absent")
    with pytest.raises(PermissionDenied):
        services.forgive(actor=absence.person, registration=absence, reason="住院")
    services.forgive(actor=hub, registration=absence, reason="住院")

    with pytest.raises(refusals.NothingToForgive):
        services.forgive(actor=hub, registration=absence, reason="住院")


def test_the_night_repairs_counters_and_writes_it_down():
    activity = ActivityFactory(taken=5, most_per_enterprise=3)
    RegistrationFactory(activity=activity, places=2, enterprise_key="甲")
    share = EnterpriseShare.objects.create(activity=activity, enterprise_key="甲", taken=1, most=3)

    differences = [services.reconcile(activity_id=activity.pk) for _ in range(2)]

    activity.refresh_from_db()
    share.refresh_from_db()
    assert (differences, activity.taken, share.taken) == ([-3, 0], 2, 2)
    assert [c.details for c in changes_of(activity)] == [{"was": 5, "by": -3}]
    assert [c.details for c in changes_of(share)] == [{"was": 1, "is": 2}]


def test_places_that_the_night_finds_go_to_those_who_wait():
    activity = ActivityFactory(capacity=2, taken=2)
    RegistrationFactory(activity=activity)
    waiting = RegistrationFactory(activity=activity, state="waiting", queued_at=NOW)

    services.reconcile(activity_id=activity.pk)

    assert (state(waiting), Activity.objects.get(pk=activity.pk).taken) == ("offered", 2)


def test_answers_are_deleted_when_their_time_is_over_or_the_person_left(at):
    activity = ActivityFactory()
    day, week = QuestionFactory(activity=activity, keep_days=1), QuestionFactory(activity=activity, keep_days=7)
    stays, left = RegistrationFactory(activity=activity), RegistrationFactory(activity=activity, state="cancelled")
    for registration in (stays, left):
        Answer.objects.create(registration=registration, question=week, text="不吃辣")
    Answer.objects.create(registration=stays, question=day, text="不吃辣")
    at((activity.ends_at + timedelta(days=2)).isoformat())

    deleted = services.forget_answers()

    assert (deleted, [(a.registration, a.question) for a in Answer.objects.all()]) == (2, [(stays, week)])


def test_questions_are_added_and_removed_until_somebody_signs_up(hub):
    activity = ActivityFactory()
    fields = {"label_zh": "饮食习惯", "purpose_zh": "订餐用"}
    question = services.ask(actor=hub, activity=activity, fields=fields)
    services.drop_question(actor=hub, question=services.ask(actor=hub, activity=activity, fields=fields))
    services.sign_up(actor=PersonFactory(), activity=activity)

    with pytest.raises(refusals.FormInUse):
        services.ask(actor=hub, activity=activity, fields=fields)
    with pytest.raises(refusals.FormInUse):
        services.drop_question(actor=hub, question=question)

    assert [q.pk for q in queries.questions_of(activity.pk)] == [question.pk]


def lottery_of(people, **about):
    activity = ActivityFactory(allotment="lottery", closes_at=NOW + timedelta(hours=1), **about)
    services.commit_seed(activity)
    activity.save()
    return activity, [services.sign_up(actor=PersonFactory(), activity=activity) for _ in range(people)]


def test_a_lottery_is_drawn_as_its_sealed_seed_says(at):
    activity, entered = lottery_of(6, capacity=2)
    seed = seals.unseal(activity.seed_sealed)
    at((NOW + timedelta(hours=1)).isoformat())

    drawn = services.draw_due(activity_id=activity.pk)

    order = sorted(entered, key=lambda one: lottery.ticket(seed, one.pk))
    assert [state(one) for one in order] == ["confirmed"] * 2 + ["waiting"] * 4
    assert [queries.position_of(Registration.objects.get(pk=one.pk)) for one in order[2:]] == [1, 2, 3, 4]
    assert (drawn.seed, lottery.hash_of(drawn.seed), drawn.taken) == (seed, drawn.seed_hash, 2)
    assert [titles(order[0])[0], titles(order[5])[0]] == ["抽中了", "没有抽中，已排进候补"]


def test_after_the_draw_the_line_works_as_any_other(at):
    activity, entered = lottery_of(3, capacity=1)
    at((NOW + timedelta(hours=1)).isoformat())
    services.draw_due(activity_id=activity.pk)
    first, second, third = sorted(entered, key=lambda one: Registration.objects.get(pk=one.pk).queued_at or NOW)

    services.withdraw(actor=first.person, registration=first)

    assert [state(r) for r in (first, second, third)] == ["cancelled", "offered", "waiting"]


def test_a_draw_is_refused_before_sign_up_closes_twice_or_without_a_lottery(hub, at):
    activity, _ = lottery_of(1)
    with pytest.raises(refusals.NotDrawnYet):
        services.draw(actor=hub, activity=activity)
    with pytest.raises(refusals.NoLottery):
        services.draw(actor=hub, activity=ActivityFactory())
    at((NOW + timedelta(hours=1)).isoformat())
    services.draw(actor=hub, activity=activity)

    with pytest.raises(refusals.AlreadyDrawn):
        services.draw(actor=hub, activity=activity)


def test_members_do_not_draw():
    activity, entered = lottery_of(1)

    with pytest.raises(PermissionDenied):
        services.draw(actor=entered[0].person, activity=activity)


def test_the_clock_passes_offers_on_draws_and_concludes(at):
    offered = RegistrationFactory(state="offered", offered_until=NOW + timedelta(minutes=1), activity__taken=1)
    drawn, entered = lottery_of(1)
    over = RegistrationFactory(activity__starts_at=NOW - timedelta(hours=3))
    at((NOW + timedelta(hours=1)).isoformat())

    tasks.follow_the_clock(timestamp=0)

    assert [state(r) for r in (offered, entered[0], over)] == ["expired", "confirmed", "absent"]
    assert Activity.objects.get(pk=drawn.pk).drawn_at == NOW + timedelta(hours=1)


def test_the_night_goes_over_what_is_to_come_and_what_just_was():
    recent, old = (
        ActivityFactory(taken=1),
        ActivityFactory(taken=1, starts_at=NOW - timedelta(days=9), opens_at=NOW - timedelta(days=20)),
    )

    tasks.go_over_the_books(timestamp=0)

    assert [Activity.objects.get(pk=a.pk).taken for a in (recent, old)] == [0, 1]
