"""People who raise and look after needs, and a day to do it on."""

import pytest

from tests.factories import AppointmentFactory, PersonFactory, ServiceFactory, StationFactory
from yizhan.kernel import events
from yizhan.messages.models import Notice
from yizhan.needs.events import NeedHandedOver, NeedMoved, NeedRaised
from yizhan.people.models import Role
from yizhan.people.queries import changes_of


@pytest.fixture(autouse=True)
def noon(at):
    """It is noon on Wednesday 25 November 2026."""
    at("2026-11-25T12:00+08:00")


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
def service():
    return ServiceFactory()


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
def published(monkeypatch):
    """Every event about needs that was published."""
    heard = []
    wiring = dict.fromkeys((NeedHandedOver, NeedMoved, NeedRaised), (heard.append,))
    monkeypatch.setattr(events, "_wiring", wiring)
    return heard


@pytest.fixture
def told():
    """The titles of the notices to a person, oldest first."""
    return lambda person: list(Notice.objects.of(person.pk).order_by("id").values_list("title_zh", flat=True))


@pytest.fixture
def steps():
    """What was done about a need, oldest first."""
    return lambda need: list(need.steps.values_list("kind", flat=True))


@pytest.fixture
def wish(station, service):
    """What a form gives: a need of one person for a service at a station, with what is said otherwise."""
    plain = {
        "category": service.category,
        "service": service,
        "station": station,
        "words": "想找律师看合同",
        "people": 1,
    }
    return lambda **said: {**plain, **said}
