"""Bodies that help, leave that is asked for, task forces, series, and what is made public, page by page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cases.factories import BodyFactory, CaseFactory
from tests.factories import PersonFactory
from yizhan.cases import services
from yizhan.cases.models import Case, Milestone, Part, Request, TaskForce
from yizhan.cases.rules import refusals

pytestmark = pytest.mark.django_db
PARTS = "/desk/parts/"


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def part(contacted, officer, body):
    return services.whistle(actor=officer, case=contacted, body=body, task="修水管", limit="1d")


@pytest.fixture
def helping(client, delegate):
    client.force_login(delegate)
    return client


def address(name, row, *more):
    return reverse(f"cases:{name}", args=[row.pk, *more])


@pytest.mark.parametrize(("act", "whistle"), [("part-ask", False), ("part-whistle", True)])
def test_a_body_is_asked(desk, contacted, body, act, whistle):
    desk.post(address(act, contacted), {"body": body.pk, "task": "修水管", "limit": "1d"})

    part = Part.objects.get()
    assert (part.body, part.whistle, part.task) == (body, whistle, "修水管")


def test_a_limit_beyond_that_of_the_case_is_refused_in_place(desk, contacted, body):
    response = desk.post(address("part-ask", contacted), {"body": body.pk, "task": "修水管", "limit": "10d"})

    assert list(response.context["form"].errors) == ["limit"]


def test_the_board_shows_each_body_and_what_is_left(desk, part, body):
    row = desk.get(address("case-dossier", part.case)).context["dossier"].parts[0]

    assert (row.part.body, row.left.words) == (body, "还剩 1 个工作日 7 个工作小时")


def test_a_member_has_no_parts(client, member):
    client.force_login(member)

    assert client.get(PARTS).status_code == 403


def test_a_body_reports_in_and_says_what_it_did(helping, part):
    helping.post(address("part-report-in", part))
    helping.post(address("part-finish", part), {"outcome": "换了水管"})

    part.refresh_from_db()
    assert (part.state, part.outcome, part.reported_in_at is not None) == ("done", "换了水管", True)


def test_a_body_hands_its_part_back_once(helping, part, officer, delegate):
    helping.post(address("part-refuse", part), {"ground": "不归我们管"})
    services.insist(actor=officer, part=part, reason="归你们管")

    response = helping.post(address("part-refuse", part), {"ground": "真的不归"})

    assert response.context["form"].non_field_errors() == [str(refusals.RefusedOnce())]
    part.refresh_from_db()
    assert part.state == "asked"


def test_another_body_s_part_is_not_there(client, part):
    client.force_login(BodyFactory().people.get().person)

    assert client.get(address("part-detail", part)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_parts_of_a_body_cost_the_same_for_many(
    helping, officer, body, kind, station, django_assert_num_queries, count
):
    for n in range(count):
        case = services.raise_case(actor=officer, fields={"kind": kind, "station": station, "words": f"漏水 {n}"})
        services.ask(actor=officer, case=case, body=body, task="修水管", limit="1d")
    helping.get(PARTS)

    with django_assert_num_queries(8):
        response = helping.get(PARTS)

    assert len(response.context["parts"].open) == count


def test_the_station_insists_excuses_and_rates(desk, officer, delegate, part):
    services.refuse(actor=delegate, part=part, ground="不归我们管")
    desk.post(address("part-insist", part), {"reason": "归你们管"})
    services.finish(actor=delegate, part=part, outcome="换了水管")
    desk.post(address("part-rate", part), {"level": "4", "words": "快"})

    part.refresh_from_db()
    assert (part.state, part.level) == ("done", 4)


def test_a_body_is_let_off(desk, part):
    desk.post(address("part-excuse", part), {"reason": "重复了"})

    part.refresh_from_db()
    assert part.state == "excused"


@pytest.mark.parametrize(
    ("leave", "more"),
    [
        ("special", {"until": "2026-12-08T10:00"}),
        ("suspension", {"until": "2027-01-08T10:00"}),
        ("extension", {"limit": "10d"}),
        ("exclusion", {}),
    ],
)
def test_leave_is_asked_of_somebody_who_may_give_it(desk, contacted, overseer, leave, more):
    path = address("case-request", contacted, leave)

    desk.post(path, {"approver": overseer.pk, "ground": "规定没写到", **more})

    made = Request.objects.get()
    assert (made.kind, made.approver, made.verdict) == (leave, overseer, "pending")


def test_nobody_asks_themselves(client, overseer, contacted):
    client.force_login(overseer)

    form = client.get(address("case-request", contacted, "exclusion")).context["form"]

    assert list(form.fields["approver"].queryset) == []


def test_a_leave_that_does_not_exist_is_not_there(desk, contacted):
    assert desk.get(address("case-request", contacted, "holiday")).status_code == 404


@pytest.fixture
def force(client, overseer, officer, contacted):
    client.force_login(overseer)
    sent = {"leader": officer.pk, "words": "分三步改管", "until": "2026-12-25T18:00", "progress": "5d"}
    client.post(address("force-create", contacted), sent)
    return TaskForce.objects.get()


def test_a_task_force_is_formed(force, officer, contacted):
    contacted.refresh_from_db()
    assert (force.leader, contacted.mechanism) == (officer, "hard")


def test_an_officer_alone_forms_no_task_force(desk, contacted):
    assert desk.get(address("force-create", contacted)).status_code == 404


def test_its_leader_plans_and_settles_milestones_and_writes_the_lesson(desk, officer, force):
    desk.force_login(officer)
    desk.post(address("milestone-create", force.case), {"title": "查管线", "due_on": "2026-12-01"})
    node = Milestone.objects.get()
    desk.post(address("milestone-settle", node), {"words": "图在附件"})
    desk.post(address("force-learn", force.case), {"lesson": "先查图"})

    page = desk.get(address("force-detail", force.case)).context["force"]

    assert (page.done, [one.late for one in page.nodes], page.row.lesson) == (1, [False], "先查图")
    assert page.every == "5 个工作日"


@pytest.mark.parametrize("name", ["milestone-create", "force-learn"])
def test_others_do_not_lead_it(client, force, officer_of, station, name):
    client.force_login(officer_of(station))

    assert client.get(address(name, force.case)).status_code == 404


def test_one_problem_with_two_cases_is_answered_as_one(desk, contacted, station, kind, member):
    other = services.raise_case(actor=PersonFactory(), fields={"kind": kind, "station": station, "words": "又漏水"})

    desk.post(address("case-follow", other), {"into": contacted.code.lower()})

    assert Case.objects.get(pk=other.pk).series_id == contacted.pk


def test_a_number_that_nobody_knows_is_said(desk, contacted):
    response = desk.post(address("case-follow", contacted), {"into": "NONSENSE"})

    assert response.context["form"].errors == {"into": ["没有这个编号，请核对。"]}


def test_something_else_in_a_case_becomes_one_of_its_own(desk, contacted):
    desk.post(address("case-split", contacted), {"words": "灯也坏了"})

    assert Case.objects.exclude(pk=contacted.pk).get().words == "灯也坏了"


def test_the_draft_to_be_made_public_tells_nobody(desk, contacted, member):
    Case.objects.filter(pk=contacted.pk).update(words=f"我是{member.name}，13812345678，茶水间漏水")

    draft = desk.get(address("case-publish", contacted)).context["form"]["words"].value()

    assert draft == "我是反映人，***********，茶水间漏水"


def test_a_case_is_made_public_and_taken_back(desk, contacted):
    desk.post(address("case-publish", contacted), {"words": "茶水间漏水"})
    public = Case.objects.public().count()
    desk.post(address("case-unpublish", contacted), {"reason": "有人认得出"})

    assert (public, Case.objects.public().count()) == (1, 0)


def test_who_reported_is_seen_with_a_button_and_logged(desk, contacted, member, history):
    shown = desk.post(address("case-look", contacted)).content.decode()

    assert member.phone in shown
    assert history(contacted)[-1] == "look"


def test_the_case_s_page_does_not_tell_the_phone(desk, contacted, member):
    assert member.phone not in desk.get(address("case-dossier", contacted)).content.decode()


def test_what_somebody_tells_at_the_desk_is_written_down(desk, kind, station):
    path = f"/desk/cases/new/?kind={kind.code}&station={station.slug}"

    answer = desk.post(path, {"words": "电梯坏了", "name": "李女士", "phone": "139 0000 1234"})

    case = Case.objects.get()
    assert (answer.url, case.channel) == (address("case-dossier", case), "desk")
    assert (case.reporters.get().called, case.reporters.get().phone) == ("李女士", "+8613900001234")


def test_a_number_that_is_none_is_said_and_nothing_is_lost(desk, kind, station):
    path = f"/desk/cases/new/?kind={kind.code}&station={station.slug}"

    response = desk.post(path, {"words": "电梯坏了", "phone": "12"})

    assert list(response.context["form"].errors) == ["phone"]
    assert response.context["form"]["words"].value() == "电梯坏了"


def test_a_follower_offers_only_a_note(desk, contacted, station):
    follower = CaseFactory(
        station=station, series=contacted, due_at=contacted.raised_at + timedelta(days=1), due_clock="resolution"
    )

    offered = desk.get(address("case-dossier", follower)).context["offered"]

    assert (offered.next, [str(one.label) for one in offered.rest][:1]) == (None, ["内部记录"])
