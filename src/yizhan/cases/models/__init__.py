"""Tables of cases, by what they are about."""

from yizhan.cases.models.cases import (
    Case,
    Channel,
    Clock,
    Event,
    EventKind,
    Reporter,
    Result,
    State,
    Timer,
)
from yizhan.cases.models.judging import Appeal, CallBack
from yizhan.cases.models.kinds import Kind, Mechanism
from yizhan.cases.models.ladder import Escalation, Recipient, Rung
from yizhan.cases.models.parts import Body, BodyPerson, Part, PartState
from yizhan.cases.models.specials import Milestone, Request, RequestKind, TaskForce, TaskMember, Verdict

__all__ = [
    "Appeal",
    "Body",
    "BodyPerson",
    "CallBack",
    "Case",
    "Channel",
    "Clock",
    "Escalation",
    "Event",
    "EventKind",
    "Kind",
    "Mechanism",
    "Milestone",
    "Part",
    "PartState",
    "Recipient",
    "Reporter",
    "Request",
    "RequestKind",
    "Result",
    "Rung",
    "State",
    "TaskForce",
    "TaskMember",
    "Timer",
    "Verdict",
]
