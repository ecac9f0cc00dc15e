"""What happens to orders that nobody answered in time."""

from django.db import transaction

from yizhan.delivery.models import DeliveryState, EventKind, Order, OrderState
from yizhan.delivery.services.answering import answer, taken
from yizhan.delivery.services.dispatching import move, pass_on
from yizhan.delivery.services.ledger import note
from yizhan.kernel import clock
from yizhan.kernel.errors import Refused


def pass_on_late() -> int:
    """Give every order that is overdue to somebody else, each for itself; returns how many."""
    overdue = Order.objects.waiting().filter(respond_by__lte=clock.now()).order_by("respond_by")
    return sum(map(_tried, list(overdue)))


def _tried(order: Order) -> bool:
    """One that cannot be given away just now waits for the next time."""
    try:
        return pass_on_one(order)
    except Refused:
        return False


@transaction.atomic
def pass_on_one(order: Order) -> bool:
    """Give one overdue order to somebody else, unless it has been answered meanwhile."""
    order, delivery = taken(order)
    if order.state != OrderState.SENT or order.respond_by > clock.now():
        return False
    answer(None, order, OrderState.LATE)
    note(None, EventKind.LATE, delivery)
    move(delivery, DeliveryState.UNASSIGNED, provider_id=None)
    if delivery.starts_at > clock.now():
        pass_on(delivery)
    return True
