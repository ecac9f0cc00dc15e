"""Writing into the log of a case, and reading its clocks anew each time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yizhan.cases import queries, rules
from yizhan.cases.events import CaseMoved
from yizhan.cases.models import Case, Clock, Event, EventKind, State, Timer
from yizhan.cases.rules import Limit, refusals
from yizhan.cases.rules.clocks import Reading
from yizhan.cases.rules.clocks import clock as read_clocks
from yizhan.cases.rules.tellings import Said
from yizhan.kernel import clock
from yizhan.kernel.access import Policy, authorise
from yizhan.kernel.calendar import CalendarEnds
from yizhan.kernel.events import publish
from yizhan.messages.services import Letter, post
from yizhan.people.models import Actor, Person
from yizhan.people.services import record

OURS = frozenset({Clock.CONTACT, Clock.RESOLUTION, Clock.PROGRESS, Clock.CALL_BACK, Clock.APPEAL})
COLUMNS = ("clock", "round", "about", "started_at", "due_at", "judged_at", "stopped_at", "dropped", "provisional")
BATCH = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What is to be written into the log: what happened, what reporters hear of it, and what only officers read.

    It happens now, unless `at` says when: only for what is taken over from the log of another case.
    """

    kind: EventKind
    said: Said | None = None
    about: str = ""
    limit: Limit | None = None
    until: datetime | None = None
    note: str = ""
    at: datetime | None = None


def locked(policy: Policy, actor: Actor, case: Case) -> Case:
    """The case as it is now, ours until the transaction ends, for an actor of whom `policy` holds."""
    found: Case = Case.objects.locked(case.pk)
    authorise(policy, actor, found)
    return found


def write(case: Case, *entries: Entry, actor: Actor | None, reason: str = "", own: bool = False) -> tuple[Reading, ...]:
    """Write `entries` into the log of a locked case, keep its row with its clocks read anew, and tell its reporters.

    What a reporter did, their `own` act, does not name them: who reported is kept apart from the case.
    """
    at, who = clock.now(), actor if isinstance(actor, Person) else None
    last = Event.objects.filter(case=case).order_by("-seq").values_list("seq", flat=True).first() or 0
    made = Event.objects.bulk_create(
        _event(case, entry, seq=last + n, at=at, by=None if own else who) for n, entry in enumerate(entries, 1)
    )
    readings = _keep(case, at=at)
    case.changed_at = at
    case.save()
    _tell(case, [entry.said for entry in entries if entry.said], but=who)
    record(actor=actor, verb=entries[-1].kind, subject=case, reason=reason[:500])
    for event in made:
        publish(CaseMoved(case_id=case.pk, kind=event.kind))
    return readings


def _event(case: Case, entry: Entry, *, seq: int, at: datetime, by: Person | None) -> Event:
    said = entry.said
    return Event(
        case=case,
        seq=seq,
        kind=entry.kind,
        at=entry.at or at,
        by=by,
        about=entry.about,
        limit=str(entry.limit) if entry.limit else "",
        until=entry.until,
        words_zh=said.zh[1] if said else "",
        words_en=said.en[1] if said else "",
        note=entry.note,
    )


def _tell(case: Case, said: Sequence[Said], *, but: Person | None) -> None:
    if not said:
        return
    people = list(case.reporters.filter(person__isnull=False).exclude(person=but).values_list("person", flat=True))
    link = f"/cases/{case.pk}/"
    post(Letter(person_id=person, zh=one.zh, en=one.en, link=link) for one in said for person in people)


def due_of(readings: Iterable[Reading], of: Clock, *, about: str = "") -> datetime:
    """When the last clock of that name is due."""
    return [one.due_at for one in readings if one.clock == of and one.about == about][-1]


def readings_of(case: Case, *, at: datetime) -> tuple[Reading, ...]:
    """What every clock of `case` says at `at`; refused when the calendar has no data for it."""
    try:
        return read_clocks(queries.log_of(case.pk), queries.working_calendar(), rules.policy_of(case.kind), at)
    except CalendarEnds as error:
        raise refusals.CalendarMissing from error


def _keep(case: Case, *, at: datetime) -> tuple[Reading, ...]:
    """Keep what the clocks say; one that is stopped by a pause is kept as if the pause lasted as long as it may."""
    pauses = case.events.filter(kind__in=[EventKind.PAUSED, EventKind.SUSPENDED]).order_by("-seq")
    until = pauses.values_list("until", flat=True).first() if case.state in {State.PAUSED, State.SUSPENDED} else None
    readings = readings_of(case, at=max(at, until or at))
    Timer.objects.bulk_create(
        [_timer(case.pk, n, one) for n, one in enumerate(readings)],
        update_conflicts=True,
        unique_fields=["case", "position"],
        update_fields=COLUMNS,
    )
    case.due_at, case.due_clock = next_due(readings)
    case.calendar = queries.working_calendar().version
    return readings


def next_due(readings: Iterable[Reading]) -> tuple[datetime | None, str]:
    """When the first of the running clocks that its station answers for is due, and which; nothing when none runs."""
    running = [(one.due_at, one.clock.value) for one in readings if one.running and one.clock in OURS]
    return min(running) if running else (None, "")


def _timer(case_id: UUID, position: int, one: Reading) -> Timer:
    return Timer(case_id=case_id, position=position, **{name: getattr(one, name) for name in COLUMNS})


@transaction.atomic
def reread(*, case_ids: Sequence[UUID]) -> int:
    """Read the clocks of those cases anew, after the calendar changed; returns how many were due at another time."""
    moved = 0
    for pk in case_ids:
        case = Case.objects.locked(pk)
        before = case.due_at
        _keep(case, at=clock.now())
        case.save(update_fields=["due_at", "due_clock", "calendar"])
        moved += case.due_at != before
    return moved


def reread_outdated() -> int:
    """Read every clock anew that still runs, or lies in a year that was provisional, and was read on another calendar.

    Returns how many cases are due at another time now.
    """
    found = queries.read_on_another_calendar()
    return sum(reread(case_ids=found[start : start + BATCH]) for start in range(0, len(found), BATCH))
