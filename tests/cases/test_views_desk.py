"""The desk's inbox of cases, one case, and the acts of its officer."""

import pytest
from django.urls import reverse

from tests.cases.factories import CaseFactory, KindFactory
from tests.factories import PersonFactory, StationFactory
from yizhan.cases import services
from yizhan.cases.models import Case, Result
from yizhan.cases.queries import inbox
from yizhan.cases.services.raising import index

pytestmark = pytest.mark.django_db
INBOX = "/desk/cases/"
INBOX_QUERIES, PAGE_QUERIES = 7, 14


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    client.get("/healthz")
    return client


def address(name, case):
    return reverse(f"cases:{name}", args=[case.pk])


def words(response):
    return [row.case.words for row in response.context["found"].rows]


def due(day, **said):
    return CaseFactory(due_at=f"2026-11-{day}T10:00+08:00", due_clock="resolution", **said)


def test_members_have_no_inbox(client, member):
    client.force_login(member)

    assert client.get(INBOX).status_code == 403


def test_the_inbox_shows_what_the_officer_s_station_works_on_the_first_due_first(desk, station):
    later, sooner = due(27, station=station), due(26, station=station)
    CaseFactory(station=station, state="closed", result="solved", closed_at="2026-11-20T10:00+08:00")
    CaseFactory(station=station, series=sooner)
    due(25)

    assert words(desk.get(INBOX)) == [sooner.words, later.words]


def test_the_working_time_that_is_left_is_said_in_words(desk, station):
    due(27, station=station)
    due(24, station=station)

    rows = desk.get(INBOX).context["found"].rows

    assert [(row.left.words, row.left.tone) for row in rows] == [("超期 1 个工作日", "bad"), ("还剩 2 个工作日", "")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=paused", ["电梯坏了"]),
        ("state=closed", ["已经办结的"]),
        ("state=answered", ["等回访的"]),
        ("kind=supervision", ["消防通道堵了"]),
        ("mechanism=joint", ["消防通道堵了"]),
        ("late=1", ["消防通道堵了"]),
        ("mine=1", ["电梯坏了"]),
        ("q=消防", ["消防通道堵了"]),
        ("q=aaaa1111", ["电梯坏了"]),
        ("cursor=nonsense", ["消防通道堵了", "电梯坏了"]),
    ],
)
def test_the_inbox_is_filtered(desk, station, officer, asked, found):
    kind = KindFactory(code="supervision")
    late = due(20, station=station, words="消防通道堵了", kind=kind, mechanism="joint", state="handling")
    due(27, station=station, words="电梯坏了", state="paused", responsible=officer, code="AAAA1111")
    due(27, station=station, words="等回访的", state="answered", result="solved")
    CaseFactory(
        station=station, words="已经办结的", state="closed", result="solved", closed_at="2026-11-20T10:00+08:00"
    )
    index(late)
    late.save()

    assert words(desk.get(f"{INBOX}?{asked}")) == found


