"""Surveys on the desk and behind a link; needs brought in a file."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from tests.factories import ServiceFactory, StationFactory
from tests.needs.factories import SurveyFactory
from yizhan.needs.models import Answer, Need, Survey

pytestmark = pytest.mark.django_db
LIST, NEW, IMPORT = "/desk/surveys/", "/desk/surveys/new/", "/desk/needs/import/"
HEADER = "station,category,service,words,people,month,parts_of_day,weekdays\n"


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    client.get(LIST)
    return client


def test_a_survey_is_made_and_shown_with_its_link_and_code(desk, station, service):
    sent = {"title_zh": "想要什么", "station": station.pk, "services": [service.pk]}

    made = desk.post(NEW, {**sent, "opens_on": "2026-11-25", "closes_on": "2026-12-25"})

    survey = Survey.objects.get()
    text = desk.get(made.url).content.decode()
    assert made.url == reverse("needs:survey-detail", args=[survey.pk])
    assert (f"http://testserver/s/{survey.token}/" in text, "<svg" in text) == (True, True)


def test_what_is_wrong_with_a_survey_is_said_in_place(desk, station, service):
    sent = {"title_zh": "想要什么", "station": station.pk, "services": [service.pk]}

    response = desk.post(NEW, {**sent, "opens_on": "2026-11-25", "closes_on": "2026-11-20"})

    assert (response.status_code, "截止日期要在开始日期之后。" in response.content.decode()) == (422, True)


@pytest.mark.parametrize("count", [1, 3])
def test_surveys_cost_the_same_for_many(desk, station, count, django_assert_num_queries):
    SurveyFactory.create_batch(count, station=station)

    with django_assert_num_queries(5):
        response = desk.get(LIST)

    assert len(response.context["surveys"]) == count


def test_a_few_answers_are_not_counted_aloud(desk, station):
    survey = SurveyFactory(station=station)
    page = reverse("needs:survey-detail", args=[survey.pk])
    told = []
    for _ in range(5):
        Answer.objects.create(survey=survey, people=1, at=survey.made_at)
        told.append(desk.get(page).context["told"].answers)

    assert told == [None, None, None, None, 5]


def test_ending_a_survey_asks_first(desk, station):
    survey = SurveyFactory(station=station)
    path = reverse("needs:survey-close", args=[survey.pk])

    asked = desk.get(path)
    desk.post(path)

    survey.refresh_from_db()
    assert (asked.status_code, survey.closed_at is not None, desk.post(path).status_code) == (200, True, 422)


def test_the_survey_of_another_station_does_not_exist(desk):
    assert desk.get(reverse("needs:survey-detail", args=[SurveyFactory().pk])).status_code == 404


def test_anybody_answers_behind_the_link(client):
    survey = SurveyFactory()
    link = reverse("needs:answer-create", args=[survey.token])

    shown = client.get(link).content.decode()
    done = client.post(link, {"services": [survey.services.get().pk], "people": 1}, follow=True).content.decode()

    assert "有进展时通知不到你" in shown
    assert "你没有留名字" in done
    assert Need.objects.get().station == survey.station


def test_a_member_answers_once_and_is_told_so(client, member):
    survey = SurveyFactory()
    link, sent = (
        reverse("needs:answer-create", args=[survey.token]),
        {"services": [survey.services.get().pk], "people": 1},
    )
    client.force_login(member)

    client.post(link, sent)
    again = client.post(link, sent)

    assert (again.status_code, "你已经答过这份问卷了" in again.content.decode()) == (422, True)


def test_a_survey_of_the_network_asks_for_the_station(client):
    survey, station = SurveyFactory(station=None), StationFactory()
    link, sent = (
        reverse("needs:answer-create", args=[survey.token]),
        {"services": [survey.services.get().pk], "people": 1},
    )

    missing = client.post(link, sent)
    client.post(link, {**sent, "station": station.pk})

    assert (missing.status_code, Need.objects.get().station) == (422, station)


def test_a_service_that_is_not_asked_for_is_not_ticked(client):
    survey = SurveyFactory()
    link = reverse("needs:answer-create", args=[survey.token])

    response = client.post(link, {"services": [ServiceFactory().pk], "people": 1})

    assert (response.status_code, Need.objects.count()) == (422, 0)


def test_a_survey_that_is_over_says_so(client):
    survey = SurveyFactory(closed_at="2026-11-02T09:00+08:00")

    assert "这份问卷不在收答卷" in client.get(reverse("needs:answer-create", args=[survey.token])).content.decode()


def csv(*lines):
    return SimpleUploadedFile("十二月.csv", (HEADER + "\n".join(lines)).encode())


def test_a_file_is_looked_through_and_then_written(desk, station, service, officer):
    line = f"{station.code},{service.category.code},{service.code},想请律师讲讲,12,2027-01,午间;下午,2;3"

    looked = desk.post(IMPORT, {"file": csv(line)})
    before = Need.objects.count()
    written = desk.post(IMPORT, {"kept": looked.context["kept"]})

    need = Need.objects.get()
    assert (before, looked.context["rows"], written.url) == (0, 1, "/desk/needs/")
    assert (need.channel, need.people, need.service, need.building, need.raised_by) == (
        "import",
        12,
        service,
        station.building,
        officer,
    )
    assert (f"{need.month:%Y-%m}", need.parts_of_day, need.weekdays) == ("2027-01", ["noon", "afternoon"], [2, 3])


def test_every_wrong_row_is_told_and_nothing_is_written(desk, station, service):
    code = service.category.code
    lines = [
        f"{station.code},{code},,想要什么,5,,,",
        f"{StationFactory().code},{code},,别站的,5,,,",
        f"{station.code},{code},,,0,,,",
        f"{station.code},{code},,月份不对,5,十二月,夜里,9",
        f"{station.code},{code},,过去的月份,5,2026-01,,",
    ]

    response = desk.post(IMPORT, {"file": csv(*lines)})

    found = sorted((problem.row, problem.column) for problem in response.context["problems"])
    assert (response.status_code, Need.objects.count(), response.context["kept"]) == (422, 0, "")
    assert found == [
        (3, "station"),
        (4, "people"),
        (4, "words"),
        (5, "month"),
        (5, "parts_of_day"),
        (5, "weekdays"),
        (6, "month"),
    ]


def test_a_workbook_does_as_well(desk, station, service):
    book, file = Workbook(), io.BytesIO()
    book.active.title = "needs"
    book.active.append(["station", "category", "words", "people"])
    book.active.append([station.code, service.category.code, "想要什么", 5])
    book.save(file)

    response = desk.post(IMPORT, {"file": SimpleUploadedFile("needs.xlsx", file.getvalue())})

    assert (response.context["rows"], response.context["problems"]) == (1, [])


def test_the_template_is_a_file_that_the_import_reads(desk):
    response = desk.get(f"{IMPORT}template.csv")

    assert response.content.decode("utf-8-sig").startswith(HEADER)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("needs.pdf", b"x", "只收 .csv 或 .xlsx"), ("needs.csv", b"x" * 2_200_000, "超过 2 MB")],
)
def test_what_is_no_table_is_refused_at_the_field(desk, name, content, told):
    response = desk.post(IMPORT, {"file": SimpleUploadedFile(name, content)})

    assert (response.status_code, told in response.content.decode()) == (422, True)


def test_an_empty_table_has_nothing_to_write(desk):
    assert desk.post(IMPORT, {"file": csv()}).context["kept"] == ""


def test_a_file_is_kept_for_its_own_person_only_and_written_once(desk, client, hub, station, service):
    line = f"{station.code},{service.category.code},,想要什么,5,,,"
    kept = desk.post(IMPORT, {"file": csv(line)}).context["kept"]

    desk.post(IMPORT, {"kept": kept})
    again = desk.post(IMPORT, {"kept": kept})
    client.force_login(hub)
    other = client.post(IMPORT, {"kept": kept})

    assert (again.url, other.url, Need.objects.count()) == (IMPORT, IMPORT, 1)


def test_what_became_wrong_meanwhile_is_told_and_nothing_is_written(desk, station, service):
    line = f"{station.code},{service.category.code},,想要什么,5,,,"
    kept = desk.post(IMPORT, {"file": csv(line)}).context["kept"]
    station.state = "closed"
    station.closed_on = station.opened_on
    station.save()

    response = desk.post(IMPORT, {"kept": kept})

    assert (response.status_code, Need.objects.count()) == (422, 0)


def test_members_bring_no_files(client, member):
    client.force_login(member)

    assert client.get(IMPORT).status_code == 403
