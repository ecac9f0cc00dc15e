"""Those who lost a delivery are offered the free places of others that stay."""

from datetime import datetime, timedelta

import pytest

from tests.activities.factories import ActivityFactory, RegistrationFactory
from tests.delivery.factories import DeliveryFactory, PartyFactory, RepairFactory, SeatingFactory, called_off
from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.delivery.models import Delivery, Party
from yizhan.delivery.queries.repairs import free_places
from yizhan.delivery.rules import order_refusals as refusals
from yizhan.delivery.services import repairing
from yizhan.needs.models import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
TEN = datetime.fromisoformat("2026-02-04T10:00+08:00")
DAY = timedelta(days=1)


def party(delivery, people):
    """People who have their places in a delivery."""
    asked = {"people": people, "promised": people, "state": "planned"}
    need = NeedFactory(station=delivery.station, service=delivery.service, **asked)
    RequesterFactory(need=need)
    return PartyFactory(delivery=delivery, people=people, need=need)


@pytest.fixture
def lost(place):
    """A delivery that eight people have places in."""
    delivery = place(starts_at=TEN, ends_at=TEN + timedelta(hours=1), state="accepted")
    party(delivery, 8)
    return delivery


@pytest.fixture
def stays(lost):
    """The same at the same place a day later."""
    times = {"starts_at": lost.starts_at + DAY, "ends_at": lost.ends_at + DAY}
    return DeliveryFactory(station=lost.station, service=lost.service, room=lost.room, state="accepted", **times)


def free(delivery):
    [(_, places)] = free_places(Delivery.objects.filter(pk=delivery.pk))
    return places


def test_free_places_are_proposed_before_a_session_is_put_in(hub, lost, stays):
    repair = called_off(hub, lost)

    seating = repair.seatings.get()
    assert (repair.state, repair.replacements.count()) == ("proposed", 0)
    assert (seating.delivery, seating.people) == (stays, 8)


@pytest.mark.parametrize("changes", [{"state": "cancelled"}, {"seats": 1}, {"starts_at": TEN - 60 * DAY}])
def test_what_is_cancelled_full_or_over_offers_no_place(hub, lost, stays, changes):
    party(stays, 1)
    Delivery.objects.filter(pk=stays.pk).update(
        **changes, **({"ends_at": TEN - 59 * DAY} if "starts_at" in changes else {})
    )

    assert called_off(hub, lost).seatings.count() == 0


def test_those_who_get_a_place_are_promised_it_and_sent_to_sign_up(hub, lost, stays):
    stays.activity = ActivityFactory(station=stays.station)
    stays.save()
    repair, need = called_off(hub, lost), lost.parties.get().need

    repairing.confirm(actor=hub, repair=repair)

    need.refresh_from_db()
    step = Step.objects.filter(need=need).latest("at", "id")
    assert (need.promised, need.state, stays.parties.get().people) == (8, "planned", 8)
    assert (step.link, "现在可以报名" in step.words_zh) == (f"/activities/{stays.activity_id}/", True)


def test_a_need_that_is_there_already_gets_more_places(hub):
    row = SeatingFactory(delivery__state="accepted", delivery__seats=10)
    need = NeedFactory(state="planned", people=8, promised=3)
    PartyFactory(delivery=row.delivery, need=need, people=3)
    row.parties = [[str(need.pk), 5]]
    row.save()

    repairing.confirm(actor=hub, repair=row.repair)

    assert Party.objects.get(need=need).people == 8


def test_places_that_were_taken_meanwhile_are_refused_and_nothing_is_promised(hub, lost, stays):
    repair = called_off(hub, lost)
    party(stays, stays.seats - 7)

    with pytest.raises(refusals.PlacesTaken):
        repairing.confirm(actor=hub, repair=repair)

    repair.refresh_from_db()
    assert (repair.state, stays.parties.count()) == ("proposed", 1)


def test_a_session_that_was_called_off_meanwhile_seats_nobody(hub, lost, stays):
    repair = called_off(hub, lost)
    Delivery.objects.filter(pk=stays.pk).update(state="cancelled")

    with pytest.raises(refusals.PlacesTaken):
        repairing.confirm(actor=hub, repair=repair)


def test_a_place_is_free_that_is_neither_promised_nor_taken_by_somebody_else(stays):
    stays.activity, stays.seats = ActivityFactory(station=stays.station), 20
    stays.save()
    promised = party(stays, 4)
    RegistrationFactory(activity=stays.activity, person=promised.need.requesters.get().person, places=2)
    RegistrationFactory(activity=stays.activity, places=3)
    RegistrationFactory(activity=stays.activity, state="cancelled")

    assert free(stays) == 20 - 4 - 3


def test_a_repair_without_seatings_takes_no_place():
    assert (list(RepairFactory().seatings.all()), free(DeliveryFactory(seats=12))) == ([], 12)
