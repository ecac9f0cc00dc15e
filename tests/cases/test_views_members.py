"""The pages of those who bring cases."""

import pytest
from django.urls import reverse

from tests.cases.factories import CaseFactory, KindFactory, ReporterFactory
from tests.factories import PersonFactory
from yizhan.cases import services
from yizhan.cases.models import Case, Result
from yizhan.cases.services import Opinion

pytestmark = pytest.mark.django_db
LIST, NEW = "/cases/", "/cases/new/"
LIST_QUERIES, PAGE_QUERIES = 5, 9
WHERE = {"type": "singlevaluelist", "code": "where", "label_zh": "在哪里", "required": True}


@pytest.fixture
def own(client, member):
    client.force_login(member)
    client.get(LIST)
    return client


@pytest.fixture
def answered(contacted, officer):
    services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="换了水管")
    return contacted


@pytest.fixture
def closed(answered, member):
    services.confirm(actor=member, case=answered, opinion=Opinion(solved=True, level=5))
    return answered


def address(name, case):
    return reverse(f"cases:{name}", args=[case.pk])


def new(kind, station):
    return f"{NEW}?kind={kind.code}&station={station.slug}"


def test_strangers_are_asked_to_sign_in(client):
    assert client.get(LIST).url.startswith("/sign-in/")


