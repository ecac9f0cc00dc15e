"""The loop closes: how a session was attended and rated changes what the next plan holds."""

from datetime import date

import pytest

from tests.delivery.months import DECEMBER, NOVEMBER_DAY, small_month
from tests.factories import AppointmentFactory, PersonFactory, ServiceFactory, StandardFactory
from tests.needs.factories import NeedFactory
from yizhan.activities import services as activities
from yizhan.delivery.models import Delivery, Order
from yizhan.delivery.queries.publishing import outlook_of
from yizhan.delivery.services import answering, planning, publishing, solving
from yizhan.evaluation import services as evaluation
from yizhan.evaluation.models import Ask
from yizhan.needs.models import NeedState
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db
JANUARY = date(2027, 1, 1)


@pytest.fixture
def month(at):
    """One provider with one session a month, and two services wanted by seven and by six people of the same station."""
    at(NOVEMBER_DAY)
    month = small_month()
    month.provider.monthly_capacity = 1
    month.provider.save()
    month.need.people = 7
    month.need.save()
    month.rival = ServiceFactory(category=month.service.category)
    StandardFactory(service=month.rival, minutes=60, min_people=2, max_people=8, needs_booking=True)
    month.provider.services.add(month.rival)
    wanted(month, month.rival, 6, DECEMBER)
    return month


def wanted(month, service, people, first):
    return NeedFactory(
        station=month.station,
        service=service,
        people=people,
        state=NeedState.ACCEPTED,
        parts_of_day=["noon"],
        month=first,
    )


def planned(month, first):
    """The draft of a month as the solver makes it, and the services that it holds."""
    draft = planning.make(actor=month.hub, month=first, seconds=1)
    solving.carry_out(draft.runs.get().pk)
    draft.refresh_from_db()
    return draft, [session.service for session in draft.sessions.all()]


def held(month, draft, at, *, level):
    """Publish, accept, let six people sign up, come, and rate with `level`."""
    seen = outlook_of(draft).fingerprint
    publishing.publish(actor=month.hub, draft=draft, version=draft.version, seen=seen)
    staff = AppointmentFactory(role=Role.PROVIDER, place=month.provider).person
    answering.accept(actor=staff, order=Order.objects.get())
    activity = Delivery.objects.get().activity
    mine = [activities.sign_up(actor=PersonFactory(), activity=activity) for _ in range(6)]
    at(activity.starts_at.isoformat())
    [activities.check_in(actor=month.hub, registration=one) for one in mine]
    at(activity.ends_at.isoformat())
    activities.conclude(activity_id=activity.pk)
    [evaluation.rate(actor=ask.registration.person, ask=ask, level=level) for ask in Ask.objects.all()]


def second_round(month, at):
    """Seven others want what the seven had; the six who were left over still wait."""
    at("2026-12-29T09:00+08:00")
    wanted(month, month.service, 7, JANUARY)
    return planned(month, JANUARY)[1]


def test_a_service_that_went_badly_gives_way_to_another_in_the_next_plan(month, at):
    draft, first = planned(month, DECEMBER)

    held(month, draft, at, level=1)
    second = second_round(month, at)

    assert (first, second) == ([month.service], [month.rival])


def test_a_service_that_went_well_keeps_its_place_in_the_next_plan(month, at):
    draft, first = planned(month, DECEMBER)

    held(month, draft, at, level=5)
    second = second_round(month, at)

    assert (first, second) == ([month.service], [month.service])


def test_with_the_formula_switched_off_ratings_change_no_plan(month, at):
    evaluation.change_formula(actor=month.hub, reason="先看一轮", on=False)
    draft, first = planned(month, DECEMBER)

    held(month, draft, at, level=1)
    second = second_round(month, at)

    assert (first, second) == ([month.service], [month.service])
