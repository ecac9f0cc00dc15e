"""Evaluation for tests: the plainest that the constraints allow."""

from datetime import date, timedelta

import factory
from factory.django import DjangoModelFactory

from tests.activities.factories import ActivityFactory, RegistrationFactory
from tests.factories import LONG_AGO, CategoryFactory, PersonFactory, ZoneFactory
from yizhan.activities.models import ActivityState, RegistrationState
from yizhan.evaluation.models import (
    Ask,
    CallBack,
    Figure,
    Formula,
    Improvement,
    Rating,
    RatingItem,
    Release,
    SurveyAnswer,
)


class ConcludedFactory(ActivityFactory):
    """An activity that is over."""

    state = ActivityState.CONCLUDED


class CameFactory(RegistrationFactory):
    """Somebody who came to an activity that is over."""

    activity = factory.SubFactory(ConcludedFactory)
    state = RegistrationState.ATTENDED
    checked_in_at = factory.SelfAttribute("activity.starts_at")


class RatingItemFactory(DjangoModelFactory):
    class Meta:
        model = RatingItem

    category = factory.SubFactory(CategoryFactory)
    code = factory.Sequence("item-{}".format)
    name_zh = factory.Sequence("讲得清楚{}".format)


class AskFactory(DjangoModelFactory):
    """Asked when the activity ended, for a week."""

    class Meta:
        model = Ask

    registration = factory.SubFactory(CameFactory)
    asked_at = factory.SelfAttribute("registration.activity.ends_at")
    closes_at = factory.LazyAttribute(lambda ask: ask.asked_at + timedelta(days=7))


class RatingFactory(DjangoModelFactory):
    class Meta:
        model = Rating

    ask = factory.SubFactory(AskFactory)
    level = 4
    rated_at = factory.SelfAttribute("ask.asked_at")


class CallBackFactory(DjangoModelFactory):
    """Without a result, due three days after it was opened."""

    class Meta:
        model = CallBack

    rating = factory.SubFactory(RatingFactory, level=1)
    station = factory.SelfAttribute("rating.ask.registration.activity.station")
    officer = factory.SubFactory(PersonFactory)
    opened_at = factory.SelfAttribute("rating.rated_at")
    due_at = factory.LazyAttribute(lambda call_back: call_back.opened_at + timedelta(days=3))


class FormulaFactory(DjangoModelFactory):
    """The numbers that the product came with."""

    class Meta:
        model = Formula

    on = True
    window_months = 3
    prior = 10
    service_prior = 50
    neutral_rating = 4.0
    neutral_attendance = 0.8
    rating_gain = 0.25
    attendance_gain = 0.5
    floor = 0.5
    ceiling = 1.5
    reason = "第一次公布"
    at = LONG_AGO


class ReleaseFactory(DjangoModelFactory):
    class Meta:
        model = Release

    kind = "scorecards"
    period = date(2026, 1, 1)
    made_at = LONG_AGO


class FigureFactory(DjangoModelFactory):
    class Meta:
        model = Figure

    release = factory.SubFactory(ReleaseFactory)
    dimension = "all"
    measure = "rating"
    base = 40
    value = 4.0
    low = 3.8
    high = 4.2


class ImprovementFactory(DjangoModelFactory):
    class Meta:
        model = Improvement

    figure = factory.SubFactory(FigureFactory)
    owner = factory.SubFactory(PersonFactory)
    due_on = date(2026, 3, 1)
    words = "换一个安静的房间"
    opened_at = LONG_AGO


class SurveyAnswerFactory(DjangoModelFactory):
    class Meta:
        model = SurveyAnswer

    person = factory.SubFactory(PersonFactory)
    zone = factory.SubFactory(ZoneFactory)
    year = 2026
    gain = 4
    happiness = 4
    safety = 5
    answered_at = LONG_AGO


def heard(activity, levels, *, absent=0):
    """People who came to `activity` and said `levels` (None: said nothing), and some who stayed away."""
    for level in levels:
        ask = AskFactory(registration=CameFactory(activity=activity))
        if level:
            RatingFactory(ask=ask, level=level)
    RegistrationFactory.create_batch(absent, activity=activity, state=RegistrationState.ABSENT)
    return activity