def test_an_empty_list_says_how_to_begin(own):
    assert reverse("cases:case-create") in own.get(LIST).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(own, member, django_assert_num_queries, count):
    ReporterFactory.create_batch(count, person=member)

    with django_assert_num_queries(LIST_QUERIES):
        response = own.get(LIST)

    assert len(response.context["rows"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_case_costs_its_reporter_the_same_however_much_happened(
    own, officer, contacted, django_assert_num_queries, count
):
    for n in range(count):
        services.tell(actor=officer, case=contacted, words=f"进展 {n}")

    with django_assert_num_queries(PAGE_QUERIES):
        response = own.get(address("case-detail", contacted))

    assert len(response.context["followed"].log) == count + 2


def test_somebody_else_s_case_is_not_there(client, brought):
    client.force_login(PersonFactory())

    assert client.get(address("case-detail", brought)).status_code == 404


def test_the_reporter_sees_where_it_is_and_by_when_in_working_time(own, brought, officer):
    followed = own.get(address("case-detail", brought)).context["followed"]

    assert [(step.label, step.phase) for step in followed.path][:2] == [("待联系", "now"), ("办理中", "next")]
    assert followed.left.words == "还剩 1 个工作日 7 个工作小时"


def test_the_clock_is_explained_line_by_line(own, brought):
    dial = own.get(address("case-detail", brought)).context["followed"].dials[0]

    assert (dial.label, list(dial.lines)) == (
        "首次联系",
        ["11月25日 10:00 开始计时，期限 1 个工作日。只算工作时间。", "所以到期时间是 11月26日 18:00。"],
    )


def test_a_member_never_sees_what_officers_noted(own, officer, contacted):
    services.note(actor=officer, case=contacted, words="反映人脾气急")

    assert "反映人脾气急" not in own.get(address("case-detail", contacted)).content.decode()


def test_the_first_step_asks_which_kind_and_where(own, kind, station):
    form = own.get(NEW).context["form"]

    assert [code for code, _label in form.fields["kind"].choices] == [kind.code]


def test_a_kind_that_nobody_knows_is_said_on_the_first_step(own, station):
    response = own.get(f"{NEW}?kind=nonsense&station={station.slug}")

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["kind"])


def test_the_second_step_asks_what_the_kind_asks(own, station):
    kind = KindFactory(fields=[{**WHERE, "choices": [{"code": "office", "label_zh": "办公区"}]}])

    response = own.post(new(kind, station), {"words": "漏水"})

    assert list(response.context["form"].errors) == ["answer_where"]


def test_the_third_step_shows_it_with_those_who_report_the_same(own, kind, station):
    other = CaseFactory(station=station, building=station.building, words="三楼茶水间一直漏水")

    response = own.post(new(kind, station), {"words": "三楼茶水间漏水", "building": station.building_id})

    assert [one.pk for one in response.context["alike"]] == [other.pk]
    assert Case.objects.count() == 1


def test_going_back_loses_nothing(own, kind, station):
    response = own.post(new(kind, station), {"words": "三楼茶水间漏水", "edit": "1"})

    assert response.context["form"]["words"].value() == "三楼茶水间漏水"


def test_a_case_is_brought_with_what_was_answered(own, member, station):
    kind = KindFactory(
        fields=[
            {**WHERE, "choices": [{"code": "office", "label_zh": "办公区"}]},
            {"type": "multivaluelist", "code": "danger", "choices": [{"code": "fall"}, {"code": "fire"}]},
            {"type": "number", "code": "amount"},
            {"type": "datetime", "code": "since"},
            {"type": "text", "code": "more"},
            {"type": "string", "code": "door"},
        ]
    )
    sent = {"words": "漏水", "answer_where": "office", "answer_danger": ["fall"], "answer_amount": "3", "sure": "1"}

    answer = own.post(new(kind, station), {**sent, "answer_since": "2026-11-24T09:00", "place": "3 楼"})

    case = Case.objects.get()
    assert answer.url == address("case-detail", case)
    assert (case.place, case.reporters.get().person) == ("3 楼", member)
    assert case.answers == {
        "where": "office",
        "danger": ["fall"],
        "amount": 3.0,
        "since": "2026-11-24T09:00:00+08:00",
        "more": None,
        "door": None,
    }


def test_what_is_sent_twice_is_one_case(own, kind, station):
    sent = {"words": "漏水", "sure": "1", "nonce": "0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f"}

    own.post(new(kind, station), sent)
    own.post(new(kind, station), sent)

    assert Case.objects.count() == 1


def test_words_that_are_too_long_are_said_and_kept(own, kind, station):
    response = own.post(new(kind, station), {"words": "漏" * 4001, "sure": "1"})

    assert response.context["form"].errors["words"] == ["最多写 4,000 个字，请留下最要紧的。"]
    assert Case.objects.count() == 0


def test_one_tap_reports_the_same(client, brought):
    other = PersonFactory()
    client.force_login(other)

    client.post(address("case-join", brought))

    assert set(brought.reporters.values_list("person", flat=True)) == {other.pk, brought.reporters.first().person_id}


def test_the_same_is_reported_once(own, brought):
    answer = own.post(address("case-join", brought), follow=True)

    assert "你已经反映过这件事" in answer.content.decode()


def test_an_answer_asks_whether_it_is_solved(own, answered):
    assert own.get(address("case-detail", answered)).context["opinion"] is not None


def test_solved_closes_it(own, answered):
    own.post(address("case-confirm", answered), {"solved": "yes", "level": "5", "words": "很快"})

    answered.refresh_from_db()
    assert answered.state == "closed"


def test_not_solved_has_it_handled_again(own, answered):
    own.post(address("case-confirm", answered), {"solved": "no", "level": "2", "words": "还在漏"})

    answered.refresh_from_db()
    assert (answered.state, answered.round) == ("handling", 2)


def test_an_opinion_that_is_half_given_is_asked_for(own, answered):
    response = own.post(address("case-confirm", answered), {"solved": "yes"})

    assert list(response.context["form"].errors) == ["level"]


def test_what_is_closed_may_be_reopened_or_appealed_against(own, closed):
    followed = own.get(address("case-detail", closed)).context["followed"]

    assert (followed.may_reopen, followed.may_appeal, followed.may_withdraw) == (True, True, False)


def test_long_after_it_is_too_late(own, closed, at):
    at("2027-01-20T10:00+08:00")

    followed = own.get(address("case-detail", closed)).context["followed"]

    assert (followed.may_reopen, followed.may_appeal) == (False, False)


@pytest.mark.parametrize(("act", "state"), [("reopen", "handling"), ("appeal", "appealed")])
def test_a_closed_case_comes_back(own, closed, act, state):
    own.post(address(f"case-{act}", closed), {"words": "又漏了"})

    closed.refresh_from_db()
    assert closed.state == state


def test_what_was_brought_is_taken_back(own, brought):
    answer = own.post(address("case-withdraw", brought))

    brought.refresh_from_db()
    assert (answer.url, brought.state, brought.result) == (address("case-detail", brought), "closed", "withdrawn")


def test_one_of_several_who_takes_it_back_does_not_see_it_any_more(own, brought):
    ReporterFactory(case=brought)

    answer = own.post(address("case-withdraw", brought))

    assert answer.url == LIST
