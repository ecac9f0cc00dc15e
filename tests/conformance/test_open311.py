"""GeoReport v2 against the schemas and samples of its authors, and read by a client of somebody else over a real connection."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cases.factories import CaseFactory, KindFactory
from tests.factories import AppointmentFactory, StationFactory
from tests.interop.conftest import FIELDS
from yizhan.interop import services
from yizhan.people.models import Role

FOLDER = Path(__file__).parents[2].parent / "shared" / "standards" / "open311-georeport-v2"
SAMPLES = FOLDER / "samples"
beside = pytest.mark.skipif(not FOLDER.exists(), reason=f"no {FOLDER.name} beside the repository")
PUBLIC = {"public_words": "三楼灯坏", "public_at": "2026-11-20T10:00+08:00"}


@pytest.fixture
def network(at, request):
    """A service, an open and a closed public case, and one that is nobody's business; the secret of a key."""
    at("2026-11-25T10:00+08:00")
    request.getfixturevalue("transactional_db" if "live_server" in request.fixturenames else "db")
    kind, station = KindFactory(code="repair", name_zh="报修", keywords=["灯"], fields=FIELDS), StationFactory()
    CaseFactory(code="C1", kind=kind, station=station, raised_at="2026-11-20T09:00+08:00", **PUBLIC)
    over = {"state": "closed", "result": "solved", "closed_at": "2026-11-22T09:00+08:00"}
    CaseFactory(code="C2", kind=kind, station=station, raised_at="2026-11-19T09:00+08:00", **over, **PUBLIC)
    CaseFactory(kind=kind, station=station, raised_at="2026-11-21T09:00+08:00")
    return services.issue_key(actor=AppointmentFactory(role=Role.HUB).person, name="城市随手拍", contact="某公司")[1]


def validator(name):
    """Checks an instance against one of the schemas, which name each other by their files."""
    jsonschema, referencing = pytest.importorskip("jsonschema"), pytest.importorskip("referencing")
    found = {path.name: json.loads(path.read_text()) for path in (FOLDER / "schema").glob("*.json")}
    drafted = {
        file: referencing.Resource.from_contents(schema, default_specification=referencing.jsonschema.DRAFT4)
        for file, schema in found.items()
    }
    registry = referencing.Registry().with_resources(drafted.items())
    return jsonschema.Draft4Validator(found[name], registry=registry, format_checker=jsonschema.FormatChecker())


def shape(element):
    """The tags of an element and of what is in it, whatever the order, each once."""
    return element.tag, frozenset(shape(child) for child in element)


@beside
@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("services.json", "services.json"),
        ("service-definition.json", "services/repair.json"),
        ("requests.json", "requests.json"),
        ("requests.json", "requests/C1.json"),
    ],
)
def test_what_is_answered_passes_the_schema(client, network, schema, path):
    answer = client.get(f"/open311/v2/{path}").json()

    assert answer != []
    assert [error.message for error in validator(schema).iter_errors(answer)] == []


@beside
@pytest.mark.parametrize(
    ("sample", "path"),
    [
        ("service-list", "services"),
        ("service-requests", "requests"),
        ("service-request", "requests/C1"),
        ("errors", "requests/none"),
        ("discovery", "discovery"),
    ],
)
def test_the_elements_are_those_of_the_sample(client, network, sample, path):
    ours = ET.fromstring(client.get(f"/open311/v2/{path}.xml").content)  # noqa: S314 - our own answer
    theirs = ET.parse(SAMPLES / "as-printed" / f"{sample}.xml").getroot()  # noqa: S314 - kept beside the repository

    assert shape(ours) == shape(theirs)


@beside
def test_the_elements_of_a_definition_are_those_of_the_sample(client, network):
    ours = ET.fromstring(client.get("/open311/v2/services/repair.xml").content)  # noqa: S314 - our own answer
    theirs = ET.parse(SAMPLES / "as-printed" / "service-definition.xml").getroot()  # noqa: S314 - kept beside us

    assert shape(ours.find("attributes/attribute")) == shape(theirs.find("attributes/attribute"))


@beside
@pytest.mark.parametrize(
    ("sample", "path"), [("service-list", "services"), ("service-requests", "requests"), ("errors", "requests/none")]
)
def test_the_names_in_json_are_those_of_the_sample(client, network, sample, path):
    theirs = json.loads((SAMPLES / "normalised" / f"{sample}.json").read_text())
    ours = client.get(f"/open311/v2/{path}.json").json()

    assert {frozenset(row) for row in ours} == {frozenset(row) for row in theirs}


@beside
def test_the_request_that_the_specification_prints_is_understood_word_for_word(client, network):
    printed = (SAMPLES / "as-printed" / "post-request.http.txt").read_text().split("\n\n", 1)[1].strip()
    body = printed.replace("api_key=xyz", f"api_key={network}").replace("service_code=001", "service_code=repair")
    body = body.replace("jurisdiction_id=city.gov", "jurisdiction_id=").replace(
        "attribute[WHISPAWN]=123456", "attribute[FLOOR]=3"
    )
    body = body.replace("attribute[WHISDORN]=COISL001", "attribute[WHERE]=hall").replace(
        "phone=111111111", "phone=13900001234"
    )
    answer = client.post(
        "/open311/v2/requests.xml", body, content_type="application/x-www-form-urlencoded; charset=utf-8"
    )

    assert shape(ET.fromstring(answer.content)) == (  # noqa: S314 - our own answer
        "service_requests",
        frozenset({("request", frozenset((name, frozenset()) for name in ("token", "service_notice", "account_id")))}),
    )


@pytest.mark.parametrize("fmt", ["json", "xml"])
def test_the_public_client_reads_a_running_server(live_server, network, fmt):
    georeport = pytest.importorskip("georeport")
    client = georeport.GeoReport(f"{live_server.url}/open311/v2", output_format=fmt)

    services_read, opened = client.get_service_list(), client.get_service_requests(status="open")

    assert [one["service_code"] for one in listed(services_read)] == ["repair"]
    assert client.get_service_definition("repair")["service_code"] == "repair"
    assert [one["service_request_id"] for one in client.get_service_requests()] == ["C1", "C2"]
    assert [one["description"] for one in listed(opened)] == ["三楼灯坏"]
    assert [one["status"] for one in listed(client.get_service_request("C2"))] == ["closed"]


def listed(found):
    """What a client that reads XML gives for one or for several."""
    return found if isinstance(found, list) else [found]
