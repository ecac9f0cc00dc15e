"""Scorecards: what was published of a month."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from yizhan.evaluation import policies, queries
from yizhan.evaluation.models import Dimension, Measure, ReleaseKind
from yizhan.kernel.access import guarded
from yizhan.people.models import Actor
from yizhan.ui.files import csv_file
from yizhan.ui.pages import page
from yizhan.ui.parts import Item

OFFERED = (Dimension.SERVICE, Dimension.STATION, Dimension.PROVIDER, Dimension.PROGRAMME)


def asked_for(request: HttpRequest) -> queries.Board | None:
    """The board that the address names; nothing while nothing was published. Providers get their own."""
    release = queries.release_of(ReleaseKind.SCORECARDS, request.GET.get("month", ""))
    if release is None:
        return None
    dimension = dimension_for(request.user, request.GET.get("by", ""))
    return queries.board(release, dimension, only=queries.own_subjects(request.user, dimension))


def dimension_for(actor: Actor, name: str) -> Dimension:
    """The dimension called `name`, the first when there is none; providers only have their own."""
    if not policies.can_compare(actor):
        return Dimension.PROVIDER
    return Dimension(name) if name in OFFERED else OFFERED[0]


def tabs_of(board: queries.Board, *, compares: bool) -> list[Item]:
    """The dimensions that may be looked along, the one at hand marked."""
    return [
        Item(url=f"?month={board.release.period:%Y-%m}&by={one}", label=one.label, current=one == board.dimension)
        for one in OFFERED
        if compares or one == Dimension.PROVIDER
    ]


@require_GET
@guarded(policies.can_see_scorecards)
def scorecard_list(request: HttpRequest) -> HttpResponse:
    """A month by service, station, provider or programme: bars first, the table behind."""
    board = asked_for(request)
    header, rows = queries.table_of(board) if board else ([], [])
    month = f"{board.release.period:%Y-%m}" if board else ""
    context = {
        "board": board,
        "month": month,
        "tabs": tabs_of(board, compares=policies.can_compare(request.user)) if board else [],
        "releases": queries.releases(ReleaseKind.SCORECARDS),
        "header": header,
        "rows": [list(zip(header, row, strict=True)) for row in rows],
    }
    return page(request, "evaluation/scorecard_list.html", context)


@require_GET
@guarded(policies.can_see_scorecards)
def scorecard_export(request: HttpRequest) -> HttpResponse:
    """The table of the page, as a file."""
    board = asked_for(request)
    if board is None:
        raise Http404
    header, rows = queries.table_of(board)
    return csv_file(f"{board.dimension}-{board.release.period:%Y-%m}.csv", [header, *rows])


def subject_of(actor: Actor, dimension: str, pk: UUID) -> tuple[Dimension, str]:
    """The dimension and the name of a subject that `actor` may see; anything else does not exist."""
    if dimension not in OFFERED:
        raise Http404
    along = Dimension(dimension)
    own, name = queries.own_subjects(actor, along), queries.subject_names(along, [pk]).get(pk)
    if name is None or (own is not None and pk not in own):
        raise Http404
    return along, name


@require_GET
@guarded(policies.can_see_scorecards)
def scorecard_detail(request: HttpRequest, dimension: str, pk: UUID) -> HttpResponse:
    """One subject: month by month, and what was said in the last month that was published."""
    along, name = subject_of(request.user, dimension, pk)
    figures = [queries.Shown(figure=row) for row in queries.figures_of(ReleaseKind.SCORECARDS, along, pk)]
    ratings = [shown for shown in figures if shown.figure.measure == Measure.RATING]
    reads = policies.can_read_words(request.user, along, pk)
    said = queries.words_about(ratings[0].figure.release.period, along, pk) if ratings and reads else []
    context = {
        "name": name,
        "dimension": along,
        "ratings": ratings,
        "figures": figures,
        "said": said,
        "reads": reads,
        "improves": policies.can_improve(request.user),
    }
    return page(request, "evaluation/scorecard_detail.html", context)
