"""Everything about one case, for those who work on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yizhan.cases import rules
from yizhan.cases.models import (
    Appeal,
    CallBack,
    Case,
    Clock,
    Event,
    EventKind,
    Mechanism,
    Part,
    PartState,
    Recipient,
    Reporter,
    Request,
    RequestKind,
    State,
    TaskForce,
    Verdict,
)
from yizhan.cases.queries.alike import similar
from yizhan.cases.queries.cases import cases
from yizhan.cases.queries.clocks import Countdown, Dial, countdown, dials
from yizhan.cases.rules import closing, fields
from yizhan.kernel import clock
from yizhan.kernel.errors import Refused
from yizhan.ui import parts as ui

LADDER = rules.LADDER
TONES = {
    EventKind.ANSWERED: "good",
    EventKind.CLOSED: "good",
    EventKind.PART_DONE: "good",
    EventKind.PAUSED: "warn",
    EventKind.SUSPENDED: "warn",
    EventKind.REFUSED: "warn",
    EventKind.REOPENED: "warn",
    EventKind.ESCALATED: "bad",
    EventKind.APPEALED: "warn",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class PartRow:
    """A body's part of a case, and what is left of its time."""

    part: Part
    left: Countdown | None

    @property
    def open(self) -> bool:
        return self.part.state in {PartState.ASKED, PartState.WORKING}


@dataclass(frozen=True, kw_only=True, slots=True)
class Dossier:
    """A case with its clocks, its log and all that hangs on it."""

    case: Case
    ladder: list[ui.Step]
    left: Countdown | None
    dials: Sequence[Dial]
    log: list[ui.Happening]
    parts: Sequence[PartRow]
    requests: Sequence[Request]
    force: TaskForce | None
    followers: Sequence[Case]
    similar: Sequence[Case]
    reporters: Sequence[Reporter]
    call_backs: Sequence[CallBack]
    appeals: Sequence[Appeal]
    answers: list[ui.Fact]

    @property
    def anonymous(self) -> bool:
        """Whether nobody can be asked how it went."""
        return not any(one.person_id or one.phone_sealed for one in self.reporters)


def events_of(case: Case) -> list[Event]:
    """The log of a case with who wrote each line, oldest first."""
    return list(Event.objects.filter(case=case).select_related("by").order_by("seq"))


def parts_of(case: Case) -> list[Part]:
    """The parts of a case with their bodies, oldest first."""
    return list(Part.objects.filter(case=case).select_related("body").order_by("asked_at", "id"))


def part_rows(parts: Sequence[Part]) -> list[PartRow]:
    """Those parts, the open ones with what is left of their time."""
    at = clock.now()
    return [
        PartRow(part=part, left=countdown(part.due_at, at=at) if part.state in PartState.open() else None)
        for part in parts
    ]


def dossier(case: Case) -> Dossier:
    """Everything that is known of a case."""
    at, events, parts = clock.now(), events_of(case), parts_of(case)
    works = case.state in rules.AT_WORK and case.series_id is None
    return Dossier(
        case=case,
        ladder=ladder_of(case),
        left=countdown(case.due_at, at=at),
        dials=dials(case, events, at=at, names=_names(parts)),
        log=[_happening(event, _names(parts)) for event in reversed(events)],
        parts=part_rows(parts),
        requests=list(Request.objects.filter(case=case).select_related("asked_by", "approver", "second")),
        force=TaskForce.objects.filter(case=case).select_related("leader").first(),
        followers=list(cases().filter(series=case).order_by("raised_at", "id")),
        similar=_alike(case) if works else [],
        reporters=list(case.reporters.select_related("person")),
        call_backs=list(case.call_backs.select_related("by", "handler").order_by("round")),
        appeals=list(case.appeals.select_related("decided_by").order_by("round")),
        answers=answers_of(case),
    )


def _alike(case: Case) -> Sequence[Case]:
    return similar(station=case.station, building=case.building, kind=case.kind, words=case.words, besides=case.pk)


def _names(parts: Sequence[Part]) -> dict[str, str]:
    return {str(part.pk): str(part.body) for part in parts}


def _happening(event: Event, names: dict[str, str]) -> ui.Happening:
    said = [names.get(event.about, ""), event.words, _note(event)]
    return ui.Happening(
        at=event.at,
        title=EventKind(event.kind).label,
        who=str(event.by) if event.by else "",
        note=" · ".join(dict.fromkeys(text for text in said if text)),
        tone=TONES.get(EventKind(event.kind), ""),
    )


def _note(event: Event) -> str:
    """What only officers read, with the words that the log keeps for a mechanism, a verdict or a rung in their language."""
    if event.kind == EventKind.ESCALATED and event.note:
        return _rung(*event.note.split(" "))
    word, _, rest = event.note.partition(" ")
    known = dict(Mechanism.choices) if event.kind == EventKind.ROSE else dict(Verdict.choices)
    coded = event.kind in {EventKind.ROSE, EventKind.DECIDED} and word in known
    return " · ".join(filter(None, (str(known[word]), rest))) if coded else event.note


def _rung(late: str, offset: str, told: str) -> str:
    """Which clock was how near or late, and who was told."""
    return f"{Clock(late).label} {offset} → {Recipient(told).label}"


def ladder_of(case: Case) -> list[ui.Step]:
    """The mechanisms that the kind of a case knows, and which one it is at."""
    known = [one for one in LADDER if one in case.kind.mechanisms or one == case.mechanism]
    here = known.index(Mechanism(case.mechanism))
    return [
        ui.Step(label=one.label, phase="done" if n < here else "now" if n == here else "next")
        for n, one in enumerate(known)
    ]


def answers_of(case: Case) -> list[ui.Fact]:
    """What was answered to the fields of its kind, with the words of the choices."""
    return [
        ui.Fact(label=fields.label_of(field), value=fields.answer_words(field, case.answers[str(field["code"])]))
        for field in case.kind.fields
        if case.answers.get(str(field["code"])) not in (None, "", [])
    ]


def missing(case: Case) -> list[str]:
    """What is not there yet for an answer, in the words in which it would be refused."""
    force = TaskForce.objects.filter(case=case).first()
    milestones = list(force.milestones.all()) if force else []
    checks: list[Callable[[], None]] = [
        lambda: rules.require_contacted(case.events.values_list("kind", flat=True)),
        lambda: rules.require_parts_over(list(case.parts.filter(round=case.round))),
    ]
    if case.mechanism == Mechanism.SPECIAL:
        verdicts = case.requests.filter(kind=RequestKind.SPECIAL, round=case.round).values_list("verdict", flat=True)
        checks.append(lambda: closing.require_reviewed(verdicts))
    if case.mechanism == Mechanism.HARD:
        checks.append(lambda: closing.require_force_over(force, milestones))
    if case.state in {State.PAUSED, State.SUSPENDED}:
        return [_("正在暂停计时。请先恢复，再答复。"), *_refused(checks)]
    return _refused(checks)


def _refused(checks: Sequence[Callable[[], None]]) -> list[str]:
    found = []
    for check in checks:
        try:
            check()
        except Refused as refusal:
            found.append(str(refusal))
    return found
