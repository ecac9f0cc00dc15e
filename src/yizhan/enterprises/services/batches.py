"""Enterprises, contacts, visits and assessments by the hundred: the same as one by one, in a few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from yizhan.enterprises import policies, rules
from yizhan.enterprises.models import Assessment, Colour, Contact, Enterprise, Visit
from yizhan.enterprises.rules import Heard
from yizhan.enterprises.services.contacts import made_contact
from yizhan.enterprises.services.profiles import require_profile
from yizhan.enterprises.services.stability import assessed
from yizhan.enterprises.services.visits import findings_of, hear
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.network.models import Station
from yizhan.people.models import Actor, Person
from yizhan.people.queries import today
from yizhan.people.services import record_all

BATCH = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A visit to be written down, with what was heard."""

    enterprise: Enterprise
    fields: Mapping[str, Any]
    findings: Sequence[Heard] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A colour for an enterprise, and why."""

    enterprise: Enterprise
    colour: Colour
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaker:
    """Somebody who agreed to speak for an enterprise; `person` when they are known to be a member."""

    enterprise: Enterprise
    phone: str
    fields: Mapping[str, Any]
    person: Person | None = None


@transaction.atomic
def note_all(*, actor: Actor, rows: Sequence[Mapping[str, Any]]) -> list[Enterprise]:
    """Write down enterprises that stations look after."""
    day = today()
    made = [Enterprise(noted_on=day, **row) for row in rows]
    for enterprise in made:
        require_profile(enterprise)
        enterprise.visit_by = rules.visit_by(last=day, days=enterprise.visit_days)
    _authorise_all(actor, made)
    Enterprise.objects.bulk_create(made, batch_size=BATCH)
    record_all(actor=actor, verb="note", lines=[(enterprise, {}) for enterprise in made])
    return made


def _authorise_all(actor: Actor, enterprises: Sequence[Enterprise]) -> None:
    stations: dict[object, Station] = {one.station_id: one.station for one in enterprises}
    for station in stations.values():
        authorise(policies.can_look_after, actor, station)


@transaction.atomic
def add_contacts(*, actor: Actor, speakers: Sequence[Speaker]) -> list[Contact]:
    """Note people who agreed to speak for enterprises."""
    _authorise_all(actor, [one.enterprise for one in speakers])
    made = [made_contact(one.enterprise, phone=one.phone, fields=one.fields) for one in speakers]
    for contact, one in zip(made, speakers, strict=True):
        contact.person = one.person
    Contact.objects.bulk_create(made, batch_size=BATCH)
    record_all(
        actor=actor,
        verb="add_contact",
        lines=[(contact.enterprise, {"agreed": contact.agreed_how}) for contact in made],
    )
    return made


@transaction.atomic
def record_visits(*, actor: Actor, told: Sequence[Told]) -> list[Visit]:
    """Write visits down, the last of each enterprise last, with what was heard."""
    _authorise_all(actor, [one.enterprise for one in told])
    by, at, day = actor if isinstance(actor, Person) else None, clock.now(), today()
    visits = [Visit(enterprise=one.enterprise, by=by, at=at, **one.fields) for one in told]
    for visit, one in zip(visits, told, strict=True):
        rules.require_here(one.enterprise)
        rules.require_visit(on=visit.on, words=visit.words, contact=visit.contact, enterprise=one.enterprise, today=day)
        rules.require_findings(one.findings)
        one.enterprise.visit_by = rules.visit_by(last=visit.on, days=one.enterprise.visit_days)
    Visit.objects.bulk_create(visits, batch_size=BATCH)
    Enterprise.objects.bulk_update({one.enterprise for one in told}, ["visit_by"], batch_size=BATCH)
    lines = [(visit.enterprise, {"visit": str(visit.pk)}) for visit in visits]
    record_all(actor=actor, verb="visit", lines=lines)
    hear([found for visit, one in zip(visits, told, strict=True) for found in findings_of(visit, one.findings)])
    return visits


@transaction.atomic
def judge_all(*, actor: Actor, judged: Sequence[Judged]) -> list[Assessment]:
    """Give colours to enterprises that have none yet; nobody is told, for nothing got worse."""
    _authorise_all(actor, [one.enterprise for one in judged])
    made = [assessed(one.enterprise, by=actor, colour=one.colour, reason=one.reason) for one in judged]
    Assessment.objects.bulk_create(made, batch_size=BATCH)
    record_all(actor=actor, verb="judge", lines=[(one.enterprise, {}) for one in made])
    return made
