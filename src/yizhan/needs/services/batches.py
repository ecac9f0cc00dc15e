"""Needs by the hundred, from a file or ticked in the inbox: the same as one by one, in a few statements."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.calendar import load
from yizhan.kernel.events import publish
from yizhan.messages.services import Letter, post
from yizhan.needs import policies, rules
from yizhan.needs.events import NeedMoved, NeedRaised
from yizhan.needs.models import Channel, Need, NeedState, Requester, Step, StepKind
from yizhan.needs.rules import Said, refusals, tellings
from yizhan.needs.services.raising import CALENDAR, indexed
from yizhan.needs.services.telling import due
from yizhan.people.models import Actor, Person
from yizhan.people.queries import today
from yizhan.people.services import record_all

BATCH = 500


@transaction.atomic
def enter_all(*, actor: Actor, wishes: Sequence[Mapping[str, Any]], channel: Channel) -> list[Need]:
    """Write down needs that an officer brings for people who are not known."""
    at, who = clock.now(), actor if isinstance(actor, Person) else None
    needs = [Need(channel=channel, raised_at=at, raised_by=who, **wish) for wish in wishes]
    for need in needs:
        authorise(policies.can_record, actor, need.station)
        rules.require_wish(
            words=need.words, people=need.people, station=need.station, category=need.category, service=need.service
        )
        rules.require_month(need.month, today=today())
        need.search = indexed(need)
    Need.objects.bulk_create(needs, batch_size=BATCH)
    triaged_by = rules.triaged_by(at, working=load(CALENDAR))
    _note(actor, [(need, StepKind.RAISED, tellings.raised(need.people), triaged_by) for need in needs])
    record_all(actor=actor, verb="raise", lines=[(need, {"channel": channel}) for need in needs])
    for need in needs:
        publish(NeedRaised(need_id=need.pk))
    return needs


@transaction.atomic
def accept_all(*, actor: Actor, needs: Iterable[Need]) -> list[Need]:
    """Take on all of those that wait to be looked at and name their service; returns them, the others are left alone."""
    found = Need.objects.select_for_update(of=("self",)).filter(pk__in=[need.pk for need in needs]).order_by("pk")
    taken = [
        need
        for need in found.select_related("station", "service")
        if need.service and need.state == NeedState.OPEN and policies.can_triage(actor, need.station)
    ]
    for need in taken:
        need.state = rules.move(need, to=NeedState.ACCEPTED)
    Need.objects.filter(pk__in=[need.pk for need in taken]).update(state=NeedState.ACCEPTED)
    said = {need.pk: _accepted(need) for need in taken}
    _note(actor, [(need, StepKind.ACCEPTED, said[need.pk], due(need.month, today=today())) for need in taken])
    record_all(actor=actor, verb="accept", lines=[(need, {}) for need in taken])
    post(_letters(said))
    return taken


def _accepted(need: Need) -> Said:
    service = need.service
    if service is None:
        raise refusals.ServiceMissing
    return tellings.accepted(service.name_zh, service.name_en, month=need.month)


def _note(actor: Actor, lines: Iterable[tuple[Need, StepKind, Said, datetime | None]]) -> None:
    at, who = clock.now(), actor if isinstance(actor, Person) else None
    steps = Step.objects.bulk_create(
        Step(need=need, kind=kind, at=at, by=who, words_zh=said.zh, words_en=said.en, due_at=due_at)
        for need, kind, said, due_at in lines
    )
    for step in steps:
        publish(NeedMoved(step_id=step.pk))


def _letters(said: Mapping[UUID, Said]) -> list[Letter]:
    return [
        Letter(
            person_id=person_id,
            zh=(said[need_id].title_zh, said[need_id].zh),
            en=(said[need_id].title_en, said[need_id].en),
            link=reverse("needs:need-detail", args=[need_id]),
        )
        for need_id, person_id in Requester.objects.filter(need__in=list(said)).values_list("need_id", "person_id")
    ]
