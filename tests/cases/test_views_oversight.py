"""Subdistricts' pages: requests, appeals, what is late, the ladder, kinds and bodies."""

import csv
import io

import pytest
from django.urls import reverse

from tests.cases.factories import (
    AppealFactory,
    BodyFactory,
    CaseFactory,
    KindFactory,
    RequestFactory,
    RungFactory,
)
from tests.factories import PersonFactory, StationFactory
from yizhan.cases import services
from yizhan.cases.models import Body, Clock, Kind, RequestKind, Rung, Timer, Verdict
from yizhan.kernel import clock

pytestmark = pytest.mark.django_db
LATER = "2026-12-07T10:00+08:00"


def address(name, *args):
    return reverse(f"cases:{name}", args=args)


@pytest.fixture
def desk(client, overseer):
    client.force_login(overseer)
    client.get("/healthz")
    return client


@pytest.fixture
def hub_desk(client, hub):
    client.force_login(hub)
    client.get("/healthz")
    return client


@pytest.fixture
def asked(contacted, officer, overseer):
    """An exception that the officer asked the subdistrict for."""
    until = clock.now().replace(month=12, day=4)
    wanted = services.Wanted(kind=RequestKind.SPECIAL, ground="管线要等停水", until=until)
    return services.ask_leave(actor=officer, case=contacted, wanted=wanted, approver=overseer)


def late_case(station, **fields):
    """A case at the station whose answer is a working day late."""
    case = CaseFactory(station=station, **fields)
    Timer.objects.create(
        case=case,
        position=0,
        clock=Clock.RESOLUTION,
        round=1,
        started_at=case.raised_at,
        due_at="2026-11-23T18:00+08:00",
        judged_at="2026-11-23T18:00+08:00",
    )
    return case


def filled(client, kind):
    """What a browser sends of the form of the next version when nothing is changed."""
    form = client.get(address("kind-publish", kind.code, kind.version)).context["form"]
    values = {name: form[name].value() for name in form.fields} | {"after": kind.version}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def test_what_waits_for_me_is_shown_and_counted_on_the_rail(desk, asked):
    page = desk.get("/desk/requests/")

    assert [one.pk for one in page.context["desk"].mine] == [asked.pk]
    assert {item.url: item.count for item in page.context["rail"]}["/desk/requests/"] == 1


def test_what_waits_for_others_is_shown_apart(desk, asked):
    asked.approver = PersonFactory()
    asked.save()

    page = desk.get("/desk/requests/")

    assert ([*page.context["desk"].mine], [one.pk for one in page.context["desk"].others]) == ([], [asked.pk])


def test_a_second_person_finds_what_waits_for_them(desk, asked):
    asked.approver, asked.verdict = PersonFactory(), Verdict.SECONDED
    asked.save()

    page = desk.get("/desk/requests/")

    assert [one.pk for one in page.context["desk"].seconds] == [asked.pk]


def test_requests_of_other_subdistricts_are_not_shown(desk):
    other = RequestFactory(case__station=StationFactory())

    assert desk.get(address("request-detail", other.pk)).status_code == 404


def test_nothing_to_decide_says_so(desk):
    assert "没有要你审批的" in desk.get("/desk/requests/").content.decode()


def test_a_request_is_decided(desk, asked):
    shown = desk.get(address("request-detail", asked.pk))

    done = desk.post(address("request-detail", asked.pk), {"granted": "yes", "words": "同意"})

    asked.refresh_from_db()
    assert (shown.status_code, done.url, asked.verdict) == (200, "/desk/requests/", Verdict.SECONDED)


def test_a_decision_without_words_is_refused_in_place(desk, asked):
    response = desk.post(address("request-detail", asked.pk), {"granted": "yes", "words": ""})

    asked.refresh_from_db()
    assert (response.status_code, asked.verdict) == (422, Verdict.PENDING)


def test_an_exception_is_looked_at_again(desk, asked, hub, overseer):
    services.decide(actor=overseer, asked=asked, granted=True, words="同意")
    services.decide(actor=hub, asked=asked, granted=True, words="同意")

    page = desk.get("/desk/requests/")
    desk.post(address("request-detail", asked.pk), {"words": "用了三天，必要"})

    asked.refresh_from_db()
    assert [one.pk for one in page.context["desk"].reviews] == [asked.pk]
    assert (asked.verdict, asked.review) == (Verdict.REVIEWED, "用了三天，必要")


