"""The whole loop in a browser, through five roles: from a need over a plan, the door and a rating to the next plan."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, enter
from yizhan.activities import services as activities
from yizhan.activities.models import Activity, Registration, Scan
from yizhan.catalogue.models import Category, Service
from yizhan.delivery.models import Delivery, Draft
from yizhan.delivery.services import quotas, solving
from yizhan.evaluation.models import CallBack
from yizhan.needs.models import Need
from yizhan.network.models import Station
from yizhan.people import services as people
from yizhan.people.models import Appointment, Person, Role
from yizhan.people.queries import today

pytestmark = pytest.mark.browser
FIRST, SECOND, OFFICER, HUB, PROVIDER = "13900000080", "13900000085", "13900000030", "13900000002", "13900000065"
NOVEMBER = "2026-11-25T10:00+08:00"
SERVICE, STATION = "FL4", "plaza-66"
UNHAPPY, REPLY = "调解员迟到了半小时，没来得及谈完。", "已和工作室说好，以后提前十分钟到。"


@pytest.fixture(autouse=True)
def november(at):
    """It is November before the network is loaded."""
    at(NOVEMBER)


@pytest.fixture
def small(network):
    """A network without regular sessions, so that the plan holds what was asked for alone."""
    stations, categories = Station.objects.all(), Category.objects.all()
    wanted = {(station.pk, category.pk): 0 for station in stations for category in categories}
    quotas.set_quotas(actor=person(HUB), wanted=wanted)


@pytest.fixture
def roles(small, walk):
    """A page for everyone who takes part, signed in: members on phones, the others at desks, the officer on both."""

    def signed_in(phone, **kwargs):
        page = walk(**kwargs)
        enter(page, phone)
        return page

    return {
        "first": signed_in(FIRST),
        "second": signed_in(SECOND),
        "officer": signed_in(OFFICER),
        "hub": signed_in(HUB, size=DESK),
        "provider": signed_in(PROVIDER, size=DESK),
    }


def person(phone):
    return Person.objects.with_phone(f"+86{phone}").get()


def press(page, words):
    """Press the button of the page that says so."""
    page.get_by_role("button", name=words, exact=True).click()


def heading(page, words):
    expect(page.locator("h1").first).to_contain_text(words)


def test_the_loop_from_a_need_to_the_next_plan(roles, at):
    need = raised_and_merged(roles)
    planned = planned_and_published(roles["hub"], month="2026-12-01")
    activity = taken_on(roles["provider"])
    gave_up, came = signed_up_in_turn(roles, activity)
    let_in_without_a_connection(roles, came, at)
    called_back = rated_and_called_back(roles, activity, at)
    at("2026-12-28T10:00+08:00")
    accepted(roles["officer"], raised(roles["first"], words="还是想调解，一月可以", count=6, alike=True))
    following = planned_and_published(roles["hub"], month="2027-01-01")

    assert (need.people, planned.sessions.get().service.code) == (8, SERVICE)
    [one.refresh_from_db() for one in (gave_up, came, activity)]
    assert [gave_up.state, came.state, activity.state] == ["cancelled", "attended", "concluded"]
    assert (called_back.reached, called_back.solved, called_back.words) == (False, True, REPLY)
    assert following.sessions.get().service.code == SERVICE


def raised_and_merged(roles):
    """Two members raise like needs; the officer makes one of them and accepts it."""
    first = raised(roles["first"], words="租房押金退不回来，想请人调解", count=5)
    second = raised(roles["second"], words="租房押金的事，想坐下来谈谈", count=3, alike=True)
    officer = roles["officer"]
    officer.goto(f"/desk/needs/{second.pk}/merge/")
    officer.locator("[name=into]").select_option(str(first.pk))
    press(officer, "合并")
    officer.wait_for_url(f"**/desk/needs/{second.pk}/")
    return accepted(officer, first)


def accepted(officer, need):
    officer.goto(f"/desk/needs/{need.pk}/accept/")
    press(officer, "受理")
    officer.wait_for_url(f"**/desk/needs/{need.pk}/")
    need.refresh_from_db()
    return need


def raised(page, *, words, count, alike=False):
    """What a member types on the phone; when others want the same, it is posted all the same."""
    service = Service.objects.get(code=SERVICE)
    page.goto("/needs/new/")
    page.locator(f"[name=category][value='{service.category_id}']").check(force=True)
    page.locator("[name=service]").select_option(str(service.pk))
    page.locator("[name=words]").fill(words)
    page.locator("[name=people]").fill(str(count))
    for part in ("noon", "evening"):
        page.locator(f"[name=parts_of_day][value={part}]").check(force=True)
    page.locator("[name=station]").select_option(str(Station.objects.get(slug=STATION).pk))
    press(page, "下一步")
    if alike:
        heading(page, "楼里有人也想要")
        press(page, "都不是，照样提交")
    page.wait_for_url(lambda address: re.search(r"/needs/[0-9a-f-]{36}/$", address))
    return Need.objects.get(words=words)


def planned_and_published(page, *, month):
    """The hub chooses the month; the worker solves; the hub looks and publishes."""
    page.goto("/desk/plans/")
    assert page.locator("[name=month]").input_value() == month
    page.locator("[name=seconds]").select_option("20")
    press(page, "做计划")
    page.wait_for_url(lambda address: re.search(r"/desk/plans/[0-9a-f-]{36}/$", address))
    draft = Draft.objects.get(month=month)
    solving.carry_out(draft.runs.get().pk)
    page.goto(f"/desk/plans/{draft.pk}/publish/")
    press(page, "发布并派单")
    page.wait_for_url(f"**/desk/plans/{draft.pk}/")
    return draft


def taken_on(page):
    """Somebody of the provider finds the order and accepts it; its activity is published by that."""
    delivery = Delivery.objects.get()
    operator = Appointment.objects.get(role=Role.ADMINISTRATOR).person
    people.appoint(
        actor=operator, person=person(PROVIDER), role=Role.PROVIDER, scope_id=delivery.provider_id, starts_on=today()
    )
    page.goto("/desk/orders/")
    page.locator("input[name=orders]").check(force=True)
    press(page, "接下选中的")
    page.get_by_text("接下了 1 张派单。").wait_for()
    return Activity.objects.get()


def signed_up_in_turn(roles, activity):
    """The last place goes to the first; the second waits, is told of the position, and takes what the first gives back."""
    first, second, officer = roles["first"], roles["second"], roles["officer"]
    officer.goto(f"/desk/activities/{activity.pk}/edit/")
    officer.locator("[name=capacity]").fill("1")
    press(officer, "保存")
    officer.wait_for_url(f"**/desk/activities/{activity.pk}/")
    asked_for(first, activity, "报名", state="已有名额")
    asked_for(second, activity, "排候补", state="候补中")
    expect(second.locator("#sign-up")).to_contain_text("你排第 1。")
    first.get_by_role("link", name="取消报名").click()
    press(first, "确认取消")
    first.get_by_text("已取消，位子让给了别人。").wait_for()
    second.reload()
    press(second, "确认名额")
    second.get_by_text("名额已确认，到时见。").wait_for()
    return [Registration.objects.get(person=person(phone)) for phone in (FIRST, SECOND)]


def asked_for(page, activity, words, *, state):
    page.goto(f"/activities/{activity.pk}/")
    page.locator("#sign-up").get_by_role("button", name=words, exact=True).click()
    expect(page.locator("#sign-up .state")).to_have_text(state)


def let_in_without_a_connection(roles, registration, at):
    """The scanner keeps what it reads while there is no connection, and sends it when there is one again."""
    officer, member, activity = roles["officer"], roles["second"], registration.activity
    at(activity.starts_at.isoformat())
    officer.clock.set_fixed_time(activity.starts_at)
    member.goto(f"/registrations/{registration.pk}/code/")
    number = member.locator(".pass-number").inner_text().replace(" ", "")
    officer.goto(f"/desk/activities/{activity.pk}/scan/")
    officer.evaluate("navigator.serviceWorker.ready.then(() => true)")
    officer.context.set_offline(True)
    officer.locator("input[name=text]").fill(number)
    officer.locator(".scanner-form .btn", has_text="签到").last.click()
    expect(officer.locator("[data-said] b")).to_have_text("已记下")
    assert Scan.objects.count() == 0
    officer.context.set_offline(False)
    expect(officer.locator("p[data-offline]")).to_be_hidden(timeout=25_000)
    assert list(Scan.objects.values_list("verdict", "offline")) == [("admitted", True)]


def rated_and_called_back(roles, activity, at):
    """It went badly; the officer reads that without a name, and answers."""
    member, officer = roles["second"], roles["officer"]
    at((activity.ends_at + timedelta(minutes=20)).isoformat())
    activities.conclude(activity_id=activity.pk)
    member.goto("/ratings/")
    member.locator("main a[href*='/ratings/']").first.click()
    member.locator("[name=level][value='1']").check(force=True)
    member.locator("[name=words]").fill(UNHAPPY)
    press(member, "提交评价")
    member.wait_for_url("**/thanks/")
    officer.goto("/desk/callbacks/")
    officer.get_by_role("link", name="从第一件开始").click()
    expect(officer.locator(".said")).to_have_text(UNHAPPY)
    officer.locator("[name=reached][value=no]").check(force=True)
    officer.locator("[name=solved][value=yes]").check(force=True)
    officer.locator("[name=words]").fill(REPLY)
    press(officer, "记下，做下一件")
    officer.get_by_text("没有要做的回访").wait_for()
    member.goto("/notices/")
    expect(member.locator("main")).to_contain_text(REPLY)
    return CallBack.objects.get()
