"""The clocks of a case: a pure function of its log, a working calendar, and the policy that the case began with.

Nothing derived is the truth. Contact and report-in clocks are never paused; a pause or a suspension stops the clocks of
resolution and of the parts, and counts in working time of the same calendar, no longer than it was allowed to last. A new
round has clocks of its own, and those of the rounds before stay as they were. A limit that has passed may be moved, so that
it is known by when something is expected; what it is judged by stays the limit that was let pass.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from yizhan.cases.models import Clock, EventKind
from yizhan.cases.rules.limits import Limit
from yizhan.kernel.calendar import Calendar, add_working_time, working_time

PAUSABLE = frozenset({Clock.RESOLUTION, Clock.PART})


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the log, as far as clocks care: what, when, about which part, and the limit or end that it set."""

    kind: str
    at: datetime
    about: str = ""
    limit: Limit | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """How long each clock of a kind may run, and how long a pause may last."""

    limits: Mapping[str, Limit]

    def of(self, clock: Clock) -> Limit:
        """The limit of `clock`."""
        return self.limits[clock]

    @property
    def again(self) -> Limit:
        """The limit of the second handling, and of those after it."""
        return self.limits["again"]

    @property
    def pause(self) -> Limit:
        """The longest that one pause may last."""
        return self.limits["pause"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the arithmetic of a clock: what happened, when, and what it did."""

    what: str
    at: datetime
    limit: Limit | None = None
    until: datetime | None = None
    worked: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one clock says: started, due, stopped or still running, and the lines by which that was worked out.

    It is judged by the first limit that passed while it ran, whatever was granted later. A dropped clock was ended by
    something that is neither a success nor a failure, such as a withdrawal.
    """

    clock: Clock
    round: int
    about: str
    started_at: datetime
    due_at: datetime
    judged_at: datetime
    stopped_at: datetime | None
    dropped: bool
    provisional: bool
    lines: tuple[Line, ...]

    @property
    def running(self) -> bool:
        return self.stopped_at is None

    def late(self, at: datetime) -> bool:
        """Whether it stopped, or at `at` still runs, after the limit that it is judged by."""
        return (self.stopped_at or at) > self.judged_at


@dataclass(slots=True)
class _Hand:
    """A clock while the log is being read."""

    clock: Clock
    round: int
    about: str
    started_at: datetime
    limit: Limit
    since: datetime
    until: datetime | None = None
    paused: timedelta = timedelta()
    missed_at: datetime | None = None
    stopped_at: datetime | None = None
    dropped: bool = False
    lines: list[Line] = field(default_factory=list)


class _Reader:
    """Reads a log from its beginning to its end, moving the hands of the clocks."""

    def __init__(self, calendar: Calendar, policy: Policy) -> None:
        self.calendar, self.policy = calendar, policy
        self.hands: list[_Hand] = []
        self.running: dict[tuple[Clock, str], _Hand] = {}
        self.round = 1
        self.pause: tuple[datetime, datetime] | None = None

    def start(self, clock: Clock, at: datetime, limit: Limit, about: str = "") -> None:
        """Let a clock run from `at`; one of the same name that still runs is stopped first."""
        self.stop(clock, at, about)
        hand = _Hand(clock, self.round, about, at, limit, at, lines=[Line("started", at, limit)])
        self.hands.append(hand)
        self.running[clock, about] = hand

    def stop(self, clock: Clock, at: datetime, about: str = "", *, dropped: bool = False) -> None:
        """Stop a clock at `at`, if it runs; being dropped is neither kept nor missed."""
        hand = self.running.pop((clock, about), None)
        if hand is not None:
            self.note_pause(hand, at)
            hand.stopped_at, hand.dropped = at, dropped
            hand.lines.append(Line("dropped" if dropped else "stopped", at))

    def drop_all(self, at: datetime) -> None:
        """Drop every clock that still runs."""
        for clock, about in list(self.running):
            self.stop(clock, at, about, dropped=True)

    def set_limit(self, at: datetime, limit: Limit | None, until: datetime | None) -> None:
        """Give the clock of resolution another limit, counted from its start, or an end."""
        hand = self.running.get((Clock.RESOLUTION, ""))
        if hand is None:
            return
        self.note_missed(hand, at)
        hand.limit, hand.until = limit or hand.limit, until
        if until is not None:
            hand.paused, hand.since = timedelta(), at
        hand.lines.append(Line("reset", at, limit, until))

    def pause_from(self, at: datetime, until: datetime) -> None:
        """Stop the clocks that pauses stop, until they are resumed, at the latest until `until`."""
        for hand in self.running.values():
            if hand.clock in PAUSABLE:
                self.note_missed(hand, at)
        self.pause = (at, until)

    def resume(self, at: datetime) -> None:
        """Let them run on."""
        for hand in self.running.values():
            self.note_pause(hand, at)
        self.pause = None

    def note_pause(self, hand: _Hand, at: datetime) -> None:
        """Write down, for a clock that pauses stop, the pause that is on, as far as it has come at `at`."""
        if self.pause is None or hand.clock not in PAUSABLE:
            return
        start, end = max(self.pause[0], hand.since), min(self.pause[1], at)
        if end > start:
            worked = working_time(self.calendar, start, end)
            hand.paused += worked
            hand.lines.append(Line("paused", start, until=end, worked=worked))

    def note_missed(self, hand: _Hand, at: datetime) -> None:
        """Keep the limit that a clock has let pass before `at`, ahead of what is about to move it."""
        due = self.due(hand)
        if hand.missed_at is None and due < at:
            hand.missed_at = due

    def due(self, hand: _Hand) -> datetime:
        """When a clock is due, with the pauses that were written down."""
        due = hand.until or hand.limit.after(hand.started_at, self.calendar)
        return add_working_time(self.calendar, due, hand.paused) if hand.paused else due

    def readings(self, at: datetime) -> tuple[Reading, ...]:
        """What the clocks say at `at`."""
        for hand in self.running.values():
            self.note_pause(hand, at)
        return tuple(self.reading(hand) for hand in self.hands)

    def reading(self, hand: _Hand) -> Reading:
        due = self.due(hand)
        return Reading(
            hand.clock,
            hand.round,
            hand.about,
            hand.started_at,
            due,
            hand.missed_at or due,
            hand.stopped_at,
            hand.dropped,
            due.year in self.calendar.provisional,
            tuple(hand.lines),
        )


def clock(events: Iterable[Happened], calendar: Calendar, policy: Policy, at: datetime) -> tuple[Reading, ...]:
    """What every clock of a case says at `at`, in the order in which they started.

    `events` is its whole log in order; raises `CalendarEnds` when a due date lies where `calendar` has no data.
    """
    reader = _Reader(calendar, policy)
    for event in events:
        move = MOVES.get(event.kind)
        if move is not None:
            move(reader, event)
    return reader.readings(at)


def _raised(reader: _Reader, event: Happened) -> None:
    reader.start(Clock.CONTACT, event.at, reader.policy.of(Clock.CONTACT))
    reader.start(Clock.RESOLUTION, event.at, event.limit or reader.policy.of(Clock.RESOLUTION))


def _asked(reader: _Reader, event: Happened) -> None:
    reader.start(Clock.PART, event.at, event.limit or reader.policy.of(Clock.PART), event.about)


def _whistled(reader: _Reader, event: Happened) -> None:
    reader.start(Clock.REPORT_IN, event.at, reader.policy.of(Clock.REPORT_IN), event.about)
    _asked(reader, event)


def _reported_in(reader: _Reader, event: Happened) -> None:
    reader.stop(Clock.REPORT_IN, event.at, event.about)


def _part_done(reader: _Reader, event: Happened) -> None:
    reader.stop(Clock.REPORT_IN, event.at, event.about)
    reader.stop(Clock.PART, event.at, event.about)


def _part_dropped(reader: _Reader, event: Happened) -> None:
    reader.stop(Clock.REPORT_IN, event.at, event.about, dropped=True)
    reader.stop(Clock.PART, event.at, event.about, dropped=True)


def _paused(reader: _Reader, event: Happened) -> None:
    ceiling = reader.policy.pause.after(event.at, reader.calendar)
    reader.pause_from(event.at, min(event.until or ceiling, ceiling))


def _suspended(reader: _Reader, event: Happened) -> None:
    if event.until is not None:
        reader.pause_from(event.at, event.until)


def _forced(reader: _Reader, event: Happened) -> None:
    reader.set_limit(event.at, None, event.until)
    reader.start(Clock.PROGRESS, event.at, event.limit or reader.policy.of(Clock.PROGRESS))


def _told(reader: _Reader, event: Happened) -> None:
    running = reader.running.get((Clock.PROGRESS, ""))
    if running is not None:
        reader.start(Clock.PROGRESS, event.at, running.limit)


def _answered(reader: _Reader, event: Happened) -> None:
    reader.stop(Clock.CONTACT, event.at)
    reader.stop(Clock.RESOLUTION, event.at)
    reader.drop_all(event.at)
    reader.pause = None
    reader.start(Clock.CALL_BACK, event.at, reader.policy.of(Clock.CALL_BACK))


def _reopened(reader: _Reader, event: Happened) -> None:
    reader.drop_all(event.at)
    reader.round += 1
    reader.start(Clock.RESOLUTION, event.at, event.limit or reader.policy.again)


def _dropped(reader: _Reader, event: Happened) -> None:
    reader.drop_all(event.at)
    reader.pause = None


MOVES: Mapping[str, Callable[[_Reader, Happened], None]] = {
    EventKind.RAISED: _raised,
    EventKind.CONTACTED: lambda reader, event: reader.stop(Clock.CONTACT, event.at),
    EventKind.ASKED: _asked,
    EventKind.WHISTLED: _whistled,
    EventKind.REPORTED_IN: _reported_in,
    EventKind.PART_DONE: _part_done,
    EventKind.EXCUSED: _part_dropped,
    EventKind.REFUSED: _part_dropped,
    EventKind.PAUSED: _paused,
    EventKind.RESUMED: lambda reader, event: reader.resume(event.at),
    EventKind.SUSPENDED: _suspended,
    EventKind.REINSTATED: lambda reader, event: reader.resume(event.at),
    EventKind.EXTENDED: lambda reader, event: reader.set_limit(event.at, event.limit, event.until),
    EventKind.FORCED: _forced,
    EventKind.TOLD: _told,
    EventKind.ANSWERED: _answered,
    EventKind.CALLED_BACK: lambda reader, event: reader.stop(Clock.CALL_BACK, event.at),
    EventKind.REOPENED: _reopened,
    EventKind.APPEALED: lambda reader, event: reader.start(Clock.APPEAL, event.at, reader.policy.of(Clock.APPEAL)),
    EventKind.APPEAL_DECIDED: lambda reader, event: reader.stop(Clock.APPEAL, event.at),
    EventKind.WITHDRAWN: _dropped,
    EventKind.CLOSED: _dropped,
}
