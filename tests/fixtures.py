"""People who bring something and people who look after it, what was done and said about it, and the demo's network."""

from datetime import datetime

import pytest

from tests.factories import AppointmentFactory, PersonFactory, StationFactory
from tests.rows import put_back, rows_after
from yizhan.config import demo
from yizhan.kernel import clock
from yizhan.messages.models import Notice
from yizhan.people.models import Role
from yizhan.people.queries import changes_of

LOADED = datetime.fromisoformat("2026-11-24T10:00+08:00")


@pytest.fixture
def hub():
    return AppointmentFactory(role=Role.HUB).person


@pytest.fixture
def member():
    return PersonFactory()


@pytest.fixture
def station():
    return StationFactory()


@pytest.fixture
def officer_of():
    """The officer of a station or of a subdistrict: officer_of(place)."""
    roles = {"station": Role.STATION, "subdistrict": Role.SUBDISTRICT}
    return lambda place: AppointmentFactory(role=roles[place._meta.model_name], place=place).person


@pytest.fixture
def officer(station, officer_of):
    return officer_of(station)


@pytest.fixture
def history():
    """The verbs in the ledger of a thing, oldest first."""
    return lambda subject: [change.verb for change in changes_of(subject)][::-1]


@pytest.fixture
def told():
    """The titles of the notices to a person, oldest first."""
    return lambda person: list(Notice.objects.of(person.pk).order_by("id").values_list("title_zh", flat=True))


@pytest.fixture(scope="session")
def reference(django_db_setup, django_db_blocker):
    """The rows of the demo's network, loaded once, on a day before any test of it."""
    with django_db_blocker.unblock(), clock.replaying(LOADED):
        return rows_after(lambda: demo.load(report=str))


@pytest.fixture
def demonstrated(db, reference):
    """The demo's network and people, until the end of the test."""
    put_back(reference)
