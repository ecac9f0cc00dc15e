"""Tables of needs, by what they are about."""

from yizhan.needs.models.lists import ListKind, MonthList
from yizhan.needs.models.needs import Channel, Need, NeedState, PartOfDay, Requester, Step, StepKind
from yizhan.needs.models.projects import Claim, ClaimState, Milestone, Project, ProjectState, Side
from yizhan.needs.models.surveys import Answer, Survey

__all__ = [
    "Answer",
    "Channel",
    "Claim",
    "ClaimState",
    "ListKind",
    "Milestone",
    "MonthList",
    "Need",
    "NeedState",
    "PartOfDay",
    "Project",
    "ProjectState",
    "Requester",
    "Side",
    "Step",
    "StepKind",
    "Survey",
]
