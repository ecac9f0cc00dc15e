"""Changing a draft by hand: every change is one version, tells what it gains, and can be undone."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from yizhan.delivery import policies
from yizhan.delivery.models import Draft, Edit, EditKind
from yizhan.delivery.queries import drafts as queries
from yizhan.delivery.queries.naming import Both, sentence_of
from yizhan.delivery.queries.problem import problem_for
from yizhan.delivery.rules import refusals
from yizhan.delivery.rules.seating import seated
from yizhan.delivery.rules.trials import Spot, fitting, session_at, tried
from yizhan.delivery.services.planning import require_open, require_possible
from yizhan.delivery.services.solving import take
from yizhan.delivery.services.written import NO_WORDS, note
from yizhan.kernel.access import authorise
from yizhan.people.models import Actor
from yizhan.people.services import record
from yizhan.planner import documents
from yizhan.planner.delivery.plan import Session
from yizhan.planner.delivery.problem import Ban


def opened(actor: Actor, draft: Draft, version: int) -> Draft:
    """The draft, ours until the transaction ends; raises unless the actor may change it and has seen its last version."""
    authorise(policies.can_plan, actor)
    draft = Draft.objects.locked(draft.pk)
    require_open(draft)
    if draft.version != version:
        raise refusals.DraftMoved
    return draft


@transaction.atomic
def add(*, actor: Actor, draft: Draft, version: int, spot: Spot) -> Edit:
    """Put one more session into a draft; people who wait for the service get its seats."""
    draft = opened(actor, draft, version)
    held, problem = queries.snapshot_of(draft), queries.problem_of(draft)
    new = session_at(problem, spot, held.sessions)
    after = tried(problem, held.sessions, old=None, new=new).sessions
    return change(actor, draft, EditKind.ADDED, replace(held, sessions=after), words=sentence_of(new))


@transaction.atomic
def move(*, actor: Actor, draft: Draft, version: int, session_id: UUID, spot: Spot) -> Edit:
    """Hold a session elsewhere, at another time, in another room or by another provider; a pinned one stays pinned."""
    draft = opened(actor, draft, version)
    held, problem, old = queries.snapshot_of(draft), queries.problem_of(draft), existing(draft, session_id)
    rest = [session for session in held.sessions if session != old]
    new = replace(session_at(problem, spot, rest), parties=old.parties)
    pinned = tuple(new.placement if pin == old.placement else pin for pin in held.pinned)
    problem = replace(problem, pinned=pinned)
    after = tried(problem, held.sessions, old=old, new=new).sessions
    words = _moved(sentence_of(old), sentence_of(new))
    return change(actor, draft, EditKind.MOVED, replace(held, sessions=after, pinned=pinned), words=words)


@transaction.atomic
def remove(*, actor: Actor, draft: Draft, version: int, session_id: UUID) -> Edit:
    """Take a session out of a draft; its people take seats that are free elsewhere, or are left over."""
    draft = opened(actor, draft, version)
    held, problem, old = queries.snapshot_of(draft), queries.problem_of(draft), existing(draft, session_id)
    pinned = tuple(pin for pin in held.pinned if pin != old.placement)
    after = tried(replace(problem, pinned=pinned), held.sessions, old=old, new=None).sessions
    held = replace(held, sessions=after, pinned=pinned)
    return change(actor, draft, EditKind.REMOVED, held, words=sentence_of(old))


@transaction.atomic
def pin(*, actor: Actor, draft: Draft, version: int, session_id: UUID, pinned: bool) -> Edit:
    """Keep a session where it is when the draft is solved again, or no longer."""
    draft = opened(actor, draft, version)
    held, old = queries.snapshot_of(draft), existing(draft, session_id)
    rest = tuple(one for one in held.pinned if one != old.placement)
    kind = EditKind.PINNED if pinned else EditKind.UNPINNED
    draft.bound = draft.bound if pinned else None
    after = replace(held, pinned=(*rest, old.placement) if pinned else rest)
    return change(actor, draft, kind, after, words=sentence_of(old))


@transaction.atomic
def forbid(*, actor: Actor, draft: Draft, version: int, ban: Ban) -> Edit:
    """Let a draft hold nothing that `ban` covers, now and when it is solved again."""
    draft = opened(actor, draft, version)
    held, problem = queries.snapshot_of(draft), queries.problem_of(draft)
    if ban.provider is None and ban.station is None:
        raise refusals.BanEmpty
    if any(map(ban.covers, held.pinned)):
        raise refusals.BanOnPin
    bans = tuple(dict.fromkeys((*held.bans, ban)))
    gone = [session for session in held.sessions if ban.covers(session.placement)]
    left = [session for session in held.sessions if session not in gone]
    after = seated(problem, left, services={session.service for session in gone})
    return change(actor, draft, EditKind.FORBIDDEN, replace(held, sessions=after, bans=bans), words=_gone(len(gone)))


@transaction.atomic
def allow(*, actor: Actor, draft: Draft, version: int, ban_id: UUID) -> Edit:
    """Take a ban back; the draft holds more only when it is solved again."""
    draft = opened(actor, draft, version)
    if not draft.bans.filter(pk=ban_id).delete()[0]:
        raise refusals.SessionGone
    draft.bound = None
    return change(actor, draft, EditKind.ALLOWED, queries.snapshot_of(draft))


@transaction.atomic
def undo(*, actor: Actor, draft: Draft, version: int) -> Edit:
    """Take the last change back that still stands."""
    draft = opened(actor, draft, version)
    last = draft.edits.filter(undone=False).exclude(kind=EditKind.UNDONE).exclude(before="").first()
    if last is None:
        raise refusals.NothingToUndo
    last.undone = True
    last.save(update_fields=["undone"])
    held = documents.read(queries.Snapshot, last.before)
    sessions = fitting(queries.original_problem(draft), held.sessions)
    draft.bound = None
    return change(actor, draft, EditKind.UNDONE, replace(held, sessions=sessions), words=(last.zh, last.en))


@transaction.atomic
def refresh(*, actor: Actor, draft: Draft, version: int) -> Edit:
    """Bring a draft up to date with the network: what is no longer there falls out, the seats are given anew."""
    draft = opened(actor, draft, version)
    made, held = problem_for(draft.month), queries.snapshot_of(draft)
    require_possible(made.problem)
    sessions = fitting(made.problem, held.sessions)
    sessions = seated(made.problem, sessions, services={one.service for one in sessions})
    placed = {session.placement for session in sessions}
    note_of = _gone(len(held.sessions) - len(sessions))
    pinned = tuple(one for one in held.pinned if one in placed)
    edit = note(draft, EditKind.REFRESHED, actor=actor, words=note_of)
    draft.problem, draft.factors = documents.write(made.problem).decode(), list(made.factors)
    draft.bound, draft.worth = None, []
    draft.save(update_fields=["problem", "factors"])
    return _written(actor, draft, edit, replace(held, sessions=sessions, pinned=pinned))


def change(actor: Actor, draft: Draft, kind: EditKind, held: queries.Snapshot, *, words: Both = NO_WORDS) -> Edit:
    """Let the locked draft be as `held`, as one more version of it."""
    return _written(actor, draft, note(draft, kind, actor=actor, words=words), held)


def _written(actor: Actor, draft: Draft, edit: Edit, held: queries.Snapshot) -> Edit:
    before = draft.objective
    take(draft, held)
    if before is not None and draft.objective is not None:
        edit.gain = draft.objective - before
        edit.save(update_fields=["gain"])
    record(actor=actor, verb=f"draft_{edit.kind}", subject=draft, details={"version": edit.version})
    return edit


def existing(draft: Draft, session_id: UUID) -> Session:
    """The session of the draft as a value; raises when somebody took it out."""
    row = draft.sessions.prefetch_related("parties").filter(pk=session_id).first()
    if row is None:
        raise refusals.SessionGone
    return queries.session_of(row)


def _moved(before: Both, after: Both) -> Both:
    return f"{before[0]} → {after[0]}"[:300], f"{before[1]} → {after[1]}"[:300]


def _gone(count: int) -> Both:
    return (f"去掉 {count} 场", f"{count} sessions fell out") if count else NO_WORDS
