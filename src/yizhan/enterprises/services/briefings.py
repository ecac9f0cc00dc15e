"""Briefings: written, sent to those concerned, read, and reminded of once."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse

from yizhan.enterprises import policies
from yizhan.enterprises.models import Briefing, Receipt
from yizhan.enterprises.queries.briefings import readers
from yizhan.enterprises.rules import briefings as rules
from yizhan.enterprises.rules import refusals
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.messages.services import Letter, post
from yizhan.people.models import Actor, Person
from yizhan.people.services import record

SETS = ("buildings", "subdistricts")


@transaction.atomic
def write_briefing(*, actor: Actor, fields: Mapping[str, Any]) -> Briefing:
    """Write a briefing down; it waits to be sent."""
    authorise(policies.can_see_desk, actor)
    briefing = Briefing(
        made_by=actor if isinstance(actor, Person) else None,
        made_at=clock.now(),
        **{name: value for name, value in fields.items() if name not in SETS},
    )
    rules.require_words(briefing)
    briefing.save(force_insert=True)
    _aim(briefing, fields)
    record(actor=actor, verb="write", subject=briefing)
    return briefing


@transaction.atomic
def edit_briefing(*, actor: Actor, briefing: Briefing, fields: Mapping[str, Any]) -> Briefing:
    """Change the words or the audience of a briefing that waits."""
    briefing = _locked(actor, briefing)
    rules.require_unsent(briefing)
    plain = {name: value for name, value in fields.items() if name not in SETS}
    for name, value in plain.items():
        setattr(briefing, name, value)
    rules.require_words(briefing)
    briefing.save(update_fields=list(plain))
    _aim(briefing, fields)
    record(actor=actor, verb="edit", subject=briefing)
    return briefing


def _aim(briefing: Briefing, fields: Mapping[str, Any]) -> None:
    for name in SETS:
        if name in fields:
            getattr(briefing, name).set(fields[name])


@transaction.atomic
def discard_briefing(*, actor: Actor, briefing: Briefing) -> None:
    """Throw a briefing away that was never sent."""
    briefing = _locked(actor, briefing)
    rules.require_unsent(briefing)
    record(actor=actor, verb="discard", subject=briefing)
    briefing.delete()


@transaction.atomic
def send_briefing(*, actor: Actor, briefing: Briefing) -> int:
    """Send a briefing, once, to the contacts it concerns whom the actor looks after; returns to how many."""
    briefing = _locked(actor, briefing)
    rules.require_unsent(briefing)
    found = list(readers(actor, briefing))
    if not found:
        raise refusals.NobodyConcerned
    briefing.sent_at = clock.now()
    briefing.save(update_fields=["sent_at"])
    receipts = Receipt.objects.bulk_create(
        Receipt(briefing=briefing, contact=contact, person=contact.person, sent_at=briefing.sent_at)
        for contact in found
        if contact.person
    )
    record(actor=actor, verb="send", subject=briefing)
    _post(receipts, rules.sent(briefing))
    return len(receipts)


@transaction.atomic
def remind(*, actor: Actor, briefing: Briefing) -> int:
    """Remind, once, those who have not read a briefing; returns how many."""
    briefing = _locked(actor, briefing)
    rules.require_remindable(briefing)
    unread = list(briefing.receipts.filter(read_at=None).order_by("id"))
    if not unread:
        raise refusals.EveryoneRead
    briefing.reminded_at = clock.now()
    briefing.save(update_fields=["reminded_at"])
    record(actor=actor, verb="remind", subject=briefing)
    _post(unread, rules.reminded(briefing))
    return len(unread)


@transaction.atomic
def read_briefing(*, actor: Actor, receipt: Receipt) -> None:
    """Note that a contact has read a briefing; the first time counts, for every enterprise they speak for."""
    authorise(policies.can_read, actor, receipt)
    mine = Receipt.objects.filter(briefing=receipt.briefing_id, person=receipt.person_id, read_at=None)
    mine.update(read_at=clock.now())


def _post(receipts: list[Receipt], told: rules.Told) -> None:
    """One notice a person, also to those who speak for several enterprises."""
    links = {receipt.person_id: reverse("enterprises:receipt-detail", args=[receipt.pk]) for receipt in receipts}
    post(Letter(person_id=pk, zh=told[0], en=told[1], link=link) for pk, link in links.items())


def _locked(actor: Actor, briefing: Briefing) -> Briefing:
    found = Briefing.objects.select_for_update().get(pk=briefing.pk)
    authorise(policies.can_run, actor, found)
    return found
