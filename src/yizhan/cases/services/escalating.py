"""The escalation ladder: who is told what and why, as a dry run, and climbed once by whatever has come due."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.db import transaction

from yizhan.cases import policies, queries
from yizhan.cases.models import Case, Clock, Escalation, EventKind, Rung, Timer
from yizhan.cases.queries.escalation import Step, steps_due
from yizhan.cases.rules import escalation as rules
from yizhan.cases.rules import refusals
from yizhan.cases.services.log import Entry, write
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.messages.services import Letter, post
from yizhan.people.models import Actor
from yizhan.people.services import record


def dry_run(*, at: datetime) -> list[Step]:
    """What would be told to whom, and why, if the ladder were climbed at `at`; nothing is written."""
    return steps_due(at)


def escalate() -> int:
    """Climb every rung whose moment has come, once, outside quiet hours; returns how many."""
    at = clock.now()
    if rules.is_quiet(at, queries.working_calendar()):
        return 0
    steps = sorted(steps_due(at), key=lambda step: step.timer.case_id)
    return sum(climb(list(mine)) for _case, mine in groupby(steps, key=lambda step: step.timer.case_id))


@transaction.atomic
def climb(steps: Sequence[Step]) -> int:
    """Climb the rungs of one case that still hold now that it is ours."""
    case: Case = Case.objects.locked(steps[0].timer.case_id)
    running = set(Timer.objects.filter(case=case, stopped_at=None).values_list("position", "due_at"))
    climbed = set(Escalation.objects.filter(case=case).values_list("rung", "position"))
    steps = [
        step
        for step in steps
        if (step.timer.position, step.timer.due_at) in running and (step.rung.pk, step.timer.position) not in climbed
    ]
    if not steps:
        return 0
    Escalation.objects.bulk_create(_escalation(step) for step in steps)
    write(case, *[_entry(step) for step in steps], actor=None)
    post(letter for step in steps for letter in _letters(step))
    return len(steps)


def _escalation(step: Step) -> Escalation:
    return Escalation(
        case_id=step.timer.case_id,
        rung=step.rung,
        position=step.timer.position,
        at=clock.now(),
        told=len(step.people),
    )


def _entry(step: Step) -> Entry:
    rung = f"{step.timer.clock} {step.rung.offset} {step.rung.recipient}"
    return Entry(kind=EventKind.ESCALATED, about=str(step.timer.position), note=rung)


def _letters(step: Step) -> list[Letter]:
    case = step.timer.case
    said = rules.said(
        Clock(step.timer.clock),
        title=f"{case.title}（{case.station.name_zh}）",
        due_at=step.timer.due_at,
        late=step.timer.due_at <= clock.now(),
    )
    link = f"/desk/cases/{case.pk}/"
    return [Letter(person_id=person.pk, zh=said.zh, en=said.en, link=link) for person in step.people]


@transaction.atomic
def add_rung(*, actor: Actor, clock: Clock, offset: str, recipient: str) -> Rung:
    """Have somebody told so long before or after a clock is due."""
    authorise(policies.can_keep, actor)
    with refusing(cases_rung_once=refusals.RungThere, cases_rung_offset_readable=refusals.LimitUnreadable):
        rung = Rung.objects.create(clock=clock, offset=offset, recipient=recipient)
    record(actor=actor, verb="add", subject=rung, details={"clock": clock, "offset": offset, "recipient": recipient})
    return rung


@transaction.atomic
def switch_rung(*, actor: Actor, rung: Rung, active: bool) -> Rung:
    """Use a rung, or leave it out until further notice; what was climbed stays written down."""
    authorise(policies.can_keep, actor)
    rung = Rung.objects.select_for_update().get(pk=rung.pk)
    rung.active = active
    rung.save(update_fields=["active"])
    record(actor=actor, verb="switch", subject=rung, details={"active": active})
    return rung
