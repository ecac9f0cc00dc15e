"""A real browser on the real pages, with the demo's network and people."""

import os
import re
import shutil

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.rows import put_back
from yizhan.config import assets
from yizhan.people.models import Person

# the shell first: the same pages without windows, for a third of the work
PROGRAMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


def find_browser():
    named = os.environ.get("YIZHAN_BROWSER")
    return named or next((path for path in map(shutil.which, PROGRAMS) if path), None)


@pytest.fixture(scope="session")
def browser():
    program = find_browser()
    if program is None:
        words = "no browser: 'apt-get install -y chromium-headless-shell fonts-noto-cjk', or set YIZHAN_BROWSER"
        pytest.fail(words) if os.environ.get("YIZHAN_REQUIRE_BROWSER") == "1" else pytest.skip(words)
    assets.build()
    arguments = ["--disable-gpu", "--disable-background-networking"] + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=arguments)
        yield running
        running.close()


@pytest.fixture
def network(reference, transactional_db, settings):
    """The demo's network, and a page that shows the sign-in code."""
    settings.DEMO = True
    put_back(reference)


@pytest.fixture
def walk(browser, live_server, network):
    """Open a context of some size and language; any fault of a page fails the test."""
    contexts, faults = [], []

    def walk(*, size=PHONE, language="zh-CN", bypass_csp=False, javascript=True):
        context = browser.new_context(
            viewport=size,
            locale=language,
            bypass_csp=bypass_csp,
            java_script_enabled=javascript,
            base_url=live_server.url,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "response",
            lambda answer: faults.append(answer.url) if "/static/" in answer.url and answer.status >= 400 else None,
        )
        return page

    yield walk
    [context.close() for context in contexts]
    assert [fault for fault in faults if "422" not in fault and "403" not in fault and "404" not in fault] == []


def enter(page, phone):
    """Give the page a session of whoever has that phone number."""
    client = Client()
    client.force_login(Person.objects.with_phone(f"+86{phone}").get())
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": session.key, "value": session.value, "domain": "localhost", "path": "/"}])


def sign_in(page, phone):
    """Sign in as people do, with a phone number and the code that the demo shows."""
    page.goto("/sign-in/")
    page.locator("input[name=phone]").fill(phone)
    page.locator("form:has(input[name=phone]) button").click()
    page.locator("input[name=code]").wait_for()
    code = re.search(r"\b\d{6}\b", page.locator("body").inner_text()).group()
    page.locator("input[name=code]").fill(code)
    page.locator("form:has(input[name=code]) button").first.click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)
