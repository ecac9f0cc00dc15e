"""What was published, for other programs: the same figures, held back in the same places."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from yizhan.evaluation import queries
from yizhan.evaluation.models import Dimension, Figure, Measure
from yizhan.kernel.api import Cut, Id, Listing, Typed, Words, cut_out

router = Router(tags=["evaluation"])


class SubjectRef(Schema):
    """Whom a figure is about."""

    id: Id
    name: Words = Field(examples=[{"zh": "律师值班咨询", "en": "Lawyer on duty"}])


class FigureOut(Schema):
    """One published number: about `base` people, never fewer than five; what is not listed is held back."""

    id: Id
    month: date = Field(examples=["2026-10-01"], description="the first day of the month it is about")
    by: Dimension = Field(examples=["service"], description="what it is about")
    subject: SubjectRef | None = Field(description="null for the whole network")
    measure: Measure = Field(
        examples=["rating"], description="rating is a mean of 1 to 5; attendance and no_show are shares"
    )
    base: int = Field(examples=[42], ge=5, description="how many people stand behind it; below 30, be careful")
    value: float = Field(examples=[4.3])
    low: float | None = Field(examples=[4.1], description="where the 95 % interval begins; null for a count")
    high: float | None = Field(examples=[4.5], description="where it ends")


class FigurePage(Listing):
    """One page of figures, in the order of their identifiers."""

    items: list[FigureOut]


class RatingOut(Schema):
    """How something was rated in a month: by at least five people, and only as it was published."""

    id: Id
    month: date = Field(examples=["2026-10-01"], description="the first day of the month it is about")
    by: Dimension = Field(examples=["service"], description="what was rated")
    subject: SubjectRef | None = Field(description="null for the whole network")
    answers: int = Field(examples=[42], ge=5, description="how many rated it; below 30, be careful")
    mean: float = Field(examples=[4.3], ge=1, le=5, description="5 is best")
    low: float | None = Field(examples=[4.1], description="where the 95 % interval begins")
    high: float | None = Field(examples=[4.5], description="where it ends")


class RatingPage(Listing):
    """One page of ratings, in the order of their identifiers."""

    items: list[RatingOut]


class RatingFilter(Schema):
    month: Typed = Field("", examples=["2026-10"], description="a month, as year and number")
    by: Dimension | None = Field(None, examples=["service"])


class FigureFilter(Schema):
    month: Typed = Field("", examples=["2026-10"], description="a month, as year and number")
    by: Dimension | None = Field(None, examples=["service"])
    measure: Measure | None = Field(None, examples=["rating"])


@router.get("/scorecards", response=FigurePage, summary="Published figures")
def scorecards(
    request: HttpRequest, response: HttpResponse, wanted: Query[FigureFilter], cut: Query[Cut]
) -> FigurePage:
    """The figures of whole months that fit every filter; providers get those about themselves and the whole network."""
    rows = _wanted(queries.figures_for(request.user), wanted)
    found, following = cut_out(request, response, rows, cut=cut)
    subjects = queries.subjects_of(found)
    return FigurePage(items=[figure_out(row, subjects=subjects) for row in found], next=following)


@router.get("/ratings", response=RatingPage, summary="Published ratings")
def ratings(request: HttpRequest, response: HttpResponse, wanted: Query[RatingFilter], cut: Query[Cut]) -> RatingPage:
    """The ratings of whole months that fit; no answer is told by itself, and providers get those about themselves."""
    rows = _of(queries.figures_for(request.user), month=wanted.month, by=wanted.by).filter(measure=Measure.RATING)
    found, following = cut_out(request, response, rows, cut=cut)
    subjects = queries.subjects_of(found)
    return RatingPage(items=[rating_out(row, subjects=subjects) for row in found], next=following)


def _wanted(rows: QuerySet[Figure], wanted: FigureFilter) -> QuerySet[Figure]:
    found = _of(rows, month=wanted.month, by=wanted.by)
    return found.filter(measure=wanted.measure) if wanted.measure else found


def _of(rows: QuerySet[Figure], *, month: str, by: Dimension | None) -> QuerySet[Figure]:
    fits = Q()
    if month:
        fits &= queries.in_month(month)
    if by:
        fits &= Q(dimension=by)
    return rows.filter(fits)


def rating_out(row: Figure, *, subjects: queries.Subjects) -> RatingOut:
    """A published rating as it is told."""
    return RatingOut(
        id=row.pk,
        month=row.release.period,
        by=Dimension(row.dimension),
        subject=subject_out(row.subject_id, subjects=subjects) if row.subject_id else None,
        answers=row.base,
        mean=row.value,
        low=row.low,
        high=row.high,
    )


def figure_out(row: Figure, *, subjects: queries.Subjects) -> FigureOut:
    """A figure as it is told."""
    return FigureOut(
        id=row.pk,
        month=row.release.period,
        by=Dimension(row.dimension),
        subject=subject_out(row.subject_id, subjects=subjects) if row.subject_id else None,
        measure=Measure(row.measure),
        base=row.base,
        value=row.value,
        low=row.low,
        high=row.high,
    )


def subject_out(pk: UUID, *, subjects: queries.Subjects) -> SubjectRef:
    """A subject by its names."""
    zh, en = subjects[pk]
    return SubjectRef(id=pk, name=Words(zh=zh, en=en))
