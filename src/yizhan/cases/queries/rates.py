"""The rates of cases in a period, counted in the database over the clocks, the call-backs and the parts."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from yizhan.cases.models import (
    CallBack,
    Case,
    Channel,
    Clock,
    Event,
    EventKind,
    Kind,
    Mechanism,
    Part,
    Reporter,
    Request,
    RequestKind,
    Result,
    Timer,
    Verdict,
)
from yizhan.cases.rules import COUNTS_AS_SOLVED
from yizhan.cases.rules.rates import (
    ALL,
    CLAIMED,
    CONTENT_LEVEL,
    NOT_CLAIMED,
    Along,
    Answers,
    Key,
    Measure,
    Rate,
    Shown,
    Tally,
    keys_along,
    may_be_shown,
    rate_of,
)
from yizhan.network.models import Station

REPEATED_WITHIN = timedelta(days=90)
KEPT_FOR = 30 * 24 * 3600
GRANTED = (Verdict.GRANTED, Verdict.REVIEWED)
Tallies = Mapping[Measure, list[Tally]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """The instants [start, end), looked at from `at`; limits that lie ahead of `at` have not fallen yet."""

    start: datetime
    end: datetime
    at: datetime

    @property
    def over(self) -> bool:
        """Whether it lies behind; opinions are only shown then, as they stood at its end."""
        return self.at >= self.end

    @property
    def seen(self) -> datetime:
        """Up to when something may have fallen into it."""
        return min(self.end, self.at)


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """The rates of a period, by what they are about."""

    period: Period
    tallies: Tallies
    shown: Shown

    def rate(self, measure: Measure, key: Key = ALL) -> Rate:
        """One rate of what belongs to `key`."""
        opinion = {"shown": self.shown} if measure in OPINION_MEASURES else {}
        return rate_of(measure, key, self.tallies[measure], **opinion)

    def keys(self, along: Along) -> list[Key]:
        """What there is along a dimension."""
        return keys_along(self.tallies, along)


OPINION_MEASURES = (Measure.PERSON, Measure.CONTENT, Measure.REOPENED)


class Median(Aggregate):
    """The middle of ordered values, as the database works it out."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def board(period: Period) -> Board:
    """Every rate of `period`."""
    resolved = _resolved(period)
    heard = _heard(period)
    tallies = {
        Measure.RESPONSE: _tallies(_contacts(period), "kept"),
        Measure.ON_TIME: _tallies(resolved, "in_time"),
        Measure.AGAIN: _tallies(_again(period), "in_time"),
        Measure.HANDLER: _tallies(resolved, "claimed"),
        **{measure: [_opinion(row, measure) for row in heard] for measure in OPINION_MEASURES},
        Measure.REFUSED: _tallies(_parts(period), "refused"),
        Measure.REPEATED: _tallies(_raised(period), "repeated"),
    }
    return Board(period=period, tallies=tallies, shown=_shown(tallies[Measure.PERSON]))


def _shown(tallies: Sequence[Tally]) -> Shown:
    """What may be shown of opinions, worked out once for the same answers: with many it takes seconds."""
    told = sorted((sorted(map(str, tally.keys)), tally.excluded, tally.answers.answered) for tally in tallies)
    key = f"cases:shown:{hashlib.sha256(repr(told).encode()).hexdigest()}"
    found: Shown | None = cache.get_or_set(key, lambda: may_be_shown(tallies), timeout=KEPT_FOR)
    return found or frozenset()


def _grouped(rows: "QuerySet[Any]", *, case: str = "case__", **counts: Count) -> list[dict[str, Any]]:
    """The counts of rows by everything that rates are looked along, with those that were excluded apart."""
    granted = Request.objects.filter(kind=RequestKind.EXCLUSION, verdict__in=GRANTED, case=OuterRef(f"{case}pk"))
    by = {"of": F(f"{case}station"), "kind_code": F(f"{case}kind__code"), "by_means": F(f"{case}mechanism")}
    grouped = rows.annotate(excluded=Exists(granted), **by).order_by().values("excluded", *by)
    return list(grouped.annotate(whole=Count("pk"), **counts))


