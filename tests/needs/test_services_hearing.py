"""Needs that were heard on visits to enterprises."""

from datetime import date

import pytest

from tests.enterprises.factories import ContactFactory, EnterpriseFactory, FindingFactory
from tests.factories import CategoryFactory, PersonFactory
from yizhan.enterprises import services as enterprises
from yizhan.enterprises.models import FindingKind, Topic
from yizhan.needs import services
from yizhan.needs.models import Need
from yizhan.needs.rules import refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def law():
    return CategoryFactory(code="FL")


def test_a_wish_becomes_a_need_of_the_station_with_its_origin(law):
    finding = FindingFactory(people=8)

    need = services.raise_heard(finding_id=finding.pk)

    enterprise = finding.visit.enterprise
    assert (need.station, need.building, need.category) == (enterprise.station, enterprise.building, law)
    assert (need.words, need.people, need.channel, need.finding) == (finding.words, 8, "walk", finding)
    assert (need.raised_by, need.requesters.count()) == (finding.visit.by, 0)


def test_the_contact_who_is_a_member_is_told_of_it(law):
    contact = ContactFactory(person=PersonFactory())
    finding = FindingFactory(visit__enterprise=contact.enterprise, visit__contact=contact)

    need = services.raise_heard(finding_id=finding.pk)

    assert need.requesters.get().person == contact.person


def test_heard_again_it_is_the_same_need(law):
    finding = FindingFactory()

    assert services.raise_heard(finding_id=finding.pk) == services.raise_heard(finding_id=finding.pk)
    assert Need.objects.count() == 1


def test_a_station_that_serves_no_more_gets_no_need(law):
    finding = FindingFactory(visit__enterprise__station__state="closed")

    with pytest.raises(refusals.StationNotServing):
        services.raise_heard(finding_id=finding.pk)


def test_recording_a_visit_raises_what_was_wished_and_not_what_worries(law, officer, station):
    heard = [
        enterprises.Heard(kind=kind, topic=Topic.LAW, words=f"{kind}", people=3)
        for kind in (FindingKind.WISH, FindingKind.WORRY)
    ]

    enterprises.record_visit(
        actor=officer,
        enterprise=EnterpriseFactory(station=station),
        fields={"on": date(2026, 11, 25), "words": "聊过"},
        findings=heard[:1],
    )

    assert [need.words for need in Need.objects.all()] == ["wish"]
