"""Calling back those for whom it went badly."""

from uuid import UUID

from django.db import transaction

from yizhan.evaluation import events, policies, queries
from yizhan.evaluation.models import CallBack, Rating
from yizhan.evaluation.rules import ratings as rules
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.events import publish
from yizhan.kernel.states import IllegalMove
from yizhan.messages.services import notify
from yizhan.network.models import Station
from yizhan.people.models import Actor, Person
from yizhan.people.services import record


def open_call_back(*, rating: Rating, station: Station) -> CallBack:
    """Give a named officer the task to ask after a bad rating; a rating has one at most, whatever it is changed to."""
    at = clock.now()
    found, new = CallBack.objects.get_or_create(
        rating=rating,
        defaults={
            "station": station,
            "officer": queries.officer_for(station.pk),
            "opened_at": at,
            "due_at": rules.call_back_due(at, queries.working_calendar()),
        },
    )
    if new and found.officer:
        _hand_over(found, found.officer)
    return found


def _hand_over(call_back: CallBack, officer: Person) -> None:
    station = call_back.station
    notify(
        person=officer,
        zh=("有一件回访要做", f"{station.name_zh}有一条低分评价，请在 {rules.CALL_BACK_DAYS} 个工作日内回访。"),
        en=(
            "A call-back to do",
            f"Somebody was not content at {station.name_en or station.name_zh}. "
            f"You have {rules.CALL_BACK_DAYS} working days.",
        ),
        link=f"/desk/callbacks/{call_back.pk}/",
    )


@transaction.atomic
def close_call_back(*, actor: Actor, call_back: CallBack, reached: bool, solved: bool, words: str) -> CallBack:
    """Note what came of a call-back, and tell the one who rated, whose name need not be known for that."""
    authorise(policies.can_call_back, actor, call_back)
    call_back = CallBack.objects.locked(call_back.pk)
    if call_back.done_at is not None:
        raise IllegalMove
    rules.require_words(words)
    call_back.done_at = clock.now()
    call_back.done_by = actor if isinstance(actor, Person) else None
    call_back.reached, call_back.solved, call_back.words = reached, solved, words.strip()
    call_back.save(update_fields=["done_at", "done_by", "reached", "solved", "words"])
    record(actor=actor, verb="call_back", subject=call_back, details={"reached": reached, "solved": solved})
    _answer(call_back)
    return call_back


def _answer(call_back: CallBack) -> None:
    ask = call_back.rating.ask
    notify(
        person=ask.registration.person,
        zh=("站点回复了你的评价", call_back.words),
        en=("The station answered your rating", call_back.words),
        link=f"/ratings/{ask.pk}/",
    )


def escalate() -> int:
    """Tell the hub of every call-back whose time is over, each once; returns how many."""
    return sum(_escalate(pk) for pk in queries.overdue(clock.now()).values_list("pk", flat=True))


@transaction.atomic
def _escalate(pk: UUID) -> bool:
    call_back, at = CallBack.objects.locked(pk), clock.now()
    if call_back.done_at or call_back.escalated_at or call_back.due_at > at:
        return False
    call_back.escalated_at = at
    call_back.save(update_fields=["escalated_at"])
    publish(events.CallBackOverdue(call_back_id=pk))
    return True


@transaction.atomic
def tell_hub(*, call_back_id: UUID) -> None:
    """Tell everyone at the hub that a call-back is overdue."""
    call_back = CallBack.objects.select_related("station", "officer").get(pk=call_back_id)
    station = call_back.station
    for person in queries.hub_people():
        notify(
            person=person,
            zh=("一件回访超期了", f"{station.name_zh}的回访到期没有结果，请督促或代办。"),
            en=("A call-back is overdue", f"Nobody called back for {station.name_en or station.name_zh} in time."),
            link=f"/desk/callbacks/{call_back.pk}/",
        )
