"""Tables of needs, by what they are about."""

from yizhan.needs.models.needs import Channel, Need, NeedState, PartOfDay, Requester, Step, StepKind

__all__ = ["Channel", "Need", "NeedState", "PartOfDay", "Requester", "Step", "StepKind"]
