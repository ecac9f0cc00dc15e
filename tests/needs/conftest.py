"""People who raise and look after needs, and a day to do it on."""

import pytest

from tests.factories import ServiceFactory
from yizhan.kernel import events
from yizhan.needs.events import NeedHandedOver, NeedMoved, NeedRaised


@pytest.fixture(autouse=True)
def noon(at):
    """It is noon on Wednesday 25 November 2026."""
    at("2026-11-25T12:00+08:00")


@pytest.fixture
def service():
    return ServiceFactory()


@pytest.fixture
def published(monkeypatch):
    """Every event about needs that was published."""
    heard = []
    wiring = dict.fromkeys((NeedHandedOver, NeedMoved, NeedRaised), (heard.append,))
    monkeypatch.setattr(events, "_wiring", wiring)
    return heard


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
