"""A worry in a browser, through four roles: brought, contacted, handled with a body, answered, not accepted, handled again."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, enter
from yizhan.cases.models import Case, Part

pytestmark = pytest.mark.browser
MEMBER, OFFICER, BODY, HUB = "13900000080", "13900000030", "13900000101", "13900000002"
WORDS = "地下车库的灯坏了一排，晚上看不见路。"


@pytest.fixture
def roles(walk):
    """A page for everyone who takes part, signed in."""

    def signed_in(phone, **kwargs):
        page = walk(**kwargs)
        enter(page, phone)
        return page

    return {
        "member": signed_in(MEMBER),
        "officer": signed_in(OFFICER, size=DESK),
        "body": signed_in(BODY),
        "hub": signed_in(HUB, size=DESK),
    }


def press(page, words):
    """Press the button of the page that says so."""
    page.get_by_role("button", name=words, exact=True).click()


def choose(page, name, value):
    """Choose one of the cards of a question."""
    page.locator(f"input[name={name}][value='{value}']").check(force=True)


def test_a_worry_from_the_phone_to_its_second_answer(roles):
    case = brought(roles["member"])
    contacted(roles["officer"], case)
    helped(roles["officer"], roles["body"], case)
    answered(roles["officer"], case, words="物业换了灯管")
    not_accepted(roles["hub"], case)
    answered(roles["officer"], case, words="又换了线路，亮了")
    confirmed(roles["member"], case)

    case.refresh_from_db()
    assert (case.state, case.result, case.round, case.mechanism) == ("closed", "solved", 2, "joint")
    assert list(case.call_backs.order_by("round").values_list("solved", "own")) == [(False, False), (True, True)]


def brought(page):
    page.goto("/cases/new/")
    choose(page, "kind", "help")
    page.locator("select[name=station]").select_option(label="恒隆广场党群服务站")
    press(page, "下一步")
    page.locator("textarea[name=words]").fill(WORDS)
    press(page, "下一步")
    expect(page.locator(".said-words")).to_have_text(WORDS)
    press(page, "提交")
    expect(page.locator("body")).to_contain_text("待联系")
    return Case.objects.get(words=WORDS)


def contacted(page, case):
    page.goto("/desk/cases/")
    page.get_by_role("link", name=WORDS[:10]).click()
    page.get_by_role("link", name="联系反映人").click()
    page.locator("textarea[name=words]").fill("今天去看")
    press(page, "已经联系过了")
    expect(page.locator("body")).to_contain_text("办理中")


def helped(officer, body, case):
    officer.goto(f"/desk/cases/{case.pk}/")
    officer.get_by_role("link", name="吹哨").click()
    officer.locator("select[name=body]").select_option(label="南京西路楼宇物业联盟（示例）")
    officer.locator("textarea[name=task]").fill("今晚到场换灯")
    press(officer, "吹哨")
    expect(officer.locator("main")).to_contain_text("今晚到场换灯")
    part = Part.objects.get(case=case)
    body.goto("/desk/parts/")
    body.get_by_role("link", name="今晚到场换灯").first.click()
    body.get_by_role("link", name="报到").click()
    press(body, "我们接下了")
    expect(body.locator("body")).to_contain_text("协办中")
    body.goto(f"/desk/parts/{part.pk}/finish/")
    body.locator("textarea[name=outcome]").fill("换了四根灯管")
    press(body, "提交结果")
    expect(body.locator("body")).to_contain_text("换了四根灯管")
    part.refresh_from_db()
    assert part.state == "done"


def answered(page, case, *, words):
    page.goto(f"/desk/cases/{case.pk}/answer/")
    choose(page, "result", "solved")
    page.locator("textarea[name=words]").fill(words)
    press(page, "发出答复")
    expect(page.locator("body")).to_contain_text("已答复")


def not_accepted(page, case):
    call = case.call_backs.get(done_at=None)
    page.goto(f"/desk/case-calls/{call.pk}/")
    page.keyboard.press("n")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("main")).not_to_contain_text(WORDS)
    page.goto(f"/desk/cases/{case.pk}/")
    expect(page.locator("body")).to_contain_text("办理中")


def confirmed(page, case):
    page.goto(f"/cases/{case.pk}/")
    expect(page.locator("body")).to_contain_text("又换了线路，亮了")
    page.goto(f"/cases/{case.pk}/confirm/")
    choose(page, "solved", "yes")
    choose(page, "level", "5")
    press(page, "提交")
    expect(page.locator("body")).to_contain_text("已办结")
