"""People who run activities, and a day to do it on."""

import pytest

from tests.factories import AppointmentFactory, PersonFactory, RoomFactory, StationFactory
from yizhan.activities import events as facts
from yizhan.kernel import events
from yizhan.people.models import Role
from yizhan.people.queries import changes_of


@pytest.fixture
def station():
    return StationFactory()


@pytest.fixture
def room(station):
    """A room for twenty at the station."""
    return RoomFactory(station=station, seats=20)


@pytest.fixture
def officer(station):
    """An officer of the station."""
    return AppointmentFactory(role=Role.STATION, place=station).person


@pytest.fixture
def member():
    return PersonFactory()


@pytest.fixture
def noon(at):
    """It is noon on Wednesday 25 November 2026."""
    at("2026-11-25T12:00+08:00")


@pytest.fixture
def published(monkeypatch):
    """Every event of activities that was published."""
    heard = []
    kinds = (facts.ActivityPublished, facts.ActivityMoved, facts.ActivityCancelled, facts.ActivityConcluded)
    monkeypatch.setattr(events, "_wiring", dict.fromkeys(kinds, (heard.append,)))
    return heard


@pytest.fixture
def verbs():
    """The verbs in the ledger of a thing, newest first."""
    return lambda subject: [change.verb for change in changes_of(subject)]
