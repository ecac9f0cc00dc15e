"""From a published plan to orders: sessions become deliveries, and each goes to a provider, until one takes it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from yizhan.catalogue.models import Provider
from yizhan.delivery import policies
from yizhan.delivery.models import Delivery, DeliveryState, EventKind, Party
from yizhan.delivery.queries import candidates, handling
from yizhan.delivery.rules import dispatching as rules
from yizhan.delivery.rules import order_refusals as refusals
from yizhan.delivery.services import telling
from yizhan.delivery.services.ledger import note
from yizhan.delivery.services.sending import send
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import Refused, refusing
from yizhan.kernel.states import step
from yizhan.kernel.turns import in_turn
from yizhan.people.models import Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A session of a plan: what is held where, when and by whom, and how many people of which needs have places."""

    station_id: UUID
    service_id: UUID
    provider_id: UUID
    room_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    seats: int
    origin: str
    parties: tuple[tuple[UUID, int], ...] = ()


@transaction.atomic
def dispatch(*, actor: Actor, month: date, sessions: Sequence[Session]) -> list[Delivery]:
    """Make a delivery of each session and send its order; the needs in it are promised, the providers told."""
    authorise(policies.can_plan, actor)
    return send_out(actor, month, sessions)


def send_out(actor: Actor | None, month: date, sessions: Sequence[Session]) -> list[Delivery]:
    """The same, for who has been authorised or for nobody in particular."""
    made = _made(month, sessions)
    _seat(made, sessions)
    deliveries = list(Delivery.objects.told().filter(pk__in=[one.pk for one in made]))
    send(actor, deliveries)
    telling.promise(deliveries)
    return deliveries


def _made(month: date, sessions: Sequence[Session]) -> list[Delivery]:
    at = clock.now()
    with _apart(sessions):
        made: list[Delivery] = Delivery.objects.bulk_create(
            Delivery(
                month=month,
                station_id=session.station_id,
                service_id=session.service_id,
                provider_id=session.provider_id,
                room_id=session.room_id,
                starts_at=session.starts_at,
                ends_at=session.ends_at,
                seats=session.seats,
                origin=session.origin,
                made_at=at,
            )
            for session in sessions
        )
    return made


def _seat(deliveries: Sequence[Delivery], sessions: Sequence[Session]) -> None:
    Party.objects.bulk_create(
        Party(delivery=delivery, need_id=need_id, people=people)
        for delivery, session in zip(deliveries, sessions, strict=True)
        for need_id, people in session.parties
    )


def pass_on(delivery: Delivery) -> None:
    """Give a locked delivery that nobody holds to the best provider who can, open it, or leave it to the hub."""
    lock_providers(delivery)
    found = rules.best_of(candidates.of(delivery))
    if found is not None:
        give(None, delivery, provider_id=found.provider_id)
    elif handling.of(delivery.service_id).may_grab:
        _open(None, delivery)
    else:
        note(None, EventKind.UNASSIGNED, delivery)
        telling.hub_of_unassigned(delivery)


def give(actor: Actor | None, delivery: Delivery, *, provider_id: UUID, reason: str = "") -> None:
    """Send the order of a locked delivery to that provider."""
    move(delivery, DeliveryState.DISPATCHED, provider_id=provider_id)
    send(actor, [delivery], reason=reason)


def move(delivery: Delivery, to: DeliveryState, *, provider_id: UUID | None) -> None:
    """Bring a locked delivery into another state, in the hands of that provider or of nobody."""
    delivery.state = step(rules.MOVES, at=delivery.state, to=to)
    delivery.provider_id = provider_id
    save_place(delivery)


@contextmanager
def _apart(held: Iterable[Session | Delivery]) -> Iterator[None]:
    """Refuse that a provider or a room is held twice at one time, also by two who write in the same second."""
    with refusing(
        delivery_delivery_provider_in_one_place=refusals.ProviderBusy, delivery_delivery_one_in_a_room=refusals.RoomBusy
    ):
        in_turn(*{key for one in held for key in (one.provider_id, one.room_id) if key is not None})
        yield


def save_place(delivery: Delivery) -> None:
    """Keep who holds a locked delivery, when and where; refused where somebody or something is in the way."""
    with _apart([delivery]):
        delivery.save(update_fields=["state", "provider", "starts_at", "ends_at", "room"])


@transaction.atomic
def assign(*, actor: Actor, delivery: Delivery, provider: Provider) -> None:
    """Give a delivery that nobody holds to a provider of the hub's choice; refused for one who cannot."""
    authorise(policies.can_plan, actor)
    delivery = locked(delivery.pk)
    lock_providers(delivery)
    require_fit(delivery, provider.pk, refusal=refusals.NobodyFits, again=True)
    give(actor, delivery, provider_id=provider.pk)


@transaction.atomic
def open_up(*, actor: Actor, delivery: Delivery) -> None:
    """Let the providers take a delivery that nobody holds, where its service allows it."""
    authorise(policies.can_plan, actor)
    delivery = locked(delivery.pk)
    if not handling.of(delivery.service_id).may_grab:
        raise refusals.GrabbingClosed
    _open(actor, delivery)


def _open(actor: Actor | None, delivery: Delivery) -> None:
    move(delivery, DeliveryState.OPEN, provider_id=None)
    note(actor, EventKind.OPENED, delivery)
    telling.providers_of_opening(delivery, candidates.of(delivery))


def locked(pk: UUID) -> Delivery:
    """The delivery with what words need, ours until the transaction ends."""
    delivery: Delivery = Delivery.objects.told().locked(pk)
    return delivery


def lock_providers(delivery: Delivery) -> None:
    """Let nobody else give sessions to those who might take this one, so that no month's capacity is passed."""
    list(candidates.giving(delivery).select_for_update(of=("self",), no_key=True).order_by("pk"))


def require_fit(delivery: Delivery, provider_id: UUID, *, refusal: type[Refused], again: bool = False) -> None:
    """Raise unless that provider can deliver; one that was asked before only where `again` allows it."""
    fitting = [one for one in candidates.of(delivery) if one.fits and (again or not one.asked)]
    if provider_id not in {one.provider_id for one in fitting}:
        raise refusal
