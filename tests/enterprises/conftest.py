"""People who look after enterprises, and a day to do it on."""

from io import BytesIO

import pytest
from PIL import Image

from tests.enterprises.factories import EnterpriseFactory
from yizhan.enterprises.events import ColourChanged, WishHeard, WorryHeard
from yizhan.kernel import events


@pytest.fixture(autouse=True)
def noon(at):
    """It is noon on Wednesday 25 November 2026."""
    at("2026-11-25T12:00+08:00")


@pytest.fixture
def enterprise(station):
    return EnterpriseFactory(station=station)


@pytest.fixture
def desk(client, officer):
    """A browser in which the station's officer is signed in, as the list of devices knows."""
    client.force_login(officer)
    client.get("/healthz")
    return client


@pytest.fixture
def published(monkeypatch):
    """Every event about enterprises that was published."""
    heard = []
    wiring = dict.fromkeys((WishHeard, WorryHeard, ColourChanged), (heard.append,))
    monkeypatch.setattr(events, "_wiring", wiring)
    return heard


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
