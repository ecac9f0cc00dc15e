"""What programs read of public cases by GeoReport v2, and what nobody reads."""

import pytest

from tests.cases.factories import CaseFactory, KindFactory

pytestmark = pytest.mark.django_db


def test_discovery_names_the_endpoint_in_both_formats(client, read):
    status, root = read("discovery.xml")
    found = client.get("/open311/discovery.json").json()

    assert (status, root.tag) == (200, "discovery")
    assert found["endpoints"][0]["url"] == "http://localhost:8000/open311/v2"
    assert found["endpoints"][0]["formats"] == ["text/xml", "application/json"]
    assert [one.text for one in root.iter("format")] == ["text/xml", "application/json"]


@pytest.mark.parametrize(
    ("fmt", "kind"), [("xml", "text/xml; charset=utf-8"), ("json", "application/json; charset=utf-8")]
)
def test_each_format_has_the_type_of_the_specification(client, fmt, kind):
    assert client.get(f"/open311/v2/services.{fmt}")["Content-Type"] == kind


def test_services_are_the_kinds_whose_cases_may_be_public(client, kind):
    KindFactory(code="private", may_be_public=False)

    assert client.get("/open311/v2/services.json").json() == [
        {
            "service_code": "repair",
            "service_name": "报修",
            "description": "",
            "metadata": True,
            "type": "batch",
            "keywords": "灯, 电梯",
            "group": "",
        }
    ]


def test_a_definition_lists_what_is_asked_in_the_language_of_the_reader(client, kind):
    answer = client.get("/open311/v2/services/repair.json", headers={"Accept-Language": "en"})

    where, floor, tags = answer.json()["attributes"]
    assert (where["description"], where["required"], where["order"]) == ("Where", True, 1)
    assert where["values"] == [{"key": "lift", "name": "电梯"}, {"key": "hall", "name": "大堂"}]
    assert ("values" in floor, tags["datatype"]) == (False, "multivaluelist")


def test_a_request_tells_the_redacted_words_and_the_building_and_nobody(client, shown, station):
    shown(code="C1", place="张三的工位", lat=31.2, lon=121.4)

    answer = client.get("/open311/v2/requests/C1.json")

    row = answer.json()[0]
    assert (row["description"], row["status"], row["address_id"]) == ("三楼灯坏", "open", station.building.slug)
    assert (row["lat"], row["requested_datetime"]) == (station.building.lat, "2026-11-20T09:00:00+08:00")
    assert [word in answer.content.decode() for word in ("张三", "13900001234")] == [False, False]


def test_a_closed_request_says_what_came_of_it_and_when(client, shown):
    shown(code="C1", state="closed", result="partly", closed_at="2026-11-21T09:00+08:00")

    row = client.get("/open311/v2/requests/C1.json").json()[0]
    assert (row["status"], row["status_notes"], row["updated_datetime"]) == (
        "closed",
        "部分解决",
        "2026-11-21T09:00:00+08:00",
    )


def test_our_own_states_are_an_extension(client, shown):
    shown(code="C1", state="paused")

    row = client.get("/open311/v2/requests/C1.json", {"extensions": "true"}).json()[0]
    assert row["extended_attributes"] == {"state": "paused", "result": None, "mechanism": "instant", "round": 1}


def test_what_is_not_public_is_not_there(client, ids):
    CaseFactory(code="C1")

    assert (ids(), ids(service_request_id="C1")) == ([], [])
    assert client.get("/open311/v2/requests/C1.json").status_code == 404


class TestFilters:
    @pytest.fixture(autouse=True)
    def three(self, shown, kind):
        """An open one of this month, a closed one, and one of last spring."""
        shown(code="OPEN", kind=kind)
        shown(
            code="DONE",
            state="closed",
            result="solved",
            closed_at="2026-11-22T09:00+08:00",
            raised_at="2026-11-19T09:00+08:00",
        )
        shown(code="OLD", raised_at="2026-04-01T09:00+08:00")

    def test_without_any_the_last_ninety_days_are_told_newest_first(self, ids):
        assert ids() == ["OPEN", "DONE"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"status": "open"}, ["OPEN"]),
            ({"status": "closed"}, ["DONE"]),
            ({"status": "open,closed"}, ["OPEN", "DONE"]),
            ({"service_code": "repair"}, ["OPEN"]),
            ({"service_code": "repair,nothing"}, ["OPEN"]),
            ({"start_date": "2026-11-20T00:00:00+08:00"}, ["OPEN"]),
            ({"end_date": "2026-11-20T00:00:00Z"}, ["DONE"]),
            ({"start_date": "2026-04-01", "end_date": "2026-04-02"}, ["OLD"]),
            ({"page": "2", "page_size": "1"}, ["DONE"]),
            ({"page": "3", "page_size": "1"}, []),
            ({"status": ""}, ["OPEN", "DONE"]),
        ],
    )
    def test_each_narrows(self, ids, query, found):
        assert ids(**query) == found

    def test_numbers_override_everything_else(self, ids):
        assert sorted(ids(service_request_id="OLD,DONE", status="open", start_date="2026-11-01")) == ["DONE", "OLD"]

    @pytest.mark.parametrize(
        "query",
        [
            {"start_date": "yesterday"},
            {"start_date": "2026-11-20T10:00:00"},
            {"start_date": "0001-01-01"},
            {"start_date": "2026-11-20", "end_date": "2026-11-19"},
            {"start_date": "2026-01-01", "end_date": "2026-11-19"},
            {"status": "pending"},
            {"page": "0"},
            {"page_size": "many"},
        ],
    )
    def test_a_wrong_one_is_told(self, client, query):
        answer = client.get("/open311/v2/requests.json", query)

        assert (answer.status_code, [row["code"] for row in answer.json()]) == (400, [400])

    def test_everything_that_is_wrong_is_told_at_once(self, read):
        status, root = read("requests.xml", status="x", page="0")

        assert (status, root.tag, len(root.findall("error/description"))) == (400, "errors", 2)


@pytest.mark.parametrize(
    "path", ["services/none.xml", "requests/none.xml", "tokens/none.xml", "services.yaml", "nothing.xml", ""]
)
def test_what_is_not_there_is_a_404_in_the_form_of_the_specification(read, path):
    status, root = read(path)

    assert (status, root.tag, root.findtext("error/code")) == (404, "errors", "404")


def test_a_jurisdiction_may_be_left_out_and_must_be_ours(client):
    assert client.get("/open311/v2/services.json", {"jurisdiction_id": "localhost:8000"}).status_code == 200
    assert client.get("/open311/v2/services.json", {"jurisdiction_id": "elsewhere"}).status_code == 404


def test_another_method_is_refused_in_the_form_of_the_specification(client):
    answer = client.delete("/open311/v2/requests.json")

    assert (answer.status_code, answer.json()[0]["code"], answer["Allow"]) == (405, 405, "GET, POST")


def test_what_xml_cannot_hold_is_left_out(read, shown):
    shown(code="C1", public_words="灯\x0b坏 <b>&")

    assert read("requests/C1.xml")[1].findtext("request/description") == "灯坏 <b>&"


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_many(client, shown, count, django_assert_num_queries):
    for _ in range(count):
        shown()

    with django_assert_num_queries(1):
        answer = client.get("/open311/v2/requests.json")

    assert len(answer.json()) == count
