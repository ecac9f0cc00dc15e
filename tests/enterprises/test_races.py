"""What two people, or one phone twice, do at the same time."""

from datetime import date
from uuid import UUID

import pytest

from tests.enterprises.factories import BriefingFactory, ContactFactory, EnterpriseFactory, PlatformFactory
from tests.factories import AppointmentFactory, PersonFactory
from tests.rivals import at_once
from yizhan.enterprises import services
from yizhan.enterprises.models import Participation, Receipt, Visit
from yizhan.people.models import Role

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
