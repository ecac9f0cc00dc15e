"""What is being made better, and whether it moved."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from yizhan.evaluation.models import Dimension, Figure, Improvement, SurveyAnswer
from yizhan.evaluation.queries.cards import Shown, subject_names
from yizhan.kernel.intervals import Estimate, beyond_chance, difference
from yizhan.network.models import Zone
from yizhan.network.queries import workplace_of
from yizhan.people.models import Appointment, Person, Role
from yizhan.people.queries import today


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """A task, what its figure is about, the figure then and now, and whether the difference is beyond chance."""

    task: Improvement
    subject: str
    before: Shown
    after: Shown | None
    change: Estimate | None

    @property
    def late(self) -> bool:
        """Whether it should have been done by now."""
        return self.task.late(today())

    @property
    def beyond_chance(self) -> bool:
        """Whether the difference is larger than chance makes."""
        return self.change is not None and beyond_chance(self.change)

    @property
    def change_words(self) -> str:
        """The difference with its sign, in points of the scale or percentage points."""
        if self.change is None:
            return ""
        change, share = self.change, self.before.figure.measure in {"attendance", "no_show"}
        scale, form = (100, "{:+.0f}") if share else (1, "{:+.1f}")
        value, low, high = (form.format(number * scale) for number in (change.value, change.low, change.high))
        return f"{value}（{low} – {high}）"


def improvements() -> list[Progress]:
    """Every task, those open first, with the newest figure of the same kind since."""
    tasks = list(Improvement.objects.select_related("figure__release", "owner").order_by("closed_at", "due_on", "id"))
    tasks.sort(key=lambda task: task.closed_at is not None)
    newest, names = _newest([task.figure for task in tasks]), _names([task.figure for task in tasks])
    return [_progress(task, newest.get(_series(task.figure)), names) for task in tasks]


def _progress(task: Improvement, newest: Figure | None, names: dict[UUID, str]) -> Progress:
    before = task.figure
    after = newest if newest and newest.release.period > before.release.period else None
    return Progress(
        task=task,
        subject=names.get(before.subject_id, "") if before.subject_id else str(Dimension.ALL.label),
        before=Shown(figure=before),
        after=Shown(figure=after) if after else None,
        change=difference(_estimate(before), _estimate(after)) if after else None,
    )


def _estimate(figure: Figure) -> Estimate:
    value = figure.value
    return Estimate(
        value=value,
        low=value if figure.low is None else figure.low,
        high=value if figure.high is None else figure.high,
    )


def _series(figure: Figure) -> tuple[object, ...]:
    return figure.release.kind, figure.dimension, figure.subject_id, figure.measure


def _newest(figures: list[Figure]) -> dict[tuple[object, ...], Figure]:
    """The newest figure of every series that one of `figures` belongs to, read at once."""
    if not figures:
        return {}
    wanted = reduce(or_, (Q(dimension=f.dimension, subject_id=f.subject_id, measure=f.measure) for f in figures))
    rows = Figure.objects.filter(wanted).select_related("release").order_by("release__period")
    return {_series(row): row for row in rows}


def _names(figures: list[Figure]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for dimension in sorted({figure.dimension for figure in figures}):
        ids = {figure.subject_id for figure in figures if figure.dimension == dimension and figure.subject_id}
        found |= subject_names(Dimension(dimension), ids)
    return found


def owners() -> QuerySet[Person]:
    """Those who may be given an improvement: who works for the hub, a subdistrict or a station today."""
    held = Appointment.objects.on(today()).filter(role__in=[Role.HUB, Role.SUBDISTRICT, Role.STATION])
    return Person.objects.filter(pk__in=held.values("person")).order_by("name", "pk")


def zone_of(person: Person) -> Zone | None:
    """The zone of the building where `person` works, when that is known."""
    workplace = workplace_of(person)
    return workplace.zone if workplace else None


def has_answered(person: Person, year: int) -> bool:
    """Whether `person` answered the survey of `year`."""
    return SurveyAnswer.objects.filter(person=person, year=year).exists()
