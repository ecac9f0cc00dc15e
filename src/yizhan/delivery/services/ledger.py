"""The history of a delivery: one line for each step, and the same in the ledger when a person took it."""

from yizhan.delivery.models import Delivery, Event, EventKind
from yizhan.kernel import clock
from yizhan.people.models import Actor, Person
from yizhan.people.services import record


def note(actor: Actor | None, kind: EventKind, delivery: Delivery, *, reason: str = "") -> Event:
    """Write the step down, for the provider who holds the delivery now."""
    who = actor if isinstance(actor, Person) else None
    if who is not None:
        record(actor=who, verb=kind.value, subject=delivery, reason=reason)
    event: Event = delivery.events.create(
        kind=kind, at=clock.now(), by=who, provider_id=delivery.provider_id, reason=reason
    )
    return event
