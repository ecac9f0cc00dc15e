"""What the station answers to another time that a provider proposes."""

from datetime import datetime

from django.db import transaction

from yizhan.delivery import policies
from yizhan.delivery.models import Delivery, EventKind, Order, OrderState
from yizhan.delivery.queries import openings
from yizhan.delivery.rules import dispatching as rules
from yizhan.delivery.rules import order_refusals as refusals
from yizhan.delivery.services import telling, words
from yizhan.delivery.services.answering import answer, taken
from yizhan.delivery.services.ledger import note
from yizhan.delivery.services.settling import settle
from yizhan.kernel import calendar, clock
from yizhan.kernel.access import authorise
from yizhan.network.queries import CALENDAR
from yizhan.people.models import Actor


@transaction.atomic
def agree(*, actor: Actor, order: Order) -> None:
    """Move the delivery to the proposed time, which its provider has accepted with that."""
    authorise(policies.can_decide_proposal, actor, order)
    order, delivery = taken(order)
    starts_at = _proposed(order)
    rules.require_free(starts_at, offered=openings.of(delivery))
    delivery.starts_at, delivery.ends_at = starts_at, starts_at + (delivery.ends_at - delivery.starts_at)
    answer(actor, order, OrderState.ACCEPTED)
    settle(delivery)
    note(actor, EventKind.MOVED, delivery, reason=order.reason)
    _tell(
        order, delivery, zh="改期已同意", en="The new time suits", after_zh="就按这个时间来。", after_en="See you then."
    )


@transaction.atomic
def decline(*, actor: Actor, order: Order, reason: str) -> None:
    """Stay with the time as it is; the provider is asked once more."""
    authorise(policies.can_decide_proposal, actor, order)
    order, delivery = taken(order)
    reason, at = rules.require_reason(reason), clock.now()
    _proposed(order)
    order.respond_by = rules.respond_by(sent_at=at, starts_at=delivery.starts_at, calendar=calendar.load(CALENDAR))
    answer(actor, order, OrderState.SENT, reason=reason)
    note(actor, EventKind.DECLINED, delivery, reason=reason)
    until = words.moment(order.respond_by)
    _tell(
        order,
        delivery,
        zh="改期没有同意",
        en="The new time does not suit",
        after_zh=f"{reason}。请在 {until.zh} 前答复原来的时间。",
        after_en=f"{reason} Answer for the first time by {until.en}.",
    )


def _proposed(order: Order) -> datetime:
    if order.state != OrderState.PROPOSED or order.proposed_starts_at is None:
        raise refusals.AnsweredAlready
    return order.proposed_starts_at


def _tell(order: Order, delivery: Delivery, *, zh: str, en: str, after_zh: str, after_en: str) -> None:
    what = words.session(delivery)
    telling.provider_of(
        delivery,
        order.provider_id,
        zh=(zh, f"{what.zh}。{after_zh}"),
        en=(en, f"{what.en}. {after_en}"),
        link=telling.answer_page(order),
    )
