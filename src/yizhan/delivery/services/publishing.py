"""From a draft to the month's plan: checked against the network as it is now, dispatched, and those left out are told."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from yizhan.catalogue.models import Service as ServiceRow
from yizhan.catalogue.models import Standard
from yizhan.delivery.events import DraftPublished
from yizhan.delivery.models import Draft, DraftState
from yizhan.delivery.queries.publishing import Outlook, outlook_of, published_in
from yizhan.delivery.rules import month as rules
from yizhan.delivery.rules import refusals
from yizhan.delivery.rules.reasons import words_of
from yizhan.delivery.rules.trials import origins
from yizhan.delivery.services.dispatching import Session, dispatch
from yizhan.delivery.services.drafting import opened
from yizhan.kernel import clock
from yizhan.kernel.errors import refusing
from yizhan.kernel.events import publish as announce
from yizhan.needs.services.many import Unmet, leave_unmet_all
from yizhan.people.models import Actor
from yizhan.people.services import record
from yizhan.planner.delivery import plan as planner
from yizhan.planner.delivery.objective import people_served
from yizhan.planner.delivery.plan import Plan


@transaction.atomic
def publish(*, actor: Actor, draft: Draft, version: int, seen: str, adds_to: UUID | None = None) -> Draft:
    """Make a draft the plan of its month; `seen` is the state of the network that the actor was shown, if it changed.

    Refused while a hard rule is broken, and while a plan of the month is published unless `adds_to` names it: its sessions
    stay, and these come on top. The orders go out, and everybody whose need has no place is told why.
    """
    draft = opened(actor, draft, version)
    outlook = outlook_of(draft)
    _require_sound(outlook, seen=seen)
    earlier = published_in(draft.month)
    if earlier is not None and earlier.pk != adds_to:
        raise refusals.PlannedAlready
    _become_the_plan(draft, earlier)
    dispatch(actor=actor, month=draft.month, sessions=_sessions(draft, outlook))
    told = _leave_unmet(draft, outlook)
    details = {"sessions": len(outlook.sessions), "unmet": told, **({"adds_to": earlier.number} if earlier else {})}
    record(actor=actor, verb="publish", subject=draft, details=details)
    announce(DraftPublished(draft_id=draft.pk))
    return draft


def _become_the_plan(draft: Draft, earlier: Draft | None) -> None:
    """There is one plan of a month; of two that are published at once the second is refused."""
    if earlier is not None:
        Draft.objects.filter(pk=earlier.pk).update(state=DraftState.REPLACED)
    draft.state, draft.published_at = DraftState.PUBLISHED, clock.now()
    with refusing(delivery_draft_one_published=refusals.PlannedAlready):
        draft.save(update_fields=["state", "published_at"])


def _require_sound(outlook: Outlook, *, seen: str) -> None:
    if outlook.news and seen != outlook.fingerprint:
        raise refusals.OutOfDate
    if not outlook.sessions:
        raise refusals.NothingPlanned
    if outlook.broken:
        raise refusals.FaultsLeft(refusals.FaultsLeft.message % {"count": len(outlook.broken)})


def _sessions(draft: Draft, outlook: Outlook) -> list[Session]:
    frames = _frames(draft)
    kinds = origins(outlook.problem, outlook.sessions)
    return [_session(one, frames[one.service], kind.value) for one, kind in zip(outlook.sessions, kinds, strict=True)]


def _frames(draft: Draft) -> dict[str, rules.Frame]:
    """How every service is held in the month."""
    standards = {row.service_id: row for row in Standard.objects.on(draft.month)}
    return {str(pk): rules.frame_of(standards.get(pk)) for pk in ServiceRow.objects.values_list("pk", flat=True)}


def _session(one: planner.Session, frame: rules.Frame, origin: str) -> Session:
    start, end = rules.span_of(one.day, one.slot, frame)
    return Session(
        station_id=UUID(one.station),
        service_id=UUID(one.service),
        provider_id=UUID(one.provider),
        room_id=UUID(one.room),
        starts_at=_here(start),
        ends_at=_here(end),
        seats=frame.seats,
        origin=origin,
        parties=tuple((UUID(party.need), party.people) for party in one.parties),
    )


def _here(wall_clock: datetime) -> datetime:
    return wall_clock.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))


def _leave_unmet(draft: Draft, outlook: Outlook) -> int:
    """Tell those of whom nobody has a place, with the reason; returns how many needs that are."""
    served = people_served(_plan(outlook.sessions))
    reasons = {str(need): reason for need, reason in draft.unmet.values_list("need_id", "reason")}
    left = [need.id for need in outlook.problem.needs if need.id not in served]
    told = [(need, *words_of(reasons.get(need, ""))) for need in left]
    leave_unmet_all(month=draft.month, unmet=[Unmet(need_id=UUID(need), zh=zh, en=en) for need, zh, en in told])
    return len(left)


def _plan(sessions: Sequence[planner.Session]) -> Plan:
    return Plan(problem="any", sessions=tuple(sessions), objective=0.0, bound=0.0)
