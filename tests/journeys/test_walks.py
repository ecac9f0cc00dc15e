"""What each role does, in a browser under the strict content security policy."""

import pytest
from PIL import Image

from tests.journeys.conftest import DESK, enter, sign_in
from yizhan.network.models import Photo, Station, StationState
from yizhan.people.models import Appointment, Person

pytestmark = pytest.mark.browser


def test_a_visitor_chooses_a_building_and_sees_what_is_near(walk):
    page = walk()
    page.goto("/buildings/")
    page.locator("#q").fill("恒隆")
    page.get_by_role("button", name="我在 恒隆广场").click()

    page.wait_for_url(lambda address: address.endswith("/"))
    assert "恒隆广场" in page.locator(".place").inner_text()
    assert "恒隆广场党群服务站" in page.locator("#near ~ *, section[aria-labelledby=near]").first.inner_text()


def test_a_visitor_searches_while_typing_and_opens_a_station(walk):
    page = walk()
    page.goto("/stations/")
    page.locator("#q").press_sequentially("大悦城")
    page.get_by_role("link", name="静安大悦城党群服务站").click()

    page.locator("h1", has_text="静安大悦城党群服务站").wait_for()
    assert page.locator("#rooms").is_visible()


def test_a_stranger_joins_with_a_phone_code(walk):
    page = walk()
    sign_in(page, "13911112222")
    page.locator("input[name=name]").fill("新来的")
    page.locator("[name=service]").check()
    page.locator("main form button").first.click()
    page.wait_for_url(lambda address: "/join/" not in address)

    page.goto("/me/")
    assert "新来的" in page.locator("main").inner_text()
    assert Person.objects.with_phone("+8613911112222").get().joined_at is not None


def test_everything_works_without_javascript(walk):
    page = walk(javascript=False)
    sign_in(page, "13900000080")
    page.goto("/stations/?q=恒隆")
    page.get_by_role("link", name="恒隆广场党群服务站").click()
    assert page.locator("h1").first.inner_text() == "恒隆广场党群服务站"

    page.goto("/notices/")
    assert page.locator("h1").inner_text() == "通知"


def test_a_member_may_not_open_the_desk(walk):
    page = walk()
    enter(page, "13900000080")

    assert page.goto("/desk/").status == 403
    assert page.goto("/desk/stations/plaza-66/").status == 403


def test_an_officer_marks_the_checklist_of_the_own_station_alone(walk):
    page = walk()
    enter(page, "13900000030")
    page.goto("/desk/stations/plaza-66/checklist/rules/")
    page.locator("[name=met]").check()
    page.locator("[name=evidence]").fill("")
    page.locator("main form button").first.click()
    assert "依据" in page.locator(".error, [id$=error], .summary").first.inner_text()
    page.locator("[name=evidence]").fill("制度已上墙")
    page.locator("main form button").first.click()
    page.wait_for_url("**/desk/stations/plaza-66/")

    assert Station.objects.get(slug="plaza-66").marks.get(item__code="rules").evidence == "制度已上墙"
    assert page.goto("/desk/stations/jiadi-centre/edit/").status == 403


def test_the_hub_admits_a_station_step_by_step(walk):
    page = walk(size=DESK)
    enter(page, "13900000002")
    page.goto("/desk/stations/new/")
    for name, value in {"name_zh": "示例新站", "slug": "new-one", "code": "JA-900"}.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=kind][value=building]").check(force=True)
    page.locator("[name=building]").select_option(index=3)
    page.locator("main form button").first.click()
    page.wait_for_url("**/desk/stations/new-one/")

    page.goto("/desk/stations/new-one/visit/")
    for aspect in ("venue", "property_will", "staffing", "services", "scale"):
        page.locator(f"input[name={aspect}][value='4']").check(force=True)
    page.locator("main form button").first.click()
    page.wait_for_url("**/desk/stations/new-one/")
    page.goto("/desk/stations/new-one/approve/")
    page.locator("main form button").first.click()
    page.wait_for_url("**/desk/stations/new-one/")

    assert Station.objects.get(slug="new-one").state == StationState.OPEN


def test_a_photograph_is_shown_and_anything_else_is_refused(walk, tmp_path):
    good, bad = tmp_path / "good.png", tmp_path / "bad.png"
    Image.new("RGB", (800, 600), "teal").save(good)
    bad.write_bytes(b"not a picture")
    page = walk()
    enter(page, "13900000030")
    page.goto("/desk/stations/plaza-66/photos/new/")
    page.locator("[name=upload]").set_input_files(bad)
    page.locator("[name=alt_zh]").fill("入口")
    page.locator("main form button").first.click()
    assert "不是可以显示的照片" in page.locator("main").inner_text()
    page.locator("[name=upload]").set_input_files(good)
    page.locator("main form button").first.click()
    page.wait_for_url("**/desk/stations/plaza-66/")

    assert Photo.objects.get().alt_zh == "入口"
    page.goto("/stations/plaza-66/")
    assert page.locator(".shead img").evaluate("image => image.naturalWidth") > 0


def test_an_administrator_appoints_and_ends(walk):
    page = walk(size=DESK)
    enter(page, "13900000001")
    page.goto("/desk/roles/new/?role=hub")
    page.locator("[name=phone]").fill("13900000080")
    page.locator("main form button").first.click()
    page.wait_for_url("**/desk/roles/")
    assert page.locator("text=139****0080").count() == 1

    given = Appointment.objects.get(person__name="林夏")
    page.goto(f"/desk/roles/{given.pk}/end/")
    page.locator("[name=reason]").fill("试用结束")
    page.locator("main form button").first.click()
    page.wait_for_url("**/desk/roles/")
    assert Appointment.objects.filter(person__name="林夏").count() == 0
