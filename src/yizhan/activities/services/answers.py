"""The sign-up form of an activity: what is asked, what is answered, and when the answers are deleted."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Q, Value

from yizhan.activities import policies
from yizhan.activities.models import Activity, Answer, Question, Registration, RegistrationState
from yizhan.activities.rules import refusals
from yizhan.kernel import clock, seals
from yizhan.kernel.access import authorise
from yizhan.people.models import Actor
from yizhan.people.services import record

GONE = [RegistrationState.CANCELLED, RegistrationState.EXPIRED, RegistrationState.NOT_DRAWN]


@transaction.atomic
def ask(*, actor: Actor, activity: Activity, fields: Mapping[str, Any]) -> Question:
    """Add a question to the sign-up form; not once somebody has signed up."""
    authorise(policies.can_run, actor, activity.station)
    activity = _unanswered(activity)
    question = activity.questions.create(**fields)
    record(actor=actor, verb="ask", subject=activity, details={"question": question.label_zh})
    return question


@transaction.atomic
def drop_question(*, actor: Actor, question: Question) -> None:
    """Take a question off the sign-up form; not once somebody has signed up."""
    activity = question.activity
    authorise(policies.can_run, actor, activity.station)
    _unanswered(activity)
    record(actor=actor, verb="drop-question", subject=activity, details={"question": question.label_zh})
    question.delete()


def _unanswered(activity: Activity) -> Activity:
    locked: Activity = Activity.objects.locked(activity.pk)
    if locked.registrations.standing().exists():
        raise refusals.FormInUse
    return locked


def keep_answers(registration: Registration, given: Sequence[tuple[Question, str]]) -> None:
    """Keep what was answered; what is sensitive is sealed."""
    if given:
        Answer.objects.bulk_create(
            Answer(
                registration=registration,
                question=question,
                text="" if question.sensitive else text,
                text_sealed=seals.seal(text) if question.sensitive else None,
            )
            for question, text in given
        )


@transaction.atomic
def forget_answers() -> int:
    """Delete answers whose time is over, and those of people who left; returns how many."""
    kept_until = ExpressionWrapper(
        F("registration__activity__ends_at") + F("question__keep_days") * Value(timedelta(days=1)),
        output_field=DateTimeField(),
    )
    over = Answer.objects.annotate(kept_until=kept_until).filter(
        Q(kept_until__lte=clock.now()) | Q(registration__state__in=GONE)
    )
    return Answer.objects.filter(pk__in=list(over.values_list("pk", flat=True))).delete()[0]
