"""Contacts: noted with consent, erased when it is withdrawn, linked when they join."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.enterprises.factories import ContactFactory, EnterpriseFactory, ReceiptFactory
from tests.factories import AppointmentFactory, ConsentTextFactory, PersonFactory
from yizhan.enterprises import queries, services
from yizhan.enterprises.models import Contact
from yizhan.enterprises.rules import refusals
from yizhan.people import services as people
from yizhan.people.models import Change

pytestmark = pytest.mark.django_db
PHONE = "138 0000 0001"
AGREED = {"name": "林女士", "position": "行政", "agreed_how": "spoken", "agreed_on": date(2026, 11, 25)}


def test_a_contact_is_noted_with_the_phone_sealed(officer, enterprise, history):
    contact = services.add_contact(actor=officer, enterprise=enterprise, phone=PHONE, fields=AGREED)

    assert (contact.phone, contact.person, history(enterprise)) == ("+8613800000001", None, ["add_contact"])
    assert b"13800000001" not in bytes(contact.phone_sealed)


def test_a_member_is_known_by_the_phone_and_sees_the_enterprise(officer, enterprise):
    member = PersonFactory(phone="+8613800000001")

    services.add_contact(actor=officer, enterprise=enterprise, phone=PHONE, fields=AGREED)

    assert list(queries.enterprises_of(member)) == [enterprise]


def test_one_who_never_joined_is_not_linked(officer, enterprise):
    PersonFactory(phone="+8613800000001", joined_at=None)

    assert services.add_contact(actor=officer, enterprise=enterprise, phone=PHONE, fields=AGREED).person is None


def test_who_joins_later_is_linked(enterprise):
    contact = ContactFactory(enterprise=enterprise, phone="+8613800000001")
    person = PersonFactory(phone="+8613800000001", joined_at=None)

    people.join(person=person)

    contact.refresh_from_db()
    assert contact.person == person


def test_those_enrolled_at_a_desk_are_linked(enterprise):
    contact = ContactFactory(enterprise=enterprise, phone="+8613800000001")
    text = ConsentTextFactory()

    people.enrol(actor=AppointmentFactory().person, names={"+8613800000001": "林女士"}, texts=[text])

    contact.refresh_from_db()
    assert contact.person.name == "林女士"


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [({"name": " "}, refusals.ContactNameMissing), ({"agreed_on": date(2026, 11, 26)}, refusals.AgreedLater)],
)
def test_nobody_is_noted_without_consent(officer, enterprise, fields, refusal):
    with pytest.raises(refusal):
        services.add_contact(actor=officer, enterprise=enterprise, phone=PHONE, fields={**AGREED, **fields})


def test_a_phone_is_noted_once(officer, enterprise):
    ContactFactory(enterprise=enterprise, phone="+8613800000001")

    with pytest.raises(refusals.ContactKnown):
        services.add_contact(actor=officer, enterprise=enterprise, phone=PHONE, fields=AGREED)


def test_one_that_moved_away_gets_no_contact(officer, station):
    gone = EnterpriseFactory(station=station, left_on=date(2026, 6, 1))

    with pytest.raises(refusals.MovedAway):
        services.add_contact(actor=officer, enterprise=gone, phone=PHONE, fields=AGREED)


def test_a_contact_is_corrected_and_the_ledger_says_what(officer, enterprise):
    contact = ContactFactory(enterprise=enterprise, name="林女士", position="", agreed_how="call")

    services.edit_contact(actor=officer, contact=contact, phone=contact.phone, fields=AGREED)

    contact.refresh_from_db()
    line = Change.objects.get(subject_id=enterprise.pk)
    assert (contact.position, contact.agreed_how, contact.agreed_on) == ("行政", "spoken", AGREED["agreed_on"])
    assert (line.verb, line.details) == ("edit_contact", {"changed": ["position", "agreed_how", "agreed_on"]})


def test_a_new_phone_is_another_member(officer, enterprise):
    before, after = PersonFactory(), PersonFactory(phone="+8613800000001")
    contact = ContactFactory(enterprise=enterprise, person=before)
    ReceiptFactory(contact=contact, person=before)

    services.edit_contact(actor=officer, contact=contact, phone=PHONE, fields=AGREED)

    contact.refresh_from_db()
    assert (contact.phone, contact.person, contact.receipts.count()) == ("+8613800000001", after, 0)
    assert list(queries.enterprises_of(before)) == []


def test_the_same_phone_keeps_the_member_and_what_they_were_sent(officer, enterprise, member):
    contact = ContactFactory(enterprise=enterprise, person=member)
    ReceiptFactory(contact=contact, person=member)

    services.edit_contact(actor=officer, contact=contact, phone=contact.phone, fields=AGREED)

    contact.refresh_from_db()
    assert (contact.person, contact.receipts.count()) == (member, 1)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [({"name": " "}, refusals.ContactNameMissing), ({"agreed_on": date(2026, 11, 26)}, refusals.AgreedLater)],
)
def test_nobody_is_corrected_into_one_without_consent(officer, enterprise, fields, refusal):
    contact = ContactFactory(enterprise=enterprise)

    with pytest.raises(refusal):
        services.edit_contact(actor=officer, contact=contact, phone=PHONE, fields={**AGREED, **fields})


def test_a_phone_of_another_contact_is_refused(officer, enterprise):
    ContactFactory(enterprise=enterprise, phone="+8613800000001")

    with pytest.raises(refusals.ContactKnown):
        services.edit_contact(actor=officer, contact=ContactFactory(enterprise=enterprise), phone=PHONE, fields=AGREED)


def test_one_who_is_gone_is_not_corrected(officer, enterprise):
    contact = ContactFactory(enterprise=enterprise)
    Contact.objects.all().delete()

    with pytest.raises(refusals.ContactGone):
        services.edit_contact(actor=officer, contact=contact, phone=PHONE, fields=AGREED)


def test_members_correct_nobody(member, enterprise):
    contact = ContactFactory(enterprise=enterprise, person=member)

    with pytest.raises(PermissionDenied):
        services.edit_contact(actor=member, contact=contact, phone=PHONE, fields=AGREED)


def test_withdrawing_erases_and_the_ledger_names_nobody(officer, enterprise, history):
    contact = ContactFactory(enterprise=enterprise)

    services.withdraw_contact(actor=officer, contact=contact)

    assert (Contact.objects.count(), history(enterprise)) == (0, ["withdraw_contact"])
    assert contact.name not in str(Change.objects.latest("at", "id").details)


def test_contacts_withdraw_themselves(member, enterprise):
    contact = ContactFactory(enterprise=enterprise, person=member)

    services.withdraw_contact(actor=member, contact=contact)

    assert not enterprise.contacts.exists()


def test_others_withdraw_nobody(member, enterprise):
    with pytest.raises(PermissionDenied):
        services.withdraw_contact(actor=member, contact=ContactFactory(enterprise=enterprise))


def test_one_who_is_gone_is_not_withdrawn_again(officer, enterprise):
    contact = ContactFactory(enterprise=enterprise)
    Contact.objects.all().delete()

    with pytest.raises(refusals.ContactGone):
        services.withdraw_contact(actor=officer, contact=contact)


def test_an_account_that_is_erased_takes_the_contact_along(member, enterprise):
    ContactFactory(enterprise=enterprise, person=member)

    people.erase(actor=member, person=member)

    assert not Contact.objects.exists()


def test_nobody_sees_an_enterprise_that_moved_away(member, station):
    ContactFactory(enterprise=EnterpriseFactory(station=station, left_on=date(2026, 6, 1)), person=member)

    assert list(queries.enterprises_of(member)) == []