def _tallies(rows: Iterable[Mapping[str, Any]], part: str) -> list[Tally]:
    return [Tally(keys=_keys(row), excluded=row["excluded"], part=row[part], whole=row["whole"]) for row in rows]


def _keys(row: Mapping[str, Any]) -> frozenset[Key]:
    return frozenset(
        {
            ALL,
            (Along.STATION, str(row["of"])),
            (Along.KIND, row["kind_code"]),
            (Along.MECHANISM, row["by_means"]),
        }
    )


def _fallen(clock: Clock, period: Period) -> "QuerySet[Timer]":
    """The clocks whose limit fell in the period, but for those that were dropped before it did."""
    fallen = Timer.objects.filter(clock=clock, judged_at__gte=period.start, judged_at__lt=period.seen)
    return fallen.exclude(dropped=True, stopped_at__lte=F("judged_at"))


def _firsts(clock: Clock, period: Period) -> "QuerySet[Timer]":
    """Those of first rounds, of cases that were not split off another."""
    return _fallen(clock, period).filter(round=1, case__split_from=None)


KEPT = Q(dropped=False, stopped_at__lte=F("judged_at"))


def _contacts(period: Period) -> list[dict[str, Any]]:
    spoken = Event.objects.filter(case=OuterRef("case"), kind=EventKind.CONTACTED, at__lte=OuterRef("judged_at"))
    rows = _firsts(Clock.CONTACT, period).annotate(spoken=Exists(spoken))
    return _grouped(rows, kept=Count("pk", filter=Q(spoken=True)))


def _resolved(period: Period) -> list[dict[str, Any]]:
    late = Timer.objects.filter(clock=Clock.RESOLUTION, round=1, case__split_from=OuterRef("case")).filter(
        Q(stopped_at=None) | Q(stopped_at__gt=OuterRef("judged_at"))
    )
    rows = _firsts(Clock.RESOLUTION, period).annotate(
        late=Exists(late),
        claims=Exists(_claims(case=OuterRef("case"))),
        lacking=Exists(_split_off("case").filter(Q(round__gt=1) | ~Exists(_claims(case=OuterRef("pk"))))),
    )
    return _grouped(
        rows,
        in_time=Count("pk", filter=KEPT & Q(late=False)),
        claimed=Count("pk", filter=Q(claims=True, lacking=False, case__round=1)),
    )


def _claims(**of: object) -> "QuerySet[CallBack]":
    """The first answers that say it is solved."""
    return CallBack.objects.filter(round=1, result__in=COUNTS_AS_SOLVED, **of)


def _split_off(case: str) -> "QuerySet[Case]":
    """What was split off a case and not taken back."""
    return Case.objects.filter(split_from=OuterRef(case)).exclude(result=Result.WITHDRAWN)


def _again(period: Period) -> list[dict[str, Any]]:
    return _grouped(_fallen(Clock.RESOLUTION, period).filter(round__gt=1), in_time=Count("pk", filter=KEPT))


def _heard(period: Period) -> list[dict[str, Any]]:
    """What came of the first call-backs whose limit fell in a period that is over, as it stood at its end."""
    due = CallBack.objects.filter(round=1, case__split_from=None, due_at__gte=period.start, due_at__lt=period.end)
    due = due.exclude(case__channel=Channel.COLOUR)  # nobody reported it, so nobody is asked
    again = Event.objects.filter(kind=EventKind.REOPENED, at__lt=period.end)
    first = CallBack.objects.filter(case=OuterRef("pk"), round=1, done_at__lt=period.end)
    rows = (due if period.over else due.none()).annotate(
        doubted=Exists(_split_off("case").exclude(Exists(first.filter(solved=True)))),
        disliked=Exists(_split_off("case").exclude(Exists(first.filter(level__gte=CONTENT_LEVEL)))),
        again=Exists(again.filter(Q(case=OuterRef("case")) | Q(case__split_from=OuterRef("case")))),
    )
    claimed = rows.filter(result__in=COUNTS_AS_SOLVED)
    groups = {CLAIMED: claimed, NOT_CLAIMED: rows.exclude(result__in=COUNTS_AS_SOLVED)}
    return [{**row, "claim": key} for key, group in groups.items() for row in _said(group, period)]


