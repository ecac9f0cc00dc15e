"""Where sessions are kept."""

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session

from yizhan.config.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key():
    """The key of a session in which somebody looked at something."""
    session = SessionStore()
    session["looked_at"] = "services"
    session.save()
    return session.session_key


def test_what_was_kept_is_read_in_one_query(key, django_assert_num_queries):
    session = SessionStore(key)

    with django_assert_num_queries(1):
        kept = session.get("looked_at")

    assert kept == "services"


def run_out():
    Session.objects.update(expire_date=datetime(2026, 1, 1, tzinfo=UTC))


def end():
    Session.objects.all().delete()


@pytest.mark.parametrize("over", [run_out, end])
def test_a_session_that_is_over_holds_nothing_and_has_no_key(key, over):
    over()
    session = SessionStore(key)

    assert session.get("looked_at") is None
    assert session.session_key is None
