"""People who speak for enterprises: noted with their consent, corrected, erased when it is withdrawn, linked when
they join."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from yizhan.enterprises import policies, rules
from yizhan.enterprises.models import Contact, Enterprise
from yizhan.enterprises.rules import refusals
from yizhan.enterprises.services.profiles import locked
from yizhan.kernel import seals
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.people.models import Actor, Person
from yizhan.people.queries import normal_phone, person_by_phone, today
from yizhan.people.services import record


@transaction.atomic
def add_contact(*, actor: Actor, enterprise: Enterprise, phone: str, fields: Mapping[str, Any]) -> Contact:
    """Note who agreed to speak for an enterprise, how and when; a member is known by the phone."""
    enterprise = locked(actor, enterprise)
    rules.require_here(enterprise)
    contact = made_contact(enterprise, phone=normal_phone(phone), fields=fields)
    contact.person = _member(normal_phone(phone))
    with refusing(enterprises_contact_once=refusals.ContactKnown):
        contact.save(force_insert=True)
    record(actor=actor, verb="add_contact", subject=enterprise, details={"agreed": contact.agreed_how})
    return contact


def made_contact(enterprise: Enterprise, *, phone: str, fields: Mapping[str, Any]) -> Contact:
    """A contact as it will be written, its phone (E.164) sealed; refused without consent."""
    contact = Contact(enterprise=enterprise, **fields)
    _fill(contact, phone=phone)
    return contact


@transaction.atomic
def edit_contact(*, actor: Actor, contact: Contact, phone: str, fields: Mapping[str, Any]) -> Contact:
    """Correct what is noted of a contact; another phone is another member, who does not see what the former was sent."""
    enterprise = locked(actor, contact.enterprise)
    found = enterprise.contacts.filter(pk=contact.pk).first()
    if found is None:
        raise refusals.ContactGone
    phone = normal_phone(phone)
    changed = [name for name, value in {**fields, "phone": phone}.items() if getattr(found, name) != value]
    for name, value in fields.items():
        setattr(found, name, value)
    _fill(found, phone=phone)
    if "phone" in changed:
        found.person = _member(phone)
        found.receipts.exclude(person=found.person).delete()
    with refusing(enterprises_contact_once=refusals.ContactKnown):
        found.save(update_fields=[*fields, "phone_key", "phone_sealed", "person"])
    record(actor=actor, verb="edit_contact", subject=enterprise, details={"changed": changed})
    return found


def _fill(contact: Contact, *, phone: str) -> None:
    """Seal the phone (E.164); refused without a name and consent."""
    contact.phone_key, contact.phone_sealed = seals.lookup(phone), seals.seal(phone)
    contact.name = contact.name.strip()
    rules.require_consent(name=contact.name, agreed_on=contact.agreed_on, today=today())


def _member(phone: str) -> Person | None:
    """Who signs in with `phone` (E.164), once they are a member."""
    known = person_by_phone(phone)
    return known if known and known.joined_at else None


@transaction.atomic
def withdraw_contact(*, actor: Actor, contact: Contact) -> None:
    """Erase a contact whose consent is withdrawn, by themselves or through an officer."""
    authorise(policies.can_withdraw, actor, contact)
    enterprise = Enterprise.objects.locked(contact.enterprise_id)
    if not enterprise.contacts.filter(pk=contact.pk).delete()[0]:
        raise refusals.ContactGone
    record(actor=actor, verb="withdraw_contact", subject=enterprise)


@transaction.atomic
def link_contacts(*, person_ids: Collection[UUID]) -> int:
    """Let those who joined see the enterprises they already speak for; returns for how many."""
    people = dict(Person.objects.filter(pk__in=person_ids).values_list("phone_key", "pk"))
    found = list(Contact.objects.filter(person=None, phone_key__in=people).select_for_update())
    for contact in found:
        contact.person_id = people[contact.phone_key]
    return int(Contact.objects.bulk_update(found, ["person"])) if found else 0
