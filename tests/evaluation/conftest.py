"""People who work for the network, and a day to do it on."""

import pytest

from tests.factories import AppointmentFactory, PersonFactory
from yizhan.people.models import Role


@pytest.fixture
def hub():
    return AppointmentFactory(role=Role.HUB).person


@pytest.fixture
def member():
    return PersonFactory()


@pytest.fixture
def officer_of():
    """The officer of a station: officer_of(station)."""
    return lambda station: AppointmentFactory(role=Role.STATION, place=station).person


@pytest.fixture
def noon(at):
    """It is noon on Tuesday 13 January 2026, a day after the activities of the factories."""
    at("2026-01-13T12:00+08:00")
