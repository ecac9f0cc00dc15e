"""Reads of single cases and what hangs on them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from yizhan.cases import rules
from yizhan.cases.models import (
    BodyPerson,
    Case,
    Clock,
    Event,
    EventKind,
    Kind,
    Part,
    Reporter,
    Request,
    RequestKind,
    State,
    Timer,
)
from yizhan.cases.rules import Happened, Limit
from yizhan.kernel.calendar import Calendar, load
from yizhan.people.models import Person

CALENDAR = "cn"
RELATED = ("kind", "station__building", "building", "responsible")


def working_calendar() -> Calendar:
    """The calendar that limits count on."""
    return load(CALENDAR)


def cases() -> QuerySet[Case]:
    """Every case, with its kind and where it is."""
    found: QuerySet[Case] = Case.objects.select_related(*RELATED).defer("search")
    return found


def kinds() -> QuerySet[Kind]:
    """The kinds that a new case may have, in order."""
    found: QuerySet[Kind] = Kind.objects.offered()
    return found


def kinds_for_everyone() -> QuerySet[Kind]:
    """The kinds that anyone may bring a new case of, in order."""
    found: QuerySet[Kind] = Kind.objects.for_everyone()
    return found


def kind_for(code: str) -> Kind | None:
    """The version in force of the kind `code`, if there is one."""
    found: Kind | None = Kind.objects.offered().filter(code=code).first()
    return found


def code_taken(code: str) -> bool:
    """Whether some case has that code."""
    return Case.objects.filter(code=code).exists()


def log_of(case_id: UUID) -> list[Happened]:
    """The log of one case, as its clocks read it."""
    rows = Event.objects.filter(case=case_id).order_by("seq").values_list("kind", "at", "about", "limit", "until")
    return [happened(*row) for row in rows]


def happened(kind: str, at: datetime, about: str, limit: str, until: datetime | None) -> Happened:
    """One line of the log, as clocks read it."""
    return Happened(kind, at, about, Limit.parse(limit) if limit else None, until)


def timers_of(case_ids: Iterable[UUID]) -> QuerySet[Timer]:
    """The clocks of cases as they were last read."""
    return Timer.objects.filter(case__in=list(case_ids)).order_by("case", "position")


def reports(person: Person, case: Case) -> bool:
    """Whether `person` reported the case."""
    return Reporter.objects.filter(case=case, person=person).exists()


def takes_part(person: Person, case: Case) -> bool:
    """Whether `person` answers for a body that was asked, or works in the task force."""
    asked = Part.objects.filter(case=case, body__people__person=person)
    return (
        asked.exists()
        or Case.objects.filter(
            Q(task_force__leader=person) | Q(task_force__members__person=person), pk=case.pk
        ).exists()
    )


def answers_for(person: Person, body_id: UUID) -> bool:
    """Whether `person` answers for that body."""
    return BodyPerson.objects.filter(person=person, body=body_id).exists()


def answers_for_some(person: Person) -> bool:
    """Whether `person` answers for any body."""
    return BodyPerson.objects.filter(person=person).exists()


def verdicts(case: Case, kind: RequestKind) -> list[str]:
    """What was decided about what was asked for in a case, whatever the round."""
    return list(Request.objects.filter(case=case, kind=kind).values_list("verdict", flat=True))


def round_began(case: Case) -> datetime:
    """When the clock of resolution of a case's present round started."""
    last = Timer.objects.filter(case=case, clock=Clock.RESOLUTION).order_by("position").last()
    return last.started_at if last else case.raised_at


def pauses_in_round(case: Case) -> int:
    """How often this round of a case was paused; a suspension, which somebody else agreed to, does not count."""
    reopened = case.events.filter(kind=EventKind.REOPENED).order_by("-seq").values_list("seq", flat=True).first() or 0
    return case.events.filter(kind=EventKind.PAUSED, seq__gt=reopened).count()


def pauses_over(at: datetime) -> list[UUID]:
    """The cases that are still paused or suspended though that was to end before `at`."""
    last = Event.objects.filter(case=OuterRef("pk"), kind__in=[EventKind.PAUSED, EventKind.SUSPENDED])
    stopped = Case.objects.filter(state__in=[State.PAUSED, State.SUSPENDED])
    ended = stopped.annotate(until=Subquery(last.order_by("-seq").values("until")[:1])).filter(until__lte=at)
    return list(ended.order_by("pk").values_list("pk", flat=True))


def strangers_long_over(at: datetime) -> QuerySet[Reporter]:
    """Those without an account who still have a name or a phone, though nobody can reopen their case or appeal any more."""
    known = Reporter.objects.filter(person=None).exclude(name="", phone_sealed=None)
    return known.filter(case__state=State.CLOSED, case__closed_at__lt=at - rules.STRANGERS_FOR)


def read_on_another_calendar() -> list[UUID]:
    """The cases whose clocks run, or lie in a year that was provisional, and were read on another version of the calendar."""
    open_ones = Timer.objects.filter(Q(stopped_at=None) | Q(provisional=True), case=OuterRef("pk"))
    found = Case.objects.exclude(calendar=working_calendar().version).filter(Exists(open_ones))
    return list(found.order_by("pk").values_list("pk", flat=True))
