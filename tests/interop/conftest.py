"""Programs of others, services they may post to, and cases that are public."""

from xml.etree import ElementTree as ET

import pytest

from tests.cases.factories import CaseFactory, KindFactory
from tests.factories import AppointmentFactory, StationFactory
from yizhan.interop import services
from yizhan.people.models import Role

FIELDS = [
    {
        "code": "WHERE",
        "type": "singlevaluelist",
        "required": True,
        "label_zh": "在哪里",
        "label_en": "Where",
        "choices": [{"code": "lift", "label_zh": "电梯"}, {"code": "hall", "label_zh": "大堂"}],
    },
    {"code": "FLOOR", "type": "number", "required": True, "label_zh": "几楼"},
    {
        "code": "TAGS",
        "type": "multivaluelist",
        "choices": [{"code": "a", "label_zh": "甲"}, {"code": "b", "label_zh": "乙"}],
    },
]


@pytest.fixture(autouse=True)
def noon(at):
    """It is ten o'clock on Wednesday 25 November 2026."""
    at("2026-11-25T10:00+08:00")


@pytest.fixture
def hub(db):
    return AppointmentFactory(role=Role.HUB).person


@pytest.fixture
def key(hub):
    """A key and its secret."""
    return services.issue_key(actor=hub, name="城市随手拍", contact="某公司")


@pytest.fixture
def kind(db):
    return KindFactory(code="repair", name_zh="报修", name_en="Repair", keywords=["灯", "电梯"], fields=FIELDS)


@pytest.fixture
def station(db):
    return StationFactory()


@pytest.fixture
def shown(station):
    """Makes a public case: shown(code="C1")."""

    def shown(**more):
        given = {
            "raised_at": "2026-11-20T09:00+08:00",
            "public_words": "三楼灯坏",
            "public_at": "2026-11-20T10:00+08:00",
        }
        return CaseFactory(station=station, words="张三说三楼灯坏 13900001234", **{**given, **more})

    return shown


@pytest.fixture
def read(client):
    """The status and the parsed XML of an answer: read("services.xml")."""

    def read(path, **query):
        answer = client.get(f"/open311/v2/{path}", query)
        return answer.status_code, ET.fromstring(answer.content)  # noqa: S314 - our own answer

    return read


@pytest.fixture
def ids(client):
    """The numbers of the requests that fit: ids(status="open")."""

    def ids(**query):
        answer = client.get("/open311/v2/requests.json", query)
        assert answer.status_code == 200
        return [row["service_request_id"] for row in answer.json()]

    return ids


@pytest.fixture
def send(client, key, kind):
    """Posts a request: send(description="…"); a value of None leaves the argument out."""

    def send(fmt="json", **more):
        given = {
            "api_key": key[1],
            "service_code": "repair",
            "address_string": "南京西路 1266 号",
            "description": "电梯坏了",
            "attribute[WHERE]": "lift",
            "attribute[FLOOR]": "3",
            **more,
        }
        return client.post(
            f"/open311/v2/requests.{fmt}", {name: value for name, value in given.items() if value is not None}
        )

    return send
