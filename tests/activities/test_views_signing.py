"""The pages of members: one activity in each state, signing up, leaving, accepting, the draw, my activities."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from tests.activities.factories import ActivityFactory, QuestionFactory, RegistrationFactory
from tests.factories import PersonFactory
from yizhan.activities import services
from yizhan.activities.models import Activity, Registration
from yizhan.activities.rules.lottery import ticket

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-01-06T12:00+08:00")


@pytest.fixture(autouse=True)
def today(at):
    at(NOW.isoformat())


@pytest.fixture
def person(client):
    found = PersonFactory()
    client.force_login(found)
    return found


def page_of(activity, act=""):
    return f"/activities/{activity.pk}/{act}"


def words(response):
    return " ".join(response.content.decode().split())


def test_a_visitor_sees_the_activity_and_is_asked_to_sign_in(client):
    activity = ActivityFactory()

    answer = client.get(page_of(activity))

    assert (answer.status_code, f"?next={page_of(activity)}" in words(answer)) == (200, True)


def test_a_draft_is_not_there(client):
    assert client.get(page_of(ActivityFactory(state="draft"))).status_code == 404


def test_signing_up_leads_back_to_the_page_that_shows_the_place(client, person):
    activity = ActivityFactory()

    answer = client.post(page_of(activity, "sign-up/"), follow=True)

    mine = Registration.objects.get(person=person)
    assert (mine.state, answer.redirect_chain) == ("confirmed", [(page_of(activity), 302)])
    assert reverse("activities:registration-withdraw", args=[mine.pk]) in words(answer)


def test_companions_children_and_answers_go_in_with_the_form(client, person):
    activity = ActivityFactory(most_per_person=3, children_welcome=True)
    question = QuestionFactory(activity=activity, kind="number", required=True)
    typed = {"guest-1": "小宝", "child-1": "on", "guest-2": "", f"answer-{question.pk}": "7"}

    client.post(page_of(activity, "sign-up/"), typed)

    mine = Registration.objects.get(person=person)
    assert (mine.places, [(c.name, c.is_child) for c in mine.companions.all()]) == (2, [("小宝", True)])
    assert [answer.words for answer in mine.answers.all()] == ["7"]


def test_a_refusal_is_said_in_place_and_what_was_typed_stays(client, person):
    activity = ActivityFactory(most_per_enterprise=1)
    services.sign_up(actor=PersonFactory(), activity=activity, enterprise="示例科技")

    answer = client.post(page_of(activity, "sign-up/"), {"enterprise": "示例科技"})

    assert (answer.status_code, Registration.objects.count()) == (422, 1)
    assert ("你们企业的 1 个名额已经用完" in words(answer), 'value="示例科技"' in words(answer)) == (True, True)


def test_signing_up_twice_says_so(client, person):
    activity = ActivityFactory()
    client.post(page_of(activity, "sign-up/"))

    answer = client.post(page_of(activity, "sign-up/"))

    assert (answer.status_code, Registration.objects.count()) == (422, 1)


def test_who_waits_sees_the_place_in_line(client, person):
    activity = ActivityFactory(capacity=1)
    [services.sign_up(actor=PersonFactory(), activity=activity) for _ in range(4)]
    client.post(page_of(activity, "sign-up/"))

    assert "你排第 <b>4</b>" in words(client.get(page_of(activity)))


def test_an_offer_is_accepted_with_one_button(client, person):
    activity = ActivityFactory(capacity=1)
    holder = services.sign_up(actor=PersonFactory(), activity=activity)
    mine = services.sign_up(actor=person, activity=activity)
    services.withdraw(actor=holder.person, registration=holder)
    accept = reverse("activities:registration-accept", args=[mine.pk])
    shown = accept in words(client.get(page_of(activity)))

    client.post(accept)

    assert (shown, Registration.objects.get(pk=mine.pk).state) == (True, "confirmed")


def test_an_offer_that_is_gone_is_said_on_the_page(client, person):
    mine = RegistrationFactory(person=person, state="expired")

    answer = client.post(reverse("activities:registration-accept", args=[mine.pk]), follow=True)

    assert "已经过时，转给了下一位" in words(answer)


def test_leaving_asks_first(client, person):
    mine = services.sign_up(actor=person, activity=ActivityFactory())
    leave = reverse("activities:registration-withdraw", args=[mine.pk])
    asked, before = client.get(leave), Registration.objects.get().state

    client.post(leave)

    assert (asked.status_code, before, Registration.objects.get().state) == (200, "confirmed", "cancelled")


def test_leaving_after_the_deadline_is_refused_with_what_to_do_now(client, person):
    mine = services.sign_up(actor=person, activity=ActivityFactory(cancel_until=NOW))

    answer = client.post(reverse("activities:registration-withdraw", args=[mine.pk]))

    assert (answer.status_code, "请打电话告诉站点" in words(answer)) == (422, True)


def test_somebody_elses_registration_does_not_exist(client, person):
    other = RegistrationFactory()

    for act in ("withdraw", "accept", "code", "leave"):
        address = reverse(f"activities:registration-{act}", args=[other.pk])
        answer = client.post(address) if act in {"accept", "leave"} else client.get(address)
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ({"opens_at": NOW + timedelta(days=1)}, "报名还没开始，1月7日 12:00 开放"),
        ({"closes_at": NOW - timedelta(minutes=1)}, "报名已在 1月6日 11:59 截止"),
        ({"audience": "building"}, "面向在本楼工作的会员"),
        ({"state": "cancelled", "cancelled_because": "老师生病"}, "老师生病"),
    ],
)
def test_what_keeps_one_from_signing_up_is_said_instead_of_the_form(client, person, about, told):
    answer = client.get(page_of(ActivityFactory(**about)))

    assert (told in words(answer), 'action="/activities/' in words(answer)) == (True, False)


def test_the_rules_stand_before_the_button(client, person):
    shown = words(client.get(page_of(ActivityFactory())))

    assert shown.index("90 天内 2 次报了名却没来") < shown.index('id="sign-up"')


def lottery(**about):
    activity = ActivityFactory(allotment="lottery", capacity=2, closes_at=NOW + timedelta(hours=1), **about)
    services.commit_seed(activity)
    activity.save()
    return activity


def test_before_the_draw_only_the_fingerprint_of_the_seed_is_public(client):
    activity = lottery()

    shown = words(client.get(page_of(activity, "draw/")))

    assert (activity.seed_hash in shown, activity.seed) == (True, "")


def test_after_the_draw_anyone_can_follow_it(client, at):
    activity = lottery()
    drawn = [services.sign_up(actor=PersonFactory(), activity=activity) for _ in range(5)]
    at((NOW + timedelta(hours=2)).isoformat())
    activity = services.draw_due(activity_id=activity.pk)

    shown = words(client.get(page_of(activity, "draw/")))

    order = sorted(drawn, key=lambda registration: ticket(activity.seed, registration.pk))
    assert [shown.index(str(one.pk)) for one in order] == sorted(shown.index(str(one.pk)) for one in drawn)
    assert [Registration.objects.get(pk=one.pk).state for one in order] == ["confirmed"] * 2 + ["waiting"] * 3
    assert (activity.seed in shown, shown.count('data-tone="good">抽中')) == (True, 2)
    assert [str(one.person) in shown for one in drawn] == [False] * 5


def test_the_draw_can_be_followed_when_somebody_has_left_for_good(client, at):
    activity = lottery()
    drawn = [services.sign_up(actor=PersonFactory(), activity=activity) for _ in range(5)]
    at((NOW + timedelta(hours=2)).isoformat())
    services.draw_due(activity_id=activity.pk)
    drawn[0].person.delete()

    assert str(drawn[0].pk) in words(client.get(page_of(activity, "draw/")))


def test_my_activities_are_what_is_to_come_and_what_is_over(client, person):
    ahead = RegistrationFactory(person=person)
    behind = RegistrationFactory(person=person, state="absent", activity__starts_at=NOW - timedelta(hours=20))

    shown = words(client.get("/activities/mine/"))

    assert shown.index(ahead.activity.title_zh) < shown.index("过去的") < shown.index(behind.activity.title_zh)


def test_my_activities_are_empty_with_a_next_step(client, person):
    assert "还没有要参加的活动" in words(client.get("/activities/mine/"))


@pytest.mark.parametrize("count", [1, 3])
def test_my_activities_cost_the_same_for_many(client, person, count, django_assert_num_queries):
    RegistrationFactory.create_batch(count, person=person)
    client.get("/activities/mine/")

    with django_assert_num_queries(5):
        client.get("/activities/mine/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_an_activity_costs_the_same_for_many_questions(client, person, count, django_assert_num_queries):
    activity = ActivityFactory()
    QuestionFactory.create_batch(count, activity=activity)
    client.get(page_of(activity))

    with django_assert_num_queries(8):
        client.get(page_of(activity))


def test_a_page_of_a_full_activity_offers_the_line(client, person):
    activity = ActivityFactory(capacity=1)
    services.sign_up(actor=PersonFactory(), activity=activity)

    assert "1 席已满，可以排候补" in words(client.get(page_of(Activity.objects.get(pk=activity.pk))))
