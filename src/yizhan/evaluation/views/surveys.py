"""The yearly survey, and what came of it by zone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from yizhan.evaluation import policies, queries, services
from yizhan.evaluation.forms.tasks import SurveyForm
from yizhan.evaluation.models import Dimension, Measure, ReleaseKind
from yizhan.evaluation.views.asked import person_of
from yizhan.kernel.access import guarded
from yizhan.people.queries import today
from yizhan.ui.acts import posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

SENSES = (Measure.GAIN, Measure.HAPPINESS, Measure.SAFETY)


@require_http_methods(["GET", "POST"])
@guarded(policies.can_answer_survey)
def survey_edit(request: HttpRequest, year: int) -> HttpResponse:
    """Three questions, once a year; thanks when they are answered."""
    person, form = person_of(request), SurveyForm(posted(request))
    if attempt(form, lambda: services.answer_survey(actor=person, year=year, **form.cleaned_data)):
        return redirect("evaluation:survey-edit", year=year)
    context = {
        "form": form,
        "year": year,
        "open": year == today().year,
        "answered": queries.has_answered(person, year),
    }
    return page(request, "evaluation/survey_form.html", context, part="form")


@require_GET
@guarded(policies.can_compare)
def survey_detail(request: HttpRequest, year: int) -> HttpResponse:
    """The three senses by zone, each by itself, once the year is published."""
    release = queries.releases(ReleaseKind.SURVEY).filter(period__year=year).first()
    board = queries.board(release, Dimension.ZONE) if release else None
    cards = [board.total, *board.cards] if board else []
    senses = [(sense.label, [(card.name, card.figures.get(sense)) for card in cards]) for sense in SENSES]
    return page(request, "evaluation/survey_detail.html", {"year": year, "release": release, "senses": senses})
