"""Bringing a case, reporting the same, and taking it back."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchVector
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Value

from yizhan.cases import policies, queries, rules
from yizhan.cases.models import Case, Channel, Clock, EventKind, PartState, Reporter, Result, State
from yizhan.cases.rules import refusals, tellings
from yizhan.cases.services.log import Entry, due_of, write
from yizhan.kernel import clock, seals, search
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.messages.services import notify
from yizhan.needs.models import Need
from yizhan.network.queries import officers_of
from yizhan.people.models import Actor, Person

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class From:
    """Who reports: a member, or somebody who left a name and perhaps a phone number (E.164)."""

    person: Person | None = None
    name: str = ""
    phone: str = ""


@transaction.atomic
def raise_case(
    *,
    actor: Actor,
    fields: Mapping[str, Any],
    channel: Channel = Channel.MEMBER,
    reporter: From | None = None,
    nonce: UUID | None = None,
) -> Case:
    """Bring a case: members for themselves, officers for somebody who told them.

    What is sent again with the `nonce` of the first time is the case that was made then.
    """
    if not isinstance(actor, Person):
        raise PermissionDenied(policies.can_raise.__name__)
    if channel not in {Channel.MEMBER, Channel.ENTERPRISE}:
        authorise(policies.can_record, actor, fields["station"])
    authorise(policies.can_raise_kind, actor, fields["kind"], fields["station"])
    source = reporter or From(person=actor)
    try:
        with refusing(cases_case_sent_once=refusals.SentAlready):
            return enter(actor=actor, fields={**fields, "nonce": nonce}, channel=channel, reporters=[source])
    except refusals.SentAlready:
        return _sent_before(actor, nonce)


def _sent_before(actor: Actor, nonce: UUID | None) -> Case:
    """The case that was made when `nonce` came first, for those who brought it or wrote it down."""
    sent = Case.objects.select_related("kind", "station").get(nonce=nonce)
    if not (policies.can_follow(actor, sent) or policies.can_handle(actor, sent)):
        raise refusals.SentAlready
    return sent


@transaction.atomic
def enter(
    *,
    actor: Actor | None,
    fields: Mapping[str, Any],
    channel: Channel,
    reporters: Sequence[From],
    log: Sequence[Entry] = (Entry(kind=EventKind.RAISED),),
) -> Case:
    """Make the case, whoever asked for it; the caller has authorised. Its `log` begins with when it was raised."""
    at = clock.now()
    lowest = {"mechanism": fields["kind"].mechanisms[0]}
    case = Case(channel=channel, raised_at=log[0].at or at, changed_at=at, code=_new_code(), **{**lowest, **fields})
    case.words = rules.require_words(case.words)
    rules.require_raisable(case.kind, case.station)
    case.answers = rules.require_answers(case.kind, case.answers)
    case.responsible = _first_officer(case)
    index(case)
    case.save(force_insert=True)
    Reporter.objects.bulk_create(_reporter(case, source) for source in reporters)
    own = actor in [source.person for source in reporters]
    due = due_of(write(case, *log, actor=actor, own=own), Clock.CONTACT)
    _receipt(case, tellings.raised(case.code, due))
    return case


@transaction.atomic
def enter_for_need(*, need_id: UUID) -> Case:
    """Make a case of a need that was handed over, with everyone who has it as its reporters."""
    kind = queries.kind_for(rules.KIND_OF_NEEDS)
    if kind is None:
        raise refusals.KindMissing
    need = Need.objects.select_related("station", "building").get(pk=need_id)
    reporters = [From(person=one.person) for one in need.requesters.select_related("person")]
    fields = {"kind": kind, "station": need.station, "building": need.building, "words": need.words, "need": need}
    return enter(actor=None, fields=fields, channel=Channel.NEED, reporters=reporters)


def _new_code() -> str:
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    return _new_code() if queries.code_taken(code) else code


def _first_officer(case: Case) -> Person | None:
    first = officers_of(case.station).first()
    return first.person if first else None


def _reporter(case: Case, source: From) -> Reporter:
    sealed = seals.seal(source.phone) if source.phone and source.person is None else None
    name = "" if source.person else source.name.strip()
    return Reporter(case=case, person=source.person, name=name, phone_sealed=sealed, joined_at=case.raised_at)


def _receipt(case: Case, said: tellings.Said) -> None:
    """Tell reporters that it arrived, which is no contact, and the officer that it is theirs."""
    for reporter in case.reporters.filter(person__isnull=False).select_related("person"):
        if reporter.person:
            notify(person=reporter.person, zh=said.zh, en=said.en, link=f"/cases/{case.pk}/")
    if case.responsible:
        zh, en = ("有一件新诉求", case.title), ("A new case", case.title)
        notify(person=case.responsible, zh=zh, en=en, link=f"/desk/cases/{case.pk}/")


@transaction.atomic
def join(*, actor: Actor, case: Case) -> Case:
    """Report the same problem: one more who is answered, and asked."""
    if not isinstance(actor, Person):
        raise PermissionDenied(policies.can_raise.__name__)
    case = Case.objects.locked(case.pk)
    rules.require_at_work(case)
    with refusing(cases_reporter_once=refusals.AlreadyReported):
        Reporter.objects.create(case=case, person=actor, joined_at=clock.now())
    write(case, Entry(kind=EventKind.JOINED), actor=actor, own=True)
    return case


@transaction.atomic
def withdraw(*, actor: Actor, case: Case) -> Case:
    """Take one's report back; a case that nobody reports any more is over."""
    case = Case.objects.locked(case.pk)
    mine = case.reporters.filter(person=actor.pk).first() if isinstance(actor, Person) else None
    if mine is None:
        raise refusals.NotReporter
    rules.require_at_work(case)
    if case.reporters.count() > 1:
        mine.delete()
        write(case, Entry(kind=EventKind.LEFT), actor=actor, own=True)
        return case
    case.state, case.result, case.closed_at = rules.move(case, to=State.CLOSED), Result.WITHDRAWN, clock.now()
    write(case, Entry(kind=EventKind.WITHDRAWN), *_excused(case), actor=actor, own=True)
    return case


def _excused(case: Case) -> list[Entry]:
    """Let the bodies off that were asked and have not done their part; returns what is to be written of it."""
    parts = list(case.parts.exclude(state__in=[PartState.DONE, PartState.EXCUSED]))
    case.parts.filter(pk__in=[part.pk for part in parts]).update(state=PartState.EXCUSED)
    return [Entry(kind=EventKind.EXCUSED, about=str(part.pk)) for part in parts]


def index(case: Case) -> None:
    """Let the case, once it is saved, be found by its words, its code and its place."""
    found = search.words(case.words, case.place, case.code, case.kind.name_zh, case.kind.name_en)
    case.search = SearchVector(Value(found), config="simple")
