"""What officers do with needs: accept, merge, split, return, hand over."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from yizhan.catalogue.models import Service
from yizhan.kernel.access import authorise
from yizhan.kernel.events import publish
from yizhan.kernel.turns import in_turn
from yizhan.needs import policies, queries, rules
from yizhan.needs.events import NeedHandedOver
from yizhan.needs.models import Channel, Need, NeedState, Requester, StepKind
from yizhan.needs.rules import Part, refusals, tellings
from yizhan.needs.services.raising import index
from yizhan.needs.services.telling import due, note, report, requesters_of, tell
from yizhan.people.models import Actor
from yizhan.people.queries import today
from yizhan.people.services import record

MERGING = "needs that merge at {}"


@transaction.atomic
def accept(*, actor: Actor, need: Need, service: Service | None = None, month: date | None = None) -> Need:
    """Take the need on for planning, with the service that meets it and the month it is wanted in, when given."""
    need = _locked(actor, need)
    service, month = service or need.service, month or need.month
    if service is None:
        raise refusals.ServiceMissing
    rules.require_month(month, today=today())
    need.state = rules.move(need, to=NeedState.ACCEPTED)
    need.service, need.category, need.month = service, service.category, month
    need.save(update_fields=["state", "service", "category", "month"])
    index(need)
    said = tellings.accepted(service.name_zh, service.name_en, month=month)
    report(need, StepKind.ACCEPTED, said, actor=actor, due_at=due(month, today=today()))
    record(actor=actor, verb="accept", subject=need, details={"service": service.code})
    return need


@transaction.atomic
def merge(*, actor: Actor, need: Need, into: Need) -> Need:
    """Make `need` part of `into`, or of what that has become; its requesters move along and are told."""
    authorise(policies.can_triage, actor, need.station)
    source, target = _two_locked(need, into)
    rules.require_mergeable(source, into=target)
    both = _in_both(source, target)
    count = rules.Count.of(target).with_others(rules.Count.of(source), twice=sum(both.values()))
    target.people, target.promised, target.served = count.people, count.promised, count.served
    source.state, source.merged_into = NeedState.MERGED, target
    source.save(update_fields=["state", "merged_into"])
    target.save(update_fields=["people", "promised", "served"])
    told = requesters_of(source, but=actor)
    _move_requesters(source, target)
    note(source, StepKind.MERGED, tellings.merged(target.people), actor=actor)
    note(target, StepKind.MERGED, tellings.gathered(target.people), actor=actor)
    tell(target, tellings.merged(target.people), people=told)
    record(actor=actor, verb="merge", subject=source, details={"into": str(target.pk)})
    return target


@transaction.atomic
def split(*, actor: Actor, need: Need, parts: Sequence[Part]) -> list[Need]:
    """Make several accepted needs of one, each with its own service; everyone who had it has each of them."""
    need = _locked(actor, need)
    rules.require_parts(need, parts)
    need.state = rules.move(need, to=NeedState.SPLIT)
    need.save(update_fields=["state"])
    report(need, StepKind.SPLIT, tellings.split(len(parts)), actor=actor)
    made = [_part_of(need, part, actor=actor) for part in parts]
    record(actor=actor, verb="split", subject=need, details={"into": [str(part.pk) for part in made]})
    return made


@transaction.atomic
def return_need(*, actor: Actor, need: Need, reason: str) -> Need:
    """Decline the need, with a reason that only officers and those who have it see."""
    need, reason = _locked(actor, need), rules.require_reason(reason)
    need.state = rules.move(need, to=NeedState.RETURNED)
    need.save(update_fields=["state"])
    report(need, StepKind.RETURNED, tellings.returned(reason), actor=actor)
    record(actor=actor, verb="return", subject=need)
    return need


@transaction.atomic
def hand_over(*, actor: Actor, need: Need, reason: str = "") -> Need:
    """Pass the need on as an issue to be solved."""
    need = _locked(actor, need)
    need.state = rules.move(need, to=NeedState.HANDED_OVER)
    need.save(update_fields=["state"])
    report(need, StepKind.HANDED_OVER, tellings.handed_over(reason.strip()), actor=actor)
    record(actor=actor, verb="hand_over", subject=need)
    publish(NeedHandedOver(need_id=need.pk))
    return need


def _locked(actor: Actor, need: Need) -> Need:
    """The need as it is now, ours until the transaction ends, for an actor who may decide about it."""
    authorise(policies.can_triage, actor, need.station)
    found: Need = Need.objects.locked(need.pk)
    return found


def _two_locked(need: Need, into: Need) -> tuple[Need, Need]:
    """What both have become by merging, locked in the order of their keys; only one merges at a time at a station."""
    in_turn(MERGING.format(need.station_id))
    keys = [queries.root_of(need.pk), queries.root_of(into.pk)]
    found = {key: Need.objects.locked(key) for key in sorted(set(keys))}
    return found[keys[0]], found[keys[1]]


def _in_both(source: Need, target: Need) -> dict[object, int]:
    """How many people those who have both needs would be counted twice with."""
    here, there = (dict(need.requesters.values_list("person", "people")) for need in (source, target))
    return {person: min(people, there[person]) for person, people in here.items() if person in there}


def _move_requesters(source: Need, target: Need) -> None:
    """Let those who had `source` have `target`; who had both keeps the larger number of people."""
    there = {row.person_id: row for row in target.requesters.all()}
    for row in source.requesters.all():
        kept = there.get(row.person_id)
        if kept is None:
            row.need = target
            row.save(update_fields=["need"])
            continue
        kept.people = max(kept.people, row.people)
        kept.save(update_fields=["people"])
        row.delete()


def _part_of(need: Need, part: Part, *, actor: Actor) -> Need:
    made = Need.objects.create(
        category=part.service.category,
        service=part.service,
        station=need.station,
        building=need.building,
        channel=Channel(need.channel),
        state=NeedState.ACCEPTED,
        words=part.words.strip() or need.words,
        people=part.people,
        urgency=need.urgency,
        reach_m=need.reach_m,
        parts_of_day=need.parts_of_day,
        weekdays=need.weekdays,
        month=need.month,
        split_from=need,
        raised_by=need.raised_by,
        raised_at=need.raised_at,
    )
    index(made)
    Requester.objects.bulk_create(
        Requester(
            need=made,
            person_id=row.person_id,
            origin=row.origin,
            people=min(row.people, part.people),
            joined_at=row.joined_at,
        )
        for row in need.requesters.all()
    )
    said = tellings.accepted(part.service.name_zh, part.service.name_en, month=made.month)
    note(made, StepKind.ACCEPTED, said, actor=actor, due_at=due(made.month, today=today()))
    return made
