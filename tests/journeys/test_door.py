"""The scanner at the door, in a real browser that loses its connection and finds it again."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.activities.factories import ActivityFactory, RegistrationFactory
from tests.factories import AppointmentFactory, PersonFactory
from tests.journeys.conftest import PHONE, enter
from yizhan.activities.models import Registration, Scan
from yizhan.activities.rules import codes
from yizhan.kernel import clock
from yizhan.people.models import Role

pytestmark = pytest.mark.browser
OFFICER = "13911110001"


@pytest.fixture
def activity(transactional_db):
    """An activity that began five minutes ago."""
    at = clock.now()
    return ActivityFactory(starts_at=at - timedelta(minutes=5), opens_at=at - timedelta(days=1))


@pytest.fixture
def scanner(browser, live_server, settings, activity):
    """The scanner's page on an officer's phone; without a connection a browser says so, which is no fault."""
    settings.DEMO = True
    AppointmentFactory(role=Role.HUB, person=PersonFactory(phone=f"+86{OFFICER}"))
    context = browser.new_context(viewport=PHONE, locale="zh-CN", base_url=live_server.url)
    context.set_default_timeout(10_000)
    page = context.new_page()
    enter(page, OFFICER)
    page.goto(f"/desk/activities/{activity.pk}/scan/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    yield page
    context.close()


def reads(page, text):
    """What the scanner says about a code."""
    page.locator("input[name=text]").fill(text)
    page.locator(".scanner-form .btn", has_text="签到").last.click()
    expect(page.locator("input[name=text]")).to_have_value("")
    return page.locator("[data-said] b").inner_text()


def own_code(registration):
    return codes.personal(registration.pk, at=clock.now())


def test_codes_read_without_a_connection_are_kept_through_a_reload_and_sent_when_it_is_back(scanner, activity):
    mine, other = RegistrationFactory(activity=activity), RegistrationFactory()
    scanner.reload()
    scanner.context.set_offline(True)

    said = [reads(scanner, own_code(one)) for one in (mine, other)]
    scanner.reload()
    waiting = scanner.locator("b[data-queued]").inner_text()
    scanner.context.set_offline(False)
    expect(scanner.locator("p[data-offline]")).to_be_hidden(timeout=25_000)

    assert (said, waiting) == (["已记下", "不是这场活动的码"], "待核对 2")
    assert Registration.objects.get(pk=mine.pk).state == "attended"
    assert sorted(Scan.objects.values_list("verdict", "offline")) == [("admitted", True), ("other", True)]


def test_a_code_read_twice_is_answered_calmly_with_and_without_a_connection(scanner, activity):
    online, offline = RegistrationFactory.create_batch(2, activity=activity)
    scanner.reload()
    first = [reads(scanner, own_code(online)), reads(scanner, codes.number(online.pk, at=clock.now()))]
    scanner.context.set_offline(True)
    code = own_code(offline)
    second = [reads(scanner, code), reads(scanner, codes.number(online.pk, at=clock.now())), reads(scanner, code)]

    assert first == ["已签到", "之前已签到"]
    assert second == ["已记下", "已记下", "之前已签到"]
