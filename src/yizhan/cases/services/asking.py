"""What an officer may not decide alone: exceptions, suspensions, more time, leaving a case out of the rates."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yizhan.cases import policies, queries, rules
from yizhan.cases.models import Case, EventKind, Mechanism, Request, RequestKind, State, Verdict
from yizhan.cases.rules import Limit, refusals, tellings
from yizhan.cases.services.joint import risen
from yizhan.cases.services.log import Entry, locked, write
from yizhan.kernel import clock
from yizhan.kernel.access import Policy, authorise
from yizhan.kernel.errors import refusing
from yizhan.kernel.states import IllegalMove
from yizhan.messages.services import notify
from yizhan.people.models import Actor, Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is asked for: the end of an exception or the day of review as `until`, the limit of more time as `limit`."""

    kind: RequestKind
    ground: str
    until: datetime | None = None
    limit: str = ""


@transaction.atomic
def ask_leave(*, actor: Actor, case: Case, wanted: Wanted, approver: Person) -> Request:
    """Ask a named approver for leave, with the ground in writing."""
    case, ground, at = locked(policies.can_handle, actor, case), rules.require_reason(wanted.ground), clock.now()
    if approver == actor:
        raise refusals.ApproverIsAsker
    authorise(policies.can_approve, approver, case)
    if wanted.kind != RequestKind.EXCLUSION:
        rules.require_at_work(case)
    _require_wanted(case, wanted, at=at)
    with refusing(cases_request_one_at_a_time=refusals.RequestWaiting):
        made: Request = Request.objects.create(
            case=case,
            kind=wanted.kind,
            round=case.round,
            ground=ground,
            until=wanted.until,
            limit=wanted.limit,
            asked_by_id=actor.pk,
            asked_at=at,
            approver=approver,
        )
    write(case, Entry(kind=EventKind.REQUESTED, about=str(made.pk), note=ground), actor=actor, reason=ground)
    _notify(approver, made, "有一件申请等你审批", "A request waits for your decision")
    return made


def _require_wanted(case: Case, wanted: Wanted, *, at: datetime) -> None:
    if wanted.kind == RequestKind.EXTENSION:
        asked = rules.limit(wanted.limit)
        _require_within(
            case, rules.end_of(asked, start=queries.round_began(case), calendar=queries.working_calendar()), at=at
        )
    elif wanted.kind == RequestKind.SPECIAL:
        rules.require_on_ladder(case, Mechanism.SPECIAL)
        _require_within(case, _later(wanted.until, at=at), at=at)
    elif wanted.kind == RequestKind.SUSPENSION:
        rules.require_on_calendar(_later(wanted.until, at=at), calendar=queries.working_calendar())


def _later(until: datetime | None, *, at: datetime) -> datetime:
    if until is None or until <= at:
        raise refusals.LimitPast
    return until


def _require_within(case: Case, end: datetime, *, at: datetime) -> None:
    """Raise unless `end` lies ahead and not beyond the longest that a round may take."""
    if end <= at:
        raise refusals.LimitPast
    if end > rules.end_of(
        rules.LONGEST_EXTENSION, start=queries.round_began(case), calendar=queries.working_calendar()
    ):
        raise refusals.LimitTooLong


@transaction.atomic
def decide(*, actor: Actor, asked: Request, granted: bool, words: str) -> Request:
    """Grant or decline what was asked for; an exception is granted when a second person agrees."""
    case, asked, words = *_locked(actor, asked, policies.can_decide), rules.require_reason(words)
    first = asked.verdict == Verdict.PENDING
    if not first:
        asked.second_id = actor.pk
    asked.verdict = _verdict(asked, granted=granted, first=first)
    asked.words = f"{asked.words} {words}".strip()[:500]
    asked.decided_at = clock.now() if asked.verdict != Verdict.SECONDED else None
    with refusing(
        cases_request_not_by_its_asker=refusals.ApproverIsAsker,
        cases_request_two_different_people=refusals.SameApprover,
        cases_request_excluded_once=refusals.ExcludedAlready,
    ):
        asked.save(update_fields=["verdict", "words", "decided_at", "second"])
    entries = [Entry(kind=EventKind.DECIDED, about=str(asked.pk), note=f"{asked.verdict} {words}")]
    write(case, *entries, *_granted(case, asked), actor=actor, reason=words)
    if asked.asked_by and asked.decided_at:
        _notify(asked.asked_by, asked, "你的申请有结果", "Your request was decided")
    return asked


def _verdict(asked: Request, *, granted: bool, first: bool) -> Verdict:
    if not granted:
        return Verdict.DECLINED
    return Verdict.SECONDED if first and asked.kind == RequestKind.SPECIAL else Verdict.GRANTED


def _granted(case: Case, asked: Request) -> list[Entry]:
    """What a granted request changes of its case, and what is to be written of it."""
    if asked.verdict != Verdict.GRANTED or asked.kind == RequestKind.EXCLUSION:
        return []
    rules.require_at_work(case)
    if asked.kind == RequestKind.SUSPENSION and asked.until:
        case.state = rules.move(case, to=State.SUSPENDED)
        said = tellings.suspended(asked.ground, asked.until)
        return [Entry(kind=EventKind.SUSPENDED, said=said, until=asked.until)]
    limit = Limit.parse(asked.limit) if asked.limit else None
    more = Entry(kind=EventKind.EXTENDED, said=tellings.extended(asked.ground), limit=limit, until=asked.until)
    rise = risen(case, Mechanism.SPECIAL, asked.ground) if asked.kind == RequestKind.SPECIAL else []
    return [*rise, more]


@transaction.atomic
def review(*, actor: Actor, asked: Request, words: str) -> Request:
    """Look again at what came of an exception, before its case is answered."""
    case, asked, words = *_locked(actor, asked, policies.can_review), rules.require_reason(words)
    if asked.verdict != Verdict.GRANTED:
        raise IllegalMove
    asked.verdict, asked.review = Verdict.REVIEWED, words[:500]
    asked.save(update_fields=["verdict", "review"])
    write(case, Entry(kind=EventKind.REVIEWED, about=str(asked.pk), note=words), actor=actor, reason=words)
    return asked


def _locked(actor: Actor, asked: Request, policy: Policy) -> tuple[Case, Request]:
    case: Case = Case.objects.locked(asked.case_id)
    asked = Request.objects.select_related("case__kind", "case__station").get(pk=asked.pk)
    authorise(policy, actor, asked)
    if policy is policies.can_decide and asked.decided_at is not None:
        raise IllegalMove
    return case, asked


def _notify(person: Person, asked: Request, zh: str, en: str) -> None:
    notify(person=person, zh=(zh, asked.ground), en=(en, asked.ground), link=f"/desk/requests/{asked.pk}/")
