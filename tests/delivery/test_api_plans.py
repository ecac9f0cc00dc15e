"""Plans for other programs."""

import pytest

from tests.delivery.months import NOVEMBER_DAY, small_month
from tests.factories import LONG_AGO, AppointmentFactory
from yizhan.config.api import measure
from yizhan.delivery.models import DraftState
from yizhan.people import services
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(at):
    at(NOVEMBER_DAY)
    return small_month()


@pytest.fixture
def ask(client):
    """Asks the API as a person: ask(person, path)."""
    measure.counts.clear()

    def ask(person, path):
        secret = services.create_token(person=person, name="test", scopes=["delivery:read"], days=1)[1]
        return client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {secret}"})

    return ask


def test_the_hub_reads_drafts_and_others_what_was_published(ask, month):
    officer = AppointmentFactory(role=Role.STATION, place=month.station).person
    published = month.draft(state=DraftState.PUBLISHED, published_at=LONG_AGO)
    draft = month.planned()

    everything, told = (ask(who, "/plans").json()["items"] for who in (month.hub, officer))

    assert [(item["id"], item["sessions"]) for item in everything] == [(str(published.pk), 0), (str(draft.pk), 1)]
    assert [item["id"] for item in told] == [str(published.pk)]
    assert ask(officer, f"/plans/{draft.pk}").status_code == 404


@pytest.mark.parametrize(
    ("query", "count"), [("month=2026-12-31", 1), ("month=2027-01-01", 0), ("state=draft", 1), ("state=published", 0)]
)
def test_the_list_is_narrowed_by_every_filter(ask, month, query, count):
    month.planned()

    assert len(ask(month.hub, f"/plans?{query}").json()["items"]) == count


def test_a_plan_tells_its_sessions_and_nobody_who_attends(ask, month):
    draft = month.planned()

    plan = ask(month.hub, f"/plans/{draft.pk}").json()

    (session,) = plan["planned"]
    assert (session["day"], session["slot"], session["station"]["id"]) == ("2026-12-02", 1, str(month.station.pk))
    assert sorted(session) == ["day", "pinned", "provider", "room", "seats", "service", "slot", "slots", "station"]
