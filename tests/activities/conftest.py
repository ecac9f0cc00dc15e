"""People who run activities, and a day to do it on."""

import pytest

from tests.factories import RoomFactory
from yizhan.activities import events as facts
from yizhan.kernel import events
from yizhan.people.queries import changes_of


@pytest.fixture
def room(station):
    """A room for twenty at the station."""
    return RoomFactory(station=station, seats=20)


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
