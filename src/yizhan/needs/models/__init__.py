"""Tables of needs, by what they are about."""

from yizhan.needs.models.needs import Channel, Need, NeedState, PartOfDay, Requester, Step, StepKind
from yizhan.needs.models.surveys import Answer, Survey

__all__ = ["Answer", "Channel", "Need", "NeedState", "PartOfDay", "Requester", "Step", "StepKind", "Survey"]