def _said(rows: "QuerySet[CallBack]", period: Period) -> list[dict[str, Any]]:
    done = Q(done_at__lt=period.end)
    return _grouped(
        rows,
        answered=Count("pk", filter=done & Q(level__isnull=False)),
        silent=Count("pk", filter=done & Q(level=None)),
        solved=Count("pk", filter=done & Q(solved=True, doubted=False)),
        content=Count("pk", filter=done & Q(level__gte=CONTENT_LEVEL, disliked=False)),
        reopened=Count("pk", filter=Q(again=True)),
    )


PARTS = {Measure.PERSON: "solved", Measure.CONTENT: "content", Measure.REOPENED: "reopened"}


def _opinion(row: Mapping[str, Any], measure: Measure) -> Tally:
    answers = Answers(
        asked=row["whole"],
        answered=row["answered"],
        silent=row["silent"],
        unasked=row["whole"] - row["answered"] - row["silent"],
    )
    whole = answers.asked if measure == Measure.REOPENED else answers.answered + answers.unasked
    return Tally(
        keys=_keys(row) | {row["claim"]},
        excluded=row["excluded"],
        part=row[PARTS[measure]],
        whole=whole,
        answers=answers,
    )


def _parts(period: Period) -> list[dict[str, Any]]:
    asked = Part.objects.filter(asked_at__gte=period.start, asked_at__lt=period.seen)
    return _grouped(asked, refused=Count("pk", filter=Q(refused_at__isnull=False)))


def _raised(period: Period) -> list[dict[str, Any]]:
    earlier = Reporter.objects.filter(
        person__reports__case=OuterRef("pk"),
        case__station=OuterRef("station"),
        case__kind__code=OuterRef("kind__code"),
        case__split_from=None,
        case__raised_at__lt=OuterRef("raised_at"),
        case__raised_at__gte=OuterRef("raised_at") - REPEATED_WITHIN,
    )
    raised = Case.objects.filter(split_from=None, raised_at__gte=period.start, raised_at__lt=period.seen)
    rows = raised.annotate(before=Exists(earlier))
    return _grouped(rows, case="", repeated=Count("pk", filter=Q(before=True)))


def contact_times(period: Period) -> dict[UUID, timedelta]:
    """The median time from a case to the first contact, by station, of those contacted whose limit fell in the period."""
    spoken = Event.objects.filter(case=OuterRef("case"), kind=EventKind.CONTACTED).order_by("seq").values("at")[:1]
    waited = ExpressionWrapper(Subquery(spoken) - F("started_at"), output_field=DurationField())
    rows = _firsts(Clock.CONTACT, period).annotate(waited=waited).filter(waited__isnull=False).order_by()
    return dict(rows.values("case__station").annotate(median=Median("waited")).values_list("case__station", "median"))


def exclusions(period: Period) -> "QuerySet[Request]":
    """What was left out of the rates of a period: the granted requests, with ground and approver."""
    fallen = _firsts(Clock.RESOLUTION, period).values("case")
    found = Request.objects.filter(kind=RequestKind.EXCLUSION, verdict__in=GRANTED, case__in=fallen)
    return found.select_related("case__station", "case__kind", "approver", "asked_by").order_by("decided_at", "id")


def first_limit() -> date | None:
    """The day of the first limit there ever was, to know which months can be asked for."""
    found: datetime | None = Timer.objects.aggregate(first=Min("judged_at"))["first"]
    return found.date() if found else None


def names_of(keys: Iterable[Key]) -> dict[Key, str]:
    """What the stations, kinds and mechanisms of rates are called."""
    wanted = set(keys)
    stations = Station.objects.filter(pk__in=[text for along, text in wanted if along == Along.STATION])
    kinds = Kind.objects.filter(code__in=[text for along, text in wanted if along == Along.KIND]).order_by("version")
    found: dict[Key, str] = {(Along.STATION, str(row.pk)): row.name for row in stations}
    found |= {(Along.KIND, row.code): row.name for row in kinds}
    found |= {(Along.MECHANISM, one.value): str(one.label) for one in Mechanism}
    return {**found, ALL: str(Along.ALL.label)}
