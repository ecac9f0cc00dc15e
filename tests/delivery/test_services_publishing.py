"""From a draft to the month's plan."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.delivery.months import DECEMBER, NOVEMBER_DAY, THURSDAY, WEDNESDAY, small_month
from tests.factories import AppointmentFactory
from tests.needs.factories import NeedFactory
from yizhan.catalogue.models import ProviderAbsence
from yizhan.delivery.events import DraftPublished
from yizhan.delivery.models import Delivery, Draft, DraftState, Order
from yizhan.delivery.queries.publishing import outlook_of
from yizhan.delivery.rules import refusals
from yizhan.delivery.rules.news import NewsKind
from yizhan.delivery.services import drafting, publishing
from yizhan.kernel import events as kernel
from yizhan.needs.models import NeedState, StepKind
from yizhan.people.models import Role
from yizhan.people.queries import changes_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november(at):
    at(NOVEMBER_DAY)


def publish(month, draft, *, seen="", **more):
    return publishing.publish(actor=month.hub, draft=draft, version=draft.version, seen=seen, **more)


def test_a_published_draft_becomes_deliveries_with_orders_and_promises(monkeypatch):
    month, heard = small_month(), []
    draft = month.planned()
    monkeypatch.setitem(kernel._wiring, DraftPublished, (heard.append,))

    publish(month, draft)

    delivery = Delivery.objects.get()
    assert (delivery.station, delivery.provider, delivery.room, delivery.origin) == (
        month.station,
        month.provider,
        month.room,
        "regular",
    )
    assert (delivery.starts_at.isoformat(), delivery.ends_at.isoformat()) == (
        "2026-12-02T04:00:00+00:00",
        "2026-12-02T05:00:00+00:00",
    )
    month.need.refresh_from_db()
    assert (Order.objects.count(), month.need.promised, heard) == (1, 6, [DraftPublished(draft_id=draft.pk)])
    assert [line.details for line in changes_of(draft)] == [{"sessions": 1, "unmet": 0}]


def test_sessions_above_the_quota_are_made_for_needs():
    month = small_month()
    NeedFactory(station=month.station, service=month.service, people=4, state=NeedState.ACCEPTED)
    draft = month.planned(month.session(), month.session(day=THURSDAY, people=0))
    drafting.refresh(actor=month.hub, draft=draft, version=1)
    draft.refresh_from_db()

    publish(month, draft)

    assert [row.origin for row in Delivery.objects.order_by("starts_at")] == ["regular", "custom"]


def test_those_without_a_place_are_told_why():
    month = small_month()
    other = NeedFactory(station=month.station, state=NeedState.ACCEPTED, people=3)
    draft = month.planned()
    draft.unmet.filter(need=other).update(reason="no_provider")

    publish(month, draft)

    step = other.steps.get(kind=StepKind.UNMET)
    assert (step.words_zh, step.words_en) == (
        "那一带还没有服务方提供这项服务。",
        "Nobody offers this service in that part of town yet.",
    )


def test_a_second_plan_of_the_month_is_refused_unless_it_names_the_one_it_adds_to():
    month = small_month()
    earlier = month.draft(state=DraftState.PUBLISHED, published_at=month.hub.created_at)
    draft = month.planned()

    with pytest.raises(refusals.PlannedAlready):
        publish(month, draft)
    with pytest.raises(refusals.PlannedAlready):
        publish(month, draft, adds_to=draft.pk)

    assert Delivery.objects.count() == 0
    publish(month, draft, adds_to=earlier.pk)
    earlier.refresh_from_db()
    assert (earlier.state, Draft.objects.get(state=DraftState.PUBLISHED).month) == (DraftState.REPLACED, DECEMBER)
    assert [line.details["adds_to"] for line in changes_of(draft)] == [earlier.number]


def test_a_draft_that_is_out_of_date_shows_what_changed_and_asks():
    month = small_month()
    draft = month.planned()
    NeedFactory(station=month.station, service=month.service, state=NeedState.ACCEPTED)

    with pytest.raises(refusals.OutOfDate):
        publish(month, draft)
    outlook = outlook_of(draft)
    publish(month, draft, seen=outlook.fingerprint)

    assert [news.kind for news in outlook.news] == [NewsKind.NEEDS_NEW]
    assert Delivery.objects.count() == 1


def test_what_changed_again_after_it_was_shown_is_asked_again():
    month = small_month()
    draft = month.planned()
    NeedFactory(station=month.station, service=month.service, state=NeedState.ACCEPTED)
    seen = outlook_of(draft).fingerprint
    NeedFactory(station=month.station, service=month.service, state=NeedState.ACCEPTED)

    with pytest.raises(refusals.OutOfDate):
        publish(month, draft, seen=seen)

    assert Delivery.objects.count() == 0


def test_a_provider_who_is_away_by_now_stops_the_publishing():
    month = small_month()
    draft = month.planned()
    ProviderAbsence.objects.create(provider=month.provider, starts_on=WEDNESDAY, ends_on=THURSDAY)
    outlook = outlook_of(draft)

    with pytest.raises(refusals.FaultsLeft, match="1 处"):
        publish(month, draft, seen=outlook.fingerprint)

    assert ([news.kind for news in outlook.news], Delivery.objects.count()) == ([NewsKind.PROVIDERS_AWAY], 0)


def test_people_who_withdrew_get_no_places():
    month = small_month()
    other = NeedFactory(
        station=month.station, service=month.service, people=2, state=NeedState.ACCEPTED, parts_of_day=["noon"]
    )
    draft = month.planned()
    drafting.refresh(actor=month.hub, draft=draft, version=1)
    draft.refresh_from_db()
    other.state = NeedState.WITHDRAWN
    other.save()

    publish(month, draft, seen=outlook_of(draft).fingerprint)

    assert [party.need for party in Delivery.objects.get().parties.all()] == [month.need]


def test_an_empty_draft_is_not_published():
    month = small_month()
    draft = month.draft()

    with pytest.raises(refusals.NothingPlanned):
        publish(month, draft)


def test_a_draft_that_somebody_else_changed_is_not_published_unseen():
    month = small_month()
    draft = month.planned()
    drafting.pin(actor=month.hub, draft=draft, version=1, session_id=draft.sessions.get().pk, pinned=True)

    with pytest.raises(refusals.DraftMoved):
        publishing.publish(actor=month.hub, draft=draft, version=1, seen="")


def test_publishing_is_the_hubs():
    month = small_month()
    draft = month.planned()
    officer = AppointmentFactory(role=Role.STATION, place=month.station).person

    with pytest.raises(PermissionDenied):
        publishing.publish(actor=officer, draft=draft, version=1, seen="")


def test_a_room_that_was_closed_takes_its_session_out():
    month = small_month()
    draft = month.planned()
    month.room.closed_on = date(2026, 11, 24)
    month.room.save()

    outlook = outlook_of(draft)

    assert (outlook.sessions, [one.day for one in outlook.gone]) == ((), [WEDNESDAY])
