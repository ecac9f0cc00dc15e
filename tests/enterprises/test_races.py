"""What two people, or one phone twice, do at the same time."""

from datetime import date
from uuid import UUID

import pytest

from tests.enterprises.factories import (
    BriefingFactory,
    ContactFactory,
    EnterpriseFactory,
    PlatformFactory,
    StewardFactory,
)
from tests.factories import AppointmentFactory, PersonFactory
from tests.rivals import at_once
from yizhan.enterprises import services
from yizhan.enterprises.models import Participation, Receipt, Visit
from yizhan.people.models import Change, Role

pytestmark = pytest.mark.django_db(transaction=True)
NONCE = UUID("0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f")
TODAY = date(2026, 11, 25)


@pytest.fixture
def busy():
    """An enterprise and its officer."""
    enterprise = EnterpriseFactory()
    return enterprise, AppointmentFactory(role=Role.STATION, place=enterprise.station).person


def test_a_visit_that_a_phone_sends_several_times_at_once_is_one(busy):
    enterprise, officer = busy
    said = {"on": TODAY, "words": "聊过"}

    def send():
        return services.record_visit(actor=officer, enterprise=enterprise, fields=said, nonce=NONCE)

    ends = at_once(*[send] * 4, word=lambda visit: visit.pk)

    assert ends == [Visit.objects.get().pk] * 4


def test_a_briefing_is_sent_once_however_many_press_send(busy):
    enterprise, officer = busy
    ContactFactory(enterprise=enterprise, person=PersonFactory())
    briefing = BriefingFactory(made_by=officer)

    ends = at_once(*[lambda: services.send_briefing(actor=officer, briefing=briefing)] * 4, word=str)

    assert (ends, Receipt.objects.count()) == (["1"] + ["SentBefore"] * 3, 1)


def test_an_enterprise_takes_part_once_however_many_say_so(busy):
    enterprise, officer = busy
    platform = PlatformFactory()

    def take_part():
        services.take_part(actor=officer, enterprise=enterprise, platform=platform, since=TODAY)

    ends = at_once(*[take_part] * 4)

    assert (ends, Participation.objects.count()) == (["PartAlready"] * 3 + ["done"], 1)


def test_two_contacts_who_get_one_phone_at_once_are_not_both_noted_with_it(busy):
    enterprise, officer = busy
    fields = {"name": "林女士", "agreed_how": "spoken", "agreed_on": TODAY}

    def give_to(contact):
        return lambda: services.edit_contact(actor=officer, contact=contact, phone="13800000001", fields=fields)

    ends = at_once(*[give_to(contact) for contact in ContactFactory.create_batch(3, enterprise=enterprise)])

    assert ends == ["ContactKnown"] * 2 + ["done"]


def test_a_steward_whom_several_end_at_once_ends_once(busy):
    enterprise, officer = busy
    steward = StewardFactory(building=enterprise.building)

    def end():
        services.end_steward(actor=officer, steward=steward, ends_on=TODAY, reason="搬走了")

    ends = at_once(*[end] * 3)

    assert (ends, Change.objects.filter(verb="end").count()) == (["StewardEnded"] * 2 + ["done"], 1)


def test_an_officer_whom_several_end_at_once_ends_once(busy):
    enterprise, officer = busy
    enterprise.officer = officer
    enterprise.save(update_fields=["officer"])

    def end():
        services.end_officer(actor=officer, enterprise=enterprise, officer=officer, ends_on=TODAY, reason="换岗")

    ends = at_once(*[end] * 3)

    assert (ends, Change.objects.filter(verb="end_officer").count()) == (["OfficerEnded"] * 2 + ["done"], 1)
