"""难题专办: a task force with a plan, milestones, progress notes, and a lesson at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from yizhan.cases import policies, rules
from yizhan.cases.models import Case, EventKind, Mechanism, Milestone, State, TaskForce, TaskMember
from yizhan.cases.rules import refusals
from yizhan.cases.services.joint import risen
from yizhan.cases.services.log import Entry, locked, write
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.states import IllegalMove
from yizhan.messages.services import notify_all
from yizhan.people.models import Actor, Person
from yizhan.people.queries import today


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How a task force goes about it: what, by when, how often it reports, and what is done on the way."""

    words: str
    until: datetime
    progress: str = "5d"
    milestones: Sequence[tuple[str, date]] = ()


@transaction.atomic
def form_force(*, actor: Actor, case: Case, leader: Person, members: Sequence[Person], plan: Plan) -> TaskForce:
    """Form the task force of a hard case; its own plan is the limit from now on, and it reports at a set interval."""
    case, at = locked(policies.can_approve, actor, case), clock.now()
    rules.require_at_work(case)
    rules.require_rise(case, Mechanism.HARD)
    if plan.until <= at:
        raise refusals.LimitPast
    every, words = rules.limit(plan.progress), rules.require_reason(plan.words)
    force = TaskForce.objects.create(
        case=case, leader=leader, plan=words, progress=str(every), until=plan.until, formed_at=at
    )
    TaskMember.objects.bulk_create(TaskMember(force=force, person=one) for one in {*members} - {leader})
    Milestone.objects.bulk_create(Milestone(force=force, title=title, due_on=day) for title, day in plan.milestones)
    if case.state == State.RECEIVED:
        case.state = rules.move(case, to=State.HANDLING)
    forced = Entry(kind=EventKind.FORCED, about=str(force.pk), limit=every, until=plan.until, note=words)
    write(case, *risen(case, Mechanism.HARD, words), forced, actor=actor)
    link = f"/desk/cases/{case.pk}/force/"
    notify_all(
        people=[leader, *members],
        zh=("你在一个专班里", case.title),
        en=("You are in a task force", case.title),
        link=link,
    )
    return force


@transaction.atomic
def add_milestone(*, actor: Actor, force: TaskForce, title: str, due_on: date) -> Milestone:
    """Plan one more thing to be done by a day."""
    case = _locked(actor, force)
    if due_on < today():
        raise refusals.LimitPast(field="due_on")
    made = Milestone.objects.create(force=force, title=rules.require_reason(title), due_on=due_on)
    write(case, Entry(kind=EventKind.MILESTONE, about=str(made.pk), note=f"+ {made.title}"), actor=actor)
    return made


@transaction.atomic
def settle_milestone(*, actor: Actor, milestone: Milestone, words: str, dropped: bool = False) -> Milestone:
    """Note that it is done, with what shows it, or that it is not going to be, and why."""
    case, words = _locked(actor, milestone.force), rules.require_reason(words)
    milestone.refresh_from_db()
    if milestone.done_at is not None:
        raise IllegalMove
    milestone.done_at, milestone.dropped, milestone.words = clock.now(), dropped, words[:500]
    milestone.save(update_fields=["done_at", "dropped", "words"])
    mark = "-" if dropped else "✓"
    write(case, Entry(kind=EventKind.MILESTONE, about=str(milestone.pk), note=f"{mark} {milestone.title}"), actor=actor)
    return milestone


@transaction.atomic
def learn(*, actor: Actor, force: TaskForce, lesson: str) -> TaskForce:
    """Write down what was learnt, for the next time."""
    case, lesson = _locked(actor, force), rules.require_reason(lesson)
    force.lesson = lesson
    force.save(update_fields=["lesson"])
    write(case, Entry(kind=EventKind.NOTED, about=str(force.pk), note=lesson), actor=actor)
    return force


def _locked(actor: Actor, force: TaskForce) -> Case:
    authorise(policies.can_lead, actor, force)
    case: Case = Case.objects.locked(force.case_id)
    rules.require_at_work(case)
    return case
