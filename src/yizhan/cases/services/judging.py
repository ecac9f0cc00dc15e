"""What the reporters say of an answer: call-backs, their own confirmation, second handling, appeals."""

from dataclasses import dataclass

from django.db import transaction

from yizhan.cases import policies, queries, rules
from yizhan.cases.models import Appeal, CallBack, Case, Clock, EventKind, State
from yizhan.cases.rules import closing, refusals, tellings
from yizhan.cases.services.log import Entry, due_of, locked, write
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.kernel.states import IllegalMove
from yizhan.people.models import Actor, Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Opinion:
    """What a reporter says of a round: whether it is solved, how content they are (1 to 5), and words."""

    solved: bool
    level: int
    words: str = ""


@transaction.atomic
def call_back(*, actor: Actor, call_back: CallBack, opinion: Opinion) -> Case:
    """Note what a reporter said when somebody who did not handle it asked; not content means it is handled again."""
    case, call_back = _locked(call_back)
    if actor.pk == call_back.handler_id:
        raise refusals.HandlerCalls
    authorise(policies.can_call_back, actor, call_back)
    return _answered(case, call_back, opinion, actor=actor, own=False)


@transaction.atomic
def confirm(*, actor: Actor, case: Case, opinion: Opinion) -> Case:
    """Answer for oneself, as one who reported it, before or after somebody asked."""
    authorise(policies.can_follow, actor, case)
    waiting = CallBack.objects.filter(case=case, done_at=None).first()
    if waiting is None:
        raise refusals.AnsweredAlready
    case, waiting = _locked(waiting)
    return _answered(case, waiting, opinion, actor=actor, own=True)


@transaction.atomic
def try_again(*, actor: Actor, call_back: CallBack) -> CallBack:
    """Note that nobody could be reached this time."""
    case, call_back = _locked(call_back)
    authorise(policies.can_call_back, actor, call_back)
    call_back.tries += 1
    call_back.save(update_fields=["tries"])
    write(case, Entry(kind=EventKind.NOTED, about=str(call_back.pk), note=f"☎ {call_back.tries}"), actor=actor)
    return call_back


@transaction.atomic
def fall_silent(*, actor: Actor, call_back: CallBack) -> Case:
    """Close a case whose reporters could not be reached after several tries: asked, and no answer, which is never yes."""
    case, call_back = _locked(call_back)
    authorise(policies.can_call_back, actor, call_back)
    if call_back.tries < rules.TRIES_BEFORE_SILENCE:
        raise refusals.NotYetSilent
    call_back.done_at, call_back.by_id = clock.now(), actor.pk
    call_back.save(update_fields=["done_at", "by"])
    _close(case, tellings.silent(), actor=actor)
    return case


def _locked(call_back: CallBack) -> tuple[Case, CallBack]:
    case: Case = Case.objects.locked(call_back.case_id)
    call_back = CallBack.objects.select_related("case__kind", "case__station").get(pk=call_back.pk)
    if call_back.done_at is not None:
        raise refusals.AnsweredAlready
    return case, call_back


def _answered(case: Case, call_back: CallBack, opinion: Opinion, *, actor: Actor, own: bool) -> Case:
    call_back.solved, call_back.level, call_back.words = opinion.solved, opinion.level, opinion.words.strip()
    call_back.done_at, call_back.by_id, call_back.own = clock.now(), actor.pk, own
    with refusing(
        cases_callback_answered_whole=refusals.AnswerUnknown, cases_callback_not_by_the_handler=refusals.HandlerCalls
    ):
        call_back.save(update_fields=["solved", "level", "words", "done_at", "by", "own"])
    if closing.handled_again(solved=opinion.solved, level=opinion.level, rounds=case.round):
        called = Entry(kind=EventKind.CALLED_BACK, note=call_back.words)
        _reopen(case, called, reason=call_back.words, actor=actor, own=own)
    else:
        _close(case, tellings.closed(), actor=actor, note=call_back.words, own=own)
    return case


def _close(case: Case, said: tellings.Said, *, actor: Actor, note: str = "", own: bool = False) -> None:
    case.state, case.closed_at = rules.move(case, to=State.CLOSED), clock.now()
    called = Entry(kind=EventKind.CALLED_BACK, note=note)
    write(case, called, Entry(kind=EventKind.CLOSED, said=said), actor=actor, own=own)


def _reopen(case: Case, *before: Entry, reason: str, actor: Actor, own: bool = False) -> None:
    """Begin a new round, by itself if it was answered with another; the figures of those before stand.

    Reporters hear that it begins. What one of them said is for those who handle it, unless an entry before has it.
    """
    case.series = None
    case.state, case.result, case.closed_at = rules.move(case, to=State.HANDLING), "", None
    case.round, case.basis = case.round + 1, ""
    reopened = Entry(kind=EventKind.REOPENED, said=tellings.reopened(), note="" if before else reason)
    write(case, *before, reopened, actor=actor, reason=reason, own=own)


@transaction.atomic
def reopen(*, actor: Actor, case: Case, words: str) -> Case:
    """Bring a closed case back, as one who reported it, while that is still allowed."""
    case, words = locked(policies.can_follow, actor, case), rules.require_reason(words)
    _require_recent(case)
    if case.round >= closing.MOST_ROUNDS:
        raise refusals.CaseOver
    _reopen(case, reason=words, actor=actor, own=True)
    return case


@transaction.atomic
def appeal(*, actor: Actor, case: Case, words: str) -> Appeal:
    """Not accept how a case ended; somebody who did not handle it decides."""
    case, words = locked(policies.can_follow, actor, case), rules.require_reason(words)
    _require_recent(case)
    case.state, case.closed_at = rules.move(case, to=State.APPEALED), None
    readings = write(case, Entry(kind=EventKind.APPEALED, said=tellings.appealed(), note=words), actor=actor, own=True)
    with refusing(cases_appeal_once_a_round=refusals.AppealedAlready):
        made: Appeal = Appeal.objects.create(
            case=case,
            round=case.round,
            by_id=actor.pk,
            words=words,
            made_at=clock.now(),
            due_at=due_of(readings, Clock.APPEAL),
        )
    return made


def _require_recent(case: Case) -> None:
    if case.state != State.CLOSED or case.closed_at is None:
        raise IllegalMove
    last = rules.end_of(rules.APPEAL_WITHIN, start=case.closed_at, calendar=queries.working_calendar())
    if clock.now() > last:
        raise refusals.AppealTooLate


@transaction.atomic
def decide_appeal(*, actor: Actor, appeal: Appeal, upheld: bool, decision: str) -> Appeal:
    """Say what comes of an appeal; one that is upheld has the case handled again."""
    case, decision = Case.objects.locked(appeal.case_id), rules.require_reason(decision)
    if isinstance(actor, Person) and actor.pk == case.answered_by_id:
        raise refusals.NotDecider
    authorise(policies.can_decide_appeal, actor, case)
    appeal.refresh_from_db()
    if appeal.decided_at is not None:
        raise IllegalMove
    appeal.decided_at, appeal.decided_by_id = clock.now(), actor.pk
    appeal.upheld, appeal.decision = upheld, decision
    appeal.save(update_fields=["decided_at", "decided_by", "upheld", "decision"])
    said = tellings.appeal_decided(decision, upheld=upheld)
    decided = Entry(kind=EventKind.APPEAL_DECIDED, said=said)
    if upheld:
        _reopen(case, decided, reason=decision, actor=actor)
        return appeal
    case.state, case.closed_at = rules.move(case, to=State.CLOSED), clock.now()
    write(case, decided, actor=actor, reason=decision)
    return appeal