def test_somebody_else_s_request_is_read_but_not_decided(desk, asked):
    asked.approver = PersonFactory()
    asked.save()

    assert desk.get(address("request-detail", asked.pk)).context["form"] is None
    page = desk.post(address("request-detail", asked.pk), {"granted": "yes", "words": "同意"}, follow=True)

    asked.refresh_from_db()
    assert (asked.verdict, "现在不能走这一步了" in page.content.decode()) == ("pending", True)


@pytest.mark.parametrize("count", [1, 3])
def test_requests_cost_the_same_for_many(desk, station, overseer, count, django_assert_num_queries):
    for _ in range(count):
        RequestFactory(case__station=station, approver=overseer)
        AppealFactory(case__station=station)
        RequestFactory(
            case__station=station, kind="special", verdict="granted", decided_at=clock.now(), approver=overseer
        )

    with django_assert_num_queries(8):
        page = desk.get("/desk/requests/")

    assert [len(page.context[name]) for name in ("appeals", "register")] == [count, count]


def test_the_register_goes_out_as_a_file(desk, station, overseer):
    granted = RequestFactory(
        case__station=station, kind="special", verdict="granted", decided_at=clock.now(), approver=overseer
    )

    response = desk.get("/desk/requests/export/")

    header, line = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert (header[0], line[0], line[2], line[5]) == ("编号", granted.case.code, "特事特办", str(overseer))


def test_an_officer_of_a_station_has_no_requests(client, officer):
    client.force_login(officer)

    assert client.get("/desk/requests/").status_code == 403


def test_an_appeal_is_decided(desk, station):
    appeal = AppealFactory(case__station=station, case__state="appealed", case__result="solved")
    shown = desk.get(address("appeal-detail", appeal.pk))

    done = desk.post(address("appeal-detail", appeal.pk), {"upheld": "yes", "decision": "确实没修好"})

    appeal.refresh_from_db()
    assert (shown.status_code, done.url, appeal.upheld) == (200, "/desk/requests/", True)


def test_who_handled_a_case_reads_the_appeal_and_does_not_decide_it(desk, station, overseer):
    appeal = AppealFactory(
        case__station=station, case__answered_by=overseer, case__state="appealed", case__result="solved"
    )

    assert desk.get(address("appeal-detail", appeal.pk)).context["form"] is None


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_late_costs_the_same_for_many(desk, station, count, django_assert_num_queries):
    for _ in range(count):
        late_case(station)

    with django_assert_num_queries(8):
        page = desk.get("/desk/case-overdue/")

    row = page.context["stations"][0]
    assert (row.total, dict(row.cells)["办结答复"], len(page.context["late"])) == (count, count, count)


def test_nothing_late_says_so(desk):
    assert "没有超期的" in desk.get("/desk/case-overdue/").content.decode()


def test_what_is_late_elsewhere_is_not_shown(desk):
    late_case(StationFactory())

    assert desk.get("/desk/case-overdue/").context["late"] == []


def test_cases_that_say_the_same_are_suggested_as_a_series_and_follow(desk, station, kind):
    raised = clock.now()
    same = [
        CaseFactory(kind=kind, station=station, words=words, raised_at=raised)
        for words in ("三楼茶水间漏水", "三楼茶水间又漏水了", "停车位不够")
    ]

    page = desk.get("/desk/case-overdue/")
    done = desk.post(address("series-follow", same[0].pk), {"case": [same[1].pk, "no-key"]})

    assert [(one.leader, one.followers) for one in page.context["series"]] == [(same[0], [same[1]])]
    same[1].refresh_from_db()
    assert (done.url, same[1].series) == ("/desk/case-overdue/", same[0])


def test_a_series_that_may_not_be_is_refused_in_words(desk, station, kind):
    case = CaseFactory(kind=kind, station=station, raised_at=clock.now())

    page = desk.post(address("series-follow", case.pk), {"case": [case.pk]}, follow=True)

    assert "不能并入自己" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_ladder_costs_the_same_for_many(desk, station, count, django_assert_num_queries):
    for hours in range(count):
        RungFactory(offset=f"{hours}h")
        late_case(station)

    with django_assert_num_queries(9):
        page = desk.get("/desk/case-ladder/")

    assert len(page.context["steps"]) == count * count


def test_the_ladder_is_tried_for_another_moment(desk, brought):
    RungFactory(clock=Clock.CONTACT, offset="0h")

    now, later = desk.get("/desk/case-ladder/"), desk.get("/desk/case-ladder/?at=2026-11-27T10:00")

    assert (now.context["steps"], [step.timer.case for step in later.context["steps"]]) == ([], [brought])


