"""What is done about activities, one function a use case."""

from yizhan.activities.services.answers import ask, drop_question, forget_answers
from yizhan.activities.services.closing import conclude, forgive, reconcile
from yizhan.activities.services.lottery import commit_seed, draw, draw_due
from yizhan.activities.services.places import pass_on
from yizhan.activities.services.signing import Wish, accept_offer, expire_offers, sign_up, take_part, withdraw

__all__ = [
    "Wish",
    "accept_offer",
    "ask",
    "commit_seed",
    "conclude",
    "draw",
    "draw_due",
    "drop_question",
    "expire_offers",
    "forget_answers",
    "forgive",
    "pass_on",
    "reconcile",
    "sign_up",
    "take_part",
    "withdraw",
]
