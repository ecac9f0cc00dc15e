"""Surveys: made on the desk, answered behind a link."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yizhan.kernel.access import anyone, guarded
from yizhan.needs import policies, services
from yizhan.needs.forms.surveys import AnswerForm, SurveyForm
from yizhan.needs.models import Survey
from yizhan.needs.queries.desk import stations_of
from yizhan.needs.queries.surveys import survey_by_token, surveys_of, told_of
from yizhan.people.models import Person
from yizhan.people.queries import today
from yizhan.ui.acts import form_page
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

SHOWN = 50


@require_GET
@guarded(policies.can_see_desk)
def survey_list(request: HttpRequest) -> HttpResponse:
    """The surveys that the actor may look at, the newest first."""
    found = surveys_of(request.user)[:SHOWN]
    return page(request, "needs/survey_list.html", {"surveys": [(s, s.is_open(today())) for s in found]})


@form_page
@guarded(policies.can_see_desk)
def survey_create(request: HttpRequest) -> HttpResponse:
    """Make a survey."""
    form = SurveyForm(
        request.POST if request.method == "POST" else None,
        initial={"opens_on": today()},
        stations=stations_of(request.user),
        everywhere=policies.can_ask(request.user, None),
    )
    survey = attempt(form, lambda: services.make_survey(actor=request.user, fields=form.typed))
    if survey:
        messages.success(request, _("问卷好了，把链接或二维码发出去吧。"))
        return redirect("needs:survey-detail", survey.pk)
    return page(request, "needs/survey_form.html", {"form": form})


@require_GET
@guarded(policies.can_see_desk)
def survey_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One survey with its link and QR code, and how often it was answered."""
    survey = get_object_or_404(surveys_of(request.user), pk=pk)
    link = request.build_absolute_uri(reverse("needs:answer-create", args=[survey.token]))
    context = {"survey": survey, "open": survey.is_open(today()), "link": link, "told": told_of(survey)}
    return page(request, "needs/survey_detail.html", context)


@form_page
@guarded(policies.can_see_desk)
def survey_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take no more answers, after being asked."""
    survey = get_object_or_404(surveys_of(request.user), pk=pk)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_bound:
        attempt(form, lambda: services.close_survey(actor=request.user, survey=survey))
        if not form.errors:
            return redirect("needs:survey-detail", survey.pk)
    context = {
        "title": _("不再收答卷？"),
        "facts": [survey.title, _("已经收到的照样算数，链接打开后会说问卷已结束。")],
        "act": _("结束问卷"),
        "back": reverse("needs:survey-detail", args=[survey.pk]),
        "danger": True,
        "form": form,
        "shell": "ui/desk.html",
    }
    return page(request, "ui/confirm.html", context)


@form_page
@guarded(anyone)
def answer_create(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a survey, signed in or without a name."""
    survey = get_object_or_404(survey_by_token(token))
    form = AnswerForm(request.POST if request.method == "POST" else None, survey=survey)
    if attempt(form, lambda: _answer(request, survey, form)):
        return redirect("needs:answer-thanks", survey.token)
    return page(request, "needs/answer_form.html", {"form": form, "survey": survey, "open": survey.is_open(today())})


def _answer(request: HttpRequest, survey: Survey, form: AnswerForm) -> object:
    typed = {"station": survey.station, **form.cleaned_data}
    person = request.user if isinstance(request.user, Person) else None
    source = get_adapter().get_client_ip(request)
    return services.answer_survey(survey=survey, person=person, source=source, **typed)


@require_GET
@guarded(anyone)
def answer_thanks(request: HttpRequest, token: str) -> HttpResponse:
    """What becomes of the answer."""
    survey = get_object_or_404(survey_by_token(token))
    return page(request, "needs/answer_thanks.html", {"survey": survey})
