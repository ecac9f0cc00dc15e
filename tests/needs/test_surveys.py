"""Surveys: made, answered once, and what the answers become."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from tests.factories import PersonFactory, ServiceFactory, StationFactory
from tests.needs.factories import SurveyFactory
from yizhan.needs import policies, services
from yizhan.needs.models import Answer, Need, Survey
from yizhan.needs.rules import refusals
from yizhan.needs.services import surveys

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(station, service):
    """What a form gives for a survey, with what is said otherwise."""
    plain = {
        "title_zh": "楼里想要什么",
        "station": station,
        "services": [service],
        "opens_on": date(2026, 11, 25),
        "closes_on": date(2026, 12, 25),
    }
    return lambda **said: {**plain, **said}


@pytest.fixture
def answer():
    """Answer a survey at its station: answer(survey, person=...)."""

    def answer(survey, *, person=None, wanted=None, source="1.2.3.4", station=None):
        return services.answer_survey(
            survey=survey,
            person=person,
            station=station or survey.station,
            services=survey.services.all() if wanted is None else wanted,
            words="",
            people=2,
            source=source,
        )

    return answer


def test_an_officer_asks_at_the_station(officer, asked, history, service):
    survey = services.make_survey(actor=officer, fields=asked())

    survey.refresh_from_db()
    assert (survey.made_by, list(survey.services.all()), len(survey.token), history(survey)) == (
        officer,
        [service],
        16,
        ["ask"],
    )


def test_the_hub_asks_everywhere_and_officers_do_not(hub, officer, asked):
    services.make_survey(actor=hub, fields=asked(station=None))
    with pytest.raises(refusals.StationIsTheHubs):
        services.make_survey(actor=officer, fields=asked(station=None))
    with pytest.raises(refusals.StationIsTheHubs):
        services.make_survey(actor=officer, fields=asked(station=StationFactory()))

    assert Survey.objects.count() == 1


def test_members_ask_nothing(member, asked):
    with pytest.raises(PermissionDenied):
        services.make_survey(actor=member, fields=asked())


def test_a_survey_offers_something_and_its_days_are_in_order(officer, asked):
    with pytest.raises(refusals.NothingToTick):
        services.make_survey(actor=officer, fields=asked(services=[]))
    with pytest.raises(refusals.DaysOutOfOrder):
        services.make_survey(actor=officer, fields=asked(closes_on=date(2026, 11, 25)))


def test_who_may_ask_where(hub, officer, station, member):
    assert policies.can_ask(hub, None)
    assert policies.can_ask(officer, station)
    assert not policies.can_ask(officer, None)
    assert not policies.can_ask(member, station)
    assert not policies.can_ask(AnonymousUser(), None)


def test_every_ticked_service_becomes_a_need_of_the_person(answer, member):
    survey = SurveyFactory(offered=ServiceFactory.create_batch(2))

    made = answer(survey, person=member)

    assert [(n.channel, n.people, n.station, n.words) for n in made] == [
        ("survey", 2, survey.station, service.name_zh) for service in survey.services.all()
    ]
    assert [[row.person for row in n.requesters.all()] for n in made] == [[member], [member]]


def test_an_answer_without_a_name_becomes_a_need_of_nobody_known(answer):
    made = answer(SurveyFactory())

    assert [(n.raised_by, n.requesters.count()) for n in made] == [(None, 0)]


def test_who_is_signed_in_answers_once_and_who_is_not_as_often(answer, member):
    survey = SurveyFactory()
    for person in (member, PersonFactory(), None, None):
        answer(survey, person=person)

    with pytest.raises(refusals.AnsweredAlready):
        answer(survey, person=member)

    assert (Answer.objects.count(), Need.objects.count()) == (4, 4)


def test_nobody_answers_without_ticking(answer, member):
    with pytest.raises(refusals.NothingTicked):
        answer(SurveyFactory(), person=member, wanted=[])


@pytest.mark.parametrize(
    "said",
    [{"closes_on": date(2026, 11, 25)}, {"opens_on": date(2026, 11, 26)}, {"closed_at": "2026-11-02T09:00+08:00"}],
)
def test_a_survey_is_answered_while_it_is_open(answer, member, said):
    with pytest.raises(refusals.SurveyShut):
        answer(SurveyFactory(**said), person=member)


def test_a_survey_that_was_closed_takes_no_more(answer, hub, member, history):
    survey = SurveyFactory()

    services.close_survey(actor=hub, survey=survey)

    survey.refresh_from_db()
    with pytest.raises(refusals.SurveyShut):
        answer(survey, person=member)
    with pytest.raises(refusals.SurveyShut):
        services.close_survey(actor=hub, survey=survey)
    assert history(survey) == ["shut"]


def test_a_survey_of_another_station_is_not_closed(officer):
    with pytest.raises(PermissionDenied):
        services.close_survey(actor=officer, survey=SurveyFactory())


def test_answers_without_a_name_from_one_place_are_measured(answer, monkeypatch, member):
    monkeypatch.setattr(surveys, "MOST_AN_HOUR", 2)
    survey = SurveyFactory()
    answer(survey)
    answer(survey)

    with pytest.raises(refusals.TooManyAnswers):
        answer(survey)
    answer(survey, source="5.6.7.8")
    answer(survey, person=member)

    assert Answer.objects.count() == 4


@pytest.mark.parametrize(
    ("said", "constraint"),
    [
        ({"closes_on": date(2026, 11, 1)}, "needs_survey_opens_before_close"),
        ({"title_zh": ""}, "needs_survey_has_a_title"),
    ],
)
def test_a_survey_that_is_false_is_not_kept(said, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        SurveyFactory(**said)


def test_a_token_opens_one_survey():
    SurveyFactory(token="same")

    with pytest.raises(IntegrityError, match="needs_survey_token_once"):
        SurveyFactory(token="same")


@pytest.mark.parametrize(("people", "constraint"), [(0, "needs_answer_of_somebody"), (1, "needs_answer_once")])
def test_an_answer_is_of_somebody_and_once_for_each(member, people, constraint):
    survey = SurveyFactory()
    Answer.objects.create(survey=survey, person=member, people=1, at=survey.made_at)

    with pytest.raises(IntegrityError, match=constraint):
        Answer.objects.create(survey=survey, person=member if people else None, people=people, at=survey.made_at)
