"""Whatever people do in whatever order: the counter is what is held, and nobody waits while places that fit are free."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.activities.factories import ActivityFactory
from tests.factories import PersonFactory
from yizhan.activities import queries, services
from yizhan.activities.models import Activity, Registration, RegistrationState
from yizhan.kernel import clock
from yizhan.kernel.errors import Refused

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-01-06T12:00+08:00")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("sign-up"), st.integers(1, 3), st.sampled_from("甲乙丙")),
        st.tuples(st.just("leave"), st.integers(0, 9)),
        st.tuples(st.just("accept"), st.integers(0, 9)),
        st.tuples(st.just("wait"), st.integers(10, 180)),
    ),
    max_size=18,
)


class Play:
    """A clock, an activity, and what people do."""

    def __init__(self, activity):
        self.activity, self.entered, self.now = activity, [], NOW

    def sign_up(self, party, firm):
        guests = [(f"同伴{n}", False) for n in range(party - 1)]
        person = PersonFactory()
        self.entered.append(
            services.sign_up(actor=person, activity=self.activity, places=party, companions=guests, enterprise=firm)
        )

    def leave(self, which):
        mine = self.entered[which % len(self.entered)]
        services.withdraw(actor=mine.person, registration=mine)

    def accept(self, which):
        mine = self.entered[which % len(self.entered)]
        services.accept_offer(actor=mine.person, registration=mine)

    def wait(self, minutes):
        self.now += timedelta(minutes=minutes)
        for activity_id in queries.offers_over(self.now):
            services.expire_offers(activity_id=activity_id)

    def does(self, step):
        act, *facts = step
        if act in {"leave", "accept"} and not self.entered:
            return
        try:
            getattr(self, act.replace("-", "_"))(*facts)
        except Refused:
            return


@given(STEPS, st.integers(1, 5), st.sampled_from([None, 3]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_counter_is_what_is_held_and_nobody_waits_for_nothing(monkeypatch, steps, capacity, per_firm):
    play = Play(ActivityFactory(capacity=capacity, most_per_person=3, most_per_enterprise=per_firm))
    monkeypatch.setattr(clock, "now", lambda: play.now)

    for step in steps:
        play.does(step)
        activity = Activity.objects.get(pk=play.activity.pk)
        rows = Registration.objects.filter(activity=activity)
        held = sum(r.places for r in rows.filter(state__in=RegistrationState.holding()))

        assert (activity.taken, held <= capacity) == (held, True)
        assert list(queries.next_in_line(activity)) == []
        assert services.reconcile(activity_id=activity.pk) == 0
