"""Publishing figures, each period once."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from yizhan.evaluation import queries
from yizhan.evaluation.models import Figure, Release, ReleaseKind
from yizhan.evaluation.rules import cards, periods, refusals
from yizhan.kernel import clock
from yizhan.kernel.errors import refusing
from yizhan.people.queries import today
from yizhan.people.services import record


@transaction.atomic
def release_month(*, month: date) -> Release:
    """Publish what may be shown of a whole month; nobody decides it, so that nobody is tempted to try again."""
    if not periods.settled(month, today()):
        raise refusals.NotSettled
    drafts = cards.scorecards(queries.sessions_of(month)) + cards.unmet(queries.unmet_in(month))
    return _publish(ReleaseKind.SCORECARDS, month, drafts)


@transaction.atomic
def release_survey(*, year: int) -> Release:
    """Publish what may be shown of the survey of a whole year that is over."""
    if today().year <= year:
        raise refusals.NotSettled
    return _publish(ReleaseKind.SURVEY, date(year, 1, 1), cards.senses(queries.answers_of(year)))


def release_settled() -> list[Release]:
    """Publish every month and every survey whose time has come."""
    made = [release_month(month=month) for month in queries.unreleased_months(today())]
    return made + [release_survey(year=year) for year in queries.unreleased_years(today())]


def _publish(kind: ReleaseKind, period: date, drafts: Sequence[cards.Draft]) -> Release:
    with refusing(evaluation_release_once=refusals.ReleasedAlready):
        release = Release.objects.create(kind=kind, period=period, made_at=clock.now())
    Figure.objects.bulk_create(
        Figure(
            release=release,
            dimension=draft.key[0],
            subject_id=draft.key[1],
            measure=draft.measure,
            base=draft.base,
            value=draft.value,
            low=draft.low,
            high=draft.high,
        )
        for draft in drafts
    )
    record(actor=None, verb="release", subject=release, details={"period": str(period), "figures": len(drafts)})
    return release
