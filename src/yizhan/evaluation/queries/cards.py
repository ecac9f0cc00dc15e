"""What was published, as pages, tables and files show it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yizhan.catalogue.models import Programme, Provider, Service
from yizhan.evaluation.models import Dimension, Figure, Measure, Rating, Release, ReleaseKind
from yizhan.evaluation.queries.tallies import SUBJECTS, settled_registrations
from yizhan.kernel.intervals import BEST, FEW, WORST
from yizhan.kernel.suppression import FEWEST
from yizhan.network.models import Station, Zone
from yizhan.people.models import Actor, Role
from yizhan.people.queries import holds, places_of

MODELS: Mapping[Dimension, type[Model]] = {
    Dimension.SERVICE: Service,
    Dimension.STATION: Station,
    Dimension.PROVIDER: Provider,
    Dimension.PROGRAMME: Programme,
    Dimension.ZONE: Zone,
}
Subjects = dict[UUID, tuple[str, str]]
SHARES = {Measure.ATTENDANCE, Measure.NO_SHOW}
COUNTS = {Measure.ASKED, Measure.UNMET}


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A figure as it is drawn and told; the bar and its whisker are in hundredths of the scale."""

    figure: Figure

    @property
    def text(self) -> str:
        """The number in words."""
        return _told(self.figure.measure, self.figure.value)

    @property
    def interval(self) -> str:
        """Where it lies with 95 % confidence; nothing for a count."""
        figure = self.figure
        if figure.low is None or figure.high is None:
            return ""
        return f"{_told(figure.measure, figure.low)}–{_told(figure.measure, figure.high)}"

    @property
    def few(self) -> bool:
        """Whether so few answered that one should be careful."""
        return self.figure.low is not None and self.figure.base < FEW

    @property
    def width(self) -> float:
        """The length of the bar."""
        return self._part(self.figure.value)

    @property
    def left(self) -> float:
        """Where the whisker begins."""
        return self._part(self.figure.low or 0)

    @property
    def right(self) -> float:
        """Where the whisker ends."""
        return self._part(self.figure.high or 0)

    def _part(self, value: float) -> float:
        share = value if self.figure.measure in SHARES else (value - WORST) / (BEST - WORST)
        return round(100 * min(max(share, 0), 1), 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """Everything that was published about one service, station, provider, programme or zone, or about all."""

    subject_id: UUID | None
    name: str | Promise
    figures: Mapping[str, Shown]


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """The cards of one release along one dimension, with the total."""

    release: Release
    dimension: Dimension
    total: Card
    cards: list[Card]


def _told(measure: str, value: float) -> str:
    if measure in COUNTS:
        return f"{value:.0f}"
    return f"{value:.0%}" if measure in SHARES else f"{value:.1f}"


def releases(kind: ReleaseKind) -> QuerySet[Release]:
    """What was published, the newest first."""
    return Release.objects.filter(kind=kind)


def release_of(kind: ReleaseKind, period: str) -> Release | None:
    """The release of the period that is asked for (2026-10), the newest when it is not there."""
    found = list(releases(kind))
    return next((row for row in found if f"{row.period:%Y-%m}" == period), found[0] if found else None)


def board(release: Release, dimension: Dimension, *, only: Iterable[UUID] | None = None) -> Board:
    """The cards of `release` along `dimension`; of those called `only`, when it is given."""
    figures = release.figures.filter(dimension__in=[Dimension.ALL, dimension])
    found: dict[UUID | None, dict[str, Shown]] = {None: {}}
    for figure in figures:
        found.setdefault(figure.subject_id, {})[figure.measure] = Shown(figure=figure)
    wanted = {pk for pk in found if pk} & set(only) if only is not None else {pk for pk in found if pk}
    names = subject_names(dimension, wanted)
    cards = [Card(subject_id=pk, name=name, figures=found[pk]) for pk, name in names.items()]
    total = Card(subject_id=None, name=Dimension.ALL.label, figures=found[None])
    return Board(release=release, dimension=dimension, total=total, cards=cards)


def subject_names(dimension: Dimension, ids: Iterable[UUID]) -> dict[UUID, str]:
    """What the subjects of a dimension are called, in their own order."""
    if dimension not in MODELS:
        return {}
    rows: QuerySet[Any] = QuerySet(MODELS[dimension]).filter(pk__in=list(ids))
    return {row.pk: row.name for row in rows}


def figures_of(kind: ReleaseKind, dimension: Dimension, subject_id: UUID | None) -> QuerySet[Figure]:
    """Everything published about one subject, the newest period first."""
    found = Figure.objects.filter(release__kind=kind, dimension=dimension, subject_id=subject_id)
    return found.select_related("release").order_by("-release__period", "measure")


def own_subjects(actor: Actor, dimension: Dimension) -> frozenset[UUID] | None:
    """The subjects that `actor` sees; None for all. Providers see themselves."""
    if holds(actor, Role.HUB, Role.ADMINISTRATOR, Role.SUBDISTRICT, Role.STATION):
        return None
    return places_of(actor, Role.PROVIDER) if dimension == Dimension.PROVIDER else frozenset()


def figures_for(actor: Actor) -> QuerySet[Figure]:
    """Every published figure of whole months that `actor` may see; providers see themselves and the whole network."""
    found = Figure.objects.filter(release__kind=ReleaseKind.SCORECARDS).select_related("release")
    own = own_subjects(actor, Dimension.PROVIDER)
    if own is None:
        return found
    return found.filter(Q(dimension=Dimension.ALL) | Q(dimension=Dimension.PROVIDER, subject_id__in=own))


def in_month(text: str) -> Q:
    """Figures of the month written as 2026-10; none when it is not a month."""
    try:
        return Q(release__period=date.fromisoformat(f"{text}-01"))
    except ValueError:
        return Q(pk__in=[])


def subjects_of(figures: Sequence[Figure]) -> Subjects:
    """The names, in both languages, of whom the figures are about, in a query for each dimension there is."""
    names: Subjects = {}
    for dimension, model in MODELS.items():
        rows: QuerySet[Any] = QuerySet(model)
        ids = {figure.subject_id for figure in figures if figure.dimension == dimension}
        if ids:
            names |= {row.pk: (row.name_zh, row.name_en) for row in rows.filter(pk__in=ids)}
    return names


def words_about(month: date, dimension: Dimension, subject_id: UUID) -> list[str]:
    """What was said of a subject in a month, in no order of time; only from groups in which five or more answered."""
    registrations = settled_registrations(month).filter(**{SUBJECTS[dimension]: subject_id})
    ratings = Rating.objects.filter(ask__registration__in=registrations).order_by()
    rows = list(ratings.values_list(*(f"ask__registration__{name}" for name in SUBJECTS.values()), "words"))
    answered = Counter(row[:-1] for row in rows)
    return sorted(row[-1] for row in rows if row[-1] and answered[row[:-1]] >= FEWEST)


def table_of(found: Board) -> tuple[list[str], list[list[str]]]:
    """Header and rows of exactly what is shown: on the page and in the file."""
    asks = found.dimension in {Dimension.SERVICE, Dimension.STATION}
    header = [
        found.dimension.label,
        _("邀请评价"),
        _("回答"),
        _("评分"),
        _("评分的 95% 区间"),
        _("到场率"),
        _("到场率的 95% 区间"),
        _("未到场率"),
        *([_("没有排上的人数")] if asks else []),
    ]
    return [str(cell) for cell in header], [_row(card, asks=asks) for card in [found.total, *found.cards]]


def _row(card: Card, *, asks: bool) -> list[str]:
    few, shown = _("不公开"), card.figures
    asked, rating = shown.get(Measure.ASKED), shown.get(Measure.RATING)
    came, away, unmet = shown.get(Measure.ATTENDANCE), shown.get(Measure.NO_SHOW), shown.get(Measure.UNMET)
    cells = [
        str(card.name),
        asked.text if asked else few,
        str(rating.figure.base) if rating else few,
        rating.text if rating else few,
        rating.interval if rating else few,
        came.text if came else few,
        came.interval if came else few,
        away.text if away else few,
    ]
    return [*cells, unmet.text if unmet else few] if asks else cells
