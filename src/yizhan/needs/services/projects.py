"""Needs and resources claiming each other, and the projects they become."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse

from yizhan.catalogue.models import Resource
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.kernel.states import step
from yizhan.messages.services import notify
from yizhan.needs import policies
from yizhan.needs.models import Claim, ClaimState, Milestone, Need, Project, ProjectState, Side
from yizhan.needs.rules import refusals, require_reason
from yizhan.needs.rules.projects import (
    MOVES,
    Goal,
    require_claimable,
    require_open,
    require_plan,
    require_running,
)
from yizhan.needs.services.deliveries import serve
from yizhan.needs.services.raising import member
from yizhan.people.models import Actor, Person
from yizhan.people.services import record


@transaction.atomic
def claim(*, actor: Actor, need: Need, resource: Resource, side: Side, words: str = "") -> Claim:
    """Offer a resource to a need, or ask for it in the need's name; the other side answers."""
    authorise(policies.can_speak_for, actor, need, resource, side)
    need = Need.objects.locked(need.pk)
    require_claimable(need)
    made = Claim(need=need, resource=resource, side=side, words=words.strip(), made_at=clock.now())
    made.made_by = member(actor)
    with refusing(needs_claim_stands_once=refusals.ClaimedAlready):
        made.save(force_insert=True)
    record(actor=actor, verb="claim", subject=made, details={"side": side})
    return made


@transaction.atomic
def accept_claim(
    *, actor: Actor, claim: Claim, title: str, starts_on: date, ends_on: date, goals: Sequence[Goal] = ()
) -> Project:
    """Agree to do it together: a project with an owner, days and milestones."""
    found = _answer(actor, claim, ClaimState.ACCEPTED)
    require_claimable(Need.objects.locked(found.need_id))
    require_plan(title=title, starts_on=starts_on, ends_on=ends_on, goals=goals)
    owner = member(actor) if found.side == Side.NEED else found.made_by
    project = Project.objects.create(
        claim=found, title=title.strip(), owner=owner, starts_on=starts_on, ends_on=ends_on
    )
    Milestone.objects.bulk_create(
        Milestone(project=project, title=goal.title.strip(), due_on=goal.due_on) for goal in goals
    )
    _tell(
        found.made_by, zh=("认领谈成了", project.title), en=("Your claim was accepted", project.title), project=project
    )
    record(actor=actor, verb="accept", subject=project)
    return project


@transaction.atomic
def decline_claim(*, actor: Actor, claim: Claim, reason: str) -> None:
    """Say no, with the reason for those who asked."""
    reason = require_reason(reason)
    found = _answer(actor, claim, ClaimState.DECLINED, reason=reason)
    _tell(found.made_by, zh=("认领没有谈成", reason), en=("Your claim was declined", reason))
    record(actor=actor, verb="decline", subject=found, reason=reason)


@transaction.atomic
def reach(*, actor: Actor, milestone: Milestone) -> None:
    """Note that a milestone of a running project was reached; the first time counts."""
    authorise(policies.can_run, actor, milestone.project)
    require_running(Project.objects.locked(milestone.project_id))
    Milestone.objects.filter(pk=milestone.pk, reached_at=None).update(reached_at=clock.now())
    record(actor=actor, verb="reach", subject=milestone.project, details={"milestone": milestone.title})


@transaction.atomic
def hand_in(*, actor: Actor, project: Project) -> None:
    """Say that the project is done, so that the need's side looks at it."""
    authorise(policies.can_run, actor, project)
    found = _move(project, ProjectState.HANDED_IN)
    found.save(update_fields=["state"])
    record(actor=actor, verb="hand_in", subject=found)


@transaction.atomic
def accept_project(*, actor: Actor, project: Project, verdict: str) -> None:
    """Accept what was done, with words; everyone left of the need is served."""
    authorise(policies.can_judge, actor, project)
    if not verdict.strip():
        raise refusals.VerdictMissing
    found = _move(project, ProjectState.ACCEPTED)
    found.verdict, found.accepted_at, found.accepted_by = verdict.strip(), clock.now(), member(actor)
    found.save(update_fields=["state", "verdict", "accepted_at", "accepted_by"])
    need = found.claim.need
    zh, en = f"“{found.title}”已经做完并验收。", f"“{found.title}” was done and accepted."
    serve(need_id=need.pk, people=need.left, zh=zh, en=en)
    _tell(
        found.owner, zh=("项目验收通过", found.verdict), en=("The project was accepted", found.verdict), project=found
    )
    record(actor=actor, verb="accept", subject=found, reason=found.verdict)


@transaction.atomic
def send_back(*, actor: Actor, project: Project, reason: str) -> None:
    """Ask for more before accepting."""
    authorise(policies.can_judge, actor, project)
    reason, found = require_reason(reason), _move(project, ProjectState.RUNNING)
    found.save(update_fields=["state"])
    _tell(found.owner, zh=("项目要再补一补", reason), en=("The project needs more work", reason), project=found)
    record(actor=actor, verb="send_back", subject=found, reason=reason)


def _answer(actor: Actor, claim: Claim, state: ClaimState, *, reason: str = "") -> Claim:
    """The claim, answered by the other side."""
    authorise(policies.can_answer, actor, claim)
    found: Claim = Claim.objects.locked(claim.pk)
    require_open(found)
    found.state, found.reason = state, reason
    found.answered_at, found.answered_by = clock.now(), member(actor)
    found.save(update_fields=["state", "reason", "answered_at", "answered_by"])
    return found


def _move(project: Project, to: ProjectState) -> Project:
    found: Project = Project.objects.locked(project.pk)
    found.state = step(MOVES, at=found.state, to=to)
    return found


def _tell(person: Person | None, *, zh: tuple[str, str], en: tuple[str, str], project: Project | None = None) -> None:
    if person:
        link = reverse("needs:project-detail", args=[project.pk]) if project else reverse("needs:claim-list")
        notify(person=person, zh=zh, en=en, link=link)