def test_the_ladder_is_read_in_words_from_the_first_rung_to_the_last(desk):
    for offset in ("2d", "4h", "0h", "-1d"):
        RungFactory(clock=Clock.CONTACT, offset=offset)

    contact, *others = desk.get("/desk/case-ladder/").context["rungs"]

    words = ["提前 1 个工作日", "到期时", "超期 4 个工作小时", "超期 2 个工作日"]
    assert (contact[0], [told.offset for told in contact[1]]) == ("首次联系", words)
    assert [told for _name, told in others] == [[]] * (len(Clock) - 1)


def test_how_late_something_is_counts_days_of_work(desk, station):
    late_case(station)

    context = desk.get("/desk/case-overdue/").context

    assert context["stations"][0].longest == "1 个工作日 1 个工作小时"
    assert context["late"][0].amount == "1 个工作日 1 个工作小时"


def test_the_hub_adds_a_rung_and_switches_it_off(hub_desk):
    hub_desk.post("/desk/case-ladder/", {"clock": "contact", "offset": "-2h", "recipient": "station"})
    rung = Rung.objects.get()

    hub_desk.post(address("rung-switch", rung.pk))

    rung.refresh_from_db()
    assert (rung.offset, rung.active) == ("-2h", False)


def test_a_rung_that_nobody_can_read_is_refused_in_place(hub_desk):
    response = hub_desk.post("/desk/case-ladder/", {"clock": "contact", "offset": "soon", "recipient": "station"})

    assert (response.status_code, Rung.objects.count()) == (422, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_kinds_cost_the_same_for_many(desk, count, django_assert_num_queries):
    KindFactory.create_batch(count)

    with django_assert_num_queries(5):
        page = desk.get("/desk/case-kinds/")

    assert len(page.context["kinds"]) == count


def test_the_next_version_is_published_and_says_what_is_different(hub_desk, kind):
    sent = filled(hub_desk, kind) | {"limit_resolution": "4d"}

    done = hub_desk.post(address("kind-publish", kind.code, kind.version), sent)

    page = hub_desk.get(done.url)
    newest = page.context["versions"][0]
    assert (newest.kind.version, newest.kind.limits) == (2, {"contact": "1d", "resolution": "4d"})
    assert [(one.name, one.before, one.after) for one in newest.changed] == [
        ("期限", "首次联系 1 个工作日 · 办结答复 5 个工作日", "首次联系 1 个工作日 · 办结答复 4 个工作日")
    ]


def test_a_limit_that_nobody_can_read_is_refused_in_place(hub_desk, kind):
    sent = filled(hub_desk, kind) | {"limit_resolution": "soon"}

    response = hub_desk.post(address("kind-publish", kind.code, kind.version), sent)

    assert (response.status_code, Kind.objects.count()) == (422, 1)


def test_an_unknown_kind_does_not_exist(hub_desk):
    found = hub_desk.get(address("kind-detail", "tea")), hub_desk.get(address("kind-publish", "tea", 1))

    assert [response.status_code for response in found] == [404, 404]


def test_a_subdistrict_does_not_publish_kinds(desk, kind):
    assert desk.get(address("kind-publish", kind.code, 1)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_bodies_cost_the_same_for_many(desk, count, django_assert_num_queries):
    BodyFactory.create_batch(count)

    with django_assert_num_queries(6):
        page = desk.get("/desk/bodies/")

    assert len(page.context["bodies"]) == count


def test_a_body_is_written_down_and_changed(hub_desk):
    sent = {"code": "fire", "name_zh": "消防", "active": "on"}

    done = hub_desk.post("/desk/bodies/new/", sent)
    hub_desk.post(done.url, {**sent, "code": "other", "name_zh": "消防站"})

    assert list(Body.objects.values_list("code", "name_zh")) == [("fire", "消防站")]


def test_somebody_answers_for_a_body_by_phone_and_no_longer(hub_desk, body, delegate, member):
    hub_desk.post(address("delegate-add", body.pk), {"phone": member.phone})
    both = {one.person for one in body.people.all()}

    hub_desk.post(address("delegate-remove", body.pk, delegate.pk))

    assert (both, [one.person for one in body.people.all()]) == ({delegate, member}, [member])


def test_a_phone_that_nobody_signs_in_with_is_refused_in_place(hub_desk, body):
    response = hub_desk.post(address("delegate-add", body.pk), {"phone": "13899990000"})

    assert response.status_code == 422
    assert "还没有人用这个手机号加入" in response.content.decode()
