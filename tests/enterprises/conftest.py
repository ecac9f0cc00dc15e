"""People who look after enterprises, and a day to do it on."""

from io import BytesIO

import pytest
from PIL import Image

from tests.enterprises.factories import EnterpriseFactory
from tests.factories import AppointmentFactory, PersonFactory, StationFactory
from yizhan.enterprises.events import ColourChanged, WishHeard, WorryHeard
from yizhan.kernel import events
from yizhan.messages.models import Notice
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
def officer_of():
    """The officer of a station or of a subdistrict: officer_of(place)."""
    roles = {"station": Role.STATION, "subdistrict": Role.SUBDISTRICT}
    return lambda place: AppointmentFactory(role=roles[place._meta.model_name], place=place).person


@pytest.fixture
def officer(station, officer_of):
    return officer_of(station)


@pytest.fixture
def enterprise(station):
    return EnterpriseFactory(station=station)


@pytest.fixture
def desk(client, officer):
    """A browser in which the station's officer is signed in."""
    client.force_login(officer)
    client.get("/desk/enterprises/")
    return client


@pytest.fixture
def history():
    """The verbs in the ledger of a thing, oldest first."""
    return lambda subject: [change.verb for change in changes_of(subject)][::-1]


@pytest.fixture
def published(monkeypatch):
    """Every event about enterprises that was published."""
    heard = []
    wiring = dict.fromkeys((WishHeard, WorryHeard, ColourChanged), (heard.append,))
    monkeypatch.setattr(events, "_wiring", wiring)
    return heard


@pytest.fixture
def told():
    """The titles of the notices to a person, oldest first."""
    return lambda person: list(Notice.objects.of(person.pk).order_by("id").values_list("title_zh", flat=True))


@pytest.fixture
def photograph():
    """A picture as a phone sends it."""

    def make(width=800, height=600):
        file = BytesIO()
        Image.new("RGB", (width, height), "teal").save(file, "JPEG")
        file.seek(0)
        file.name = "photo.jpg"
        return file

    return make
