"""A visit to an enterprise without a connection, in a browser."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import enter
from yizhan.enterprises import services
from yizhan.enterprises.models import Visit
from yizhan.needs.models import Need
from yizhan.network.models import Station
from yizhan.people.models import Person, Role

pytestmark = pytest.mark.browser
OFFICER = "13900000030"


@pytest.fixture
def enterprise(network):
    """An enterprise that the officer of the demo looks after."""
    hub = Person.objects.filter(appointments__role=Role.HUB)[0]
    station = Station.objects.select_related("building", "subdistrict").get(slug="plaza-66")
    fields = {"name_zh": "静安示例贸易", "industry": "trade", "size": "10-49", "visit_days": 90}
    return services.note_enterprise(actor=hub, fields={**fields, "station": station, "building": station.building})


def test_visits_are_kept_without_a_connection_with_their_photographs_and_sent_later(walk, enterprise, tmp_path):
    page, photograph = walk(), tmp_path / "photo.jpg"
    Image.new("RGB", (900, 700), "teal").save(photograph)
    enter(page, OFFICER)
    page.goto("/desk/visits/new/")
    page.context.set_offline(True)

    page.locator("[name=enterprise]").select_option(str(enterprise.pk))
    page.locator("[name=words]").fill("新租了半层")
    page.locator("[name=pictures]").set_input_files(str(photograph))
    page.locator("[name=heard-0-words]").fill("想请律师讲讲合同")
    page.locator("[name=heard-0-topic]").select_option("FL")
    page.get_by_role("button", name="记下这次走访").click()
    expect(page.locator("[data-outbox-count]")).to_have_text("等着送出 1")
    assert not Visit.objects.exists()

    page.context.set_offline(False)
    expect(page.locator("[data-outbox-list] .state")).to_have_text("已送出", timeout=25_000)
    visit = Visit.objects.get()
    assert (visit.words, visit.pictures.count(), Need.objects.get().words) == ("新租了半层", 1, "想请律师讲讲合同")


def test_what_is_refused_comes_back_into_the_form_with_nothing_lost(walk, enterprise):
    page = walk()
    enter(page, OFFICER)
    page.goto(f"/desk/visits/new/?enterprise={enterprise.pk}")
    page.locator("[name=words]").fill("新租了半层")
    page.locator("[name=heard-0-words]").fill("想请律师讲讲合同")
    page.get_by_role("button", name="记下这次走访").click()

    page.get_by_role("button", name="改这一条").click()
    expect(page.locator("[name=heard-0-words]")).to_have_value("想请律师讲讲合同")
    page.locator("[name=heard-0-topic]").select_option("FL")
    page.get_by_role("button", name="记下这次走访").click()

    expect(page.locator("[data-outbox-list] .state")).to_have_text("已送出")
    assert Visit.objects.get().findings.get().topic == "FL"
