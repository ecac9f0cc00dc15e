"""What a change by hand would do to a draft, in words, before it is saved."""

from dataclasses import dataclass, replace
from uuid import UUID

from yizhan.delivery.models import Draft, PlannedSession
from yizhan.delivery.queries import drafts as queries
from yizhan.delivery.queries.board import told_of
from yizhan.delivery.rules.trials import Spot, session_at, tried


@dataclass(frozen=True, kw_only=True, slots=True)
class Foretold:
    """What would break, the points gained or lost, and the people who would lose or get a seat."""

    broken: tuple[str, ...]
    gain: float
    left_over: int
    people: int
    changed: bool

    @property
    def cost(self) -> float:
        """The points lost."""
        return -self.gain

    @property
    def seated(self) -> int:
        """How many people more get a seat."""
        return -self.left_over


def foretold(draft: Draft, *, old: PlannedSession | None, spot: Spot | None) -> Foretold:
    """What it would do to hold a session at `spot` instead of `old`; raises a refusal where it cannot be at all."""
    held, problem = queries.snapshot_of(draft), queries.problem_of(draft)
    before = None if old is None else queries.session_of(old)
    rest = [session for session in held.sessions if session != before]
    new = None if spot is None else session_at(problem, spot, rest)
    if new and before:
        new = replace(new, parties=before.parties)
        pinned = tuple(new.placement if pin == before.placement else pin for pin in problem.pinned)
        problem = replace(problem, pinned=pinned)
    trial = tried(problem, held.sessions, old=before, new=new)
    return Foretold(
        broken=tuple(dict.fromkeys(told_of(trial.sessions, trial.broken))),
        gain=round(trial.gain, 1),
        left_over=trial.left_over,
        people=trial.sessions[-1].people if new else 0,
        changed=before is None or new is None or before.placement != new.placement or before.room != new.room,
    )


def fitting_room(draft: Draft, *, station: UUID, service: UUID, room: UUID | None) -> UUID | None:
    """`room` when it is at the station, else the smallest there that seats the service, else the largest."""
    problem = queries.original_problem(draft)
    rooms = [room_ for one in problem.stations if one.id == str(station) for room_ in one.rooms]
    if any(one.id == str(room) for one in rooms):
        return room
    seats = next((one.seats for one in problem.services if one.id == str(service)), 1)
    ordered = sorted(rooms, key=lambda one: (one.seats < seats, abs(one.seats - seats), one.id))
    return UUID(ordered[0].id) if ordered else None