def test_the_inbox_pages_by_key(desk, station, monkeypatch):
    monkeypatch.setattr(inbox, "PER_PAGE", 2)
    cases = [due(day, station=station) for day in (24, 25, 26)]

    first = desk.get(INBOX)
    second = desk.get(f"{INBOX}?cursor={first.context['found'].after.replace('+', '%2B')}")

    assert (words(first), words(second)) == ([one.words for one in cases[:2]], [cases[2].words])
    assert (first.context["found"].after != "", second.context["found"].after) == (True, "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_costs_the_same_for_many(desk, station, officer, django_assert_num_queries, count):
    CaseFactory.create_batch(count, station=station, responsible=officer)

    with django_assert_num_queries(INBOX_QUERIES):
        response = desk.get(INBOX)

    assert len(words(response)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_case_costs_the_same_however_much_happened(desk, officer, contacted, django_assert_num_queries, count):
    for n in range(count):
        services.tell(actor=officer, case=contacted, words=f"进展 {n}")
        CaseFactory(station=contacted.station, words=contacted.words)

    with django_assert_num_queries(PAGE_QUERIES):
        response = desk.get(address("case-dossier", contacted))

    assert len(response.context["dossier"].similar) == count


def test_a_case_of_another_station_is_not_there(client, officer_of, brought):
    client.force_login(officer_of(StationFactory()))

    assert client.get(address("case-dossier", brought)).status_code == 404


def test_contact_is_written_down_and_the_page_shows_it(desk, brought):
    answer = desk.post(address("case-contact", brought), {"words": "下午去看"})

    assert answer.url == address("case-dossier", brought)
    assert "下午去看" in desk.get(answer.url).content.decode()


def test_the_answer_page_says_first_what_is_missing(desk, brought):
    response = desk.get(address("case-answer", brought))

    assert response.context["missing"] == ["还没有联系过反映人。请先联系，再走这一步。"]


def test_an_answer_is_given(desk, contacted):
    desk.post(address("case-answer", contacted), {"result": "solved", "words": "换了水管"})

    contacted.refresh_from_db()
    assert (contacted.state, contacted.result) == ("answered", Result.SOLVED)


def test_an_answer_that_is_refused_stays_in_the_form(desk, brought):
    response = desk.post(address("case-answer", brought), {"result": "solved", "words": "换了水管"})

    assert response.status_code == 422
    assert response.context["form"]["words"].value() == "换了水管"


def test_a_pause_has_usual_ends_and_a_ceiling(desk, contacted):
    address_of = address("case-pause", contacted)
    form = desk.get(address_of).context["form"]

    first = form.fields["preset"].choices[0]
    desk.post(address_of, {"reason": "等配件", "preset": first[0]})

    contacted.refresh_from_db()
    assert (first[1], form.fields["preset"].widget.about[first[0]]) == ("1 个工作日", "11月26日 18:00")
    assert contacted.state == "paused"


def test_a_pause_needs_an_end(desk, contacted):
    response = desk.post(address("case-pause", contacted), {"reason": "等配件", "preset": ""})

    assert response.context["form"].errors == {"until": ["请选一个时间，或者填写其他时间。"]}


def test_a_paused_case_says_the_same_on_its_dial_as_in_the_inbox(desk, contacted):
    desk.post(address("case-pause", contacted), {"reason": "等配件。", "until": "2026-11-26T10:00"})

    dossier = desk.get(address("case-dossier", contacted)).context["dossier"]

    contacted.refresh_from_db()
    assert dossier.dials[0].reading.due_at == contacted.due_at == dossier.left.due_at
    assert contacted.events.latest("seq").words_zh == "等配件。最迟 11月26日 10:00 恢复。"


def test_a_pause_is_ended(desk, officer, contacted):
    desk.post(address("case-pause", contacted), {"reason": "等配件", "until": "2026-11-26T10:00"})

    desk.post(address("case-resume", contacted))

    contacted.refresh_from_db()
    assert contacted.state == "handling"


@pytest.mark.parametrize("act", ["tell", "note"])
def test_progress_and_notes_are_written_down(desk, contacted, log, act):
    desk.post(address(f"case-{act}", contacted), {"words": "明天来修"})

    assert log(contacted)[-1] == {"tell": "told", "note": "noted"}[act]


def test_a_case_is_handed_to_a_colleague(desk, contacted, officer_of, station):
    colleague = officer_of(station)

    desk.post(address("case-assign", contacted), {"person": colleague.pk, "reason": "我休假"})

    assert Case.objects.get(pk=contacted.pk).responsible == colleague


def test_a_case_is_handed_to_nobody_from_elsewhere(desk, contacted):
    stranger = PersonFactory()

    response = desk.post(address("case-assign", contacted), {"person": stranger.pk, "reason": "我休假"})

    assert list(response.context["form"].errors) == ["person"]
