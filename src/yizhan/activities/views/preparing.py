"""Preparing sign-up: the questions of the form, and who is invited."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yizhan.activities import policies, queries, services
from yizhan.activities.forms.preparing import InviteForm, QuestionForm
from yizhan.activities.models import Invitation, Question
from yizhan.activities.queries import door
from yizhan.activities.views.door import activity_at_the_door
from yizhan.kernel.access import guarded
from yizhan.kernel.errors import Refused
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


@require_http_methods(["GET", "POST"])
@guarded(policies.can_run_somewhere)
def activity_questions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The questions of the sign-up form, and a form for one more."""
    activity = activity_at_the_door(request, pk)
    form = QuestionForm(request.POST or None)
    if attempt(form, lambda: services.ask(actor=request.user, activity=activity, fields=form.cleaned_data)):
        return redirect("activities:activity-questions", pk=pk)
    context = {"activity": activity, "form": form, "questions": queries.questions_of(pk)}
    return page(request, "activities/activity_questions.html", context)


@require_POST
@guarded(policies.can_run_somewhere)
def question_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a question off the form."""
    question = get_object_or_404(Question.objects.select_related("activity__station"), pk=pk)
    try:
        services.drop_question(actor=request.user, question=question)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("activities:activity-questions", pk=question.activity_id)


@require_http_methods(["GET", "POST"])
@guarded(policies.can_run_somewhere)
def activity_invitations(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who is invited, and a form for more."""
    activity = activity_at_the_door(request, pk)
    form = InviteForm(request.POST or None)
    new = attempt(form, lambda: services.invite(actor=request.user, activity=activity, **form.cleaned_data))
    if new is not None:
        messages.success(request, _("已邀请 %(count)s 人，并通知了他们。") % {"count": new})
        return redirect("activities:activity-invitations", pk=pk)
    context = {"activity": activity, "form": form, "invitations": door.invitations_to(activity)}
    return page(request, "activities/activity_invitations.html", context)


@require_POST
@guarded(policies.can_run_somewhere)
def invitation_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(Invitation.objects.select_related("activity__station"), pk=pk)
    services.take_back_invitation(actor=request.user, invitation=invitation)
    return redirect("activities:activity-invitations", pk=invitation.activity_id)
