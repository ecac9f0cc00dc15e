"""The poster as a page and as a file."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.activities.factories import ActivityFactory
from yizhan.activities.rules import codes
from yizhan.activities.views import poster_pdf as pdf

START = datetime.fromisoformat("2026-12-01T12:15+08:00")


@pytest.mark.django_db
def test_the_page_has_title_facts_and_a_code(client, station, room, noon):
    activity = ActivityFactory(station=station, room=room, starts_at=START, title_zh="午间问律师", capacity=12)

    text = client.get(f"/activities/{activity.pk}/poster/").content.decode()

    for words in ("午间问律师", "12月1日 周二", "12:15–13:15", room.name_zh, "12 个名额，先到先得", "<svg"):
        assert words in text
    assert f"/activities/{activity.pk}/" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "more", [{}, {"allotment": "lottery", "title_zh": "很长的题目" * 16, "about_zh": "介绍。" * 900}]
)
def test_the_file_is_one_page_whatever_the_words(client, noon, more):
    activity = ActivityFactory(starts_at=START, **more)

    response = client.get(f"/activities/{activity.pk}/poster.pdf")

    assert (response.headers["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert response.content.count(b"/Type /Page\n") == 1


@pytest.mark.django_db
def test_a_draft_has_no_poster(client):
    draft = ActivityFactory(state="draft")

    assert [client.get(f"/activities/{draft.pk}/poster{end}").status_code for end in ("/", ".pdf")] == [404, 404]


@pytest.mark.django_db
def test_the_sheet_for_the_door_opens_the_way_in_and_the_public_poster_does_not(client, station, officer, noon):
    activity = ActivityFactory(station=station, starts_at=START)
    code = codes.poster(activity.pk)
    client.force_login(officer)

    sheet = client.get(f"/desk/activities/{activity.pk}/door-poster/").content.decode()
    file = client.get(f"/desk/activities/{activity.pk}/door-poster.pdf")
    public = client.get(f"/activities/{activity.pk}/poster/").content.decode()

    assert f"/activities/{activity.pk}/here/?code={code}" in sheet
    assert "11:45 到 13:15" in sheet
    assert (file.headers["Content-Type"], file.content.count(b"/Type /Page\n")) == ("application/pdf", 1)
    assert code not in public


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["/", ".pdf"])
def test_only_those_who_run_the_activity_have_the_sheet_for_the_door(client, officer, member, noon, end):
    elsewhere = ActivityFactory(starts_at=START)
    statuses = []

    for person in (officer, member):
        client.force_login(person)
        statuses.append(client.get(f"/desk/activities/{elsewhere.pk}/door-poster{end}").status_code)

    assert statuses == [403, 403]


def test_words_of_letters_stay_whole_and_marks_do_not_begin_a_line():
    assert pdf.wrapped("Ask a lawyer", 10, 40) == ["Ask a", "lawyer"]
    assert pdf.wrapped("带上合同，来", 10, 40) == ["带上合同，", "来"]


@given(text=st.text(alphabet="午间问律师，。 Ask12", max_size=60), room=st.integers(80, 300))
def test_no_line_is_wider_than_its_room_by_more_than_a_mark(text, room):
    lines = pdf.wrapped(text, 10, room)

    assert [line for line in lines if pdf.width(line.rstrip("，。 "), 10) > room] == []
    assert "".join("".join(lines).split()) == "".join(text.split())
