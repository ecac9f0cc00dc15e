"""What is held in place of a delivery that was called off."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.delivery.factories import (
    DeliveryFactory,
    HandlingFactory,
    PartyFactory,
    RepairFactory,
    ReplacementFactory,
    called_off,
)
from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.delivery.models import Delivery
from yizhan.delivery.rules import order_refusals as refusals
from yizhan.delivery.services import repairing
from yizhan.messages.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
TEN = datetime.fromisoformat("2026-02-04T10:00+08:00")


@pytest.fixture
def wanted(place):
    """A delivery at one of the planner's times, for eight people who have their places in it."""
    delivery = place(starts_at=TEN, ends_at=TEN + timedelta(hours=1), state="accepted")
    party = PartyFactory(
        delivery=delivery,
        people=8,
        need__people=8,
        need__promised=8,
        need__state="planned",
        need__station=delivery.station,
        need__service=delivery.service,
    )
    RequesterFactory(need=party.need)
    return delivery


def titles(person):
    return {notice.title_zh for notice in Notice.objects.filter(person=person)}


def test_those_who_lost_it_are_proposed_another_time_and_the_hub_is_told(hub, wanted):
    repair = called_off(hub, wanted)

    replacement = repair.replacements.get()
    party = wanted.parties.get()
    assert (repair.state, replacement.service, replacement.station) == ("proposed", wanted.service, wanted.station)
    assert replacement.starts_at != wanted.starts_at
    assert replacement.parties == [[str(party.need_id), 8]]
    assert titles(hub) == {"有一场取消了", "取消的一场有了修补方案"}


def test_a_provider_who_calls_off_is_not_asked_for_the_same_day(wanted, staff_of):
    repair = called_off(staff_of(wanted.provider), wanted)

    days = {row.starts_at.date() for row in repair.replacements.filter(provider=wanted.provider)}
    assert wanted.starts_at.date() not in days


def test_what_the_hub_confirms_is_dispatched_and_the_needs_are_promised_again(hub, staff_of):
    need = NeedFactory(state="accepted", people=8)
    row = ReplacementFactory(parties=[[str(need.pk), 8]])
    repair, officer = row.repair, staff_of(row.station)

    [made] = repairing.confirm(actor=hub, repair=repair)
    again = repairing.confirm(actor=hub, repair=repair)

    repair.refresh_from_db()
    need.refresh_from_db()
    assert (repair.state, repair.settled_by, made.state, made.orders.get().state) == ("done", hub, "dispatched", "sent")
    assert (made.starts_at, need.promised, need.state, again) == (row.starts_at, 8, "planned", [])
    assert [event.kind for event in repair.delivery.events.all()] == ["repaired"]
    assert titles(officer) == {"补排了一场"}


def test_where_it_is_allowed_nobody_needs_to_confirm(hub, wanted):
    HandlingFactory(repairs_at_once=True)

    repair = called_off(hub, wanted)

    assert (repair.state, repair.settled_by) == ("done", None)
    assert Delivery.objects.standing().count() == 1


def test_what_the_planner_cannot_place_stays_in_the_queue(hub, place):
    repair = called_off(hub, place())

    assert (repair.state, repair.replacements.count()) == ("empty", 0)
    assert titles(hub) == {"有一场取消了", "取消的一场补不上"}


def test_a_repair_that_is_settled_is_neither_confirmed_nor_dismissed_nor_sought_again(hub):
    repair = RepairFactory()
    repairing.dismiss(actor=hub, repair=repair)

    for command in (repairing.confirm, repairing.dismiss):
        with pytest.raises(refusals.RepairSettled):
            command(actor=hub, repair=repair)
    repairing.carry_out(repair.pk)
    repair.refresh_from_db()
    assert (repair.state, repair.settled_by) == ("dismissed", hub)


def test_what_was_taken_meanwhile_is_not_dispatched_twice(hub):
    row = ReplacementFactory()
    DeliveryFactory(provider=row.provider, starts_at=row.starts_at)

    with pytest.raises(refusals.ProviderBusy):
        repairing.confirm(actor=hub, repair=row.repair)


@pytest.mark.parametrize("command", [repairing.confirm, repairing.dismiss])
def test_only_those_who_plan_decide(member, command):
    with pytest.raises(PermissionDenied):
        command(actor=member, repair=RepairFactory())


def test_a_planner_that_fails_leaves_the_needs_in_the_queue(hub, wanted, monkeypatch):
    monkeypatch.setattr("yizhan.planner.delivery.mending.GRACE", -1.0)

    repair = called_off(hub, wanted)

    assert repair.state == "empty"
