"""A day to do it on."""

import pytest


@pytest.fixture
def noon(at):
    """It is noon on Tuesday 13 January 2026, a day after the activities of the factories."""
    at("2026-01-13T12:00+08:00")
