"""The pages of the survey and of improvements."""

from datetime import date

import pytest
from django.urls import reverse

from tests.evaluation.factories import (
    FigureFactory,
    ImprovementFactory,
    ReleaseFactory,
    SurveyAnswerFactory,
)
from tests.factories import AppointmentFactory, StationFactory, ZoneFactory
from yizhan.evaluation.models import Improvement, SurveyAnswer
from yizhan.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
SESSION = 10  # who it is, and that the device was seen
SURVEY = "/survey/2026/"
ANSWER = {"gain": "4", "happiness": "3", "safety": "5"}


@pytest.fixture
def phone(client, member):
    client.force_login(member)
    return client


@pytest.fixture
def desk(client, hub):
    client.force_login(hub)
    return client


def address(name, *args):
    return reverse(f"evaluation:{name}", args=args)


def test_three_questions_are_asked_apart(phone):
    form = phone.get(SURVEY).context["form"]

    assert [str(field.label)[:3] for field in form] == ["获得感", "幸福感", "安全感"]


def test_an_answer_is_thanked_for(phone):
    response = phone.post(SURVEY, ANSWER, follow=True)

    assert "谢谢，收到了" in response.content.decode()
    assert SurveyAnswer.objects.count() == 1


def test_a_second_answer_is_refused_in_place(phone):
    phone.post(SURVEY, ANSWER)
    response = phone.post(SURVEY, ANSWER)

    assert (response.status_code, "每年只答一次" in response.content.decode()) == (422, True)


def test_an_answer_that_is_not_whole_names_what_is_missing(phone):
    response = phone.post(SURVEY, {"gain": "4"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["happiness", "safety"])


def test_last_years_survey_is_closed(phone):
    assert "这一年的问卷没有开放" in phone.get("/survey/2025/").content.decode()


def test_the_results_are_by_zone_and_sense_once_they_are_published(desk):
    release, zone = ReleaseFactory(kind="survey"), ZoneFactory(name_zh="南京西路")
    of = {"release": release, "dimension": "zone", "subject_id": zone.pk}
    for sense, value in (("gain", 3.9), ("happiness", 4.1)):
        FigureFactory(**of, measure=sense, value=value)

    senses = desk.get("/desk/survey/2026/").context["senses"]

    assert [[shown and shown.text for _name, shown in bars] for _label, bars in senses] == [
        [None, "3.9"],
        [None, "4.1"],
        [None, None],
    ]


def test_before_that_the_page_says_so(desk):
    SurveyAnswerFactory()

    assert "还没有公布" in desk.get("/desk/survey/2026/").content.decode()


def test_a_member_does_not_see_the_desk_of_the_survey(phone):
    assert phone.get("/desk/survey/2026/").status_code == 403


def test_an_improvement_is_opened_from_a_figure(desk, hub):
    figure = FigureFactory()
    path = address("improvement-create", figure.pk)
    words = desk.get(path).content.decode()

    response = desk.post(path, {"words": "换房间", "owner": str(hub.pk), "due_on": "2026-02-01"}, follow=True)

    assert "4.0（3.8–4.2）" in words
    assert response.redirect_chain == [(address("improvement-list"), 302)]
    assert Improvement.objects.get().figure == figure


def test_what_is_missing_is_named(desk):
    response = desk.post(address("improvement-create", FigureFactory().pk), {})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["words", "owner", "due_on"])


def test_a_count_without_an_interval_is_not_improved_on(desk):
    figure = FigureFactory(measure="unmet", value=40, low=None, high=None)

    assert desk.get(address("improvement-create", figure.pk)).status_code == 404


def test_the_owner_says_what_was_done(client):
    owner = AppointmentFactory(role=Role.STATION, place=StationFactory()).person
    improvement = ImprovementFactory(owner=owner)
    client.force_login(owner)

    response = client.post(address("improvement-close", improvement.pk), {"outcome": "换好了"}, follow=True)

    assert "换好了" in response.content.decode()


def test_another_officer_does_not(client, officer_of):
    client.force_login(officer_of(StationFactory()))

    assert client.get(address("improvement-close", ImprovementFactory().pk)).status_code == 403


def test_the_list_says_where_to_begin(desk):
    assert "还没有改进" in desk.get(address("improvement-list")).content.decode()


def test_the_list_shows_before_and_after(desk):
    ImprovementFactory(due_on=date(2026, 1, 12))
    FigureFactory(release=ReleaseFactory(period=date(2026, 2, 1)), value=4.6, low=4.4, high=4.8)

    words = desk.get(address("improvement-list")).content.decode()

    assert [text in words for text in ("+0.6（+0.3 – +0.9）", "超出偶然", "已超期")] == [True] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(desk, count, django_assert_num_queries):
    release = ReleaseFactory()
    for _ in range(count):
        figure = FigureFactory(release=release, dimension="station", subject_id=StationFactory().pk)
        ImprovementFactory(figure=figure)

    with django_assert_num_queries(SESSION + 6):
        response = desk.get(address("improvement-list"))

    assert len(response.context["rows"]) == count
