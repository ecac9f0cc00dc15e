"""Who is there for enterprises: the stewards of their buildings and their officers, named, replaced and ended."""

from datetime import date

from django.db import transaction

from yizhan.enterprises import policies, rules
from yizhan.enterprises.models import Enterprise, Steward
from yizhan.enterprises.rules import refusals
from yizhan.enterprises.services.profiles import locked
from yizhan.kernel.access import authorise
from yizhan.network.models import Building
from yizhan.people.models import Actor, Person
from yizhan.people.queries import member_by_phone, today
from yizhan.people.services import record


@transaction.atomic
def make_steward(*, actor: Actor, building: Building, phone: str) -> Steward:
    """Make the member who signs in with `phone` the steward of a building from today; an earlier steward ends."""
    authorise(policies.can_steward, actor, building)
    building = _locked(building)
    person = member_by_phone(phone)
    if person is None:
        raise refusals.NotAMember
    current = building.stewards.filter(ends_on=None).first()
    if current and current.person_id == person.pk:
        return current
    if current:
        _end(current, ends_on=today())
    steward: Steward = building.stewards.create(person=person, starts_on=today())
    record(actor=actor, verb="make", subject=steward, details={"building": building.slug})
    return steward


@transaction.atomic
def end_steward(*, actor: Actor, steward: Steward, ends_on: date, reason: str) -> None:
    """End a steward from that day on, saying why; the building is without one until the next is named."""
    authorise(policies.can_steward, actor, steward.building)
    building = _locked(steward.building)
    current = building.stewards.filter(pk=steward.pk, ends_on=None).first()
    if current is None:
        raise refusals.StewardEnded
    rules.require_ending(starts_on=current.starts_on, ends_on=ends_on, reason=reason, today=today())
    details = {"building": building.slug, "on": ends_on.isoformat()}
    record(actor=actor, verb="end", subject=current, reason=reason.strip(), details=details)
    _end(current, ends_on=ends_on)


@transaction.atomic
def end_officer(*, actor: Actor, enterprise: Enterprise, officer: Person, ends_on: date, reason: str) -> None:
    """Note that an officer looks after an enterprise no more, from which day and why; nobody does until one is named."""
    enterprise = locked(actor, enterprise)
    if enterprise.officer_id != officer.pk:
        raise refusals.OfficerEnded
    rules.require_ending(starts_on=enterprise.noted_on, ends_on=ends_on, reason=reason, today=today())
    enterprise.officer = None
    enterprise.save(update_fields=["officer"])
    details = {"officer": str(officer.pk), "on": ends_on.isoformat()}
    record(actor=actor, verb="end_officer", subject=enterprise, reason=reason.strip(), details=details)


def _locked(building: Building) -> Building:
    return Building.objects.select_for_update().get(pk=building.pk)


def _end(steward: Steward, *, ends_on: date) -> None:
    """End on that day; what ends on the day it began never was."""
    if steward.starts_on >= ends_on:
        steward.delete()
        return
    steward.ends_on = ends_on
    steward.save(update_fields=["ends_on"])
