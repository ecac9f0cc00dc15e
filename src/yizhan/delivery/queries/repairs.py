"""What a called-off delivery leaves behind, as the planner mends it, and the repairs that wait."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from yizhan.activities.models import Registration, RegistrationState
from yizhan.catalogue.models import Service as ServiceRow
from yizhan.catalogue.models import Standard
from yizhan.delivery.models import Delivery, Party, Repair, RepairState, Replacement, Seating
from yizhan.delivery.queries.drafts import plan_for
from yizhan.delivery.queries.problem import problem_for
from yizhan.delivery.rules import month as rules
from yizhan.needs.models import Requester
from yizhan.planner.delivery.changes import Changes
from yizhan.planner.delivery.faults import faults
from yizhan.planner.delivery.mending import Broken
from yizhan.planner.delivery.openings import Opening
from yizhan.planner.delivery.plan import Party as Seats
from yizhan.planner.delivery.plan import Session
from yizhan.planner.delivery.problem import Ban, Need, Problem, Provider, Station


def broken_by(delivery: Delivery, *, by_provider: bool) -> Broken | None:
    """The month without a delivery, for those who lost it alone: all else that was published stays as it is.

    None when the delivery does not fit the planner's times, or there is nobody to hold it.
    """
    problem = _about(delivery, problem_for(delivery.month).problem)
    for session in _sessions(delivery, problem):
        plan = plan_for(problem, [session])
        if not faults(problem, plan):
            changes = Changes(bans=(_ban(session, by_provider=by_provider),))
            return Broken(problem=problem, plan=plan, changes=changes, openings=tuple(_openings(delivery, problem)))
    return None


def _openings(delivery: Delivery, problem: Problem) -> Iterator[Opening]:
    """The free places in what stays of the same service this month, at the times and places that the planner knows."""
    known, days = {one.id for one in problem.stations}, {day.date for day in problem.days}
    others = Delivery.objects.standing().filter(month=delivery.month, service=delivery.service_id).order_by("pk")
    for other, free in free_places(others.exclude(pk=delivery.pk)):
        start, end = timezone.localtime(other.starts_at), timezone.localtime(other.ends_at)
        slots = rules.touched_slots(start, end, day=start.date())
        if free > 0 and slots and str(other.station_id) in known and start.date() in days:
            yield Opening(
                id=str(other.pk),
                service=str(other.service_id),
                station=str(other.station_id),
                day=start.date(),
                slot=slots[0],
                seats=free,
            )


def free_places(deliveries: QuerySet[Delivery]) -> list[tuple[Delivery, int]]:
    """Each of those deliveries with how many places are left, those of people who were promised one not among them."""
    here = Party.objects.filter(delivery__activity=OuterRef(OuterRef("activity"))).values("need")
    asked = Requester.objects.filter(person=OuterRef("person"), need__in=here)
    signed = Registration.objects.filter(activity=OuterRef("activity"), state__in=RegistrationState.holding())
    parties = Party.objects.filter(delivery=OuterRef("pk"))
    rows = deliveries.annotate(
        promised=_sum(parties, "people", by="delivery"),
        besides=_sum(signed.filter(~Exists(asked)), "places", by="activity"),
    )
    return [(row, row.seats - row.promised - row.besides) for row in rows]


def _sum(rows: QuerySet[Any], column: str, *, by: str) -> Coalesce:
    summed = rows.order_by().values(by).annotate(sum=Sum(column)).values("sum")
    return Coalesce(Subquery(summed), 0)


def _ban(session: Session, *, by_provider: bool) -> Ban:
    """A provider who calls off is not there that day; a station that calls off is not there at that time."""
    if by_provider:
        return Ban(provider=session.provider, day=session.day)
    return Ban(station=session.station, day=session.day, slot=session.slot)


def _about(delivery: Delivery, problem: Problem) -> Problem:
    """The same month, with what concerns this delivery: its service's needs, and the quota it may have counted for."""
    service, station = str(delivery.service_id), str(delivery.station_id)
    category = delivery.service.category.code
    services = tuple(one for one in problem.services if one.category == category)
    known = {one.id for one in services}
    return replace(
        problem,
        services=services,
        needs=tuple(_needs(problem, service)),
        stations=tuple(_quota_of(one, category if one.id == station else "") for one in problem.stations),
        providers=tuple(_offering(one, known) for one in problem.providers),
    )


def _needs(problem: Problem, service: str) -> Iterator[Need]:
    return (need for need in problem.needs if need.service == service)


def _quota_of(station: Station, category: str) -> Station:
    return replace(station, quota={code: n for code, n in station.quota.items() if code == category})


def _offering(provider: Provider, services: set[str]) -> Provider:
    return replace(provider, offers=tuple(offer for offer in provider.offers if offer.service in services))


def _sessions(delivery: Delivery, problem: Problem) -> Iterator[Session]:
    """The delivery as a session, with those of its people who still wait; at each of the times that it touched."""
    known = {provider.id for provider in problem.providers} | {station.id for station in problem.stations}
    if not {str(delivery.provider_id), str(delivery.station_id)} <= known or delivery.room_id is None:
        return
    start, end = timezone.localtime(delivery.starts_at), timezone.localtime(delivery.ends_at)
    waiting = {need.id: need.people for need in problem.needs}
    parties = tuple(
        Seats(need=str(party.need_id), people=min(party.people, waiting[str(party.need_id)]))
        for party in delivery.parties.order_by("need")
        if str(party.need_id) in waiting
    )
    for slot in rules.touched_slots(start, end, day=start.date()):
        yield Session(
            provider=str(delivery.provider_id),
            service=str(delivery.service_id),
            station=str(delivery.station_id),
            room=str(delivery.room_id),
            day=start.date(),
            slot=slot,
            parties=parties,
        )


def frame_on(service: ServiceRow, month: date) -> rules.Frame:
    """How a service is held in a month."""
    return rules.frame_of(Standard.objects.on(month).filter(service=service).first())


def proposed() -> QuerySet[Repair]:
    """The repairs that wait for a word of the hub, the oldest first, with what they propose."""
    found = _whole(Repair.objects.filter(state=RepairState.PROPOSED))
    return found.select_related("delivery__station", "delivery__service__category").order_by("asked_at", "pk")


def of(delivery: Delivery) -> Repair | None:
    """The repair of a delivery, if one was begun, with what it proposes."""
    return _whole(Repair.objects.filter(delivery=delivery)).first()


def _whole(found: QuerySet[Repair]) -> QuerySet[Repair]:
    sessions = Replacement.objects.select_related("station", "room", "service__category", "provider")
    told = (f"delivery__{name}" for name in ("station", "room", "provider", "service__category"))
    seatings = Seating.objects.select_related(*told)
    return found.prefetch_related(Prefetch("replacements", sessions), Prefetch("seatings", seatings))
