"""What those who came say."""

from collections.abc import Sequence

from django.db import transaction

from yizhan.evaluation import policies, queries
from yizhan.evaluation.models import Ask, Rating
from yizhan.evaluation.rules import ratings as rules
from yizhan.evaluation.services.calling import open_call_back
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.people.models import Actor


@transaction.atomic
def rate(
    *, actor: Actor, ask: Ask, level: int, items: Sequence[str] = (), words: str = "", may_call: bool = False
) -> Rating:
    """Say how it was, or change it while the ask is open; the ledger gets no line, so that it cannot name who said what."""
    authorise(policies.can_rate, actor, ask)
    ask, at = Ask.objects.locked(ask.pk), clock.now()
    activity = ask.registration.activity
    rules.require_attended(ask.registration.state)
    rules.require_open(ask.closes_at, at=at)
    offered = {item.code for item in queries.items_of(activity.category_id)} if items else set()
    rules.require_answer(level=level, items=items, offered=offered, words=words.strip())
    said = {"level": level, "items": list(items), "words": words.strip(), "may_call": may_call}
    rating, new = Rating.objects.get_or_create(ask=ask, defaults={**said, "rated_at": at})
    if not new:
        _change(rating, {**said, "changed_at": at})
    if rules.needs_call_back(level):
        open_call_back(rating=rating, station=activity.station)
    return rating


def _change(rating: Rating, said: dict[str, object]) -> None:
    for name, value in said.items():
        setattr(rating, name, value)
    rating.save(update_fields=list(said))
