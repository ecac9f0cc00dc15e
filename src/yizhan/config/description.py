"""The description of the API (OpenAPI 3.1): every operation with its scope, every answer and refusal with an example."""

from collections.abc import Mapping
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.utils.translation import override
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from yizhan.kernel.api import PROBLEM, SAID, FieldProblem, Problem

Json = dict[str, Any]
REFUSALS = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
)
TAG = '"6f1ed002ab5595859014ebf0951522d9"'
SCHEMAS = "#/components/schemas/"
HEADERS: Json = {
    "ETag": {"description": "a strong entity tag of the answer", "schema": {"type": "string"}, "example": TAG},
    "Link": {
        "description": "the next page of a list (RFC 8288)",
        "schema": {"type": "string"},
        "example": '<https://example.org/api/v1/stations?cursor=AZOh8nweexqbHg88Wm1-jw>; rel="next"',
    },
    "WWW-Authenticate": {
        "description": "how to come in (RFC 6750)",
        "schema": {"type": "string"},
        "example": 'Bearer realm="yizhan", error="invalid_token"',
    },
    "Retry-After": {"description": "seconds to wait", "schema": {"type": "integer"}, "example": 42},
}
SENT_WITH = {
    HTTPStatus.UNAUTHORIZED: "WWW-Authenticate",
    HTTPStatus.FORBIDDEN: "WWW-Authenticate",
    HTTPStatus.TOO_MANY_REQUESTS: "Retry-After",
}
KNOWN: Json = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "description": "the entity tag of the answer that you have",
    "schema": {"type": "string"},
    "example": TAG,
}


class Described(NinjaAPI):
    """An API whose description is complete, and made once a process; it knows the scope of each operation."""

    scopes: Mapping[str, str] = {}

    @cached_property
    def description_of_all(self) -> OpenAPISchema:
        """The description as the framework makes it, completed."""
        with override(settings.LANGUAGE_CODE):
            return completed(super().get_openapi_schema(), scopes=self.scopes)

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Json | None = None) -> OpenAPISchema:
        """The description; there is one place where the API is mounted."""
        return self.description_of_all

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of an operation for clients that are generated."""
        return str(operation.view_func.__name__)


def completed(document: OpenAPISchema, *, scopes: Mapping[str, str]) -> OpenAPISchema:
    """Add scopes, refusals, headers and examples to a description."""
    document["components"] |= {
        "headers": HEADERS,
        "parameters": {"IfNoneMatch": KNOWN},
        "responses": {status.name: refusal(status) for status in REFUSALS},
    }
    add_problems(document["components"]["schemas"])
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            scope = scopes[operation["operationId"]]
            operation["security"] = [{name: [scope]} for name in document["components"]["securitySchemes"]]
            complete(operation, document["components"]["schemas"], one="{" in path, reads=method == "get")
    return document


def add_problems(schemas: Json) -> None:
    """Add the shapes of refusals, and give every shape an example."""
    for shape in (Problem, FieldProblem):
        schema = shape.model_json_schema(ref_template=f"{SCHEMAS}{{model}}", mode="serialization")
        schemas[shape.__name__] = {name: value for name, value in schema.items() if name != "$defs"}
    for schema in schemas.values():
        schema["examples"] = [example_of(schema, schemas)]


def complete(operation: Json, schemas: Json, *, one: bool, reads: bool) -> None:
    """Add examples, headers and refusals to an operation; `one` thing by its identifier may be missing."""
    listed = any(parameter["name"] == "cursor" for parameter in operation["parameters"])
    typed = any(parameter["in"] == "query" for parameter in operation["parameters"])
    for parameter in operation["parameters"]:
        parameter.pop("examples", None)
        parameter["example"] = example_of(parameter["schema"], schemas)
    (answer,) = operation["responses"].values()
    for told in filter(None, (answer, operation.get("requestBody"))):
        content = told["content"]["application/json"]
        content["example"] = example_of(content["schema"], schemas)
    if reads:
        add_tags(operation, answer, listed=listed)
    possible = {HTTPStatus.NOT_FOUND: one, HTTPStatus.UNPROCESSABLE_ENTITY: typed or not reads}
    for status in REFUSALS:
        if possible.get(status, True):
            operation["responses"][status.value] = {"$ref": f"#/components/responses/{status.name}"}


def add_tags(operation: Json, answer: Json, *, listed: bool) -> None:
    """Add to what is read that it has an entity tag, and the link to the next page when it is `listed`."""
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", *(("Link",) if listed else ()))}
    operation["parameters"].append({"$ref": "#/components/parameters/IfNoneMatch"})
    operation["responses"][304] = {"description": "you have it already", "headers": headers}
    answer["headers"] = headers


def refusal(status: HTTPStatus) -> Json:
    """A refusal as a description has it."""
    example = Problem(title=status.phrase, status=status.value, detail=str(SAID[status]), instance="/api/v1/stations")
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        example.errors = [FieldProblem(**example_of(FieldProblem.model_json_schema(), {}))]
    sent = [SENT_WITH[status]] if status in SENT_WITH else []
    return {
        "description": status.phrase,
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in sent},
        "content": {PROBLEM: {"schema": {"$ref": f"{SCHEMAS}Problem"}, "example": example.model_dump()}},
    }


def example_of(schema: Json, schemas: Json) -> Any:
    """An example put together from those of the fields; the first member stands for an enumeration."""
    match schema:
        case {"examples": [example, *_]}:
            return example
        case {"$ref": str(name)}:
            return example_of(schemas[name.removeprefix(SCHEMAS)], schemas)
        case {"properties": dict(fields)}:
            return {name: example_of(field, schemas) for name, field in fields.items()}
        case {"type": "array", "items": dict(item)}:
            return [example_of(item, schemas)]
        case {"anyOf": [first, *_]}:
            return example_of(first, schemas)
        case {"enum": [member, *_]}:
            return member
    raise LookupError(f"no example in {schema}")
