"""What officers do with a case by themselves: contact, tell, note, hand to a colleague, answer."""

from django.db import transaction

from yizhan.cases import policies, queries, rules
from yizhan.cases.models import (
    CallBack,
    Case,
    Clock,
    EventKind,
    Mechanism,
    Milestone,
    Reporter,
    RequestKind,
    Result,
    State,
    TaskForce,
)
from yizhan.cases.rules import closing, refusals, tellings
from yizhan.cases.rules.clocks import Reading
from yizhan.cases.services.log import Entry, due_of, locked, write
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.messages.services import notify
from yizhan.people.models import Actor, Person
from yizhan.people.services import record


@transaction.atomic
def contact(*, actor: Actor, case: Case, words: str) -> Case:
    """Note that the reporter was really spoken to, with what was said; an automatic receipt is no contact."""
    case, words = locked(policies.can_handle, actor, case), rules.require_reason(words)
    rules.require_at_work(case)
    if case.state == State.RECEIVED:
        case.state = rules.move(case, to=State.HANDLING)
    write(case, Entry(kind=EventKind.CONTACTED, said=tellings.contacted(words)), actor=actor)
    return case


@transaction.atomic
def tell(*, actor: Actor, case: Case, words: str) -> Case:
    """Tell the reporters how it goes."""
    case, words = locked(policies.can_handle, actor, case), rules.require_reason(words)
    rules.require_at_work(case)
    write(case, Entry(kind=EventKind.TOLD, said=tellings.told(words)), actor=actor)
    return case


@transaction.atomic
def note(*, actor: Actor, case: Case, words: str) -> Case:
    """Write down something that only those who work on it read."""
    case, words = locked(policies.can_read, actor, case), rules.require_reason(words)
    write(case, Entry(kind=EventKind.NOTED, note=words), actor=actor)
    return case


@transaction.atomic
def assign(*, actor: Actor, case: Case, person: Person, reason: str) -> Case:
    """Hand the case to a colleague; the station that received it stays responsible."""
    case, reason = locked(policies.can_handle, actor, case), rules.require_reason(reason)
    authorise(policies.can_handle, person, case)
    rules.require_at_work(case)
    case.responsible = person
    write(case, Entry(kind=EventKind.ASSIGNED, note=reason), actor=actor, reason=reason)
    notify(
        person=person,
        zh=("一件诉求交给你", case.title),
        en=("A case is yours", case.title),
        link=f"/desk/cases/{case.pk}/",
    )
    return case


@transaction.atomic
def look(*, actor: Actor, case: Case) -> list[Reporter]:
    """The reporters with their contact data, for whoever handles the case while it is open; each look is logged."""
    case = locked(policies.can_handle, actor, case)
    if case.state == State.CLOSED:
        raise refusals.CaseOver
    record(actor=actor, verb="look", subject=case)
    return list(case.reporters.select_related("person"))


@transaction.atomic
def answer(*, actor: Actor, case: Case, result: Result, words: str, basis: str = "") -> Case:
    """Give the reporters an answer, once everything is there that mechanism and result demand; a call-back follows.

    A case that nobody reported, such as one opened for an enterprise, has nobody to ask: its answer closes it.
    """
    case, words = locked(policies.can_handle, actor, case), rules.require_reason(words)
    rules.require_at_work(case)
    _require_closable(case)
    case.basis = closing.require_result(result, basis=basis)
    _answer(case, result, words, actor=actor, claimed=result)
    for follower in Case.objects.followers_locked(case):
        if follower.state not in rules.OVER:
            _answer(follower, Result.DUPLICATE, words, actor=actor, claimed=result)
    return case


def _require_closable(case: Case) -> None:
    kinds = list(case.events.values_list("kind", flat=True))
    rules.require_contacted(kinds)
    rules.require_parts_over(list(case.parts.filter(round=case.round)))
    if case.mechanism == Mechanism.SPECIAL:
        closing.require_reviewed(queries.verdicts(case, RequestKind.SPECIAL))
    if case.mechanism == Mechanism.HARD:
        force = TaskForce.objects.filter(case=case).first()
        closing.require_force_over(force, Milestone.objects.filter(force=force))


def _answer(case: Case, result: Result, words: str, *, actor: Actor, claimed: Result) -> None:
    case.state, case.result = rules.move(case, to=State.ANSWERED), result
    case.answered_by = actor if isinstance(actor, Person) else None
    readings = write(case, Entry(kind=EventKind.ANSWERED, said=tellings.answered(result, words)), actor=actor)
    if case.reporters.exists():
        _open_call_back(case, readings, claimed)
    else:
        _close_unasked(case, actor=actor)


def _open_call_back(case: Case, readings: tuple[Reading, ...], claimed: Result) -> None:
    CallBack.objects.create(
        case=case,
        round=case.round,
        handler=case.answered_by,
        result=claimed,
        opened_at=clock.now(),
        due_at=due_of(readings, Clock.CALL_BACK),
    )


def _close_unasked(case: Case, *, actor: Actor) -> None:
    case.state, case.closed_at = rules.move(case, to=State.CLOSED), clock.now()
    write(case, Entry(kind=EventKind.CLOSED, said=tellings.unasked()), actor=actor)
