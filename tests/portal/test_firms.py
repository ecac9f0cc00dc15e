"""The pages of those who speak for an enterprise."""

from datetime import date

import pytest

from tests.cases.factories import CaseFactory, ReporterFactory
from tests.enterprises.factories import (
    ContactFactory,
    EnterpriseFactory,
    FindingFactory,
    ParticipationFactory,
    ReceiptFactory,
    StewardFactory,
    VisitFactory,
)
from tests.factories import PersonFactory, ServiceFactory
from yizhan.catalogue.models import PackageItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact():
    return ContactFactory(person=PersonFactory())


@pytest.fixture
def phone(client, contact):
    client.force_login(contact.person)
    return client


def test_my_page_leads_to_the_enterprises_of_those_who_speak_for_one(client, phone, contact):
    assert "我的企业" in phone.get("/me/").content.decode()

    client.force_login(PersonFactory())
    assert "我的企业" not in client.get("/me/").content.decode()


def test_who_speaks_for_one_enterprise_goes_straight_there(phone, contact):
    assert phone.get("/enterprises/").url == f"/enterprises/{contact.enterprise_id}/"


def test_who_speaks_for_several_chooses_and_who_speaks_for_none_is_told_how(client, phone, contact):
    other = ContactFactory(person=contact.person).enterprise
    assert str(other) in phone.get("/enterprises/").content.decode()

    client.force_login(PersonFactory())
    assert "你还不是哪家企业的联系人" in client.get("/enterprises/").content.decode()


def test_the_enterprise_is_shown_with_what_was_heard_and_not_with_the_officer_s_words(phone, contact):
    enterprise = contact.enterprise
    finding = FindingFactory(visit=VisitFactory(enterprise=enterprise, words="内部的一句话"))
    receipt = ReceiptFactory(contact=contact, person=contact.person)
    item = PackageItem.objects.create(enterprise=enterprise, service=ServiceFactory(), offered_on=date(2026, 11, 1))
    steward = StewardFactory(building=enterprise.building)
    part = ParticipationFactory(enterprise=enterprise)

    text = phone.get(f"/enterprises/{enterprise.pk}/").content.decode()

    shown = (finding.words, receipt.briefing, item.service, steward, part.platform)
    assert [str(words) in text for words in shown] == [True] * 5
    assert "内部的一句话" not in text


def test_a_contact_sees_how_far_the_cases_of_the_enterprise_are(phone, contact):
    mine = ReporterFactory(case__enterprise=contact.enterprise, case__words="中央空调总坏", person=contact.person).case
    CaseFactory(enterprise=contact.enterprise, words="请尽快上门", channel="colour")

    text = phone.get(f"/enterprises/{contact.enterprise.pk}/").content.decode()

    assert [words in text for words in ("中央空调总坏", f"/cases/{mine.pk}/", "请尽快上门")] == [True, True, False]


def test_another_enterprise_does_not_exist(phone):
    assert phone.get(f"/enterprises/{EnterpriseFactory().pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many(phone, contact, count, django_assert_num_queries):
    for visit in VisitFactory.create_batch(count, enterprise=contact.enterprise):
        FindingFactory.create_batch(count, visit=visit)
    ReceiptFactory.create_batch(count, contact=contact, person=contact.person)
    for service in ServiceFactory.create_batch(count):
        PackageItem.objects.create(enterprise=contact.enterprise, service=service, offered_on=date(2026, 11, 1))
    phone.get("/me/")
    for _ in range(count):
        CaseFactory(enterprise=contact.enterprise)

    with django_assert_num_queries(11):
        phone.get(f"/enterprises/{contact.enterprise_id}/")
