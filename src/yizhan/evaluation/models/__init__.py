"""Tables of evaluation, by what they are about."""

from yizhan.evaluation.models.formula import Formula
from yizhan.evaluation.models.improvements import Improvement
from yizhan.evaluation.models.ratings import Ask, CallBack, Rating, RatingItem
from yizhan.evaluation.models.releases import Dimension, Figure, Measure, Release, ReleaseKind
from yizhan.evaluation.models.surveys import SurveyAnswer

__all__ = [
    "Ask",
    "CallBack",
    "Dimension",
    "Figure",
    "Formula",
    "Improvement",
    "Measure",
    "Rating",
    "RatingItem",
    "Release",
    "ReleaseKind",
    "SurveyAnswer",
]
