"""What must never be false of evaluation, broken once each."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError

from tests.evaluation.factories import (
    AskFactory,
    CallBackFactory,
    FigureFactory,
    FormulaFactory,
    ImprovementFactory,
    RatingFactory,
    RatingItemFactory,
    ReleaseFactory,
    SurveyAnswerFactory,
)
from tests.factories import LONG_AGO, PersonFactory

pytestmark = pytest.mark.django_db


def twice(make, **more):
    make(**more)
    make(**more)


BREAKS = {
    "evaluation_formula_looks_back": lambda: FormulaFactory(window_months=13),
    "evaluation_formula_shrinks": lambda: FormulaFactory(prior=0),
    "evaluation_formula_neutral_in_scale": lambda: FormulaFactory(neutral_attendance=1.1),
    "evaluation_formula_better_never_weighs_less": lambda: FormulaFactory(rating_gain=-0.1),
    "evaluation_formula_bounds_around_one": lambda: FormulaFactory(floor=1.1),
    "evaluation_formula_says_why": lambda: FormulaFactory(reason=""),
    "evaluation_ratingitem_code_once": lambda: twice(RatingItemFactory, code="clear"),
    "evaluation_ratingitem_says_something": lambda: RatingItemFactory(name_zh=""),
    "evaluation_ask_time_to_answer": lambda: AskFactory(closes_at=LONG_AGO),
    "evaluation_rating_level_one_to_five": lambda: RatingFactory(level=6),
    "evaluation_rating_three_items_at_most": lambda: RatingFactory(items=["a", "b", "c", "d"]),
    "evaluation_rating_made_then_changed": lambda: RatingFactory(changed_at=LONG_AGO),
    "evaluation_callback_once": lambda: twice(CallBackFactory, rating=RatingFactory()),
    "evaluation_callback_has_time": lambda: CallBackFactory(due_at=LONG_AGO),
    "evaluation_callback_done_with_a_result": lambda: CallBackFactory(done_at=LONG_AGO + timedelta(days=9)),
    "evaluation_release_once": lambda: twice(ReleaseFactory),
    "evaluation_release_kind_known": lambda: ReleaseFactory(kind="secret"),
    "evaluation_release_of_a_whole_period": lambda: ReleaseFactory(period=date(2026, 1, 2)),
    "evaluation_figure_once": lambda: twice(FigureFactory, release=ReleaseFactory()),
    "evaluation_figure_dimension_known": lambda: FigureFactory(dimension="person", subject_id=PersonFactory().pk),
    "evaluation_figure_measure_known": lambda: FigureFactory(measure="height"),
    "evaluation_figure_of_something": lambda: FigureFactory(dimension="station"),
    "evaluation_figure_of_five_at_least": lambda: FigureFactory(base=4),
    "evaluation_figure_within_its_interval": lambda: FigureFactory(value=9),
    "evaluation_surveyanswer_once_a_year": lambda: twice(SurveyAnswerFactory, person=PersonFactory()),
    "evaluation_surveyanswer_one_to_five": lambda: SurveyAnswerFactory(safety=0),
    "evaluation_improvement_one_open_a_figure": lambda: twice(ImprovementFactory, figure=FigureFactory()),
    "evaluation_improvement_says_what": lambda: ImprovementFactory(words=""),
    "evaluation_improvement_closed_with_an_outcome": lambda: ImprovementFactory(outcome="做好了"),
}


@pytest.mark.parametrize("constraint", BREAKS)
def test_the_database_refuses_to_hold_what_must_never_be(constraint):
    with pytest.raises(IntegrityError, match=f'"{constraint}"'):
        BREAKS[constraint]()


def test_every_constraint_of_evaluation_is_broken_here():
    models = apps.get_app_config("evaluation").get_models()

    assert {c.name for m in models for c in m._meta.constraints} == set(BREAKS)
