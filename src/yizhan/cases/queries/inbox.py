"""Cases as those who work on them find them: by when something is due, paged by key so that nothing is ever counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from yizhan.cases.models import Case, Kind, State
from yizhan.cases.queries.clocks import Countdown, countdown
from yizhan.kernel import clock
from yizhan.kernel.search import matching
from yizhan.network.models import Station
from yizhan.network.queries import local_now
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor

PER_PAGE = 20
MOST_COUNTED = 100
OVER = (State.ANSWERED, State.CLOSED)
NAMES = ("name_zh", "name_en")
RELATED = ("kind", "station", "responsible")
SHOWN = (
    *("code", "words", "place", "state", "mechanism", "result", "round", "due_at", "due_clock", "closed_at"),
    *(f"{name}__{column}" for name in ("kind", "station") for column in NAMES),
    *("responsible__name", "responsible__phone_sealed"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A case, and what is left of its next clock."""

    case: Case
    left: Countdown | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One page of cases, and the key of the next one when there is more."""

    rows: Sequence[Row]
    after: str


def stations_of(actor: Actor) -> list[Station]:
    """The stations that `actor` looks after."""
    return list(Station.objects.filter(in_charge_of(actor)).only("slug", *NAMES).order_by("code"))


def mine(actor: Actor) -> QuerySet[Case]:
    """The cases, without those that follow another, of the stations that `actor` looks after; of all for the hub."""
    return Case.objects.filter(in_charge_of(actor, at="station"), series=None)


def at_work(actor: Actor) -> QuerySet[Case]:
    """Those of them that somebody still works on; it is worded as the partial indexes are."""
    return mine(actor).exclude(state__in=["closed", "answered"])


def inbox(
    actor: Actor, *, wanted: Mapping[str, str], stations: Sequence[Station], kinds: Sequence[Kind], cursor: str = ""
) -> Found:
    """One page of what fits, the first due first; what is closed, the last closed first."""
    closed = wanted.get("state") == State.CLOSED
    found = _wanted(actor, wanted, stations, kinds).select_related(*RELATED).only(*SHOWN)
    found = found.order_by("-closed_at", "-id") if closed else found.order_by("due_at", "id")
    rows = list(_from(found, cursor, closed=closed)[: PER_PAGE + 1])
    at = clock.now()
    shown = [Row(case=row, left=None if closed else countdown(row.due_at, at=at)) for row in rows[:PER_PAGE]]
    return Found(rows=shown, after=_key(rows[PER_PAGE - 1], closed=closed) if len(rows) > PER_PAGE else "")


def _wanted(
    actor: Actor, wanted: Mapping[str, str], stations: Sequence[Station], kinds: Sequence[Kind]
) -> QuerySet[Case]:
    state = wanted.get("state", "")
    found = mine(actor).filter(state=state) if state in OVER else at_work(actor)
    if state in State.values and state not in OVER:
        found = found.filter(state=state)
    if wanted.get("kind"):
        found = found.filter(kind__in=[kind.pk for kind in kinds if kind.code == wanted["kind"]])
    if wanted.get("station"):
        found = found.filter(station__in=[station.pk for station in stations if station.slug == wanted["station"]])
    if wanted.get("mechanism"):
        found = found.filter(mechanism=wanted["mechanism"])
    if wanted.get("late"):
        found = found.filter(due_at__lte=clock.now())
    if wanted.get("mine"):
        found = found.filter(responsible=actor.pk)
    text = wanted.get("q", "").strip()
    return found.filter(matching(text) | Q(code=text.upper())) if text else found


def _from(found: QuerySet[Case], cursor: str, *, closed: bool) -> QuerySet[Case]:
    """What comes after the key `cursor`; everything when it is none."""
    at, _, pk = cursor.rpartition("_")
    try:
        key, last = datetime.fromisoformat(at), UUID(pk)
    except ValueError:
        return found
    if closed:
        return found.filter(closed_at__lte=key).exclude(closed_at=key, id__gte=last)
    return found.filter(due_at__gte=key).exclude(due_at=key, id__lte=last)


def _key(case: Case, *, closed: bool) -> str:
    at = case.closed_at if closed else case.due_at
    return f"{at.isoformat()}_{case.pk}" if at else ""


def kinds_known() -> list[Kind]:
    """Every version of every kind, those in force first."""
    return sorted(Kind.objects.only("code", "retired_at", *NAMES), key=lambda kind: kind.retired_at is not None)


def to_contact(actor: Actor) -> QuerySet[Case]:
    """The cases whose reporters nobody has spoken to, no more than can be told as a number."""
    return _few(at_work(actor).filter(state=State.RECEIVED))


def due_today(actor: Actor) -> QuerySet[Case]:
    """The cases in which something is due before the day is over, or was before, no more than can be told."""
    tomorrow = local_now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return _few(at_work(actor).filter(due_at__lt=tomorrow))


def _few(found: QuerySet[Case]) -> QuerySet[Case]:
    return found.order_by("due_at", "id")[:MOST_COUNTED]
