"""What two people, or one phone twice, do at the same time."""

import threading
from datetime import date
from uuid import UUID

import pytest
from django.db import connection

from tests.enterprises.factories import BriefingFactory, ContactFactory, EnterpriseFactory, PlatformFactory
from tests.factories import AppointmentFactory, PersonFactory
from yizhan.enterprises import services
from yizhan.enterprises.models import Participation, Receipt, Visit
from yizhan.enterprises.rules import refusals
from yizhan.kernel.errors import Refused
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db(transaction=True)
NONCE = UUID("0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f")
TODAY = date(2026, 11, 25)


@pytest.fixture
def together():
    """Do the same in several threads at once; returns what each of them got, a refusal by its kind."""

    def run(act, times=4):
        found, begin = [], threading.Barrier(times)

        def one():
            begin.wait()
            try:
                found.append(act())
            except Refused as refusal:
                found.append(type(refusal))
            finally:
                connection.close()

        threads = [threading.Thread(target=one) for _ in range(times)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        return found

    return run


@pytest.fixture
def busy():
    """An enterprise and its officer."""
    enterprise = EnterpriseFactory()
    return enterprise, AppointmentFactory(role=Role.STATION, place=enterprise.station).person


def test_a_visit_that_a_phone_sends_several_times_at_once_is_one(busy, together):
    enterprise, officer = busy
    said = {"on": TODAY, "words": "聊过"}

    found = together(lambda: services.record_visit(actor=officer, enterprise=enterprise, fields=said, nonce=NONCE).pk)

    assert (len(set(found)), Visit.objects.count()) == (1, 1)


def test_a_briefing_is_sent_once_however_many_press_send(busy, together):
    enterprise, officer = busy
    ContactFactory(enterprise=enterprise, person=PersonFactory())
    briefing = BriefingFactory(made_by=officer)

    found = together(lambda: services.send_briefing(actor=officer, briefing=briefing))

    assert sorted(map(str, found)) == sorted(map(str, [1] + [refusals.SentBefore] * 3))
    assert Receipt.objects.count() == 1


def test_an_enterprise_takes_part_once_however_many_say_so(busy, together):
    enterprise, officer = busy
    platform = PlatformFactory()

    found = together(
        lambda: bool(services.take_part(actor=officer, enterprise=enterprise, platform=platform, since=TODAY))
    )

    assert (found.count(True), found.count(refusals.PartAlready), Participation.objects.count()) == (1, 3, 1)
