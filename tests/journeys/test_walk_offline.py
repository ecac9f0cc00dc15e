"""Needs heard on a walk without a connection, in a browser."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import enter
from yizhan.catalogue.models import Category
from yizhan.needs.models import Need

pytestmark = pytest.mark.browser


def test_needs_are_kept_without_a_connection_one_after_the_other_and_sent_later(walk):
    page = walk()
    enter(page, "13900000030")
    page.goto("/desk/walk/")
    page.context.set_offline(True)

    page.locator(f"[name=category][value='{Category.objects.get(code='FL').pk}']").check(force=True)
    for words in ("想请律师讲讲合同", "想有人看看劳动合同"):
        page.locator("[name=words]").fill(words)
        page.get_by_role("button", name="记下，下一条").click()
    expect(page.locator("[data-outbox-count]")).to_have_text("等着送出 2")
    assert not Need.objects.exists()

    page.context.set_offline(False)
    expect(page.locator("[data-outbox-list] .state.open")).to_have_count(2, timeout=25_000)
    assert {need.words for need in Need.objects.all()} == {"想请律师讲讲合同", "想有人看看劳动合同"}
