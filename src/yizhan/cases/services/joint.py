"""平台协办: asking bodies for their part, whistling for them, and what they answer."""

from django.db import transaction

from yizhan.cases import policies, queries, rules
from yizhan.cases.models import Body, Case, Clock, EventKind, Mechanism, Part, PartState, State
from yizhan.cases.rules import Limit, refusals, tellings
from yizhan.cases.services.log import Entry, due_of, locked, readings_of, write
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.kernel.states import IllegalMove
from yizhan.messages.services import notify_all
from yizhan.people.models import Actor, Person


def ask(*, actor: Actor, case: Case, body: Body, task: str, limit: str) -> Part:
    """Ask a body for its part within a limit that lies inside that of the case; the station stays responsible."""
    return _ask(actor, case, body, task, rules.limit(limit), whistle=False)


def whistle(*, actor: Actor, case: Case, body: Body, task: str, limit: str) -> Part:
    """吹哨: name a body, which must report in within the limit of the kind, do its part, and is rated by the station."""
    return _ask(actor, case, body, task, rules.limit(limit), whistle=True)


@transaction.atomic
def _ask(actor: Actor, case: Case, body: Body, task: str, limit: Limit, *, whistle: bool) -> Part:
    case, task, at = locked(policies.can_handle, actor, case), rules.require_reason(task), clock.now()
    rules.require_at_work(case)
    _require_reachable(case, body)
    due_at = rules.end_of(limit, start=at, calendar=queries.working_calendar())
    rules.require_inside(due_at, outer=due_of(readings_of(case, at=at), Clock.RESOLUTION))
    with refusing(cases_part_one_a_body=refusals.BodyAsked):
        part = Part.objects.create(
            case=case,
            body=body,
            round=case.round,
            whistle=whistle,
            task=task,
            limit=str(limit),
            asked_at=at,
            due_at=due_at,
        )
    kind = EventKind.WHISTLED if whistle else EventKind.ASKED
    entries = [
        *risen(case, Mechanism.JOINT, body.name_zh, en=body.name_en),
        Entry(kind=kind, about=str(part.pk), limit=limit, note=task),
    ]
    if case.state == State.RECEIVED:
        case.state = rules.move(case, to=State.HANDLING)
    write(case, *entries, actor=actor)
    people = Person.objects.filter(bodies__body=body)
    notify_all(
        people=people,
        zh=("请你们协办一件诉求", task),
        en=("A case needs your part", task),
        link=f"/desk/parts/{part.pk}/",
    )
    return part


def _require_reachable(case: Case, body: Body) -> None:
    if not Body.objects.reaching(case.station.subdistrict_id).filter(pk=body.pk).exists():
        raise refusals.BodyOutside
    if not body.people.exists():
        raise refusals.BodyHasNobody


def risen(case: Case, to: Mechanism, why: str, *, en: str = "") -> list[Entry]:
    """Let a locked case rise to `to`, if it is not there yet; returns what is to be written of it, `why` also in English."""
    if rules.LADDER.index(to) <= rules.LADDER.index(Mechanism(case.mechanism)):
        return []
    rules.require_rise(case, to)
    case.mechanism = to
    return [Entry(kind=EventKind.ROSE, said=tellings.rose(to, why, en=en), note=to)]


@transaction.atomic
def report_in(*, actor: Actor, part: Part) -> Part:
    """报到: say that one has taken it up."""
    case, part = _locked_part(actor, part)
    if part.state != PartState.ASKED:
        raise IllegalMove
    part.state, part.reported_in_at = PartState.WORKING, clock.now()
    part.save(update_fields=["state", "reported_in_at"])
    write(case, Entry(kind=EventKind.REPORTED_IN, about=str(part.pk)), actor=actor)
    return part


