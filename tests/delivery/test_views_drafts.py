"""Pages of months and drafts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.delivery.months import DECEMBER, NOVEMBER_DAY, THURSDAY, TUESDAY, small_month
from tests.factories import AppointmentFactory
from tests.needs.factories import NeedFactory
from yizhan.catalogue.models import ProviderAbsence
from yizhan.delivery.models import Draft, DraftState, RunState
from yizhan.delivery.queries.drafts import last_run
from yizhan.delivery.rules import running
from yizhan.delivery.rules.trials import Spot
from yizhan.delivery.services import drafting, planning
from yizhan.needs.models import NeedState
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november(at):
    at(NOVEMBER_DAY)


@pytest.fixture
def month(client):
    found = small_month()
    client.force_login(found.hub)
    return found


def address(name, *args):
    return reverse(f"delivery:{name}", args=args)


def said(response):
    return [str(message) for message in response.context["messages"]]


def body(response):
    return response.content.decode()


def test_one_click_makes_a_draft_and_a_job_in_the_same_transaction(client, month):
    response = client.post(address("draft-list"), {"month": "2026-12-01", "seconds": "20"})

    draft = Draft.objects.get()
    run = last_run(draft)
    assert response.url == address("draft-detail", draft.pk)
    assert (run.state, run.seconds, draft.month) == (RunState.WAITING, 20, DECEMBER)
    assert [(job.queue_name, job.args) for job in ProcrastinateJob.objects.all()] == [
        ("plans", {"run_id": str(run.pk)})
    ]


def test_without_needs_there_is_nothing_to_plan(client, month):
    month.need.delete()

    response = client.post(address("draft-list"), {"month": "2026-12-01", "seconds": "20"})

    assert (response.status_code, "还没有可以排的需求" in body(response), Draft.objects.count()) == (422, True, 0)


def test_without_providers_the_plan_is_refused(client, month):
    month.provider.delete()

    response = client.post(address("draft-list"), {"month": "2026-12-01", "seconds": "20"})

    assert (response.status_code, "没有可以排的站点" in body(response)) == (422, True)


def test_the_month_shows_every_station_and_every_session(client, month):
    draft = month.planned()

    page = body(client.get(address("draft-detail", draft.pk)))

    assert (page.count('draggable="true"'), month.station.name_zh in page, "每一场都排得成" in page) == (1, True, True)


@pytest.mark.parametrize("by", ["station", "provider"])
def test_the_weeks_of_one_station_or_provider(client, month, by):
    draft = month.planned()

    page = body(client.get(address("draft-detail", draft.pk), {by: getattr(month, by).slug}))

    assert page.count('class="slip') == 1


def test_what_breaks_is_told_with_the_way_to_mend_it(client, month):
    draft = month.planned(month.session(slot=0))

    page = body(client.get(address("draft-detail", draft.pk)))

    assert f"{month.provider.name_zh}这个时段没有空。" in page
    assert address("session-edit", draft.pk, draft.sessions.get().pk) in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_month_costs_the_same_for_many(client, month, count, django_assert_num_queries):
    days = [THURSDAY + timedelta(days=7 * n) for n in range(count)]
    draft = month.planned(*[month.session(day=day, people=0) for day in days])

    with django_assert_num_queries(24):
        page = body(client.get(address("draft-detail", draft.pk)))

    assert page.count('draggable="true"') == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(client, month, count, django_assert_num_queries):
    for _ in range(count):
        month.draft()

    with django_assert_num_queries(15):
        client.get(address("draft-list"))


def test_the_progress_is_asked_for_again_and_again(client, month):
    draft = planning.make(actor=month.hub, month=DECEMBER)

    page = body(client.get(address("draft-progress", draft.pk), headers={"HX-Request": "true"}))

    assert ('hx-trigger="every 2s"' in page, "等后台接手" in page) == (True, True)


def test_once_solved_the_open_page_is_read_anew(client, month):
    draft = month.planned()

    response = client.get(address("draft-progress", draft.pk), headers={"HX-Request": "true"})

    assert response["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("trouble", "words"),
    [("killed", "求解中途断了"), ("late", "超过时间"), ("failed", "出了差错"), ("faults", "没有通过检查")],
)
def test_a_solver_that_failed_is_told_and_the_draft_is_there(client, month, trouble, words):
    draft = month.planned()
    run = planning.solve(actor=month.hub, draft=draft)
    run.state, run.trouble, run.ended_at = RunState.FAILED, trouble, run.asked_at
    run.save()

    page = body(client.get(address("draft-detail", draft.pk)))

    assert (words in page, "原来的草案没有动" in page, page.count('draggable="true"')) == (True, True, 1)


def test_a_run_whose_worker_is_gone_is_told_and_can_be_started_again(client, month, at):
    draft = month.planned()
    run = planning.solve(actor=month.hub, draft=draft)
    run.state = RunState.RUNNING
    run.save()
    at((run.beat_at + running.LOST_AFTER + timedelta(seconds=1)).isoformat())

    page = body(client.get(address("draft-detail", draft.pk)))
    client.post(address("draft-solve", draft.pk), {"seconds": "20"})

    run.refresh_from_db()
    assert ("后台程序断了" in page, run.state, last_run(draft).state) == (True, RunState.LOST, RunState.WAITING)


def test_a_second_run_at_the_same_time_is_refused(client, month):
    draft = month.planned()
    planning.solve(actor=month.hub, draft=draft)

    response = client.post(address("draft-solve", draft.pk), {"seconds": "20"}, follow=True)

    assert said(response) == ["正在求解，求解完才能改。要现在改，请先停下求解。"]


def test_a_run_that_works_is_asked_to_stop_and_one_that_waits_is_given_up(client, month):
    draft = month.planned()
    run = planning.solve(actor=month.hub, draft=draft)
    run.state = RunState.RUNNING
    run.save()

    client.post(address("draft-stop", draft.pk))
    run.refresh_from_db()
    asked = (run.state, run.stop_asked)
    run.state = RunState.WAITING
    run.save()
    client.post(address("draft-stop", draft.pk))

    run.refresh_from_db()
    assert (asked, run.state, run.trouble) == ((RunState.RUNNING, True), RunState.FAILED, "given_up")


def test_with_nothing_to_stop_the_page_says_so(client, month):
    response = client.post(address("draft-stop", month.planned().pk), follow=True)

    assert said(response) == ["现在没有在求解，不用停。"]


def test_undo_copy_and_refresh_are_buttons(client, month):
    draft = month.planned()
    drafting.remove(actor=month.hub, draft=draft, version=1, session_id=draft.sessions.get().pk)

    client.post(address("draft-undo", draft.pk), {"version": "2"})
    client.post(address("draft-copy", draft.pk))
    client.post(address("draft-refresh", draft.pk), {"version": "3"})

    assert [(row.version, row.sessions.count()) for row in Draft.objects.order_by("number")] == [(4, 1), (2, 1)]


def test_a_page_that_is_out_of_date_changes_nothing_and_says_so(client, month):
    draft = month.planned()

    response = client.post(address("draft-undo", draft.pk), {"version": "7"}, follow=True)

    assert said(response) == ["你打开以后，这份草案被改过。你填的还在，看过改动后再保存。"]


def test_deleting_a_draft_asks_first(client, month):
    draft = month.planned()

    asked = body(client.get(address("draft-discard", draft.pk)))
    client.post(address("draft-discard", draft.pk))

    assert ("删除这份草案？" in asked, Draft.objects.count()) == (True, 0)


def test_those_left_over_are_listed_with_the_reason(client, month):
    other = NeedFactory(station=month.station, state=NeedState.ACCEPTED, people=3)
    draft = month.planned()
    draft.unmet.filter(need=other).update(reason="capacity")

    page = body(client.get(address("draft-unmet", draft.pk), {"reason": "capacity"}))

    assert page.count("服务方这个月的场次已经排满。") == 2


def test_the_history_tells_who_did_what(client, month):
    draft = month.planned()
    drafting.remove(actor=month.hub, draft=draft, version=1, session_id=draft.sessions.get().pk)

    page = body(client.get(address("draft-history", draft.pk)))

    assert ("去掉一场" in page, month.hub.name in page) == (True, True)


def test_two_drafts_side_by_side(client, month):
    draft = month.planned()
    other = planning.copy(actor=month.hub, draft=draft)
    spot = {"station": month.station.pk, "room": month.room.pk, "service": month.service.pk}
    moved = Spot(**spot, provider=month.provider.pk, day=THURSDAY, slot=1)
    drafting.move(actor=month.hub, draft=other, version=other.version, session_id=other.sessions.get().pk, spot=moved)

    compared = client.get(address("draft-compare", draft.pk)).context["compared"]

    assert [(before.day.day, after.day.day) for before, after in compared.moved] == [(2, 3)]
    assert (compared.same, compared.only_first, compared.only_second) == (0, (), ())


def test_with_one_draft_there_is_nothing_to_compare(client, month):
    assert "只有一份草案" in body(client.get(address("draft-compare", month.planned().pk)))


def test_publishing_asks_and_then_sends_the_orders(client, month):
    draft = month.planned()

    form = client.get(address("draft-publish", draft.pk)).context["fresh"]
    response = client.post(address("draft-publish", draft.pk), form.initial, follow=True)

    draft.refresh_from_db()
    assert (draft.state, said(response)) == (DraftState.PUBLISHED, ["计划已发布，订单已派给服务方。"])


def test_a_second_plan_of_the_month_is_published_once_it_is_ticked_what_it_adds_to(client, month):
    earlier, draft = month.draft(state=DraftState.PUBLISHED, published_at=NOVEMBER_DAY), month.planned()
    shown = client.get(address("draft-publish", draft.pk))
    sent = shown.context["fresh"].initial

    refused = client.post(address("draft-publish", draft.pk), sent)
    published = client.post(address("draft-publish", draft.pk), {**sent, "adds_to": str(earlier.pk)})

    assert f'name="adds_to" value="{earlier.pk}"' in body(shown)
    assert (refused.status_code, "这个月已经有发布的计划" in body(refused)) == (422, True)
    assert (published.status_code, Draft.objects.get(state=DraftState.PUBLISHED)) == (302, draft)


def test_publishing_a_draft_that_is_out_of_date_shows_what_changed(client, month):
    draft = month.planned()
    ProviderAbsence.objects.create(provider=month.provider, starts_on=TUESDAY, ends_on=THURSDAY)

    page = body(client.get(address("draft-publish", draft.pk)))
    response = client.post(address("draft-publish", draft.pk), {"version": "1", "seen": ""})

    assert ("服务方的空闲时间变了" in page, f"{month.provider.name_zh}这个时段没有空。" in page) == (True, True)
    assert (response.status_code, Draft.objects.get().state) == (422, DraftState.DRAFT)


@pytest.mark.parametrize("name", ["draft-list", "draft-detail", "draft-publish", "draft-compare", "draft-unmet"])
def test_the_pages_are_the_hubs(client, month, name):
    draft = month.planned()
    client.force_login(AppointmentFactory(role=Role.STATION, place=month.station).person)

    assert client.get(address(name, *([] if name == "draft-list" else [draft.pk]))).status_code == 403
