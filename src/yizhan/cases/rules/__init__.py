"""Pure decisions about cases; time is an argument."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from yizhan.cases.models import Case, EventKind, Kind, Mechanism, Part, PartState, Result, State
from yizhan.cases.rules import refusals
from yizhan.cases.rules.clocks import Happened, Policy
from yizhan.cases.rules.limits import Limit
from yizhan.kernel.calendar import Calendar, CalendarEnds
from yizhan.kernel.states import step
from yizhan.network.models import Station, StationState

__all__ = ["Happened", "Limit", "Policy", "refusals"]
LONGEST = 4000
KIND_OF_NEEDS = "help"
KIND_OF_SUPPORT = "complex"
SUPPORT = "请尽快上门，和企业一起看看需要哪些单位帮什么，再分头去办。"
LONGEST_NAME = 40
PAUSES_A_ROUND = 2
TRIES_BEFORE_SILENCE = 3
LONGEST_EXTENSION = Limit(15, "d")
APPEAL_WITHIN = Limit(15, "d")
STRANGERS_FOR = timedelta(days=60)
DEFAULTS = {
    "contact": "1d",
    "report_in": "4h",
    "part": "3d",
    "resolution": "5d",
    "again": "3d",
    "progress": "5d",
    "call_back": "5d",
    "appeal": "5d",
    "pause": "5d",
}
LADDER = (Mechanism.INSTANT, Mechanism.JOINT, Mechanism.SPECIAL, Mechanism.HARD)
OVER = frozenset({State.ANSWERED, State.APPEALED, State.CLOSED})
STOPPED = frozenset({State.PAUSED, State.SUSPENDED})
AT_WORK = frozenset({State.RECEIVED, State.HANDLING, State.PAUSED, State.SUSPENDED})
MOVES: Mapping[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.HANDLING, State.ANSWERED, State.CLOSED}),
    State.HANDLING: frozenset({State.HANDLING, State.PAUSED, State.SUSPENDED, State.ANSWERED, State.CLOSED}),
    State.PAUSED: frozenset({State.HANDLING, State.CLOSED}),
    State.SUSPENDED: frozenset({State.HANDLING, State.CLOSED}),
    State.ANSWERED: frozenset({State.HANDLING, State.CLOSED}),
    State.CLOSED: frozenset({State.HANDLING, State.APPEALED}),
    State.APPEALED: frozenset({State.HANDLING, State.CLOSED}),
}
COUNTS_AS_SOLVED = frozenset({Result.SOLVED, Result.EXPLAINED})
MASK = "***********"
PHONE = re.compile(r"(?<!\d)1\d{10}(?!\d)")


def move(case: Case, *, to: State) -> State:
    """The state `to` when `case` may go there now."""
    if case.series_id is not None and to not in {State.ANSWERED, State.CLOSED, State.APPEALED}:
        raise refusals.Following
    return step(MOVES, at=case.state, to=to)


def policy_of(kind: Kind) -> Policy:
    """How long everything may take in a case of `kind`."""
    return Policy({name: Limit.parse(text) for name, text in {**DEFAULTS, **kind.limits}.items()})


def limit(text: str) -> Limit:
    """The limit that `text` says; refused when it says none or one that is over already."""
    try:
        found = Limit.parse(text)
    except ValueError as error:
        raise refusals.LimitUnreadable from error
    if found.amount <= 0:
        raise refusals.LimitPast(field="limit")
    return found


def end_of(limit: Limit, *, start: datetime, calendar: Calendar) -> datetime:
    """When `limit` is over; refused when the calendar has no data for it."""
    try:
        return limit.after(start, calendar)
    except CalendarEnds as error:
        raise refusals.CalendarMissing from error


def require_on_calendar(moment: datetime, *, calendar: Calendar) -> None:
    """Raise unless the calendar has data for that moment."""
    end_of(Limit.parse("1m"), start=moment, calendar=calendar)


def require_words(words: str) -> str:
    """The words without spaces around them; refused when there are none, or too many to read."""
    words = words.strip()
    if not words:
        raise refusals.WordsMissing
    if len(words) > LONGEST:
        raise refusals.WordsTooLong
    return words


def require_reason(reason: str) -> str:
    """The reason without spaces around it; refused when there is none."""
    if not reason.strip():
        raise refusals.ReasonMissing
    return reason.strip()


def require_raisable(kind: Kind, station: Station) -> None:
    """Raise unless a new case of `kind` may be brought to `station`."""
    if station.state != StationState.OPEN:
        raise refusals.StationNotServing
    if kind.retired_at is not None:
        raise refusals.KindRetired


def require_answers(kind: Kind, answers: Mapping[str, object]) -> dict[str, object]:
    """What was answered to the fields of `kind`; refused, by the name of the field, when something is missing or unknown."""
    return {str(field["code"]): _answer(field, answers.get(str(field["code"]))) for field in kind.fields}


def _answer(field: Mapping[str, object], given: object) -> object:
    code = str(field["code"])
    if given in (None, "", []):
        if field.get("required"):
            raise refusals.AnswerMissing(field=code)
        return None
    choices = field.get("choices")
    if isinstance(choices, list):
        known = {str(choice["code"]) for choice in choices}
        chosen = given if isinstance(given, list) else [given]
        if not {str(one) for one in chosen} <= known:
            raise refusals.AnswerUnknown(field=code)
    return given


def require_rise(case: Case, to: Mechanism) -> None:
    """Raise unless `to` is above where `case` is, on the ladder of its kind."""
    if to not in case.kind.mechanisms or LADDER.index(to) <= LADDER.index(Mechanism(case.mechanism)):
        raise refusals.MechanismUnknown


def require_on_ladder(case: Case, mechanism: Mechanism) -> None:
    """Raise unless the kind of `case` knows `mechanism`."""
    if mechanism not in case.kind.mechanisms:
        raise refusals.MechanismUnknown


def require_at_work(case: Case) -> None:
    """Raise unless somebody still works on `case`, and by itself."""
    if case.series_id is not None:
        raise refusals.Following
    if case.state not in AT_WORK:
        raise refusals.CaseOver


def require_contacted(kinds: Iterable[str]) -> None:
    """Raise unless the reporter was contacted, going by the kinds of events of this round."""
    if not {EventKind.CONTACTED, EventKind.REOPENED} & set(kinds):
        raise refusals.ContactMissing


def require_pause(until: datetime, *, at: datetime, ceiling: datetime, paused_before: int) -> None:
    """Raise unless a pause ends later than now, within its ceiling, and is not one too many of its round."""
    if paused_before >= PAUSES_A_ROUND:
        raise refusals.PausesUsedUp
    if until <= at:
        raise refusals.LimitPast
    if until > ceiling:
        raise refusals.PauseTooLong


def require_inside(due_at: datetime, *, outer: datetime | None) -> None:
    """Raise when a co-handler's limit ends after that of the case."""
    if outer is not None and due_at > outer:
        raise refusals.LimitOutside


def require_parts_over(parts: Collection[Part]) -> None:
    """Raise while a co-handler has neither done its part nor been excused."""
    if any(part.state not in {PartState.DONE, PartState.EXCUSED} for part in parts):
        raise refusals.PartsOpen


def require_redacted(words: str, *, names: Sequence[str]) -> str:
    """The words to be made public; refused when a phone number or the name of a reporter is still in them."""
    words = words.strip()
    if not words:
        raise refusals.RedactionMissing
    if PHONE.search(words) or any(name and name in words for name in names):
        raise refusals.RedactionTells
    return words


def redacted(words: str, *, names: Iterable[str]) -> str:
    """A draft of what may be shown to everyone: phone numbers masked, the names of the reporters replaced."""
    draft = PHONE.sub(MASK, words)
    for name in filter(None, names):
        draft = draft.replace(name, _("反映人"))
    return draft
