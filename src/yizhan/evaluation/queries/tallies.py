"""What happened in a month, in the finest groups that figures tell apart."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, F, Min, Q, QuerySet, Sum

from yizhan.activities.models import Activity, ActivityState, Registration, RegistrationState
from yizhan.evaluation.models import Dimension, Measure, Release, ReleaseKind, SurveyAnswer
from yizhan.evaluation.rules import periods
from yizhan.evaluation.rules.cards import Key, Tally
from yizhan.needs.models import Need, StepKind

SUBJECTS = {
    Dimension.SERVICE: "activity__service",
    Dimension.STATION: "activity__station",
    Dimension.PROVIDER: "activity__provider",
    Dimension.PROGRAMME: "activity__programme",
}


def month_span(month: date) -> tuple[datetime, datetime]:
    """The instants between which a month lies where the network is."""
    return periods.span(month, periods.months_on(month, 1), ZoneInfo(settings.TIME_ZONE))


def settled_registrations(month: date) -> QuerySet[Registration]:
    """Everyone who had a place in an activity that began in `month` and is concluded."""
    start, end = month_span(month)
    return Registration.objects.filter(
        activity__state=ActivityState.CONCLUDED,
        activity__starts_at__gte=start,
        activity__starts_at__lt=end,
        state__in=[RegistrationState.ATTENDED, RegistrationState.ABSENT],
    )


def sessions_of(month: date) -> list[Tally]:
    """What came of the sessions of `month`."""
    level = F("ask__rating__level")
    rows = settled_registrations(month).order_by().values_list(*SUBJECTS.values())
    counted = rows.annotate(
        held=Count("pk"),
        came=Count("pk", filter=Q(state=RegistrationState.ATTENDED)),
        asked=Count("ask"),
        rated=Count("ask__rating"),
        levels=Sum(level, default=0),
        squares=Sum(level * level, default=0),
    )
    return [
        Tally(where=_where(ids), people=held, came=came, asked=asked, answers=rated, levels=levels, squares=squares)
        for *ids, held, came, asked, rated, levels, squares in counted
    ]


def _where(ids: list[UUID | None]) -> frozenset[Key]:
    return frozenset((dimension, pk) for dimension, pk in zip(SUBJECTS, ids, strict=True) if pk)


def unmet_in(month: date) -> list[Tally]:
    """The people whose needs were told in `month` that the plan has no place for them."""
    start, end = month_span(month)
    told = Need.objects.filter(steps__kind=StepKind.UNMET, steps__at__gte=start, steps__at__lt=end).distinct()
    needs = Need.objects.filter(pk__in=told.values("pk")).order_by()
    rows = needs.values_list("service", "station").annotate(n=Sum("people"))
    return [
        Tally(
            where=frozenset((d, pk) for d, pk in zip((Dimension.SERVICE, Dimension.STATION), ids, strict=True) if pk),
            people=n,
        )
        for *ids, n in rows
    ]


def answers_of(year: int) -> dict[Measure, list[Tally]]:
    """What members answered to the survey of `year`, each sense by itself, by zone."""
    senses = {Measure.GAIN: F("gain"), Measure.HAPPINESS: F("happiness"), Measure.SAFETY: F("safety")}
    rows = SurveyAnswer.objects.filter(year=year).order_by().values_list("zone")
    return {
        measure: [
            Tally(where=frozenset({(Dimension.ZONE, zone)} if zone else ()), answers=n, levels=levels, squares=squares)
            for zone, n, levels, squares in rows.annotate(n=Count("pk"), levels=Sum(sense), squares=Sum(sense * sense))
        ]
        for measure, sense in senses.items()
    }


def unreleased_months(day: date) -> list[date]:
    """The months with concluded activities that are settled on `day` and not released."""
    concluded = Activity.objects.filter(state=ActivityState.CONCLUDED)
    first = concluded.aggregate(first=Min("starts_at"))["first"]
    if first is None:
        return []
    known = set(Release.objects.filter(kind=ReleaseKind.SCORECARDS).values_list("period", flat=True))
    months = periods.settled_months(first.astimezone(ZoneInfo(settings.TIME_ZONE)).date(), day)
    return [month for month in months if month not in known and settled_registrations(month).exists()]


def unreleased_years(day: date) -> list[int]:
    """The years before that of `day` whose survey has answers and is not released."""
    known = set(Release.objects.filter(kind=ReleaseKind.SURVEY).values_list("period__year", flat=True))
    asked = SurveyAnswer.objects.filter(year__lt=day.year).order_by("year").values_list("year", flat=True).distinct()
    return [year for year in asked if year not in known]
