"""What is done about needs, one function a use case."""

from yizhan.needs.rules import Part
from yizhan.needs.services.batches import accept_all, enter_all
from yizhan.needs.services.deliveries import leave_unmet, promise, release, serve
from yizhan.needs.services.hearing import raise_heard
from yizhan.needs.services.imports import import_needs
from yizhan.needs.services.lists import publish_list
from yizhan.needs.services.projects import (
    accept_claim,
    accept_project,
    claim,
    decline_claim,
    hand_in,
    reach,
    send_back,
)
from yizhan.needs.services.raising import join, leave, raise_need
from yizhan.needs.services.surveys import answer_survey, close_survey, make_survey
from yizhan.needs.services.triage import accept, hand_over, merge, return_need, split

__all__ = [
    "Part",
    "accept",
    "accept_all",
    "accept_claim",
    "accept_project",
    "answer_survey",
    "claim",
    "close_survey",
    "decline_claim",
    "enter_all",
    "hand_in",
    "hand_over",
    "import_needs",
    "join",
    "leave",
    "leave_unmet",
    "make_survey",
    "merge",
    "promise",
    "publish_list",
    "raise_heard",
    "raise_need",
    "reach",
    "release",
    "return_need",
    "send_back",
    "serve",
    "split",
]
