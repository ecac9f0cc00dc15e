"""What is done in evaluation, one function a use case."""

from yizhan.evaluation.services.asking import ask
from yizhan.evaluation.services.calling import close_call_back, escalate, tell_hub
from yizhan.evaluation.services.formula import change_formula
from yizhan.evaluation.services.rating import rate

__all__ = ["ask", "change_formula", "close_call_back", "escalate", "rate", "tell_hub"]
