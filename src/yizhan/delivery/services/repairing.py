"""After a cancellation: the planner looks for places that are free and for what can be held instead, the hub confirms."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from yizhan.catalogue.models import Service
from yizhan.delivery import policies
from yizhan.delivery.models import Delivery, EventKind, Repair, RepairState, Replacement, Seating
from yizhan.delivery.queries import handling
from yizhan.delivery.queries import repairs as queries
from yizhan.delivery.rules import month as months
from yizhan.delivery.rules import order_refusals as refusals
from yizhan.delivery.services import seating, telling
from yizhan.delivery.services.dispatching import Session, send_out
from yizhan.delivery.services.ledger import note
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.people.models import Actor, Person
from yizhan.planner.delivery import plan as planner
from yizhan.planner.delivery.mending import Mended, mended
from yizhan.planner.delivery.openings import Seated

TASK = "yizhan.delivery.tasks.repairs.mend"
SECONDS = 0.0
"""How long sessions that people were told of may be moved: not at all, what is confirmed stays."""


def ask(delivery: Delivery, *, by_provider: bool) -> Repair:
    """Have a replacement looked for in the background, for a locked delivery that was called off."""
    repair: Repair = Repair.objects.create(delivery=delivery, by_provider=by_provider, asked_at=clock.now())
    app.configure_task(TASK, queue="plans").defer(repair_id=str(repair.pk))
    return repair


def carry_out(repair_id: UUID) -> None:
    """Read, mend in a process apart, save; no transaction is open while the planner works."""
    repair = Repair.objects.select_related("delivery__service__category", "delivery__station").get(pk=repair_id)
    if repair.state != RepairState.RUNNING:
        return
    broken = queries.broken_by(repair.delivery, by_provider=repair.by_provider)
    found = mended(broken, seconds=SECONDS) if broken else None
    _save(repair_id, found or Mended(sessions=()))


@transaction.atomic
def _save(repair_id: UUID, found: Mended) -> None:
    """Keep what was found, unless it has been settled meanwhile; confirm it where nobody needs to look."""
    repair = Repair.objects.locked(repair_id)
    if repair.state != RepairState.RUNNING:
        return
    Replacement.objects.bulk_create(_replacement(repair, one) for one in found.sessions)
    Seating.objects.bulk_create(
        Seating(repair=repair, delivery_id=UUID(one.opening), parties=_parties(one)) for one in found.seated
    )
    repair.state = RepairState.PROPOSED
    if not found.sessions and not found.seated:
        _settle(repair, RepairState.EMPTY, actor=None)
    elif handling.of(repair.delivery.service_id).repairs_at_once:
        _confirm(repair, actor=None)
    else:
        repair.save(update_fields=["state"])
    seats = sum(party.people for one in found.seated for party in one.parties)
    telling.hub_of_repair(_told(repair.delivery_id), sessions=len(found.sessions), seats=seats)


def _parties(given: planner.Session | Seated) -> list[tuple[str, int]]:
    return [(party.need, party.people) for party in given.parties]


def _replacement(repair: Repair, session: planner.Session) -> Replacement:
    frame = queries.frame_on(Service(pk=session.service), repair.delivery.month)
    start, end = months.span_of(session.day, session.slot, frame)
    return Replacement(
        repair=repair,
        station_id=UUID(session.station),
        room_id=UUID(session.room),
        service_id=UUID(session.service),
        provider_id=UUID(session.provider),
        starts_at=_here(start),
        ends_at=_here(end),
        seats=frame.seats,
        parties=_parties(session),
    )


def _here(wall_clock: datetime) -> datetime:
    return wall_clock.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))


@transaction.atomic
def confirm(*, actor: Actor, repair: Repair) -> list[Delivery]:
    """Dispatch what a repair proposes, and give the free places that it found; twice changes nothing."""
    authorise(policies.can_plan, actor)
    repair = Repair.objects.locked(repair.pk)
    if repair.state == RepairState.DONE:
        return []
    _require_proposed(repair)
    return _confirm(repair, actor=actor)


@transaction.atomic
def dismiss(*, actor: Actor, repair: Repair) -> None:
    """Leave those who lost the delivery to the next plan."""
    authorise(policies.can_plan, actor)
    repair = Repair.objects.locked(repair.pk)
    _require_proposed(repair)
    _settle(repair, RepairState.DISMISSED, actor=actor)


def _require_proposed(repair: Repair) -> None:
    if repair.state != RepairState.PROPOSED:
        raise refusals.RepairSettled


def _confirm(repair: Repair, *, actor: Actor | None) -> list[Delivery]:
    lost = _told(repair.delivery_id)
    seating.seat(repair.seatings.all())
    made = send_out(actor, lost.month, [_session(one, lost.origin) for one in repair.replacements.all()])
    _settle(repair, RepairState.DONE, actor=actor)
    note(actor, EventKind.REPAIRED, lost)
    for delivery in made:
        telling.station_of_repair(delivery)
    return made


def _session(row: Replacement, origin: str) -> Session:
    return Session(
        station_id=row.station_id,
        service_id=row.service_id,
        provider_id=row.provider_id,
        room_id=row.room_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        seats=row.seats,
        origin=origin,
        parties=tuple((UUID(need), people) for need, people in row.parties),
    )


def _settle(repair: Repair, to: RepairState, *, actor: Actor | None) -> None:
    repair.state, repair.settled_at = to, clock.now()
    repair.settled_by = actor if isinstance(actor, Person) else None
    repair.save(update_fields=["state", "settled_at", "settled_by"])


def _told(delivery_id: UUID) -> Delivery:
    delivery: Delivery = Delivery.objects.told().get(pk=delivery_id)
    return delivery
