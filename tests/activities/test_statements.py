"""How many statements a sign-up costs, counted over the whole request: session, person, transaction and all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.activities.factories import ActivityFactory, QuestionFactory
from tests.factories import PersonFactory
from yizhan.activities import services
from yizhan.activities.models import Registration

pytestmark = pytest.mark.django_db(transaction=True)
BUDGET = 10


@pytest.fixture
def sign_up(client, at):
    """Sign a person up over HTTP, the session being warm; what was sent to the database."""
    at("2026-01-06T12:00+08:00")
    person = PersonFactory()
    client.force_login(person)
    client.get(reverse("messages:notice-list"))

    def post(activity, **typed):
        with CaptureQueriesContext(connection) as sent:
            response = client.post(reverse("activities:activity-sign-up", args=[activity.pk]), typed)
        assert response.status_code == 302
        return Registration.objects.get(person=person).state, [query["sql"] for query in sent]

    return post


def test_a_place_costs_nine_statements_and_the_counter_comes_last_before_the_commit(sign_up):
    state, sent = sign_up(ActivityFactory())

    assert (state, len(sent)) == ("confirmed", 9)
    assert sent[-1] == "COMMIT"
    assert sent[-2].split()[:8] == ["UPDATE", "activities_activity", "SET", "taken", "=", "taken", "+", "1"]


def test_a_place_with_questions_stays_within_the_budget_but_for_the_answers(sign_up):
    question = QuestionFactory()

    state, sent = sign_up(question.activity, **{f"answer-{question.pk}": ""})

    assert (state, len(sent)) == ("confirmed", BUDGET)


def test_a_place_in_line_costs_nine_statements(sign_up):
    activity = ActivityFactory(capacity=1)
    services.sign_up(actor=PersonFactory(), activity=activity)

    state, sent = sign_up(activity)

    assert (state, len(sent), sent[-1]) == ("waiting", 9, "COMMIT")


def test_a_place_in_the_draw_costs_nine_statements(sign_up):
    state, sent = sign_up(ActivityFactory(allotment="lottery"))

    assert (state, len(sent)) == ("drawing", 9)


def test_a_place_of_a_firm_stays_within_the_budget(sign_up):
    activity = ActivityFactory(most_per_enterprise=5)
    services.sign_up(actor=PersonFactory(), activity=activity, enterprise="示例科技")

    state, sent = sign_up(activity, enterprise="示例科技")

    assert (state, len(sent)) == ("confirmed", BUDGET)
