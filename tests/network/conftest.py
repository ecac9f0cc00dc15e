"""People who work for the network, and a day to do it on."""

import pytest

from tests.factories import AppointmentFactory
from yizhan.kernel import events
from yizhan.network.events import StationClosed, StationOpened
from yizhan.people.models import Role
from yizhan.people.queries import changes_of


@pytest.fixture
def administrator():
    return AppointmentFactory(role=Role.ADMINISTRATOR).person


@pytest.fixture
def history():
    """The verbs in the ledger of a thing, newest first, each with its reason."""
    return lambda subject: [(change.verb, change.reason) for change in changes_of(subject)]


@pytest.fixture
def published(monkeypatch):
    """Every event that was published."""
    heard = []
    monkeypatch.setattr(events, "_wiring", {StationClosed: (heard.append,), StationOpened: (heard.append,)})
    return heard


@pytest.fixture
def noon(at):
    """It is noon on Wednesday 25 November 2026."""
    at("2026-11-25T12:00+08:00")
