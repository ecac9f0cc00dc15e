"""Visits: the phone form, the list, one visit and its photographs."""

from datetime import date

import pytest
from django.urls import reverse

from tests.enterprises.factories import ContactFactory, EnterpriseFactory, FindingFactory, PictureFactory, VisitFactory
from tests.factories import CategoryFactory
from yizhan.enterprises import services
from yizhan.enterprises.models import Visit

pytestmark = pytest.mark.django_db
NEW, LIST = "/desk/visits/new/", "/desk/visits/"
NONCE = "0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f"
ROWS = {"heard-TOTAL_FORMS": 3, "heard-INITIAL_FORMS": 0}


def sent(enterprise, **said):
    plain = {"enterprise": enterprise.pk, "on": "2026-11-25", "way": "door", "words": "新租了半层", "nonce": NONCE}
    return {**plain, **ROWS, **said}


def finding(number=0, **said):
    plain = {"kind": "wish", "topic": "FL", "words": "想请律师看合同", "people": 8}
    return {f"heard-{number}-{name}": value for name, value in {**plain, **said}.items()}


def test_a_visit_is_written_down_with_what_was_heard(desk, enterprise, published):
    response = desk.post(NEW, sent(enterprise, **finding(0), **finding(1, kind="worry", words="电梯总是坏")))

    visit = Visit.objects.get()
    assert response.url == reverse("enterprises:visit-detail", args=[visit.pk])
    assert [one.words for one in visit.findings.all()] == ["想请律师看合同", "电梯总是坏"]


def test_the_script_is_told_where_the_visit_is_also_the_second_time(desk, enterprise):
    first, second = (desk.post(NEW, sent(enterprise), headers={"Accept": "application/json"}) for _ in range(2))

    assert (
        first.json()
        == second.json()
        == {
            "id": str(Visit.objects.get().pk),
            "url": reverse("enterprises:visit-detail", args=[Visit.objects.get().pk]),
        }
    )


def test_the_script_is_told_what_to_correct(desk, enterprise):
    wrong = sent(enterprise, words="", **finding(topic=""))

    response = desk.post(NEW, wrong, headers={"Accept": "application/json"})

    assert response.status_code == 422
    assert set(response.json()["errors"]) == {"words", "topic"}


def test_a_finding_without_a_topic_keeps_what_was_typed(desk, enterprise):
    response = desk.post(NEW, sent(enterprise, **finding(topic="")))

    assert response.status_code == 422
    assert ("请选一个最接近的类别。" in response.content.decode(), Visit.objects.count()) == (True, 0)


def test_photographs_come_with_the_visit(desk, enterprise, photograph):
    desk.post(NEW, sent(enterprise, pictures=[photograph(), photograph()]))

    assert Visit.objects.get().pictures.count() == 2


def test_what_is_no_photograph_is_refused_in_place(desk, enterprise, tmp_path):
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"no picture")

    with file.open("rb") as opened:
        response = desk.post(NEW, sent(enterprise, pictures=[opened]))

    assert (response.status_code, Visit.objects.count()) == (422, 0)


def test_the_form_offers_the_contacts_of_the_enterprise_that_was_chosen(desk, enterprise):
    contact = ContactFactory(enterprise=enterprise)
    ContactFactory()

    form = desk.get(f"{NEW}?enterprise={enterprise.pk}").context["form"]

    assert list(form.fields["contact"].queryset) == [contact]
    assert form.initial["enterprise"] == enterprise.pk


@pytest.mark.parametrize("asked", ["not-a-key", "0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f"])
def test_an_address_that_names_no_enterprise_chooses_none(desk, asked):
    assert desk.get(f"{NEW}?enterprise={asked}").context["form"].initial["enterprise"] is None


def test_another_station_s_enterprise_is_not_offered(desk):
    response = desk.post(NEW, sent(EnterpriseFactory()))

    assert list(response.context["form"].errors) == ["enterprise"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_the_same_for_many(desk, station, count, django_assert_num_queries):
    EnterpriseFactory.create_batch(count, station=station)

    with django_assert_num_queries(5):
        desk.get(NEW)


def test_the_list_shows_visits_and_what_is_due(desk, station):
    due = EnterpriseFactory(station=station, visit_by=date(2026, 11, 1))
    visit = VisitFactory(enterprise__station=station)
    VisitFactory()

    response = desk.get(LIST)

    assert (list(response.context["visits"]), list(response.context["due"])) == ([visit], [due])


def test_the_list_is_searched_by_what_was_said(desk, station):
    visit = VisitFactory(enterprise__station=station, words="电梯总是坏")
    VisitFactory(enterprise__station=station)

    assert list(desk.get(f"{LIST}?q=电梯&station={station.slug}").context["visits"]) == [visit]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(desk, station, count, django_assert_num_queries):
    for visit in VisitFactory.create_batch(count, enterprise__station=station):
        FindingFactory(visit=visit)
        PictureFactory(visit=visit)
    EnterpriseFactory.create_batch(count, station=station, visit_by=date(2026, 11, 1))

    with django_assert_num_queries(11):
        response = desk.get(LIST)

    assert len(response.context["visits"]) == count


def test_a_visit_is_shown_and_gets_another_photograph(desk, enterprise, photograph):
    CategoryFactory()
    visit = FindingFactory(visit__enterprise=enterprise).visit
    address = reverse("enterprises:visit-detail", args=[visit.pk])

    response = desk.post(address, {"upload": photograph()})

    assert (response.status_code, visit.pictures.count()) == (302, 1)
    assert "想请律师看租房合同" in desk.get(address).content.decode()


def test_a_visit_to_another_station_s_enterprise_does_not_exist(desk):
    assert desk.get(reverse("enterprises:visit-detail", args=[VisitFactory().pk])).status_code == 404


def test_a_photograph_is_for_those_who_look_after_the_enterprise_alone(
    client, officer, hub, member, enterprise, officer_of, photograph
):
    visit = VisitFactory(enterprise=enterprise)
    picture = services.add_picture(actor=officer, visit=visit, upload=photograph())
    address = reverse("enterprises:picture", args=[picture.pk, 640])
    found = []

    for person in (officer, hub, officer_of(VisitFactory().enterprise.station), member):
        client.force_login(person)
        found.append(client.get(address).status_code)

    assert found == [200, 200, 404, 403]


def test_a_photograph_whose_file_is_gone_does_not_exist(desk, enterprise):
    picture = PictureFactory(visit__enterprise=enterprise)

    assert desk.get(reverse("enterprises:picture", args=[picture.pk, 640])).status_code == 404


def test_a_photograph_is_taken_away_after_asking(desk, enterprise):
    picture = PictureFactory(visit__enterprise=enterprise)
    address = reverse("enterprises:picture-remove", args=[picture.pk])

    assert "不能恢复" in desk.get(address).content.decode()
    assert desk.post(address).url == reverse("enterprises:visit-detail", args=[picture.visit_id])
    assert picture.visit.pictures.count() == 0
