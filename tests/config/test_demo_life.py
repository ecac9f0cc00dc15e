"""The demo lives its months: the smallest life has everything of the loop in it."""

from datetime import datetime

import pytest

from yizhan.activities.models import Activity, ActivityState, Registration, RegistrationState
from yizhan.config import demo
from yizhan.delivery.models import Delivery, Draft, DraftState, Order, OrderState, Report
from yizhan.evaluation.models import Rating
from yizhan.kernel import clock
from yizhan.needs.models import Need, NeedState
from yizhan.network.models import Station, StationState

# a plan is solved in a thread of its own
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
NOON = datetime.fromisoformat("2026-11-25T12:15+08:00")


@pytest.fixture
def steps(demonstrated):
    """The steps of sixty members living one month at eight of the stations."""
    kept = list(Station.objects.serving().order_by("code")[:8])
    Station.objects.exclude(pk__in=[one.pk for one in kept]).update(state=StationState.CLOSED, closed_on="2026-02-01")
    with clock.replaying(NOON):
        return list(demo.live(members=60, past=1, seconds=5))


def test_a_small_network_lives_from_needs_to_ratings_and_begins_the_next_plan_once(steps):
    published, begun = Draft.objects.order_by("month")
    concluded = Activity.objects.filter(state=ActivityState.CONCLUDED)

    assert (published.month.month, published.state) == (11, DraftState.PUBLISHED)
    assert (begun.month.month, begun.state) == (12, DraftState.DRAFT)
    assert Delivery.objects.count() == published.sessions.count() > 0
    assert not Order.objects.filter(state=OrderState.SENT).exists()
    assert concluded.count() == Report.objects.count() > 0
    assert Registration.objects.filter(state=RegistrationState.ATTENDED).exists()
    assert Rating.objects.exists()
    assert Need.objects.filter(state=NeedState.OPEN).exists()
    assert (steps[-1].words, steps[-1].share) == ("lived", 1)
    assert [step.share for step in steps] == sorted(step.share for step in steps)
    assert list(demo.live(members=60, past=1)) == []
