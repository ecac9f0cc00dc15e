"""The questions of a sign-up form, and who is invited."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.activities.factories import ActivityFactory, InvitationFactory, QuestionFactory
from tests.factories import AppointmentFactory, PersonFactory
from yizhan.activities import services
from yizhan.activities.models import Invitation, Question
from yizhan.activities.rules import refusals
from yizhan.people.models import Role
from yizhan.people.queries import changes_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def hub(client):
    found = AppointmentFactory(role=Role.HUB).person
    client.force_login(found)
    return found


def page_of(activity, act):
    return f"/desk/activities/{activity.pk}/{act}/"


def asked(**more):
    return {"label_zh": "午餐", "kind": "text", "purpose_zh": "订餐用", "keep_days": "3"} | more


def test_a_question_is_added_with_its_choices(client, hub):
    activity = ActivityFactory()

    client.post(page_of(activity, "questions"), asked(kind="choice", choices="米饭\n面条\n\n面条", required="on"))

    question = Question.objects.get()
    assert (question.choices, question.required, question.keep_days) == (["米饭", "面条"], True, 3)


@pytest.mark.parametrize("wrong", [{"kind": "choice", "choices": "一"}, {"purpose_zh": ""}, {"keep_days": "91"}])
def test_a_question_that_will_not_do_is_refused_in_place(client, hub, wrong):
    answer = client.post(page_of(ActivityFactory(), "questions"), asked(**wrong))

    assert (answer.status_code, Question.objects.count()) == (422, 0)


def test_a_question_is_removed(client, hub):
    question = QuestionFactory()

    client.post(reverse("activities:question-drop", args=[question.pk]))

    assert Question.objects.count() == 0


def test_a_question_stays_once_somebody_has_answered(client, hub, at):
    at("2026-01-06T12:00+08:00")
    question = QuestionFactory()
    services.sign_up(actor=PersonFactory(), activity=question.activity)

    answer = client.post(reverse("activities:question-drop", args=[question.pk]), follow=True)

    assert ("已经有人报名" in answer.content.decode(), Question.objects.count()) == (True, 1)


def test_members_are_invited_by_phone_and_told(client, hub):
    activity = ActivityFactory(audience="invited")
    person = PersonFactory(phone="+8613900001234")

    for _ in range(2):
        client.post(page_of(activity, "invitations"), {"phones": "139 0000 1234\n"})

    assert [i.person for i in Invitation.objects.all()] == [person]
    assert [(n.title_zh, n.link) for n in person.notices.all()] == [("邀请你参加", f"/activities/{activity.pk}/")]


@pytest.mark.parametrize(
    ("phones", "told"),
    [("13900009999", "+8613900009999"), ("12", "请检查手机号：12。"), ("+86123", "请检查手机号：+86123。")],
)
def test_numbers_of_nobody_are_named_and_nobody_is_invited(client, hub, phones, told):
    PersonFactory(phone="+8613900001234")

    answer = client.post(page_of(ActivityFactory(), "invitations"), {"phones": f"13900001234\n{phones}"})

    assert (answer.status_code, told in answer.content.decode(), Invitation.objects.count()) == (422, True, 0)


def test_an_invitation_is_taken_back_and_written_down(client, hub):
    given = InvitationFactory()

    client.post(reverse("activities:invitation-take-back", args=[given.pk]))

    assert (Invitation.objects.count(), [c.verb for c in changes_of(given.activity)]) == (0, ["take-back-invitation"])


def test_members_neither_invite_nor_ask():
    activity, person = ActivityFactory(), PersonFactory()

    for command in (
        lambda: services.invite(actor=person, activity=activity, phones=[]),
        lambda: services.take_back_invitation(actor=person, invitation=InvitationFactory()),
        lambda: services.ask(actor=person, activity=activity, fields={}),
        lambda: services.drop_question(actor=person, question=QuestionFactory()),
    ):
        with pytest.raises(PermissionDenied):
            command()


def test_a_stranger_among_the_invited_is_refused_by_the_service_too(hub):
    with pytest.raises(refusals.StrangersInvited):
        services.invite(actor=hub, activity=ActivityFactory(), phones=["+8613900009999"])


@pytest.mark.parametrize(("act", "factory"), [("questions", QuestionFactory), ("invitations", InvitationFactory)])
@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_the_same_for_many(client, hub, act, factory, count, django_assert_num_queries):
    activity = ActivityFactory()
    factory.create_batch(count, activity=activity)
    client.get(page_of(activity, act))

    with django_assert_num_queries(6):
        client.get(page_of(activity, act))
