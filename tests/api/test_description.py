"""The description of the API: open to anyone, complete, and true."""

import json
from datetime import datetime, time

import pytest

from tests.activities.factories import ActivityFactory, RegistrationFactory
from tests.cases.factories import CaseFactory
from tests.delivery.factories import DraftFactory, OrderFactory
from tests.enterprises.factories import EnterpriseFactory
from tests.evaluation.factories import FigureFactory
from tests.factories import (
    HoursFactory,
    OfferFactory,
    OpeningExceptionFactory,
    ProviderFactory,
    ProviderHoursFactory,
    RoomFactory,
    StandardFactory,
)
from tests.needs.factories import NeedFactory
from yizhan.activities import api as activities
from yizhan.cases import api as cases
from yizhan.catalogue import api as catalogue
from yizhan.delivery import api as delivery
from yizhan.enterprises import api as enterprises
from yizhan.evaluation import api as evaluation
from yizhan.kernel import api as kernel
from yizhan.needs import api as needs
from yizhan.needs.models import Step
from yizhan.network import api as network
from yizhan.people.rules import API_SCOPES

pytestmark = pytest.mark.django_db
DONE = {"200", "201"}
SHAPES = {
    name: shape
    for module in (kernel, network, catalogue, activities, evaluation, delivery, needs, cases, enterprises)
    for name, shape in vars(module).items()
    if isinstance(shape, type) and issubclass(shape, kernel.Schema)
}


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").json()


@pytest.fixture
def operations(document):
    return {
        (method, path): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def nodes(value):
    """Every object in a document."""
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(child)


def named(document, reference):
    """What a reference names."""
    for part in reference.removeprefix("#/").split("/"):
        document = document[part]
    return document


def a_case():
    """A case with a clock."""
    case, at = CaseFactory(), "2026-11-25T09:00+08:00"
    case.timers.create(position=0, clock="contact", round=1, started_at=at, due_at=at, judged_at=at)
    return case


def as_json(shape, value):
    """A value read by a shape and written again."""
    return json.loads(shape.model_validate(value).model_dump_json())


def test_it_is_open_to_anyone_and_has_an_entity_tag(client):
    response = client.get("/api/v1/openapi.json")

    assert response.json()["openapi"] == "3.1.0"
    again = client.get("/api/v1/openapi.json", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_it_is_the_same_in_every_language(client):
    chinese, english = (
        client.get("/api/v1/openapi.json", headers={"Accept-Language": language}).content for language in ("zh", "en")
    )

    assert chinese == english


def test_every_reference_leads_somewhere(document):
    references = [node["$ref"] for node in nodes(document) if "$ref" in node]

    assert [reference for reference in references if not named(document, reference)] == []


def test_every_operation_has_a_name_a_summary_and_one_known_scope(operations):
    names = [operation["operationId"] for operation in operations.values()]

    assert len(set(names)) == len(names) == 33
    assert [where for where, operation in operations.items() if not operation["summary"]] == []
    assert {scope for operation in operations.values() for scope in operation["security"][0]["Token"]} <= set(
        API_SCOPES
    )


def test_every_operation_has_every_answer_it_can_give(operations):
    always, read = {"401", "403", "429", "500"}, {"200", "304"}

    for (method, path), operation in operations.items():
        queried = any(one.get("in") == "query" for one in operation["parameters"])
        more = ({"404"} if "{id}" in path else set()) | ({"422"} if queried or method == "post" else set())
        done = read if method == "get" else {"201"} if path in {"/api/v1/needs", "/api/v1/cases"} else {"200"}
        assert set(operation["responses"]) == always | done | more, path


def test_what_is_only_done_has_no_entity_tag_and_every_body_an_example(operations):
    done = [operation for (method, _path), operation in operations.items() if method == "post"]
    bodies = [
        operation["requestBody"]["content"]["application/json"] for operation in done if "requestBody" in operation
    ]

    assert (len(done), len(bodies)) == (6, 4)
    assert [one["operationId"] for one in done if "304" in one["responses"] or "headers" in one["responses"]] == []
    assert [body for body in bodies if not body["example"]] == []


def test_every_refusal_is_a_problem_with_an_example(document):
    refusals = document["components"]["responses"].values()

    for refusal in refusals:
        ((kind, content),) = refusal["content"].items()
        assert kind == "application/problem+json"
        assert as_json(kernel.Problem, content["example"]) == content["example"]


def test_every_parameter_has_one_example_of_its_form(document, operations):
    given = [one for operation in operations.values() for one in operation["parameters"]]
    parameters = [named(document, one["$ref"]) if "$ref" in one else one for one in given]

    assert [one["name"] for one in parameters if "example" not in one or "examples" in one] == []


def test_every_shape_has_an_example_that_it_reads_and_writes_back(document):
    schemas = document["components"]["schemas"]
    shapes = {name: schema for name, schema in schemas.items() if "enum" not in schema}

    assert set(shapes) <= set(SHAPES)
    for name, schema in shapes.items():
        assert [as_json(SHAPES[name], example) for example in schema["examples"]] == schema["examples"], name
        assert set(schema["examples"][0]) == set(schema["properties"]), name


def test_every_choice_has_an_example_that_is_one_of_them(document):
    choices = [schema for schema in document["components"]["schemas"].values() if "enum" in schema]

    assert len(choices) == 30
    assert [schema["title"] for schema in choices if schema["examples"][0] not in schema["enum"]] == []


def test_every_answer_has_an_example(operations):
    answers = [answer for one in operations.values() for status, answer in one["responses"].items() if status in DONE]

    assert [answer for answer in answers if not answer["content"]["application/json"]["example"]] == []


def test_real_answers_have_the_fields_that_the_description_says(ask, document, operations):
    hours = HoursFactory(weekday=3, opens=time(9), closes=time(18))
    offer = OfferFactory(station=hours.station, service=StandardFactory().service)
    RoomFactory(station=hours.station)
    OpeningExceptionFactory(station=hours.station, day="2099-01-01")
    provider = ProviderHoursFactory(provider=ProviderFactory()).provider
    FigureFactory(dimension="service", subject_id=offer.service_id)
    activity = ActivityFactory(starts_at=datetime.fromisoformat("2099-01-01T12:00+08:00"))
    RegistrationFactory(activity=activity)
    step = Step.objects.create(need=NeedFactory(), kind="raised", at="2026-11-25T09:00+08:00")
    known = {
        "activities": activity.pk,
        "stations": offer.station_id,
        "services": offer.service_id,
        "providers": provider.pk,
        "deliveries": (order := OrderFactory()).delivery_id,
        "orders": order.pk,
        "needs": step.need_id,
        "cases": a_case().pk,
        "enterprises": EnterpriseFactory().pk,
        "plans": DraftFactory().pk,
    }

    for path, operation in ((path, one) for (method, path), one in operations.items() if method == "get"):
        where = path.removeprefix("/api/v1")
        answer = ask(where.replace("{id}", str(known.get(where.split("/")[1]))), scopes=API_SCOPES).json()
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        rows, shape = (answer, schema["items"]) if isinstance(answer, list) else ([answer], schema)
        name = shape["$ref"].rsplit("/", 1)[1]
        assert rows, path
        for row in rows:
            assert set(row) == set(document["components"]["schemas"][name]["properties"]), path
            assert as_json(SHAPES[name], row) == row, path
