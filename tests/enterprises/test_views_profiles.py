"""Enterprises on the desk."""

from datetime import date

import pytest
from django.urls import reverse

from tests.enterprises.factories import (
    ContactFactory,
    EnterpriseFactory,
    FindingFactory,
    ParticipationFactory,
    StewardFactory,
    VisitFactory,
)
from tests.factories import BuildingFactory, PersonFactory
from yizhan.enterprises.models import Enterprise

pytestmark = pytest.mark.django_db
LIST = "/desk/enterprises/"


def address(name, enterprise):
    return reverse(f"enterprises:{name}", args=[enterprise.pk])


@pytest.mark.parametrize("path", [LIST, "/desk/enterprises/new/", "/desk/visits/", "/desk/visits/new/"])
def test_members_have_no_desk(client, member, path):
    client.force_login(member)

    assert client.get(path).status_code == 403


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["丙贸易", "甲金融"]),
        ("?state=gone", ["乙传媒"]),
        ("?state=due", ["丙贸易"]),
        ("?state=", ["丙贸易", "乙传媒", "甲金融"]),
        ("?q=金融", ["甲金融"]),
        ("?industry=finance", ["甲金融"]),
        ("?size=500%2B", ["丙贸易"]),
    ],
)
def test_the_list_is_filtered(desk, station, asked, found):
    EnterpriseFactory(station=station, name_zh="甲金融", industry="finance")
    EnterpriseFactory(station=station, name_zh="乙传媒", left_on=date(2026, 6, 1))
    EnterpriseFactory(station=station, name_zh="丙贸易", size="500+", visit_by=date(2026, 11, 24))
    EnterpriseFactory(name_zh="别处的")

    response = desk.get(LIST + asked)

    assert [one.name_zh for one in response.context["enterprises"]] == found


def test_the_hub_filters_by_station_and_building(client, hub, enterprise):
    client.force_login(hub)
    EnterpriseFactory()

    response = client.get(f"{LIST}?station={enterprise.station.slug}&building={enterprise.building.slug}")

    assert list(response.context["enterprises"]) == [enterprise]


def test_an_empty_list_says_what_now(desk):
    assert "没有这样的企业" in desk.get(LIST).content.decode()
    assert "都走访过了" in desk.get(f"{LIST}?state=due").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(desk, station, officer, count, django_assert_num_queries):
    EnterpriseFactory.create_batch(count, station=station, officer=officer)

    with django_assert_num_queries(9):
        response = desk.get(LIST)

    assert len(response.context["enterprises"]) == count


def test_an_enterprise_is_shown_with_its_visits_and_its_steward(desk, enterprise):
    finding = FindingFactory(visit__enterprise=enterprise)
    steward = StewardFactory(building=enterprise.building)

    text = desk.get(address("enterprise-detail", enterprise)).content.decode()

    assert [words in text for words in (finding.words, finding.visit.words, str(steward))] == [True] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_an_enterprise_costs_the_same_for_many(desk, enterprise, count, django_assert_num_queries):
    for visit in VisitFactory.create_batch(count, enterprise=enterprise):
        FindingFactory.create_batch(count, visit=visit)
    ContactFactory.create_batch(count, enterprise=enterprise)
    ParticipationFactory.create_batch(count, enterprise=enterprise)

    with django_assert_num_queries(13):
        response = desk.get(address("enterprise-detail", enterprise))

    assert len(response.context["dossier"].visits) == count


TENURES = ["steward-make", "steward-end", "officer-end"]


@pytest.mark.parametrize(
    "name", [f"enterprise-{act}" for act in ("detail", "edit", "move-away", "bring-back")] + TENURES
)
def test_an_enterprise_of_another_station_does_not_exist(desk, name):
    assert desk.get(address(name, EnterpriseFactory())).status_code == 404


def test_an_enterprise_is_noted(desk, station):
    sent = {
        "name_zh": "静安示例贸易",
        "industry": "trade",
        "size": "10-49",
        "building": station.building_id,
        "station": station.pk,
        "visit_days": 90,
    }

    response = desk.post("/desk/enterprises/new/", sent)

    made = Enterprise.objects.get()
    assert (response.status_code, response.url) == (302, address("enterprise-detail", made))


def test_what_is_missing_is_named(desk):
    response = desk.post("/desk/enterprises/new/", {})

    assert response.status_code == 422
    assert {"name_zh", "industry", "size", "building", "station"} <= set(response.context["form"].errors)


def test_an_enterprise_is_changed(desk, enterprise):
    form = desk.get(address("enterprise-edit", enterprise)).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"floor": "12 楼"}

    response = desk.post(address("enterprise-edit", enterprise), sent)

    enterprise.refresh_from_db()
    assert (response.status_code, enterprise.floor) == (302, "12 楼")


def test_an_enterprise_moves_away_and_is_brought_back(desk, enterprise):
    desk.post(address("enterprise-move-away", enterprise), {"left_on": "2026-11-20"})
    enterprise.refresh_from_db()
    assert enterprise.left_on == date(2026, 11, 20)

    desk.post(address("enterprise-bring-back", enterprise))
    enterprise.refresh_from_db()
    assert enterprise.left_on is None


def test_a_refusal_is_said_in_place(desk, enterprise):
    response = desk.post(address("enterprise-move-away", enterprise), {"left_on": "2026-11-26"})

    assert response.status_code == 422
    assert "迁出日期不能在今天以后" in response.content.decode()


def test_a_steward_is_named(desk, enterprise):
    person = PersonFactory(phone="+8613800000001")

    desk.post(address("steward-make", enterprise), {"phone": "13800000001"})

    assert enterprise.building.stewards.get().person == person


def test_a_steward_is_ended_in_words_and_then_there_is_none_to_end(desk, enterprise):
    StewardFactory(building=enterprise.building)
    sent = {"ends_on": "2026-11-20", "reason": "搬走了"}
    assert "卸任" in desk.get(address("enterprise-detail", enterprise)).content.decode()

    response = desk.post(address("steward-end", enterprise), sent)

    assert (response.status_code, response.url) == (302, address("enterprise-detail", enterprise))
    assert desk.get(address("steward-end", enterprise)).status_code == 404


def test_an_officer_is_ended_and_the_page_says_why(desk, officer, enterprise):
    enterprise.officer = officer
    enterprise.save(update_fields=["officer"])

    response = desk.post(address("officer-end", enterprise), {"ends_on": "2026-11-20", "reason": "换了岗位"})

    assert "换了岗位" in desk.get(response.url).content.decode()
    assert desk.get(address("officer-end", enterprise)).status_code == 404


def test_who_may_not_name_the_steward_is_not_offered_it(desk, station):
    elsewhere = EnterpriseFactory(station=station, building=BuildingFactory(subdistrict=station.subdistrict))

    text = desk.get(address("enterprise-detail", elsewhere)).content.decode()

    assert address("steward-make", elsewhere) not in text


def test_an_end_in_the_future_is_refused_in_place(desk, enterprise):
    StewardFactory(building=enterprise.building)

    response = desk.post(address("steward-end", enterprise), {"ends_on": "2026-11-26", "reason": "搬走了"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["ends_on"])


def test_htmx_is_sent_back_to_the_enterprise(desk, enterprise):
    response = desk.post(
        address("enterprise-move-away", enterprise), {"left_on": "2026-11-20"}, headers={"HX-Request": "true"}
    )

    assert response["HX-Redirect"] == address("enterprise-detail", enterprise)
