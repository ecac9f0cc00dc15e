"""Drafts as values of the planner, and as the hub's pages list them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from yizhan.delivery.models import Ban, Draft, DraftState, PlannedSession, Run, RunState
from yizhan.people.models import Actor, Role
from yizhan.people.queries import holds
from yizhan.planner import documents
from yizhan.planner.delivery import problem as planner
from yizhan.planner.delivery.objective import objective
from yizhan.planner.delivery.plan import Party, Plan, Session, fingerprint

LIVE = (RunState.WAITING, RunState.RUNNING)


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """All that people can change in a draft: its sessions, which of them are pinned, and what is forbidden."""

    sessions: tuple[Session, ...]
    pinned: tuple[planner.Placement, ...] = ()
    bans: tuple[planner.Ban, ...] = ()


def drafts() -> QuerySet[Draft]:
    """Every draft, the newest month first, without the documents; with the number of its sessions."""
    found = Draft.objects.defer("problem").select_related("made_by").annotate(held=Count("sessions"))
    return found.prefetch_related(Prefetch("runs", Run.objects.order_by("-asked_at", "-id")))


def plans_for(actor: Actor, *, month: date | None = None, state: str | None = None) -> QuerySet[Draft]:
    """The plans that an actor may read: all for those who plan, what was published for everybody else who works here."""
    found = Draft.objects.defer("problem").annotate(held=Count("sessions"))
    if not holds(actor, Role.HUB, Role.ADMINISTRATOR):
        found = found.exclude(state=DraftState.DRAFT)
    if month is not None:
        found = found.filter(month=month.replace(day=1))
    return found.filter(state=state) if state else found


def sessions_of(draft: Draft) -> QuerySet[PlannedSession]:
    """The sessions of a draft in the order of the month, with all that they name and who attends."""
    named = draft.sessions.select_related("station__zone", "room", "service__category", "provider")
    found: QuerySet[PlannedSession] = named.defer("station__search", "service__search").prefetch_related("parties")
    return found.order_by("day", "slot", "station__code", "id")


def live_run(draft: Draft) -> Run | None:
    """The run of the solver that has not ended, if there is one."""
    return draft.runs.filter(state__in=LIVE).first()


def last_run(draft: Draft) -> Run | None:
    """The last run of the solver."""
    return draft.runs.order_by("-asked_at", "-id").first()


def original_problem(draft: Draft) -> planner.Problem:
    """The problem that the draft was made from, without what people pinned and forbade."""
    return documents.read(planner.Problem, draft.problem)


def problem_of(draft: Draft) -> planner.Problem:
    """The problem of the draft as it stands, with its pins and bans."""
    held = snapshot_of(draft)
    return replace(original_problem(draft), pinned=held.pinned, forbidden=held.bans)


def snapshot_of(draft: Draft) -> Snapshot:
    """The draft as it stands."""
    rows = list(draft.sessions.prefetch_related("parties").order_by("day", "slot", "id"))
    return Snapshot(
        sessions=tuple(map(session_of, rows)),
        pinned=tuple(session_of(row).placement for row in rows if row.pinned),
        bans=tuple(map(_ban, draft.bans.order_by("pk"))),
    )


def session_of(row: PlannedSession) -> Session:
    """A session of a draft as the planner's value."""
    return Session(
        provider=str(row.provider_id),
        service=str(row.service_id),
        station=str(row.station_id),
        room=str(row.room_id),
        day=row.day,
        slot=row.slot,
        parties=tuple(Party(need=str(party.need_id), people=party.people) for party in row.parties.all()),
    )


def _ban(row: Ban) -> planner.Ban:
    return planner.Ban(
        provider=_name(row.provider_id),
        service=_name(row.service_id),
        station=_name(row.station_id),
        day=row.day,
        slot=row.slot,
    )


def _name(pk: UUID | None) -> str | None:
    return None if pk is None else str(pk)


def plan_for(problem: planner.Problem, sessions: Sequence[Session], *, bound: float | None = None) -> Plan:
    """The sessions as a plan of `problem` with its exact points."""
    plan = Plan(problem=fingerprint(problem), sessions=tuple(sessions), objective=0.0, bound=0.0)
    points = objective(problem, plan)
    return replace(plan, objective=points, bound=max(points, points if bound is None else bound))


def bare_plan(sessions: Sequence[Session]) -> Plan:
    """The sessions as a plan of whatever problem, for counting in it."""
    return Plan(problem="any", sessions=tuple(sessions), objective=0.0, bound=0.0)


def with_wishes(problem: planner.Problem, draft: Draft, rows: Sequence[PlannedSession]) -> planner.Problem:
    """A problem with the pins among `rows` and the bans of the draft."""
    pinned = tuple(session_of(row).placement for row in rows if row.pinned)
    return replace(problem, pinned=pinned, forbidden=tuple(map(_ban, draft.bans.order_by("pk"))))
