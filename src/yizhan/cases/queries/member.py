"""A case as those who reported it see it: where it is, who has it, by when; never what officers noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yizhan.cases import rules
from yizhan.cases.models import Appeal, CallBack, Case, Clock, Event, EventKind, Mechanism, State
from yizhan.cases.queries.cases import cases, working_calendar
from yizhan.cases.queries.clocks import Countdown, Dial, countdown, dials
from yizhan.cases.queries.page import PartRow, events_of, part_rows, parts_of
from yizhan.cases.rules import closing
from yizhan.kernel import clock
from yizhan.kernel.calendar import CalendarEnds
from yizhan.people.models import Person
from yizhan.ui import parts as ui

TOLD = frozenset(
    {
        EventKind.RAISED,
        EventKind.CONTACTED,
        EventKind.TOLD,
        EventKind.ASSIGNED,
        EventKind.ROSE,
        EventKind.PAUSED,
        EventKind.RESUMED,
        EventKind.SUSPENDED,
        EventKind.REINSTATED,
        EventKind.EXTENDED,
        EventKind.ANSWERED,
        EventKind.CALLED_BACK,
        EventKind.REOPENED,
        EventKind.APPEALED,
        EventKind.APPEAL_DECIDED,
        EventKind.FOLLOWED,
        EventKind.CLOSED,
        EventKind.WITHDRAWN,
    }
)
TONES = {
    EventKind.ANSWERED: "good",
    EventKind.CLOSED: "good",
    EventKind.PAUSED: "warn",
    EventKind.SUSPENDED: "warn",
    EventKind.REOPENED: "warn",
}
PATH = (State.RECEIVED, State.HANDLING, State.ANSWERED, State.CLOSED)
SHORT = {State.ANSWERED: gettext_lazy("已答复")}
SHOWN_AS = {State.PAUSED: State.HANDLING, State.SUSPENDED: State.HANDLING, State.APPEALED: State.ANSWERED}
SEEN = frozenset({Clock.CONTACT, Clock.RESOLUTION, Clock.PROGRESS, Clock.CALL_BACK, Clock.APPEAL})


@dataclass(frozen=True, kw_only=True, slots=True)
class Own:
    """A case that somebody reported, and what is left of its next clock."""

    case: Case
    left: Countdown | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """A case as its reporter sees it, with what they may do now."""

    case: Case
    path: list[ui.Step]
    left: Countdown | None
    dials: Sequence[Dial]
    log: list[ui.Happening]
    parts: Sequence[PartRow]
    waiting: CallBack | None
    appeals: Sequence[Appeal]
    leader: Case | None
    may_withdraw: bool
    may_reopen: bool
    may_appeal: bool


def cases_of(person: Person) -> QuerySet[Case]:
    """The cases that `person` reported, the newest first."""
    return cases().filter(reporters__person=person).order_by("-raised_at", "-id")


def own(found: Sequence[Case]) -> list[Own]:
    """Those cases, each with what is left of its next clock."""
    at = clock.now()
    return [Own(case=case, left=countdown(case.due_at, at=at)) for case in found]


def follow(case: Case) -> Followed:
    """Everything that those who reported `case` see of it."""
    at, events = clock.now(), events_of(case)
    appeals = list(case.appeals.order_by("round"))
    recent = case.state == State.CLOSED and case.closed_at is not None and _recent(case.closed_at, at=at)
    taken_back = case.result == "withdrawn"
    return Followed(
        case=case,
        path=path_of(case),
        left=countdown(case.due_at, at=at),
        dials=[dial for dial in dials(case, events, at=at) if dial.reading.clock in SEEN],
        log=[_happening(event) for event in reversed(events) if event.kind in TOLD],
        parts=part_rows(parts_of(case)),
        waiting=case.call_backs.filter(done_at=None).first(),
        appeals=appeals,
        leader=case.series,
        may_withdraw=case.state in rules.AT_WORK and case.series_id is None,
        may_reopen=recent and not taken_back and case.round < closing.MOST_ROUNDS,
        may_appeal=recent and not taken_back and case.round not in {one.round for one in appeals},
    )


def _recent(closed_at: datetime, *, at: datetime) -> bool:
    """Whether what was closed then may still be reopened or appealed against."""
    try:
        return at <= rules.APPEAL_WITHIN.after(closed_at, working_calendar())
    except CalendarEnds:
        return False


def _happening(event: Event) -> ui.Happening:
    kind = EventKind(event.kind)
    rung = dict(Mechanism.choices).get(event.note) if kind == EventKind.ROSE else None
    title = _("升级为%(mechanism)s") % {"mechanism": rung} if rung else kind.label
    return ui.Happening(at=event.at, title=title, note=event.words, tone=TONES.get(kind, ""))


def path_of(case: Case) -> list[ui.Step]:
    """The way from being received to being closed, and where the case is on it."""
    state = State(case.state)
    here = PATH.index(SHOWN_AS.get(state, state))
    return [
        ui.Step(
            label=SHORT.get(stage := state if n == here else each, stage.label),
            phase="done" if n < here else "now" if n == here else "next",
        )
        for n, each in enumerate(PATH)
    ]
