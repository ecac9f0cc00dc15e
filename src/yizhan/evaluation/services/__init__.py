"""What is done in evaluation, one function a use case."""

from yizhan.evaluation.services.asking import ask
from yizhan.evaluation.services.calling import close_call_back, escalate, tell_hub
from yizhan.evaluation.services.formula import change_formula
from yizhan.evaluation.services.improving import close_improvement, open_improvement
from yizhan.evaluation.services.rating import rate
from yizhan.evaluation.services.releasing import release_month, release_settled, release_survey
from yizhan.evaluation.services.surveying import answer_survey

__all__ = [
    "answer_survey",
    "ask",
    "change_formula",
    "close_call_back",
    "close_improvement",
    "escalate",
    "open_improvement",
    "rate",
    "release_month",
    "release_settled",
    "release_survey",
    "tell_hub",
]
