"""What is not needed any more is deleted."""

import pytest

from tests.cases.factories import ReporterFactory
from tests.factories import LONG_AGO
from yizhan.cases import services
from yizhan.kernel import seals

pytestmark = pytest.mark.django_db


def stranger(*, closed_at=None):
    """Somebody who left a name and a phone in a case that was closed then, or is open."""
    over = {"case__state": "closed", "case__result": "solved", "case__closed_at": closed_at} if closed_at else {}
    return ReporterFactory(person=None, name="李女士", phone_sealed=seals.seal("+8613900001234"), **over)


def test_a_stranger_is_forgotten_sixty_days_after_the_case_is_closed(at):
    at("2026-03-06T09:00:01+08:00")
    reporter = stranger(closed_at=LONG_AGO)

    forgotten = [services.forget_strangers(), services.forget_strangers()]

    reporter.refresh_from_db()
    assert (forgotten, reporter.called, reporter.phone) == ([1, 0], "", "")


def test_a_stranger_is_not_forgotten_before(at):
    at("2026-03-06T08:59+08:00")
    stranger(closed_at=LONG_AGO)

    assert services.forget_strangers() == 0


def test_a_stranger_whose_case_is_open_is_not_forgotten():
    stranger()

    assert services.forget_strangers() == 0


def test_a_member_keeps_their_report(at):
    at("2026-06-06T09:00+08:00")
    ReporterFactory(case__state="closed", case__result="solved", case__closed_at=LONG_AGO)

    assert services.forget_strangers() == 0
