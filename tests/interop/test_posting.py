"""What programs post by GeoReport v2, and what is refused to them."""

import pytest
from django.test import Client

from yizhan.cases.models import Case, Channel
from yizhan.interop import services
from yizhan.interop.models import Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("station")]


def test_a_post_makes_a_case_that_nobody_sees_yet_and_gives_a_token(send, station, ids):
    answer = send(first_name="三", last_name="张", phone="13900001234")

    case = Case.objects.get()
    reporter = case.reporters.get()
    assert (answer.status_code, sorted(answer.json()[0])) == (200, ["account_id", "service_notice", "token"])
    assert (case.channel, case.station, case.public_at, ids()) == (Channel.OPEN311, station, None, [])
    assert (case.answers["WHERE"], case.answers["FLOOR"]) == ("lift", "3")
    assert (reporter.person, reporter.name, reporter.phone) == (None, "三 张", "+8613900001234")


def test_without_a_name_the_program_is_named(send):
    send()

    assert Case.objects.get().reporters.get().name == "城市随手拍"


def test_a_token_leads_to_the_number(client, send):
    token = send().json()[0]["token"]

    found = client.get(f"/open311/v2/tokens/{token}.json").json()
    assert found == [{"service_request_id": Case.objects.get().code, "token": token}]
    assert Submission.objects.get().digest != token


def test_once_published_it_is_read_back(client, send, hub):
    from yizhan.cases.services import publish_case

    token = send().json()[0]["token"]
    publish_case(actor=hub, case=Case.objects.get(), words="电梯坏了")
    code = client.get(f"/open311/v2/tokens/{token}.json").json()[0]["service_request_id"]

    assert client.get(f"/open311/v2/requests/{code}.json").json()[0]["description"] == "电梯坏了"


@pytest.mark.parametrize("secret", ["", "forged", None])
def test_without_a_key_that_stands_nothing_is_posted(send, secret):
    answer = send(api_key=secret)

    assert (answer.status_code, answer.json()[0]["code"], Case.objects.count()) == (403, 403, 0)


def test_a_revoked_key_opens_nothing(send, key, hub):
    services.revoke_key(actor=hub, key=key[0])

    assert send().status_code == 403


def test_every_missing_attribute_is_named(send):
    answer = send(**{"attribute[WHERE]": None, "attribute[FLOOR]": ""})

    assert answer.status_code == 400
    assert [row["description"] for row in answer.json()] == [
        "缺少必填的 attribute[WHERE]。",
        "缺少必填的 attribute[FLOOR]。",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"attribute[WHERE]": "roof"},
        {"attribute[FLOOR]": "three"},
        {"attribute[TAGS][]": ["a", "c"]},
        {"description": "字" * 5000},
        {"description": None},
        {"service_code": None},
        {"address_string": None},
        {"lat": "31.2", "address_string": None},
        {"lat": "91", "long": "0"},
        {"lat": "nan", "long": "nan"},
        {"phone": "12"},
    ],
    ids=str,
)
def test_what_is_wrong_is_told_and_nothing_is_made(send, wrong):
    answer = send(**wrong)

    assert (answer.status_code, answer.json()[0]["code"], Case.objects.count()) == (400, 400, 0)


def test_4000_characters_are_allowed_and_5000_are_counted(send):
    assert send(description="字" * 4000).status_code == 200
    assert "5000" in send(description="字" * 5000).json()[0]["description"].replace(",", "")


def test_an_unknown_service_is_a_404(send):
    assert send(service_code="none").status_code == 404


def test_an_unknown_address_is_a_404(send):
    assert send(address_id="none").status_code == 404


def test_several_answers_to_one_field_are_all_kept(send):
    send(**{"attribute[TAGS][]": ["a", "b"]})

    assert Case.objects.get().answers["TAGS"] == ["a", "b"]


def test_a_position_finds_the_nearest_station_and_an_address_its_building(send, station):
    send(lat=str(station.building.lat), long=str(station.building.lon))
    send(address_id=station.building.slug)

    assert list(Case.objects.order_by("id").values_list("station", "building")) == [
        (station.pk, None),
        (station.pk, station.building.pk),
    ]


def test_xml_is_answered_in_xml(send):
    assert b"<service_requests><request><token>" in send(fmt="xml").content


def test_a_program_posts_from_elsewhere_without_a_page_of_ours(key, kind):
    given = {"api_key": key[1], "service_code": "repair", "description": "灯", "address_string": "某路"}
    answer = Client(enforce_csrf_checks=True).post("/open311/v2/requests.json", given)

    assert answer.status_code == 400


def test_a_program_posts_so_many_an_hour(send, monkeypatch):
    monkeypatch.setattr(services, "MOST_AN_HOUR", 1)
    send()

    answer = send()

    assert (answer.status_code, Case.objects.count()) == (429, 1)