@transaction.atomic
def refuse(*, actor: Actor, part: Part, ground: str) -> Part:
    """Hand a part back, once, with the ground; whether it stays so is for the station to say."""
    (case, part), ground = _locked_part(actor, part), rules.require_reason(ground)
    if part.refused_at is not None:
        raise refusals.RefusedOnce
    part.state, part.refused_at, part.ground = PartState.REFUSED, clock.now(), ground
    part.save(update_fields=["state", "refused_at", "ground"])
    write(case, Entry(kind=EventKind.REFUSED, about=str(part.pk), note=ground), actor=actor, reason=ground)
    _tell_responsible(
        case, f"{part.body.name_zh}退回了协办", f"{part.body.name_en or part.body.name_zh} handed its part back", ground
    )
    return part


@transaction.atomic
def insist(*, actor: Actor, part: Part, reason: str) -> Part:
    """Ask a body again that handed its part back; its clock starts anew and it cannot refuse any more."""
    case, reason = locked(policies.can_handle, actor, part.case), rules.require_reason(reason)
    part.refresh_from_db()
    if part.state != PartState.REFUSED:
        raise IllegalMove
    limit, at = Limit.parse(part.limit), clock.now()
    part.state, part.due_at = PartState.ASKED, rules.end_of(limit, start=at, calendar=queries.working_calendar())
    part.save(update_fields=["state", "due_at"])
    kind = EventKind.WHISTLED if part.whistle else EventKind.ASKED
    write(case, Entry(kind=kind, about=str(part.pk), limit=limit, note=reason), actor=actor, reason=reason)
    return part


@transaction.atomic
def finish(*, actor: Actor, part: Part, outcome: str) -> Part:
    """Say what one did."""
    (case, part), outcome = _locked_part(actor, part), rules.require_reason(outcome)
    at = clock.now()
    part.state, part.done_at, part.outcome = PartState.DONE, at, outcome
    part.reported_in_at = part.reported_in_at or at
    part.save(update_fields=["state", "done_at", "outcome", "reported_in_at"])
    write(case, Entry(kind=EventKind.PART_DONE, about=str(part.pk), note=outcome), actor=actor)
    _tell_responsible(
        case, f"{part.body.name_zh}完成了协办", f"{part.body.name_en or part.body.name_zh} did its part", outcome
    )
    return part


@transaction.atomic
def excuse(*, actor: Actor, part: Part, reason: str) -> Part:
    """Let a body off its part."""
    case, reason = locked(policies.can_handle, actor, part.case), rules.require_reason(reason)
    part.refresh_from_db()
    if part.state in {PartState.DONE, PartState.EXCUSED}:
        raise IllegalMove
    part.state = PartState.EXCUSED
    part.save(update_fields=["state"])
    write(case, Entry(kind=EventKind.EXCUSED, about=str(part.pk), note=reason), actor=actor, reason=reason)
    return part


@transaction.atomic
def rate(*, actor: Actor, part: Part, level: int, words: str = "") -> Part:
    """Rate what a body did, from 1 to 5: the station that whistled has the right to."""
    case = locked(policies.can_handle, actor, part.case)
    part.refresh_from_db()
    if part.state != PartState.DONE:
        raise refusals.PartNotOver
    part.level, part.level_words = level, words.strip()
    with refusing(cases_part_level_one_to_five=refusals.AnswerUnknown):
        part.save(update_fields=["level", "level_words"])
    write(
        case, Entry(kind=EventKind.NOTED, about=str(part.pk), note=f"{level}/5 {part.level_words}".strip()), actor=actor
    )
    return part


def _locked_part(actor: Actor, part: Part) -> tuple[Case, Part]:
    """The case, locked, and its part as it is now, for somebody of the body while there is something to do."""
    authorise(policies.can_do_part, actor, part)
    case: Case = Case.objects.locked(part.case_id)
    part.refresh_from_db()
    if part.state not in {PartState.ASKED, PartState.WORKING}:
        raise IllegalMove
    return case, part


def _tell_responsible(case: Case, zh: str, en: str, words: str) -> None:
    people = [case.responsible] if case.responsible else []
    notify_all(people=people, zh=(zh, words), en=(en, words), link=f"/desk/cases/{case.pk}/")
