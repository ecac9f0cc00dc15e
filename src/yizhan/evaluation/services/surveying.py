"""The yearly survey."""

from django.db import transaction

from yizhan.evaluation import policies, queries
from yizhan.evaluation.models import SurveyAnswer
from yizhan.evaluation.rules import refusals
from yizhan.evaluation.rules import tasks as rules
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.people.models import Person
from yizhan.people.queries import today


@transaction.atomic
def answer_survey(*, actor: Person, year: int, gain: int, happiness: int, safety: int) -> SurveyAnswer:
    """Answer three questions for this year, once; kept with the zone where the member works, and no line in the ledger."""
    authorise(policies.can_answer_survey, actor)
    rules.require_this_year(year, day=today())
    rules.require_senses(gain, happiness, safety)
    with refusing(evaluation_surveyanswer_once_a_year=refusals.AnsweredAlready):
        return SurveyAnswer.objects.create(
            person=actor,
            year=year,
            zone=queries.zone_of(actor),
            gain=gain,
            happiness=happiness,
            safety=safety,
            answered_at=clock.now(),
        )
