"""Saying what one wants, joining others who want the same, and leaving them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchVector
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Value

from yizhan.kernel import clock, search
from yizhan.kernel.access import authorise
from yizhan.kernel.calendar import load
from yizhan.kernel.errors import refusing
from yizhan.kernel.events import publish
from yizhan.needs import policies, queries, rules
from yizhan.needs.events import NeedRaised
from yizhan.needs.models import Channel, Need, NeedState, Requester, StepKind
from yizhan.needs.rules import refusals, tellings
from yizhan.needs.services.telling import note
from yizhan.people.models import Actor, Person
from yizhan.people.queries import today
from yizhan.people.services import record

CALENDAR = "cn"


@transaction.atomic
def raise_need(
    *,
    actor: Actor,
    fields: Mapping[str, Any],
    channel: Channel = Channel.MEMBER,
    person: Person | None = None,
    nonce: UUID | None = None,
) -> Need:
    """Write down what somebody wants: members for themselves, those who serve the station for `person` or nobody known.

    What is sent again with the `nonce` of the first time is the need that was made then.
    """
    if channel in rules.OWN_CHANNELS:
        person = member(actor)
    else:
        authorise(policies.can_record, actor, fields["station"])
    try:
        with refusing(needs_need_sent_once=refusals.SentAlready):
            return enter(actor=actor, fields={**fields, "nonce": nonce}, channel=channel, person=person)
    except refusals.SentAlready:
        sent: Need = Need.objects.get(raised_by_id=actor.pk, nonce=nonce)
        return sent


def enter(*, actor: Actor | None, fields: Mapping[str, Any], channel: Channel, person: Person | None) -> Need:
    """Make the need, whoever asked for it; the caller has authorised."""
    need = Need(channel=channel, raised_at=clock.now(), **fields)
    need.raised_by = actor if isinstance(actor, Person) else None
    need.words = need.words.strip()
    rules.require_wish(
        words=need.words, people=need.people, station=need.station, category=need.category, service=need.service
    )
    rules.require_month(need.month, today=today())
    need.search = indexed(need)
    need.save(force_insert=True)
    if person:
        Requester.objects.create(need=need, person=person, origin=need, people=need.people, joined_at=need.raised_at)
    due = rules.triaged_by(need.raised_at, working=load(CALENDAR))
    note(need, StepKind.RAISED, tellings.raised(need.people), actor=actor, due_at=due)
    record(actor=actor, verb="raise", subject=need, details={"channel": channel})
    publish(NeedRaised(need_id=need.pk))
    return need


@transaction.atomic
def join(*, actor: Actor, need: Need, people: int = 1) -> Need:
    """Want the same, with how many; returns the need that it has become by merging."""
    person = member(actor)
    need = locked_root(need)
    rules.require_waiting(need)
    rules.require_people(need.people + people)
    with refusing(needs_requester_once=refusals.AlreadyJoined):
        Requester.objects.create(need=need, person=person, origin=need, people=people, joined_at=clock.now())
    need.people += people
    need.save(update_fields=["people"])
    note(need, StepKind.JOINED, tellings.joined(people, total=need.people), actor=actor)
    return need


@transaction.atomic
def leave(*, actor: Actor, need: Need) -> Need:
    """Want it no more; a need that nobody is left with is withdrawn. Returns the need that it has become by merging."""
    person = member(actor)
    need = locked_root(need)
    mine = need.requesters.filter(person=person).first()
    if mine is None:
        raise refusals.NotRequester
    rules.require_waiting(need)
    left = rules.Count.of(need).without(mine.people)
    mine.delete()
    if left is None:
        _withdraw(need, actor)
    else:
        need.people = left.people
        need.state = need.state if need.state == NeedState.OPEN else left.state
        need.save(update_fields=["people", "state"])
        note(need, StepKind.LEFT, tellings.left(mine.people, total=need.people), actor=actor)
    record(actor=actor, verb="leave", subject=need)
    return need


def _withdraw(need: Need, actor: Actor) -> None:
    need.state = rules.move(need, to=NeedState.WITHDRAWN)
    need.save(update_fields=["state"])
    note(need, StepKind.WITHDRAWN, tellings.withdrawn(), actor=actor)


def member(actor: Actor) -> Person:
    """The actor as a person with an account; nobody else wants anything."""
    if not isinstance(actor, Person):
        raise PermissionDenied(policies.can_raise.__name__)
    return actor


def locked_root(need: Need) -> Need:
    """The need that `need` has become by merging, ours until the transaction ends.

    Whoever merged it while we waited leaves us with one that is over, so we go on to what it became; nobody who holds a
    need waits for one that is over, so this cannot lock up.
    """
    found: Need = Need.objects.locked(queries.root_of(need.pk))
    while found.merged_into_id is not None:
        found = Need.objects.locked(found.merged_into_id)
    return found


def searched(need: Need) -> str:
    """The words by which a need is found: its own and those of its service and category."""
    named = [need.service, need.category] if need.service else [need.category]
    return search.words(need.words, *(name for entry in named for name in (entry.name_zh, entry.name_en)))


def indexed(need: Need) -> SearchVector:
    """The column by which the need is found, as the database is to make it."""
    return SearchVector(Value(searched(need)), config="simple")


def index(need: Need) -> None:
    """Let the need be found by its words as they are now."""
    Need.objects.filter(pk=need.pk).update(search=indexed(need))
