"""Making something better because of a figure."""

from datetime import date

from django.db import transaction

from yizhan.evaluation import policies, queries
from yizhan.evaluation.models import Figure, Improvement
from yizhan.evaluation.rules import ratings, refusals
from yizhan.evaluation.rules import tasks as rules
from yizhan.kernel import clock, dates
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.kernel.states import IllegalMove
from yizhan.messages.services import notify
from yizhan.people.models import Actor, Person
from yizhan.people.queries import today
from yizhan.people.services import record


@transaction.atomic
def open_improvement(*, actor: Actor, figure: Figure, owner: Person, due_on: date, words: str) -> Improvement:
    """Give somebody the task to make better what a figure shows, until a day."""
    authorise(policies.can_improve, actor)
    ratings.require_words(words)
    rules.require_due_later(due_on, day=today())
    if not queries.owners().filter(pk=owner.pk).exists():
        raise refusals.NobodyToDoIt
    with refusing(evaluation_improvement_one_open_a_figure=refusals.ImprovementOpen):
        improvement = Improvement.objects.create(
            figure=figure,
            owner=owner,
            due_on=due_on,
            words=words.strip(),
            opened_by=actor if isinstance(actor, Person) else None,
            opened_at=clock.now(),
        )
    record(actor=actor, verb="improve", subject=improvement, reason=words.strip())
    _hand_over(improvement, owner)
    return improvement


def _hand_over(improvement: Improvement, owner: Person) -> None:
    by = dates.day(improvement.due_on, year=True)
    notify(
        person=owner,
        zh=("有一项改进交给你", f"{improvement.words[:60]}，请在 {by.zh} 前做完。"),
        en=("An improvement is yours", f"{improvement.words[:60]}: by {by.en}."),
        link="/desk/improvements/",
    )


@transaction.atomic
def close_improvement(*, actor: Actor, improvement: Improvement, outcome: str) -> Improvement:
    """Note what was done; the next release shows whether the figure moved."""
    authorise(policies.can_close_improvement, actor, improvement)
    improvement = Improvement.objects.locked(improvement.pk)
    if improvement.closed_at is not None:
        raise IllegalMove
    ratings.require_words(outcome)
    improvement.closed_at, improvement.outcome = clock.now(), outcome.strip()
    improvement.save(update_fields=["closed_at", "outcome"])
    record(actor=actor, verb="close_improvement", subject=improvement, reason=outcome.strip())
    return improvement
