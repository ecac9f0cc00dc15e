"""When needs and resources may claim each other, and how a project goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yizhan.needs.models import Claim, ClaimState, Need, NeedState, Project, ProjectState
from yizhan.needs.rules import refusals

MOVES: Mapping[ProjectState, frozenset[ProjectState]] = {
    ProjectState.RUNNING: frozenset({ProjectState.HANDED_IN}),
    ProjectState.HANDED_IN: frozenset({ProjectState.RUNNING, ProjectState.ACCEPTED}),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """What a project is to reach, and by which day."""

    title: str
    due_on: date


def require_claimable(need: Need) -> None:
    """Raise unless the need was accepted and somebody is left without a place."""
    if need.state not in {NeedState.ACCEPTED, NeedState.PLANNED} or need.left <= 0:
        raise refusals.NotClaimable


def require_open(claim: Claim) -> None:
    """Raise when the claim was answered already."""
    if claim.state != ClaimState.OPEN:
        raise refusals.AnsweredClaim


def require_plan(*, title: str, starts_on: date, ends_on: date, goals: Sequence[Goal]) -> None:
    """Raise unless a project has a title, days in order, and milestones within them."""
    if not title.strip():
        raise refusals.TitleMissing
    if starts_on >= ends_on:
        raise refusals.ProjectDaysOutOfOrder
    if any(not goal.title.strip() or not starts_on <= goal.due_on <= ends_on for goal in goals):
        raise refusals.MilestoneOutside


def require_running(project: Project) -> None:
    """Raise unless the project goes on."""
    if project.state != ProjectState.RUNNING:
        raise refusals.ProjectOver
