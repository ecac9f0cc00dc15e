"""How a draft is written: sessions and parties that stay are left alone, everything about it in one transaction."""

from collections.abc import Mapping, Sequence

from yizhan.catalogue.models import Category
from yizhan.delivery.models import Ban, Draft, Edit, EditKind, PlannedParty, PlannedSession, Shortage, Unmet
from yizhan.delivery.queries.drafts import Snapshot, session_of, snapshot_of
from yizhan.kernel import clock
from yizhan.people.models import Actor, Person
from yizhan.planner import documents
from yizhan.planner.delivery.objective import covered, people_served, shortages
from yizhan.planner.delivery.plan import Plan, Session
from yizhan.planner.delivery.problem import Placement, Problem

KEPT_EDITS = 20
"""So many changes can be undone; of older ones only the words are kept."""

Spot = tuple[Placement, str]
Words = tuple[str, str]
NO_WORDS: Words = ("", "")


def note(
    draft: Draft, kind: EditKind, *, actor: Actor | None, words: Words = NO_WORDS, gain: float | None = None
) -> Edit:
    """Count the draft's version up and write down what is about to change, with the draft as it still is."""
    before = documents.write(snapshot_of(draft)).decode()
    draft.version += 1
    draft.save(update_fields=["version"])
    draft.edits.filter(version__lte=draft.version - KEPT_EDITS).update(before="")
    edit: Edit = draft.edits.create(
        version=draft.version,
        kind=kind,
        zh=words[0],
        en=words[1],
        before=before,
        gain=gain,
        by=actor if isinstance(actor, Person) else None,
        at=clock.now(),
    )
    return edit


def write(draft: Draft, problem: Problem, plan: Plan, *, reasons: Mapping[str, str] | None = None) -> None:
    """Let the draft hold `plan`; without `reasons` those that were told for a need stand as long as it is left over."""
    _write_sessions(draft, problem, plan.sessions)
    _write_unmet(draft, problem, plan, reasons=_told(draft) if reasons is None else reasons)
    _write_shortages(draft, problem, plan)
    draft.objective, draft.covered = plan.objective, min(1.0, covered(problem, plan))
    draft.save(update_fields=["objective", "covered", "bound", "solved_at", "worth"])


def restore(draft: Draft, held: Snapshot) -> None:
    """Write pins and bans of a snapshot; its sessions are to be written by `write`."""
    pinned = {*held.pinned}
    for row in draft.sessions.prefetch_related("parties"):
        wanted = session_of(row).placement in pinned
        if row.pinned != wanted:
            row.pinned = wanted
            row.save(update_fields=["pinned"])
    draft.bans.all().delete()
    Ban.objects.bulk_create(
        Ban(
            draft=draft,
            provider_id=ban.provider,
            service_id=ban.service,
            station_id=ban.station,
            day=ban.day,
            slot=ban.slot,
        )
        for ban in held.bans
    )


def _write_sessions(draft: Draft, problem: Problem, sessions: Sequence[Session]) -> None:
    wanted = {(one.placement, one.room): one for one in sessions}
    rows: dict[Spot, PlannedSession] = {}
    gone = []
    for row in draft.sessions.prefetch_related("parties"):
        held = session_of(row)
        spot = (held.placement, held.room)
        same = spot in wanted
        rows.setdefault(spot, row) if same else gone.append(row.pk)
        if same and {*held.parties} != {*wanted[spot].parties}:
            row.parties.all().delete()
        elif same:
            wanted.pop(spot)
    draft.sessions.filter(pk__in=gone).delete()
    new = [_row(draft, problem, one) for spot, one in wanted.items() if spot not in rows]
    created = {_spot(row): row for row in PlannedSession.objects.bulk_create(new)}
    _write_parties(wanted, {**rows, **created})


def _row(draft: Draft, problem: Problem, session: Session) -> PlannedSession:
    service = next(one for one in problem.services if one.id == session.service)
    return PlannedSession(
        draft=draft,
        station_id=session.station,
        room_id=session.room,
        service_id=session.service,
        provider_id=session.provider,
        day=session.day,
        slot=session.slot,
        slots=service.slots,
        seats=service.seats,
        pinned=session.placement in {*problem.pinned},
    )


def _spot(row: PlannedSession) -> Spot:
    placement = Placement(
        provider=str(row.provider_id),
        service=str(row.service_id),
        station=str(row.station_id),
        day=row.day,
        slot=row.slot,
    )
    return placement, str(row.room_id)


def _write_parties(wanted: Mapping[Spot, Session], rows: Mapping[Spot, PlannedSession]) -> None:
    PlannedParty.objects.bulk_create(
        PlannedParty(session=rows[spot], need_id=party.need, people=party.people)
        for spot, session in wanted.items()
        for party in session.parties
    )


def _told(draft: Draft) -> dict[str, str]:
    return {str(need): reason for need, reason in draft.unmet.values_list("need_id", "reason")}


def _write_unmet(draft: Draft, problem: Problem, plan: Plan, *, reasons: Mapping[str, str]) -> None:
    served = people_served(plan)
    left = {need.id: need.people - served.get(need.id, 0) for need in problem.needs}
    draft.unmet.all().delete()
    Unmet.objects.bulk_create(
        Unmet(draft=draft, need_id=need, people=people, reason=reasons.get(need, ""))
        for need, people in left.items()
        if people > 0
    )


def _write_shortages(draft: Draft, problem: Problem, plan: Plan) -> None:
    known = {service.id for service in problem.services}
    sound = [session for session in plan.sessions if session.service in known]
    missing = shortages(problem, Plan(problem=plan.problem, sessions=tuple(sound), objective=0.0, bound=0.0))
    codes = {category.code: category.pk for category in Category.objects.all()}
    draft.shortages.all().delete()
    Shortage.objects.bulk_create(
        Shortage(draft=draft, station_id=station, category_id=codes[code], sessions=count)
        for (station, code), count in missing.items()
    )
