"""People who bring cases and work on them, and a day to do it on."""

import pytest

from tests.cases.factories import BodyFactory, KindFactory
from yizhan.cases import services


@pytest.fixture(autouse=True)
def noon(at):
    """It is ten o'clock on Wednesday 25 November 2026."""
    at("2026-11-25T10:00+08:00")


@pytest.fixture
def overseer(station, officer_of):
    """The officer of the station's subdistrict."""
    return officer_of(station.subdistrict)


@pytest.fixture
def kind():
    return KindFactory()


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def delegate(body):
    """Somebody who answers for the body."""
    return body.people.get().person


@pytest.fixture
def brought(kind, station, member, officer):
    """A case that the member brought to the station just now."""
    fields = {"kind": kind, "station": station, "building": station.building, "words": "三楼茶水间漏水"}
    return services.raise_case(actor=member, fields=fields)


@pytest.fixture
def contacted(brought, officer):
    """The same after the officer spoke to the member."""
    return services.contact(actor=officer, case=brought, words="今天去看")


@pytest.fixture
def log():
    """What happened to a case, oldest first."""
    return lambda case: list(case.events.order_by("seq").values_list("kind", flat=True))
