"""What is done about needs, one function a use case."""

from yizhan.needs.rules import Part
from yizhan.needs.services.deliveries import leave_unmet, promise, release, serve
from yizhan.needs.services.raising import join, leave, raise_need
from yizhan.needs.services.triage import accept, hand_over, merge, return_need, split

__all__ = [
    "Part",
    "accept",
    "hand_over",
    "join",
    "leave",
    "leave_unmet",
    "merge",
    "promise",
    "raise_need",
    "release",
    "return_need",
    "serve",
    "split",
]
